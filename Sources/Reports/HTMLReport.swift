// A session as one HTML file: its prose, code and outputs, and for each model a table, a diagram and its feature maps.

import Datasets
import Diagnostics
import Kernel
import Notebook
import Tensors

package enum HTMLReport {
  package static func document(_ session: ExportedSession) -> String {
    let name = session.path.split(separator: "/").last.map(String.init) ?? session.path
    let comparison = session.comparison.map { [section($0)] } ?? []
    let parts = session.cells.compactMap(section) + comparison + session.models.map(section)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(Escaped.xml(name))</title>
      <style>\(style)</style>
      </head>
      <body>
      \(parts.joined(separator: "\n"))
      <footer>\(Escaped.xml(name)), written by compbook export</footer>
      </body>
      </html>

      """
  }

  // MARK: Cells

  private static func section(_ cell: ExportedCell) -> String? {
    switch cell.kind {
    case .markdown: return "<section>\n\(MarkdownToHTML.html(cell.text))\n</section>"
    case .raw: return nil
    case .code:
      guard !cell.text.allSatisfy(\.isWhitespace) else { return nil }
      let title = cell.title.isEmpty ? "" : "<div class=\"name\">\(Escaped.xml(cell.title))</div>"
      let output = cell.report.output.isEmpty ? "" : "<pre class=\"output\">\(Escaped.xml(cell.report.output))</pre>"
      let problems = cell.report.problems.filter { $0.severity != .note }.map {
        "<p class=\"problem\">line \($0.fileLine): \(Escaped.xml($0.message))</p>"
      }
      return "<section class=\"code\">\(title)\(code(cell))\(output)\(problems.joined())</section>"
    }
  }

  /// The lines, each with what it makes at its end.
  private static func code(_ cell: ExportedCell) -> String {
    let lines = cell.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, line in
      let note = cell.report.note(of: index)
      return "<span class=\"line\"><span>\(Escaped.xml(String(line)))</span>"
        + (note.isEmpty ? "" : "<span class=\"note\">\(Escaped.xml(note))</span>") + "</span>"
    }
    return "<pre>\(lines.joined(separator: "\n"))</pre>"
  }

  // MARK: Models

  private static func section(_ comparison: ComparisonTable) -> String {
    let row = { (tag: String, texts: [String]) in
      let cells = zip(texts, comparison.columns).map { text, column in
        "<\(tag)\(column.isNumber ? " class=\"number\"" : "")>\(Escaped.xml(text))</\(tag)>"
      }
      return "<tr>\(cells.joined())</tr>"
    }
    return """
      <section class="comparison">
      <h2>\(LayerFigures.comparisonTitle)</h2>
      <table>
      <thead>\(row("th", comparison.columns.map(\.title)))</thead>
      <tbody>
      \(comparison.rows.map { row("td", $0) }.joined(separator: "\n"))
      </tbody>
      </table>
      </section>
      """
  }

  private static func section(_ model: ExportedModel) -> String {
    let subject = model.subject
    let variable = model.variable == subject.title ? "" : " <code>\(Escaped.xml(model.variable))</code>"
    let forward = LayerFigures.forward(of: subject).map { "<p>\(Escaped.xml($0)).</p>" } ?? ""
    return """
      <section class="model">
      <h2>\(Escaped.xml(subject.title))\(variable)</h2>
      <p>\(Escaped.xml(LayerFigures.shapes(of: subject))): \(Escaped.xml(LayerFigures.totals(of: subject))).</p>
      \(table(subject))
      <h3>Diagram</h3>
      <div class="diagram">\(SVGDiagram.element(model))</div>
      <h3>Feature maps</h3>
      \(forward)
      \(pictures(subject))
      </section>
      """
  }

  private static func table(_ subject: Subject) -> String {
    let classes = LayerFigures.columns.indices.map { $0 < LayerFigures.firstNumber ? "" : " class=\"number\"" }
    let head = zip(LayerFigures.columns, classes).map { "<th\($1)>\($0)</th>" }.joined()
    let rows = subject.rows.map { row in
      let cells = zip(LayerFigures.cells(of: row), classes).enumerated().map { index, cell in
        let indent = index == 0 && row.depth > 0 ? " style=\"padding-left: \(row.depth * 16 + 8)px\"" : ""
        return "<td\(cell.1)\(indent)>\(Escaped.xml(cell.0))</td>"
      }
      return "<tr\(row.depth > 0 ? " class=\"inner\"" : "")>\(cells.joined())</tr>"
    }
    return "<table>\n<thead><tr>\(head)</tr></thead>\n<tbody>\n\(rows.joined(separator: "\n"))\n</tbody>\n</table>"
  }

  private static func pictures(_ subject: Subject) -> String {
    guard let forward = subject.forward else { return "" }
    var figures: [String] = []
    if let input = forward.input, let uri = FeatureSheet.input(input)?.dataURI {
      figures.append(figure(uri, width: input.shape[2], "input: \(forward.inputLabel)"))
    }
    for row in subject.rows where row.depth == 0 && row.typeName != "InputLayer" {
      guard let activation = forward.activations[row.id], let count = FeatureSheet.count(activation.shape) else {
        continue
      }
      guard let sheet = FeatureSheet.maps(activation.output), let uri = sheet.dataURI else { continue }
      let maps = count.shown < count.all ? "maps 1–\(count.shown) of \(count.all)" : "\(count.all) maps"
      figures.append(
        figure(uri, width: sheet.width, "\(row.name): \(maps) of \(activation.shape[1])×\(activation.shape[2])"))
    }
    return figures.joined(separator: "\n")
  }

  /// Pixels stay squares, of a whole number of the screen's.
  private static func figure(_ uri: String, width: Int, _ caption: String) -> String {
    let scale = max(1, min(4, 640 / max(1, width)))
    return """
      <figure><img src="\(uri)" width="\(width * scale)" alt="\(Escaped.xml(caption))">\
      <figcaption>\(Escaped.xml(caption))</figcaption></figure>
      """
  }

  private static let style = """

    body { font: 16px/1.5 Georgia, "Times New Roman", serif; color: #1f2933; background: #fff; max-width: 860px;
      margin: 2em auto; padding: 0 1em; }
    h1, h2, h3, table, figcaption, footer, .name, .note { font-family: Helvetica, Arial, sans-serif; }
    h1, h2, h3 { line-height: 1.2; margin: 1.4em 0 0.5em; }
    pre, code { font-family: Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 13px; }
    pre { background: #f6f8fa; border: 1px solid #e1e6eb; border-radius: 4px; padding: 8px 10px; margin: 0.6em 0;
      white-space: pre-wrap; line-height: 1.45; }
    pre .line { display: inline-flex; width: 100%; justify-content: space-between; gap: 1em; }
    pre .note { color: #2f7d4f; white-space: nowrap; }
    pre.output { background: #fff; color: #52606d; overflow-x: auto; white-space: pre; }
    .name { color: #7b8794; font-size: 13px; }
    .problem { color: #b42318; }
    table { border-collapse: collapse; font-size: 14px; margin: 0.8em 0; }
    th, td { padding: 3px 8px; border-bottom: 1px solid #e1e6eb; text-align: left; }
    th { border-bottom: 2px solid #b6c2cf; }
    .number { text-align: right; font-variant-numeric: tabular-nums; }
    tr.inner td { color: #616e7c; font-size: 13px; }
    .diagram svg { max-width: 100%; height: auto; }
    figure { margin: 1em 0; break-inside: avoid; }
    img { max-width: 100%; }
    figure img { image-rendering: pixelated; border: 1px solid #e1e6eb; }
    blockquote { margin: 0.6em 0; padding-left: 1em; border-left: 3px solid #e1e6eb; color: #52606d; }
    hr { border: 0; border-top: 1px solid #e1e6eb; }
    figcaption, footer { color: #616e7c; font-size: 13px; }
    footer { margin-top: 3em; border-top: 1px solid #e1e6eb; padding-top: 0.5em; }
    @media print { body { max-width: none; margin: 0; font-size: 11pt; } h2, h3 { break-after: avoid; }
      tr { break-inside: avoid; } .model { break-before: page; } }

    """
}
