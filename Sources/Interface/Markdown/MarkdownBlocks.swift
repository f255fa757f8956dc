// Markdown as rows of the screen: headings, paragraphs, lists, quotes, fenced code and rules.

import Screen

struct MarkdownBlocks {
  private let text: CellText
  private let width: Int
  private var rows: [ProseRow] = []
  private var paragraph = Paragraph()
  /// The sign of the fence that is open.
  private var fence: Character?

  /// What is gathered up to the next block.
  private struct Paragraph {
    var signs: [ProseSign] = []
    var lead: [ProseSign] = []
    var isQuote = false
    var offset: Int?
  }

  /// The rows of a cell's text at a width, which is at least 1.
  static func rows(of text: CellText, width: Int) -> [ProseRow] {
    var blocks = MarkdownBlocks(text: text, width: width)
    for line in 0..<text.lineCount { blocks.take(text.range(ofLine: line)) }
    blocks.endParagraph()
    return blocks.rows.isEmpty ? [ProseRow(signs: [], offset: 0)] : blocks.rows
  }

  private init(text: CellText, width: Int) {
    self.text = text
    self.width = width
  }

  private func signs(_ content: Substring, at offset: Int, style: Style = Theme.prose) -> [ProseSign] {
    var offset = offset
    return content.map { character in
      defer { offset += character.utf8.count }
      return ProseSign(character: character, style: style, offset: offset)
    }
  }

  private mutating func take(_ range: Range<Int>) {
    let line = text[range]
    let content = line.drop { $0 == " " || $0 == "\t" }
    let offset = range.lowerBound + (line.utf8.count - content.utf8.count)
    if takeFence(content, line, at: range.lowerBound) { return }
    if content.isEmpty {
      endParagraph()
      rows.append(ProseRow(signs: [], offset: range.lowerBound))
    } else if content.hasPrefix("|") {
      endParagraph()
      rows.append(ProseRow(signs: signs(content, at: offset), offset: range.lowerBound))
    } else if isRule(content) {
      endParagraph()
      let sign = ProseSign(character: "─", style: Theme.hint, offset: offset)
      rows.append(ProseRow(signs: Array(repeating: sign, count: width), offset: range.lowerBound))
    } else if !takeHeading(content, at: offset), !takeItem(content, indent: offset - range.lowerBound, at: offset),
      !takeQuote(content, at: offset)
    {
      takeText(content, at: offset)
    }
  }

  // MARK: Blocks

  /// Whether a line is one of a fence or within one.
  private mutating func takeFence(_ content: Substring, _ line: String, at offset: Int) -> Bool {
    let sign = content.first.flatMap { content.hasPrefix(String(repeating: $0, count: 3)) ? $0 : nil }
    let isFence = sign == "`" || sign == "~"
    if let open = fence {
      if isFence, sign == open {
        fence = nil
      } else {
        let lead = signs("  ", at: offset, style: Theme.proseCode)
        rows.append(ProseRow(signs: lead + signs(line[...], at: offset, style: Theme.proseCode), offset: offset))
      }
      return true
    }
    guard isFence else { return false }
    endParagraph()
    fence = sign
    return true
  }

  private func isRule(_ content: Substring) -> Bool {
    let marks = content.filter { !$0.isWhitespace }
    guard let first = marks.first, "-*_".contains(first) else { return false }
    return marks.count >= 3 && marks.allSatisfy { $0 == first }
  }

  private mutating func takeHeading(_ content: Substring, at offset: Int) -> Bool {
    let level = content.prefix { $0 == "#" }.count
    let rest = content.dropFirst(level)
    guard 1...6 ~= level, rest.isEmpty || rest.first == " " else { return false }
    endParagraph()
    let title = rest.drop { $0 == " " }
    let style = level == 1 ? Theme.heading.with(.underline) : level == 2 ? Theme.heading : Theme.heading.with(.italic)
    let start = offset + level + (rest.utf8.count - title.utf8.count)
    paragraph.offset = offset
    paragraph.signs = signs(title, at: start, style: style)
    endParagraph()
    return true
  }

  /// An item of a list, whose sign stands before all of its rows.
  private mutating func takeItem(_ content: Substring, indent: Int, at offset: Int) -> Bool {
    let digits = content.prefix { $0.isASCII && $0.isNumber }
    let isNumbered = 1...9 ~= digits.count && (content.dropFirst(digits.count).first.map { ".)".contains($0) } ?? false)
    let isMarked = content.first.map { "-*+".contains($0) } ?? false
    guard isNumbered || isMarked else { return false }
    let mark = content.prefix(isNumbered ? digits.count + 1 : 1)
    let rest = content.dropFirst(mark.count)
    guard rest.first == " " else { return false }
    endParagraph()
    let sign = isNumbered ? String(mark) : "•"
    paragraph.lead = signs(Substring(String(repeating: " ", count: min(indent, width / 2)) + sign + " "), at: offset)
    paragraph.offset = offset
    let body = rest.drop { $0 == " " }
    takeText(body, at: offset + mark.utf8.count + (rest.utf8.count - body.utf8.count))
    return true
  }

  private mutating func takeQuote(_ content: Substring, at offset: Int) -> Bool {
    guard content.hasPrefix(">") else { return false }
    if !paragraph.isQuote {
      endParagraph()
      paragraph.isQuote = true
      paragraph.lead = signs("│ ", at: offset, style: Theme.hint)
      paragraph.offset = offset
    }
    let body = content.dropFirst().drop { $0 == " " }
    takeText(body, at: offset + (content.utf8.count - body.utf8.count))
    return true
  }

  /// A line joins the paragraph before it; two blanks or a backslash at its end break it.
  private mutating func takeText(_ content: Substring, at offset: Int) {
    if paragraph.offset == nil { paragraph.offset = offset }
    if !paragraph.signs.isEmpty {
      paragraph.signs.append(ProseSign(character: " ", style: Theme.prose, offset: offset - 1))
    }
    let breaks = content.hasSuffix("  ") || content.hasSuffix("\\")
    let body = content.hasSuffix("\\") ? content.dropLast() : content
    let end = body.lastIndex { $0 != " " }.map { body.index(after: $0) } ?? body.startIndex
    paragraph.signs += signs(body[..<end], at: offset)
    guard breaks else { return }
    let lead = paragraph.lead
    let isQuote = paragraph.isQuote
    endParagraph()
    paragraph.lead =
      isQuote ? lead : lead.map { ProseSign(character: " ", style: $0.style, offset: $0.offset) }
    paragraph.isQuote = isQuote
  }

  private mutating func endParagraph() {
    defer { paragraph = Paragraph() }
    guard let offset = paragraph.offset else { return }
    rows += ProseRow.wrapped(
      MarkdownInline.render(paragraph.signs), lead: paragraph.lead, repeatsLead: paragraph.isQuote, width: width,
      offset: offset)
  }
}
