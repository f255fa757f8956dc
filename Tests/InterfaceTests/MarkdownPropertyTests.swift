// Whatever prose says, its rows fit, know their places in order, and cost no more than their text.

import Notebook
import Screen
import Tensors
import Testing

@testable import Interface

@Suite struct MarkdownPropertyTests {
  private static let tokens = [
    "a", "word", "é", " ", " ", "\n", "\n", "\n\n", "# ", "## ", "- ", "1. ", "> ", ">", "  ", "    ", "\t", "`",
    "```\n", "*",
    "**", "_", "~~", "$", "|", "|", "|-|-|\n", "|:-:|--:|\n", "| a | b |\n|---|---|\n| c | d |\n", "[x](y)", "![", "](",
    "<b>",
    "<div>\n", "<br>", "&amp;", "&#0;", "\\", "---\n", "===\n", "- [x] ", "https://x.y ", "\u{0}",
  ]

  private static func prose(_ generator: inout SplitMix64) -> String {
    (0..<Int.random(in: 0..<40, using: &generator)).map { _ in tokens.randomElement(using: &generator) ?? "" }.joined()
  }

  @Test func rowsFitAndStandInOrder() {
    var generator = SplitMix64(seed: 20_261_129)
    for _ in 0..<800 {
      let source = Self.prose(&generator)
      let text = CellText(source)
      let width = Int.random(in: 1..<50, using: &generator)
      let rows = MarkdownRows.rows(of: text, width: width)
      #expect(!rows.isEmpty)
      #expect(zip(rows, rows.dropFirst()).allSatisfy { $0.offset <= $1.offset }, "\(source.debugDescription)")
      for row in rows {
        #expect(0...text.count ~= row.offset, "\(source.debugDescription)")
        #expect(row.signs.allSatisfy { 0...text.count ~= $0.offset }, "\(source.debugDescription)")
      }
      // Lines of code and HTML are cut where they are drawn.
      guard !source.contains("    "), !source.contains("\t"), !source.contains("```"), !source.contains("<") else {
        continue
      }
      let columns = rows.map { ProseRow.width($0.signs) }.max() ?? 0
      let isNarrowTable = source.contains("|") && width < 20
      #expect(columns <= width || isNarrowTable, "\(columns) of \(width): \(source.debugDescription)")
    }
  }

  /// A cell of so much prose is laid out again when the caret leaves it: without this it would be noticed.
  @Test func everyTextOfProseIsShown() {
    let words = (100..<1100).map(String.init)
    let source = words.enumerated().map { ($0.isMultiple(of: 7) ? "- " : $0.isMultiple(of: 11) ? "\n> " : "") + $1 }
      .joined(separator: "\n")
    let shown = MarkdownRows.rows(of: CellText(source), width: 30).map(\.text).joined(separator: " ")
    let found = Set(shown.split { !$0.isNumber }.map(String.init))
    #expect(found.isSuperset(of: words))
  }
}
