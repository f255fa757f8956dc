// Markdown as rows of the screen: headings, paragraphs, lists, quotes, code, rules and tables.

import Markdown
import Screen

struct MarkdownRows {
  /// What stands before the rows of a list's item or a quote.
  private struct Lead {
    var first: [ProseSign]
    var later: [ProseSign]
    var isUsed = false
  }

  private let width: Int
  private var rows: [ProseRow] = []
  private var leads: [Lead] = []

  /// The rows of a cell's text at a width, which is at least 1.
  static func rows(of text: CellText, width: Int) -> [ProseRow] {
    var rows = MarkdownRows(width: width)
    rows.add(MarkdownParser.blocks(of: text.text))
    return rows.rows.isEmpty ? [ProseRow(signs: [], offset: 0)] : rows.rows
  }

  private init(width: Int) { self.width = width }

  /// The signs before the next row. However deep lists nest, half of the row is left for their text.
  private var lead: [ProseSign] { leads.flatMap { $0.isUsed ? $0.later : $0.first }.suffix(width / 2) }

  private var room: Int { max(1, width - lead.count) }

  private mutating func add(_ signs: [ProseSign], at offset: Int) {
    // Offsets never go back, so that the row of a caret can be found.
    let all = lead + signs
    let end = all.lastIndex { $0.character != " " }.map { $0 + 1 } ?? 0
    rows.append(ProseRow(signs: Array(all[..<end]), offset: max(offset, rows.last?.offset ?? 0)))
    for index in leads.indices { leads[index].isUsed = true }
  }

  /// Adds lines, each broken at blanks into rows.
  private mutating func addWrapped(_ lines: [[ProseSign]], at offset: Int) {
    var offset = offset
    for line in lines {
      offset = max(offset, line.first?.offset ?? offset)
      for part in ProseRow.parts(of: line, width: room) { add(part, at: max(offset, part.first?.offset ?? offset)) }
    }
  }

  // MARK: Blocks

  private mutating func add(_ blocks: [MarkdownBlock]) {
    for block in blocks { add(block) }
  }

  private mutating func add(_ block: MarkdownBlock) {
    let isLeaf =
      switch block.kind {
      case .quote, .list: false
      default: true
      }
    if block.isApart, isLeaf { addBlank(at: block.offset) }
    switch block.kind {
    case .heading(let level, let parts):
      addWrapped(ProseLines.lines(parts, style: Theme.heading(level: level)), at: block.offset)
    case .paragraph(let parts): addWrapped(ProseLines.lines(parts), at: block.offset)
    case .code(_, let lines): addVerbatim(lines, style: Theme.proseCode, at: block.offset)
    case .markup(let lines): addVerbatim(lines, style: Theme.hint, at: block.offset)
    case .rule: add(signs(String(repeating: "─", count: room), at: block.offset), at: block.offset)
    case .quote(let blocks):
      let bar = signs("│ ", at: block.offset)
      add(blocks, in: Lead(first: bar, later: bar), at: block.offset)
    case .list(let list): add(list, at: block.offset)
    case .table(let table):
      for row in ProseTable(table, width: room).rows { add(row.signs, at: max(block.offset, row.offset)) }
    }
  }

  /// A blank row, with the bars of the quotes that go on across it.
  private mutating func addBlank(at offset: Int) {
    guard let last = rows.last else { return }
    let bars = leads.prefix { $0.isUsed }.flatMap(\.later)
    let end = bars.lastIndex { $0.character != " " }.map { $0 + 1 } ?? 0
    rows.append(ProseRow(signs: Array(bars[..<end].suffix(width / 2)), offset: max(last.offset, offset - 1)))
  }

  private func signs(_ text: String, at offset: Int, style: Style = Theme.hint) -> [ProseSign] {
    text.map { ProseSign(character: $0, style: style, offset: offset) }
  }

  /// Lines as they are written: one that is too long is cut where it is drawn.
  private mutating func addVerbatim(_ lines: [MarkdownBlock.Line], style: Style, at offset: Int) {
    var offset = offset
    for line in lines {
      offset = line.last?.offset ?? offset
      add(signs("  ", at: offset, style: style) + ProseLines.signs(line, style: style), at: offset)
    }
    if lines.isEmpty { add([], at: offset) }
  }

  private mutating func add(_ blocks: [MarkdownBlock], in lead: Lead, at offset: Int) {
    leads.append(lead)
    add(blocks)
    // What holds nothing is its sign.
    if leads.last?.isUsed == false { add([], at: offset) }
    leads.removeLast()
  }

  private mutating func add(_ list: MarkdownList, at offset: Int) {
    var offset = offset
    let marks = list.items.indices.map { list.mark(of: $0) }
    let columns = marks.reduce(0) { max($0, $1.count) }
    for (item, mark) in zip(list.items, marks) {
      offset = item.blocks.first?.offset ?? offset
      let sign = signs(TextWidth.pad(mark, to: columns, alignment: .right) + " ", at: offset, style: Theme.prose)
      add(
        item.blocks, in: Lead(first: sign, later: signs(String(repeating: " ", count: sign.count), at: offset)),
        at: offset)
    }
  }
}

extension MarkdownList {
  /// What stands before an item.
  fileprivate func mark(of index: Int) -> String {
    if let isDone = items[index].isDone { return isDone ? "[x]" : "[ ]" }
    guard let numbering else { return "•" }
    return "\(numbering.first + index)\(numbering.sign)"
  }
}

extension Theme {
  fileprivate static func heading(level: Int) -> Style {
    level == 1 ? heading.with(.underline) : level == 2 ? heading : heading.with(.italic)
  }
}
