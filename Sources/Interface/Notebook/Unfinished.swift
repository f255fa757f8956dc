// Which problems only say that what is being written has no end yet.

import Kernel
import Notebook

/// What stands open around a caret at which text is being written.
struct Unfinished {
  private let caret: Caret
  private let text: CellText
  /// The brackets and the quote before the caret that its line does not close after it.
  private let openings: [CodeShape.Opening]
  private let innermostBracket: CodeShape.Opening?

  /// The text is that of the caret's cell.
  init(at caret: Caret, in text: CellText) {
    self.caret = caret
    self.text = text
    let shape = CodeShape(text[0..<text.range(ofLine: text.line(at: caret.offset)).upperBound])
    openings = (shape.openBrackets + [shape.openQuote].compactMap { $0 }).filter { $0.offset < caret.offset }
    innermostBracket = shape.openBrackets.last { $0.offset < caret.offset }
  }

  /// Whether writing on is what mends a problem: it is about something that is still open, comes out of a call that is,
  /// or is about the words that end at the caret or the lack of something there.
  func contains(_ problem: CellProblem) -> Bool {
    let openLines = openings.map { CellLine(cell: caret.cell, line: $0.line) }
    if problem.calls.contains(where: openLines.contains) { return true }
    guard problem.place.cell == caret.cell else { return false }
    let start = text.range(ofLine: problem.place.line).lowerBound
    let range = start + problem.columns.lowerBound..<start + problem.columns.upperBound
    return openings.contains { range.contains($0.offset) } || isInOpenCall(range) || isAboutLastWords(range)
      || (problem.code == "syntax" && isNext(range))
  }

  /// Whether a range lies within the arguments that are being written; of a call over several lines, none of them is.
  private func isInOpenCall(_ range: Range<Int>) -> Bool {
    guard let call = innermostBracket, call.line == text.line(at: caret.offset) else { return false }
    return range.lowerBound > call.offset && range.upperBound <= caret.offset
  }

  /// Words closed by a bracket or a quote are taken as they are.
  private func isAboutLastWords(_ range: Range<Int>) -> Bool {
    let written = text.lineBefore(caret.offset).utf8
    let blanks = written.reversed().prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
    let isClosed = written.dropLast(blanks).last.map(CodeShape.closes) ?? false
    return !isClosed && (caret.offset - blanks...caret.offset).contains(range.upperBound)
  }

  /// Whether a range begins with the first sign after the caret: before it, something may be missing.
  private func isNext(_ range: Range<Int>) -> Bool {
    range.lowerBound >= caret.offset && text[caret.offset..<range.lowerBound].allSatisfy(\.isWhitespace)
  }
}
