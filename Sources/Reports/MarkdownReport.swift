// A session as a Markdown report: its prose and code, what it printed, its models' tables.

import Diagnostics
import Kernel
import Notebook
import Tensors

package enum MarkdownReport {
  package static func document(_ session: ExportedSession) -> String {
    let cells = session.cells.flatMap(blocks)
    let comparison = session.comparison.map(blocks) ?? []
    let models = session.models.flatMap(blocks)
    return (cells + comparison + models).joined(separator: "\n\n") + "\n"
  }

  private static func blocks(_ cell: ExportedCell) -> [String] {
    switch cell.kind {
    case .markdown: [cell.text]
    case .raw: []
    case .code:
      (cell.text.allSatisfy(\.isWhitespace) ? [] : [fenced(cell.text, "python")])
        + (cell.report.output.isEmpty ? [] : [fenced(cell.report.output, "text")])
        + cell.report.problems.map { "> **\($0.severity.rawValue)** \(Escaped.markdown($0.message))" }
    }
  }

  private static func blocks(_ comparison: ComparisonTable) -> [String] {
    ["## \(LayerFigures.comparisonTitle)", String(comparison.markdown.dropLast())]
  }

  private static func blocks(_ model: ExportedModel) -> [String] {
    let subject = model.subject
    let variable = model.variable == subject.title ? "" : " (`\(model.variable)`)"
    let heading = "## \(Escaped.markdown(subject.title))\(variable)"
    let summary = [LayerFigures.shapes(of: subject), LayerFigures.totals(of: subject)].joined(separator: ": ") + "."
    let forward = LayerFigures.forward(of: subject).map { [Escaped.markdown($0) + "."] } ?? []
    return [heading, summary, table(subject)] + forward
  }

  private static func table(_ subject: Subject) -> String {
    let rule = LayerFigures.columns.indices.map { $0 < LayerFigures.firstNumber ? "---" : "---:" }
    let rows = subject.rows.map { row in
      // Nested layers are set in, with spaces that stay.
      let indent = String(repeating: "\u{A0}\u{A0}", count: row.depth)
      return LayerFigures.cells(of: row).enumerated().map { ($0 == 0 ? indent : "") + Escaped.markdown($1) }
    }
    return ([LayerFigures.columns, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |" }.joined(
      separator: "\n")
  }

  /// A fence is longer than any within the text.
  private static func fenced(_ text: String, _ language: String) -> String {
    var fence = "```"
    while text.contains(fence) { fence += "`" }
    return "\(fence)\(language)\n\(text.hasSuffix("\n") ? String(text.dropLast()) : text)\n\(fence)"
  }
}
