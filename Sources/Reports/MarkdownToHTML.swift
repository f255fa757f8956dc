// The Markdown that notebooks have, as HTML: headings, paragraphs, lists, tables, code, emphasis. No HTML of the text's own.

enum MarkdownToHTML {
  static func html(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var blocks: [String] = []
    var index = 0
    while index < lines.count {
      if isBlank(lines[index]) {
        index += 1
        continue
      }
      let kind = Kind(lines[index])
      var block = [lines[index]]
      index += 1
      while index < lines.count, goesOn(kind, lines[index]) {
        block.append(lines[index])
        index += 1
      }
      // A fence ends with its own line.
      if kind == .fence, index < lines.count { index += 1 }
      blocks.append(html(block, kind))
    }
    return blocks.joined(separator: "\n")
  }

  private enum Kind {
    case heading, bullets, numbers, table, code, fence, paragraph

    init(_ line: String) {
      let text = line.drop { $0 == " " }
      if line.hasPrefix("```") {
        self = .fence
      } else if line.hasPrefix("    ") {
        self = .code
      } else if text.hasPrefix("#") {
        self = .heading
      } else if text.hasPrefix("- ") || text.hasPrefix("* ") {
        self = .bullets
      } else if text.hasPrefix("|") {
        self = .table
      } else if let dot = text.firstIndex(of: "."), dot > text.startIndex, text[..<dot].allSatisfy(\.isNumber),
        text[dot...].hasPrefix(". ")
      {
        self = .numbers
      } else {
        self = .paragraph
      }
    }
  }

  private static func goesOn(_ kind: Kind, _ line: String) -> Bool {
    switch kind {
    case .heading: false
    case .fence: !line.hasPrefix("```")
    case .code: line.hasPrefix("    ")
    case .table: Kind(line) == .table
    case .bullets, .numbers: !isBlank(line) && (Kind(line) == kind || line.hasPrefix("  "))
    case .paragraph: !isBlank(line) && Kind(line) == .paragraph
    }
  }

  private static func html(_ lines: [String], _ kind: Kind) -> String {
    switch kind {
    case .heading:
      let signs = min(6, lines[0].drop { $0 == " " }.prefix { $0 == "#" }.count)
      return "<h\(signs)>\(inline(trimmed(lines[0].drop { $0 == " " || $0 == "#" })))</h\(signs)>"
    case .code:
      return "<pre class=\"text\">" + lines.map { Escaped.xml(String($0.dropFirst(4))) }.joined(separator: "\n")
        + "</pre>"
    case .fence: return "<pre class=\"text\">" + lines.dropFirst().map(Escaped.xml).joined(separator: "\n") + "</pre>"
    case .bullets: return list(lines, "ul") { $0.dropFirst(2) }
    case .numbers: return list(lines, "ol") { $0.drop { $0 != " " }.dropFirst() }
    case .table: return table(lines)
    case .paragraph: return "<p>\(inline(lines.joined(separator: "\n")))</p>"
    }
  }

  /// Lines that begin no item go on with the one before.
  private static func list(_ lines: [String], _ tag: String, _ text: (Substring) -> Substring) -> String {
    var items: [String] = []
    for line in lines {
      let content = line.drop { $0 == " " }
      if items.isEmpty || [.bullets, .numbers].contains(Kind(line)) {
        items.append(String(text(content)))
      } else {
        items[items.count - 1] += "\n" + content
      }
    }
    return "<\(tag)>" + items.map { "<li>\(inline($0))</li>" }.joined() + "</\(tag)>"
  }

  private static func table(_ lines: [String]) -> String {
    let rows = lines.map { line in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).map { trimmed($0) }
      return Array(cells.dropFirst().dropLast(cells.last?.isEmpty == true ? 1 : 0))
    }
    let isRule = { (row: [String]) in row.allSatisfy { !$0.isEmpty && $0.allSatisfy { "-:".contains($0) } } }
    let body = rows.filter { !isRule($0) }.enumerated().map { index, row in
      let tag = index == 0 ? "th" : "td"
      return "<tr>" + row.map { "<\(tag)>\(inline($0))</\(tag)>" }.joined() + "</tr>"
    }
    return "<table>" + body.joined() + "</table>"
  }

  /// Code spans, then strong and emphasised text.
  private static func inline(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return emphasis(Escaped.xml(text)) }
    return parts.enumerated().map { index, part in
      let escaped = Escaped.xml(String(part))
      if index.isMultiple(of: 2) { return emphasis(escaped) }
      // A sign without its partner is itself.
      return index == parts.count - 1 ? "`" + emphasis(escaped) : "<code>\(escaped)</code>"
    }.joined()
  }

  private static func emphasis(_ text: String) -> String {
    paired(paired(text, "**", "strong"), "*", "em")
  }

  private static func paired(_ text: String, _ sign: String, _ tag: String) -> String {
    let parts = text.split(separator: sign, omittingEmptySubsequences: false)
    guard parts.count > 2 else { return text }
    let pairs = parts.count.isMultiple(of: 2) ? parts.count - 2 : parts.count - 1
    var joined = ""
    for (index, part) in parts.enumerated() {
      if index > 0 { joined += index > pairs ? sign : index.isMultiple(of: 2) ? "</\(tag)>" : "<\(tag)>" }
      joined += part
    }
    return joined
  }

  private static func isBlank(_ line: String) -> Bool { line.allSatisfy(\.isWhitespace) }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
