// What a session's comments expect: `# expect: (None, 16, 16, 64)`, and the exercises that such comments belong to.

import Diagnostics
import Language

/// One `# expect:` comment.
struct Expectation: Sendable {
  /// From 0, within the cell.
  let line: Int
  /// From the comment's sign to its end.
  let range: SourceRange
  /// What it expects: an expression.
  let text: String
  /// Whether the line has something before the comment, which is then what it is about.
  let endsLine: Bool
  /// What the last `# exercise:` above it in its cell asks for.
  let exercise: String?

  private static let mark = "expect:"
  private static let exerciseMark = "exercise:"

  /// The expectations of a cell, in order.
  static func all(in source: SourceText, tokens: [Token]) -> [Expectation] {
    guard source.text.contains(mark) else { return [] }
    var found: [Expectation] = []
    var exercise: String?
    for comment in tokens.flatMap({ comments(before: $0, in: source) }) {
      let words = source[comment].drop { $0 == "#" || $0.isWhitespace }
      let line = source.lineIndex(of: comment.lowerBound)
      if words.hasPrefix(exerciseMark) {
        exercise = trimmed(words.dropFirst(exerciseMark.count))
      } else if words.hasPrefix(mark) {
        let before = source[SourceRange(source.rangeOfLine(line).lowerBound, comment.lowerBound)]
        found.append(
          Expectation(
            line: line, range: comment, text: trimmed(words.dropFirst(mark.count)),
            endsLine: !before.allSatisfy(\.isWhitespace), exercise: exercise))
      }
    }
    return found
  }

  /// The comments that are expectations or exercises, as ranges of a cell's UTF-8 bytes, in order.
  static func comments(in source: SourceText) -> [Range<Int>] {
    guard source.text.contains(mark) || source.text.contains(exerciseMark) else { return [] }
    return parse(source).tokens.flatMap { comments(before: $0, in: source) }.filter { comment in
      let words = source[comment].drop { $0 == "#" || $0.isWhitespace }
      return words.hasPrefix(mark) || words.hasPrefix(exerciseMark)
    }.map { $0.lowerBound - source.base..<$0.upperBound - source.base }
  }

  /// The comments in what stands before a token: each reaches to the end of its line.
  private static func comments(before token: Token, in source: SourceText) -> [SourceRange] {
    var comments: [SourceRange] = []
    var position = token.start
    while position < token.range.lowerBound {
      let line = source.rangeOfLine(source.lineIndex(of: position))
      let end = min(max(line.upperBound, position), token.range.lowerBound)
      let bytes = source.utf8[(position - source.base)..<(end - source.base)]
      if let sign = bytes.firstIndex(of: UInt8(ascii: "#")) { comments.append(SourceRange(source.base + sign, end)) }
      position = end + 1
    }
    return comments
  }

  private static func trimmed(_ text: Substring) -> String {
    let text = text.drop(while: \.isWhitespace)
    return String(text.reversed().drop(while: \.isWhitespace).reversed())
  }
}
