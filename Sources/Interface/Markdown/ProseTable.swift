// A table of Markdown as rows: columns as wide as their texts, or as there is room for; then texts go on below.

import Markdown
import Screen

struct ProseTable {
  private(set) var rows: [ProseRow] = []
  private let widths: [Int]
  private let alignments: [MarkdownTable.Alignment?]
  private let bar: String

  init(_ table: MarkdownTable, width: Int) {
    let header = table.header.map { row in row.cells.map { ProseLines.lines($0, style: Theme.prose.with(.bold)) } }
    let body = table.rows.map { row in row.cells.map { ProseLines.lines($0) } }
    alignments = table.alignments
    let columns = alignments.indices.map { column in
      (header + body).flatMap { column < $0.count ? $0[column] : [] }
    }
    let natural = columns.map { lines in lines.reduce(1) { max($0, ProseRow.width($1)) } }
    let words = columns.map { lines in
      lines.flatMap { $0.split { $0.character == " " } }.reduce(1) { max($0, ProseRow.width(Array($1))) }
    }
    let bars = max(0, columns.count - 1)
    // Where blanks around the bars would break words, there are none.
    bar = words.reduce(3 * bars, +) > width ? "│" : " │ "
    widths = ProseTable.fit(natural, words, into: width - bars * bar.count)
    let isBroken = zip(natural, widths).contains { $0 > $1 }
    for (row, cells) in zip(table.header, header) { add(cells, at: row.offset) }
    for (index, (row, cells)) in zip(table.rows, body).enumerated() {
      // Rules tell apart rows that take more than a line.
      if index == 0 || isBroken { addRule(at: rows.last?.offset ?? row.offset) }
      add(cells, at: row.offset)
    }
    if body.isEmpty { addRule(at: rows.last?.offset ?? 0) }
  }

  /// Takes from the widest columns until all fit: as far as their longest words, and then down to a column of the screen.
  private static func fit(_ natural: [Int], _ words: [Int], into width: Int) -> [Int] {
    var widths = natural
    for least in [words, words.map { _ in 1 }] {
      // Nothing is wider than the whole.
      widths = zip(widths, least).map { max($1, min($0, width)) }
      var excess = widths.reduce(0, +) - width
      while excess > 0,
        let widest = widths.indices.filter({ widths[$0] > least[$0] }).max(by: { widths[$0] < widths[$1] })
      {
        widths[widest] -= 1
        excess -= 1
      }
    }
    return widths
  }

  private mutating func addRule(at offset: Int) {
    let text = widths.map { String(repeating: "─", count: $0) }
      .joined(separator: bar.replacing(" ", with: "─").replacing("│", with: "┼"))
    rows.append(ProseRow(signs: ProseTable.signs(text, at: offset), offset: offset))
  }

  private mutating func add(_ cells: [[[ProseSign]]], at offset: Int) {
    let parts = zip(cells, widths).map { lines, width in lines.flatMap { ProseRow.parts(of: $0, width: width) } }
    for index in 0..<(parts.map(\.count).max() ?? 1) {
      var signs: [ProseSign] = []
      for (column, lines) in parts.enumerated() {
        if column > 0 { signs += ProseTable.signs(bar, at: signs.last?.offset ?? offset) }
        signs += aligned(index < lines.count ? lines[index] : [], column: column, at: signs.last?.offset ?? offset)
      }
      while signs.last?.character == " " { signs.removeLast() }
      rows.append(ProseRow(signs: signs, offset: offset))
    }
  }

  private func aligned(_ signs: [ProseSign], column: Int, at offset: Int) -> [ProseSign] {
    let space = max(0, widths[column] - ProseRow.width(signs))
    let before =
      switch alignments[column] {
      case .right: space
      case .center: space / 2
      case .left, nil: 0
      }
    let blanks = { (count: Int, offset: Int) in ProseTable.signs(String(repeating: " ", count: count), at: offset) }
    return blanks(before, signs.first?.offset ?? offset) + signs + blanks(space - before, signs.last?.offset ?? offset)
  }

  private static func signs(_ text: String, at offset: Int) -> [ProseSign] {
    text.map { ProseSign(character: $0, style: Theme.hint, offset: offset) }
  }
}
