// Which problems only say that what is being written has no end yet.

import Kernel
import Notebook

/// What stands open around a caret at which text is being written.
struct Unfinished {
  private let caret: Caret
  private let text: CellText
  private let shape: CodeShape

  /// The text is that of the caret's cell.
  init(at caret: Caret, in text: CellText) {
    self.caret = caret
    self.text = text
    shape = CodeShape(text[0..<caret.offset])
  }

  /// Whether writing on is what mends a problem: it is about a bracket or string that is open at the caret, comes out of
  /// a call that is, or is about the words that end there. Words closed by a bracket or quote are taken as they are.
  func contains(_ problem: CellProblem) -> Bool {
    let openLines = shape.openBrackets.map { CellLine(cell: caret.cell, line: $0.line) }
    if problem.calls.contains(where: openLines.contains) { return true }
    guard problem.place.cell == caret.cell else { return false }
    let start = text.range(ofLine: problem.place.line).lowerBound
    let range = start + problem.columns.lowerBound...start + problem.columns.upperBound
    if shape.openBrackets.contains(where: { $0.offset == range.lowerBound }) { return true }
    if let quote = shape.openQuote { return range.contains(quote.offset) }
    return problem.place.line == text.line(at: caret.offset) && isAboutLastWords(range)
  }

  private func isAboutLastWords(_ range: ClosedRange<Int>) -> Bool {
    let written = text.lineBefore(caret.offset).utf8
    let blanks = written.reversed().prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
    let isClosed = written.dropLast(blanks).last.map(CodeShape.closes) ?? false
    return !isClosed && range.overlaps(caret.offset - blanks...caret.offset)
  }
}
