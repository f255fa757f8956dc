// Which problems only say that what is being written has no end yet.

import Kernel
import Notebook

/// What stands open in a line that is being written.
struct Unfinished {
  private let caret: Caret
  private let text: CellText
  private let written: Range<Int>
  /// The brackets and the quote that the line leaves open: those before the caret, and those that nothing closes.
  private let openings: [CodeShape.Opening]
  private let innermostBracket: CodeShape.Opening?

  /// The text is that of the caret's cell.
  init(at caret: Caret, writtenLine: Int, in text: CellText) {
    self.caret = caret
    self.text = text
    written = text.range(ofLine: min(writtenLine, text.lineCount - 1))
    let shape = CodeShape(text[0..<written.upperBound])
    let neverClosed = CodeShape(text.text).openBrackets
    let brackets = shape.openBrackets.filter { $0.offset < caret.offset || neverClosed.contains($0) }
    openings = brackets + [shape.openQuote].compactMap { $0 }
    innermostBracket = brackets.last
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
      || (isOfSyntax(problem) && (isNext(range) || isAtEnd(range)))
  }

  /// Whether a range lies within the arguments that are being written; of a call over several lines, none of them is.
  private func isInOpenCall(_ range: Range<Int>) -> Bool {
    guard let call = innermostBracket, call.offset >= written.lowerBound else { return false }
    return range.lowerBound > call.offset && range.upperBound <= written.upperBound
  }

  /// Words closed by a bracket or a quote are taken as they are.
  private func isAboutLastWords(_ range: Range<Int>) -> Bool {
    let written = text.lineBefore(caret.offset).utf8
    let blanks = written.reversed().prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
    let isClosed = written.dropLast(blanks).last.map(CodeShape.closes) ?? false
    return !isClosed && (caret.offset - blanks...caret.offset).contains(range.upperBound)
  }

  private func isOfSyntax(_ problem: CellProblem) -> Bool { ["syntax", "indentation"].contains(problem.code) }

  /// Whether a range begins where the line ends: there, something is missing.
  private func isAtEnd(_ range: Range<Int>) -> Bool {
    let line = text[written]
    let end = written.upperBound - line.utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count
    return (end...written.upperBound).contains(range.lowerBound)
  }

  /// Whether a range begins with the first sign after the caret: before it, something may be missing.
  private func isNext(_ range: Range<Int>) -> Bool {
    range.lowerBound >= caret.offset && text[caret.offset..<range.lowerBound].allSatisfy(\.isWhitespace)
  }
}
