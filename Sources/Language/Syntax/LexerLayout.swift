// Lines: indentation, the ends of logical lines, and the lines that end a bracket which is never closed.

import Diagnostics

extension Lexer {
  /// Measures the indentation of a line and emits indents and dedents. Blank lines and comments are trivia.
  mutating func startLine() {
    var (column, narrowColumn) = (0, 0)
    var cursor = offset
    scan: while cursor < end {
      switch bytes[cursor] {
      case UInt8(ascii: " "): column += 1
      case UInt8(ascii: "\t"): column = (column / 8 + 1) * 8
      case 0x0C: (column, narrowColumn) = (0, -1)
      default: break scan
      }
      narrowColumn += 1
      cursor += 1
    }
    offset = cursor
    if skipBlankLine() { return }
    isAtLineStart = false
    statementColumn = column
    lineColumn = column
    indent(to: column, narrow: narrowColumn)
  }

  /// Skips the rest of a line without code, its newline included.
  private mutating func skipBlankLine() -> Bool {
    guard let first = byte() else { return true }
    var cursor = offset
    if first == UInt8(ascii: "#") {
      while cursor < end, bytes[cursor] != UInt8(ascii: "\n") { cursor += 1 }
    } else if first == UInt8(ascii: "\r"), byte(1) == UInt8(ascii: "\n") {
      cursor += 1
    }
    guard cursor == end || bytes[cursor] == UInt8(ascii: "\n") else { return false }
    offset = min(cursor + 1, end)
    return true
  }

  private mutating func indent(to column: Int, narrow narrowColumn: Int) {
    let isDeeper = column > indents[indents.count - 1]
    defer { narrowIndents = Array(narrowIndents.prefix(indents.count - 1)) + [narrowColumn] }
    if isDeeper {
      if narrowColumn <= narrowIndents[narrowIndents.count - 1] { report(.inconsistentTabs, at: offset, length: 0) }
      indents.append(column)
      emit(.indent, length: 0)
      return
    }
    while let last = indents.last, column < last {
      indents.removeLast()
      if let outer = indents.last, column > outer {
        report(.inconsistentDedent, at: offset, length: 0)
        indents.append(column)
        return
      }
      emit(.dedent, length: 0)
    }
    if narrowColumn != narrowIndents[indents.count - 1] { report(.inconsistentTabs, at: offset, length: 0) }
  }

  /// A newline ends the logical line, or within brackets is trivia, unless the next line shows that the bracket
  /// was never closed.
  mutating func lexLineEnd() {
    if brackets.isEmpty {
      emit(.newline, length: 1)
      isAtLineStart = true
      return
    }
    // Of several blank lines in a row only the first looks for the line that follows.
    if offset >= following.offset { following = nextLine() }
    let next = following
    if unclosedCount > 0 {
      if beginsStatement(next) {
        reportUnclosed()
        removeBrackets(from: 0)
        emit(.newline, length: 1)
        isAtLineStart = true
        return
      }
      giveUpBrackets(before: next)
    }
    lineColumn = next.column
    offset += 1
  }

  /// Gives up the inner brackets that the next line's column shows to be over: what they hold would stand deeper than
  /// their own line, and their closing bracket no less deep.
  private mutating func giveUpBrackets(before next: (column: Int, offset: Int)) {
    guard next.offset < end else { return }
    let isCloser = ")]}".utf8.contains(bytes[next.offset])
    func isOver(_ bracket: OpenBracket) -> Bool {
      isCloser ? bracket.lineColumn > next.column : bracket.lineColumn >= next.column
    }
    guard brackets.count > 1, let innermost = brackets.last, isOver(innermost) else { return }
    let kept = brackets.dropFirst().lastIndex { !isOver($0) } ?? 0
    reportUnclosed(from: kept + 1)
    while brackets.count > kept + 1 {
      removeBrackets(from: brackets.count - 1)
      emit(.givenUp, length: 0)
    }
  }

  /// The column and the offset of the first token after this newline.
  private func nextLine() -> (column: Int, offset: Int) {
    var cursor = offset + 1
    var lineStart = cursor
    // Blank lines and comments say nothing.
    while cursor < end {
      let byte = bytes[cursor]
      if byte == UInt8(ascii: "#") {
        while cursor < end, bytes[cursor] != UInt8(ascii: "\n") { cursor += 1 }
      } else if byte == UInt8(ascii: "\n") {
        cursor += 1
        lineStart = cursor
      } else if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r") {
        cursor += 1
      } else {
        break
      }
    }
    return (cursor - lineStart, cursor)
  }

  /// Whether a line stands no deeper than the statement and looks like the next statement.
  private func beginsStatement(_ line: (column: Int, offset: Int)) -> Bool {
    let cursor = line.offset
    guard cursor < end, line.column <= statementColumn else { return false }
    if bytes[cursor] == UInt8(ascii: "@") { return true }
    guard bytes[cursor].isNameStart else { return false }
    var nameEnd = cursor
    while nameEnd < end, bytes[nameEnd].isNameStart || bytes[nameEnd].isDigit { nameEnd += 1 }
    let word = String(decoding: bytes[cursor..<nameEnd], as: UTF8.self)
    if keywords.contains(word) { return statementKeywords.contains(word) }
    return looksLikeStatement(after: nameEnd)
  }

  /// `NAME =`, or a line that starts with a name and does not end as an argument does, in a comma.
  private func looksLikeStatement(after nameEnd: Int) -> Bool {
    var cursor = nameEnd
    while cursor < end, bytes[cursor] == UInt8(ascii: " ") { cursor += 1 }
    guard cursor < end else { return true }
    if bytes[cursor] == UInt8(ascii: "="), cursor + 1 < end, bytes[cursor + 1] != UInt8(ascii: "=") { return true }
    var last: UInt8 = 0
    var depth = 0
    while cursor < end, bytes[cursor] != UInt8(ascii: "\n"), bytes[cursor] != UInt8(ascii: "#") {
      let byte = bytes[cursor]
      if "([{".utf8.contains(byte) { depth += 1 }
      if ")]}".utf8.contains(byte) { depth -= 1 }
      if byte > 0x20 { last = byte }
      cursor += 1
    }
    return last != UInt8(ascii: ",") && depth >= 0
  }
}
