// Source text to tokens: the loop over the text, and the tokens of one line.

import Diagnostics

/// What the lexer found: tokens that cover the source, and what is wrong with its characters and brackets.
struct LexedSource: Sendable {
  var tokens: [Token] = []
  var diagnostics: [Diagnostic] = []
}

/// Splits one source, or a part of it within brackets, into tokens. Never fails.
struct Lexer {
  struct OpenBracket {
    var byte: UInt8
    var offset: Int
    /// The column of the first token of its line.
    var lineColumn: Int
  }

  let source: SourceText
  let bytes: [UInt8]
  let end: Int
  /// The brackets that an earlier look found never closed: a line within them that begins a statement ends them.
  let unclosed: Set<Int>

  var offset: Int
  var tokenStart: Int
  var brackets: [OpenBracket] = []
  /// How many of the open brackets are known to be never closed.
  var unclosedCount = 0
  var indents: [Int] = [0]
  /// The same with tabs as wide as spaces: where the two disagree, the text means different things to its readers.
  var narrowIndents: [Int] = [0]
  var isAtLineStart = true
  /// The column of the first token of the logical line.
  var statementColumn = 0
  /// The column of the first token of the line.
  var lineColumn = 0
  /// Within brackets: where the next line with code starts.
  var following = (column: 0, offset: 0)
  var output = LexedSource()

  init(_ source: SourceText, unclosed: Set<Int> = []) {
    self.source = source
    self.bytes = source.utf8
    self.end = source.utf8.count
    self.unclosed = unclosed
    offset = 0
    tokenStart = 0
  }

  /// Lexes a part of a source as if it stood in brackets: the inside of an f-string's braces.
  init(_ source: SourceText, within range: SourceRange) {
    self.source = source
    self.bytes = source.utf8
    self.end = range.upperBound - source.base
    self.unclosed = []
    offset = range.lowerBound - source.base
    tokenStart = offset
    isAtLineStart = false
    brackets = [OpenBracket(byte: UInt8(ascii: "("), offset: offset, lineColumn: 0)]
  }

  /// The tokens of a source. Looks again as long as that finds another bracket which is never closed.
  static func lex(_ source: SourceText) -> LexedSource {
    var unclosed: Set<Int> = []
    while true {
      var lexer = Lexer(source, unclosed: unclosed)
      lexer.run()
      guard let open = lexer.brackets.first, !unclosed.contains(open.offset), unclosed.count < maximumRecoveries else {
        return lexer.output
      }
      unclosed.insert(open.offset)
    }
  }

  static func lex(_ source: SourceText, within range: SourceRange) -> LexedSource {
    var lexer = Lexer(source, within: range)
    while lexer.offset < lexer.end { lexer.lexToken() }
    lexer.emit(.end, length: 0)
    return lexer.output
  }

  private static let maximumRecoveries = 50

  /// Lexes the tokens, leaving what is open at the end open.
  mutating func runTokens() {
    while offset < end {
      if isAtLineStart { startLine() } else { lexToken() }
    }
  }

  private mutating func run() {
    runTokens()
    if let last = output.tokens.last, last.kind != .newline { emit(.newline, length: 0) }
    reportUnclosed()
    while indents.count > 1 {
      indents.removeLast()
      emit(.dedent, length: 0)
    }
    emit(.end, length: 0)
  }

  /// One diagnostic for all brackets left open from an index on: at the innermost, as CPython. What is written last ends
  /// what they hold.
  mutating func reportUnclosed(from index: Int = 0) {
    guard let bracket = brackets.last else { return }
    let closers = brackets[index...].reversed().map {
      $0.byte == UInt8(ascii: "(") ? ")" : $0.byte == UInt8(ascii: "[") ? "]" : "}"
    }
    let last = output.tokens.last { !$0.range.isEmpty && $0.kind != .newline }
    report(
      .neverClosed(
        Character(UnicodeScalar(bracket.byte)), closers: closers.joined(),
        at: last?.range.upperBound ?? source.base + bracket.offset + 1),
      at: bracket.offset, length: 1)
  }

  mutating func emit(_ kind: Token.Kind, length: Int) {
    let range = SourceRange(source.base + offset, source.base + offset + length)
    output.tokens.append(Token(kind: kind, start: source.base + tokenStart, range: range))
    offset += length
    tokenStart = offset
  }

  mutating func report(_ problem: SyntaxProblem, at offset: Int, length: Int) {
    output.diagnostics.append(
      problem.diagnostic(at: SourceRange(source.base + offset, source.base + offset + length)))
  }

  func byte(_ ahead: Int = 0) -> UInt8? { offset + ahead < end ? bytes[offset + ahead] : nil }

  // MARK: One token

  mutating func lexToken() {
    guard let first = byte() else { return }
    switch first {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0C, UInt8(ascii: "\r"):
      offset += 1
    case UInt8(ascii: "#"):
      while let next = byte(), next != UInt8(ascii: "\n") { offset += 1 }
    case UInt8(ascii: "\n"):
      lexLineEnd()
    case UInt8(ascii: "\\") where lineJoinLength() != nil:
      offset += lineJoinLength() ?? 1
    default:
      lexVisibleToken(first)
    }
  }

  private mutating func lexVisibleToken(_ first: UInt8) {
    if let prefix = stringPrefixLength() {
      lexString(prefix: prefix)
    } else if first.isNameStart {
      lexName()
    } else if first.isDigit || (first == UInt8(ascii: ".") && byte(1)?.isDigit == true) {
      lexNumber()
    } else if let symbol = symbolsByFirst[first]?.first(where: { bytes[offset..<end].starts(with: $0) }) {
      lexSymbol(symbol)
    } else {
      lexUnknown()
    }
  }

  private func lineJoinLength() -> Int? {
    if byte(1) == UInt8(ascii: "\n") { return 2 }
    if byte(1) == UInt8(ascii: "\r"), byte(2) == UInt8(ascii: "\n") { return 3 }
    return nil
  }

  private mutating func lexName() {
    var length = 1
    while let next = byte(length), next.isNameStart || next.isDigit { length += 1 }
    let text = String(decoding: bytes[offset..<offset + length], as: UTF8.self)
    // Quotes and signs beyond ASCII are no letters.
    if !text.isASCII {
      length = text.unicodeScalars.prefix { $0.properties.isXIDContinue }.reduce(0) { $0 + UTF8.width($1) }
      guard length > 0 else { return lexUnknown() }
    }
    emit(keywords.contains(text) ? .keyword : .name, length: length)
  }

  /// A number is every letter, digit and point that follows its first digit, and a sign after an exponent's `e`;
  /// whether it is a good number is the parser's question.
  private mutating func lexNumber() {
    var length = 1
    let isPrefixed = byte() == UInt8(ascii: "0") && "xXoObB".utf8.contains(byte(1) ?? 0)
    // A second point is no part of it: `1.5.hex()` is a call.
    var hasPoint = byte() == UInt8(ascii: ".")
    while let next = byte(length) {
      if next == UInt8(ascii: ".") {
        if hasPoint { break }
        hasPoint = true
      }
      let isExponentSign =
        !isPrefixed && (next == UInt8(ascii: "-") || next == UInt8(ascii: "+"))
        && bytes[offset + length - 1] | 0x20 == UInt8(ascii: "e") && byte(length + 1)?.isDigit == true
      guard next.isNameStart && next < 0x80 || next.isDigit || next == UInt8(ascii: ".") || isExponentSign else {
        break
      }
      length += 1
    }
    emit(.number, length: length)
  }

  private mutating func lexSymbol(_ symbol: [UInt8]) {
    let byte = symbol[0]
    if "([{".utf8.contains(byte) {
      brackets.append(OpenBracket(byte: byte, offset: offset, lineColumn: lineColumn))
      if unclosed.contains(offset) { unclosedCount += 1 }
    } else if ")]}".utf8.contains(byte) {
      guard close(byte) else {
        emit(.unknown, length: 1)
        return
      }
    }
    emit(.symbol, length: symbol.count)
  }

  /// Closes the bracket that a closing one matches, leaving those within it unclosed. Says whether there was one.
  private mutating func close(_ closer: UInt8) -> Bool {
    let opener = closer == UInt8(ascii: ")") ? UInt8(ascii: "(") : closer - 2
    guard let match = brackets.lastIndex(where: { $0.byte == opener }) else {
      let found = Character(UnicodeScalar(closer))
      if let open = brackets.last {
        report(.mismatched(found, open: Character(UnicodeScalar(open.byte))), at: offset, length: 1)
      } else {
        report(.unmatched(found), at: offset, length: 1)
      }
      return false
    }
    if match < brackets.count - 1 {
      let open = brackets[brackets.count - 1]
      report(
        .mismatched(Character(UnicodeScalar(closer)), open: Character(UnicodeScalar(open.byte))), at: offset, length: 1)
    }
    removeBrackets(from: match)
    return true
  }

  mutating func removeBrackets(from index: Int) {
    for bracket in brackets[index...] where unclosed.contains(bracket.offset) { unclosedCount -= 1 }
    brackets.removeSubrange(index...)
  }

  private mutating func lexUnknown() {
    var length = 1
    while let next = byte(length), next & 0b1100_0000 == 0b1000_0000 { length += 1 }
    let text = String(decoding: bytes[offset..<offset + length], as: UTF8.self)
    report(.invalidCharacter(text), at: offset, length: length)
    emit(.unknown, length: length)
  }
}

extension UInt8 {
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  /// Letters, the underscore, and every character beyond ASCII, as names may have letters of all scripts.
  var isNameStart: Bool {
    (self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z")) || self == UInt8(ascii: "_") || self >= 0x80
  }
}
