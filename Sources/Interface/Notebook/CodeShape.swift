// What Enter and the indentation need to know of code: brackets, strings and comments. The parser itself is the kernel's.

/// A walk over Python text that keeps what is still open at its end.
struct CodeShape {
  /// A sign that waits for its counterpart: its line, counted from 0, and its UTF-8 offset.
  struct Opening: Hashable {
    let line: Int
    let offset: Int
  }

  /// The brackets that are not closed, the outermost first.
  private(set) var openBrackets: [Opening] = []
  /// The quote of the string in which the text ends, whichever its kind.
  private(set) var openQuote: Opening?
  /// Whether the text ends within a triple-quoted string.
  private(set) var isInString = false
  /// Whether the last line ends with a backslash.
  private(set) var isContinued = false
  /// The last byte that is neither blank nor comment on the last line.
  private(set) var lastSign: UInt8?
  /// The line on which the last statement, which may be an empty one, begins.
  private(set) var statementLine = 0
  private var line = 0
  private var offset = 0

  /// Every sign that counts is ASCII, so bytes are looked at rather than characters.
  init(_ text: some StringProtocol) {
    var bytes = ArraySlice(text.utf8)
    while let byte = bytes.popFirst() {
      offset = bytes.startIndex - 1
      take(byte, before: &bytes)
    }
  }

  /// The brackets of a text that belong together, by their UTF-8 offsets.
  static func pairs(in text: String) -> [(opening: Int, closing: Int)] {
    var shape = CodeShape("")
    var pairs: [(opening: Int, closing: Int)] = []
    let all = Array(text.utf8)
    var bytes = all[...]
    while let byte = bytes.popFirst() {
      shape.offset = bytes.startIndex - 1
      let opened = shape.openBrackets.last
      let count = shape.openBrackets.count
      shape.take(byte, before: &bytes)
      guard let opened, shape.openBrackets.count < count, belong(all[opened.offset], byte) else { continue }
      pairs.append((opened.offset, shape.offset))
    }
    return pairs
  }

  private static func belong(_ opening: UInt8, _ closing: UInt8) -> Bool {
    ["()", "[]", "{}"].contains { $0.utf8.elementsEqual([opening, closing]) }
  }

  /// Whether a sign ends a bracket or a string.
  static func closes(_ byte: UInt8) -> Bool { ")]}\"'".utf8.contains(byte) }

  /// Whether nothing is left open.
  var isClosed: Bool { openBrackets.isEmpty && !isInString && !isContinued }
  var endsWithColon: Bool { lastSign == UInt8(ascii: ":") }

  private mutating func take(_ byte: UInt8, before rest: inout ArraySlice<UInt8>) {
    let wasContinued = isContinued
    isContinued = false
    switch byte {
    case UInt8(ascii: "\n"):
      line += 1
      lastSign = nil
      if openBrackets.isEmpty, !wasContinued { statementLine = line }
      return
    case UInt8(ascii: " "), UInt8(ascii: "\t"): return
    case UInt8(ascii: "#"):
      rest = rest.drop { $0 != UInt8(ascii: "\n") }
      return
    case UInt8(ascii: "\""), UInt8(ascii: "'"): skipString(byte, in: &rest)
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      openBrackets.append(Opening(line: line, offset: offset))
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): openBrackets = openBrackets.dropLast()
    case UInt8(ascii: "\\"): isContinued = rest.first.map { $0 == UInt8(ascii: "\n") } ?? true
    default: break
    }
    lastSign = byte
  }

  /// Goes past a string whose first quote was taken. One with single quotes ends with its line.
  private mutating func skipString(_ quote: UInt8, in rest: inout ArraySlice<UInt8>) {
    let isTriple = rest.starts(with: [quote, quote])
    openQuote = Opening(line: line, offset: offset)
    if isTriple { rest = rest.dropFirst(2) }
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\\"):
        if rest.popFirst() == UInt8(ascii: "\n") { line += 1 }
      case UInt8(ascii: "\n"):
        line += 1
        if !isTriple {
          lastSign = nil
          openQuote = nil
          if openBrackets.isEmpty { statementLine = line }
          return
        }
      case quote:
        guard isTriple else {
          openQuote = nil
          return
        }
        if rest.starts(with: [quote, quote]) {
          rest = rest.dropFirst(2)
          openQuote = nil
          return
        }
      default: break
      }
    }
    isInString = isTriple
  }
}

enum Indentation {
  static let step = 4

  static func of(_ line: String) -> String { String(line.prefix { $0 == " " || $0 == "\t" }) }

  /// The indentation of a line that follows `text`, which ends where the caret stands.
  static func after(_ text: String) -> String {
    let shape = CodeShape(text)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let last = String(lines.last ?? "")
    let own = of(last)
    if shape.isInString { return own }
    if let opened = shape.openBrackets.last { return opened.line == lines.count - 1 ? own + more : own }
    if shape.endsWithColon { return own + more }
    // A bracket that spanned lines has closed: the statement's first line counts.
    let statement = lines[shape.statementLine]
    let indent = of(String(statement))
    let word = statement.dropFirst(indent.count).prefix { $0.isLetter }
    let ends = ["return", "pass", "break", "continue", "raise"].contains(String(word))
    return ends ? String(indent.dropLast(step)) : indent
  }

  /// The indentation of the line whose bracket a closing one at the end of `text` closes; nil where none is open.
  static func closingBracket(after text: String) -> String? {
    guard let line = CodeShape(text).openBrackets.last?.line else { return nil }
    return of(String(text.split(separator: "\n", omittingEmptySubsequences: false)[line]))
  }

  private static let more = String(repeating: " ", count: step)
}

enum Statement {
  /// Whether Enter at the end of a code cell's text has nothing more to wait for: a statement stands there, it is
  /// complete, and no block could go on.
  static func isComplete(_ text: String) -> Bool {
    let shape = CodeShape(text)
    guard shape.isClosed, shape.lastSign != nil, !shape.endsWithColon else { return false }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let first = lines.lastIndex { !$0.hasPrefix(" ") && !$0.hasPrefix("\t") } ?? 0
    let statement = lines[first...]
    // A last line that is indented within brackets belongs to its statement; else a block goes on.
    if statement.count > 1, CodeShape(statement.dropLast().joined(separator: "\n")).isClosed { return false }
    return !statement.joined(separator: "\n").hasPrefix("@") && !isBlockHeader(statement.first ?? "")
  }

  /// A compound statement on lines of its own goes on until a blank line.
  private static func isBlockHeader(_ line: Substring) -> Bool {
    let word = line.prefix { $0.isLetter }
    let compound = ["def", "class", "for", "while", "if", "elif", "else", "with", "try", "except", "finally"]
    return compound.contains(String(word)) && CodeShape(line).endsWithColon
  }
}
