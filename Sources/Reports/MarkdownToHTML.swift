// Markdown as HTML. Tags of the text's own are shown as they are written.

import Markdown

enum MarkdownToHTML {
  static func html(_ text: String) -> String { html(MarkdownParser.blocks(of: text)) }

  private static func html(_ blocks: [MarkdownBlock]) -> String { blocks.map { html($0) }.joined(separator: "\n") }

  private static func html(_ block: MarkdownBlock) -> String {
    switch block.kind {
    case .heading(let level, let parts): "<h\(level)>\(html(parts))</h\(level)>"
    case .paragraph(let parts): "<p>\(html(parts))</p>"
    case .code(_, let lines), .markup(let lines):
      "<pre class=\"text\">" + lines.map { Escaped.xml($0.map(\.text).joined()) }.joined(separator: "\n") + "</pre>"
    case .rule: "<hr>"
    case .quote(let blocks): "<blockquote>\n\(html(blocks))\n</blockquote>"
    case .list(let list): html(list)
    case .table(let table): html(table)
    }
  }

  private static func html(_ list: MarkdownList) -> String {
    let items = list.items.map { item in
      let box = item.isDone.map { $0 ? "☑ " : "☐ " } ?? ""
      return "<li>\(box)\(item.blocks.map { html($0, isTight: list.isTight) }.joined(separator: "\n"))</li>"
    }.joined(separator: "\n")
    guard let numbering = list.numbering else { return "<ul>\n\(items)\n</ul>" }
    return "<ol\(numbering.first == 1 ? "" : " start=\"\(numbering.first)\"")>\n\(items)\n</ol>"
  }

  /// The items of a tight list are lines rather than paragraphs.
  private static func html(_ block: MarkdownBlock, isTight: Bool) -> String {
    if isTight, case .paragraph(let parts) = block.kind { return html(parts) }
    return html(block)
  }

  private static func html(_ table: MarkdownTable) -> String {
    let row = { (row: MarkdownTable.Row, tag: String) in
      let cells = zip(row.cells, table.alignments).map { "<\(tag)\(style($1))>\(html($0))</\(tag)>" }
      return "<tr>\(cells.joined())</tr>\n"
    }
    let head = table.header.map { row($0, "th") }.joined()
    let body = table.rows.map { row($0, "td") }.joined()
    return "<table>\n<thead>\n\(head)</thead>\n<tbody>\n\(body)</tbody>\n</table>"
  }

  private static func style(_ alignment: MarkdownTable.Alignment?) -> String {
    switch alignment {
    case nil: ""
    case .left: " style=\"text-align: left\""
    case .center: " style=\"text-align: center\""
    case .right: " style=\"text-align: right\""
    }
  }

  // MARK: Within lines

  private static func html(_ parts: [MarkdownInline]) -> String { parts.map { html($0) }.joined() }

  private static func html(_ part: MarkdownInline) -> String {
    switch part {
    case .text(let text): Escaped.xml(text.text)
    case .markup(let tag): tag.isLineBreak ? "<br>\n" : Escaped.xml(tag.text)
    case .lineEnd: "\n"
    case .lineBreak: "<br>\n"
    case .span(let kind, let parts): html(parts, of: kind)
    }
  }

  private static func html(_ parts: [MarkdownInline], of kind: MarkdownInline.Kind) -> String {
    let inner = html(parts)
    switch kind {
    case .emphasis: return "<em>\(inner)</em>"
    case .strong: return "<strong>\(inner)</strong>"
    case .struck: return "<del>\(inner)</del>"
    case .code: return "<code>\(inner)</code>"
    case .formula: return "<i>\(inner)</i>"
    case .link(let address): return isSafe(address) ? "<a href=\"\(Escaped.xml(address))\">\(inner)</a>" : inner
    case .picture(let address):
      let name = parts.map(\.plainText).joined()
      guard isSafe(address) || address.hasPrefix("data:image/") else { return Escaped.xml(name) }
      return "<img src=\"\(Escaped.xml(address))\" alt=\"\(Escaped.xml(name))\">"
    }
  }

  /// Whether following an address runs nothing: it is a web page's, a letter's, or a place beside the report.
  private static func isSafe(_ address: String) -> Bool {
    guard let colon = address.firstIndex(of: ":") else { return true }
    let scheme = address[..<colon].lowercased()
    return ["http", "https", "mailto"].contains(scheme) || scheme.contains { "/?#".contains($0) }
  }
}
