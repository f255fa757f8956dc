// What a notebook asks while a cell is typed: whether it is complete, and how the next line is indented.

import Diagnostics

/// Whether a text is whole statements: no bracket, string or joined line is open, and no block awaits its body.
/// After a line within an indented block the block may always go on, so there only an empty last line ends it.
package func isComplete(_ source: SourceText) -> Bool {
  let lexed = Lexer.lex(source)
  guard !lexed.diagnostics.contains(where: \.isOpenEnd), !endsInJoinedLine(source) else { return false }
  let code = lexed.tokens.filter { $0.kind != .newline && $0.kind != .dedent && $0.kind != .end }
  guard let last = code.last else { return true }
  if source[last.range] == ":" { return false }
  let lastLine = source[source.rangeOfLine(source.lineCount - 1)]
  let isIndented = lexed.tokens.reversed().drop { $0.kind == .end }.first?.kind == .dedent
  return !isIndented || lastLine.allSatisfy(\.isWhitespace)
}

/// The indentation, in spaces, of the line that follows a text: within brackets under what follows the innermost
/// one, after a colon one level deeper than the statement, after what leaves a block one level less.
package func indentation(after source: SourceText) -> Int {
  var lexer = Lexer(source)
  lexer.runTokens()
  if let open = lexer.brackets.last { return columnWithin(open.offset, source) }
  let code = lexer.output.tokens.filter { ![.newline, .indent, .dedent, .end].contains($0.kind) }
  guard let last = code.last else { return 0 }
  let lineStart = lexer.output.tokens.last { $0.kind == .newline && $0.range.upperBound <= last.range.lowerBound }
  let first = code.first { $0.range.lowerBound >= (lineStart?.range.upperBound ?? source.base) } ?? last
  let indent = source.location(of: first.range.lowerBound).column - 1
  if source[last.range] == ":" { return indent + 4 }
  let leaves = ["return", "break", "continue", "pass", "raise"].contains(source[first.range])
  return leaves ? max(0, indent - 4) : indent
}

/// Under the token after an open bracket, or one level deeper than its line where nothing follows it.
private func columnWithin(_ bracket: Int, _ source: SourceText) -> Int {
  let line = source.rangeOfLine(source.lineIndex(of: source.base + bracket))
  let rest = source[SourceRange(source.base + bracket + 1, max(line.upperBound, source.base + bracket + 1))]
  if let start = rest.firstIndex(where: { !$0.isWhitespace }), rest[start] != "#" {
    let gap = rest[..<start].count
    return source.location(of: source.base + bracket).column + gap
  }
  return source[line].prefix { $0 == " " }.count + 4
}

private func endsInJoinedLine(_ source: SourceText) -> Bool {
  var bytes = source.utf8[...]
  if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
  return bytes.last == UInt8(ascii: "\\")
}

extension Diagnostic {
  /// Whether more text could make it good: an open bracket, or an open triple-quoted string.
  fileprivate var isOpenEnd: Bool {
    message.hasSuffix("was never closed") || message.contains("unterminated triple-quoted")
  }
}
