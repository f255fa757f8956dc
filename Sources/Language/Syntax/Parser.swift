// The tolerant parser: its state, the tokens, and the two recoveries, missing nodes and unexpected tokens.

import Diagnostics

/// Parses a source. Never fails: what is wrong is in the diagnostics, and the tree has what could be understood.
package func parse(_ source: SourceText) -> ParseResult {
  let lexed = Lexer.lex(source)
  var parser = Parser(source, lexed)
  let statements = parser.parseModule()
  let (resolution, problems) = Resolver.resolve(
    statements, nameCount: parser.nameCount, scopeCount: parser.scopeCount)
  let diagnostics = (parser.diagnostics + problems).sorted { $0.range.lowerBound < $1.range.lowerBound }
  let tree = ModuleSyntax(
    source: source, statements: statements, faulty: statements.faulty(diagnostics), resolution: resolution)
  return ParseResult(tree: tree, tokens: lexed.tokens, diagnostics: diagnostics)
}

extension [Statement] {
  /// The indices of the statements that diagnostics, which are in order, belong to: the last that start before them.
  fileprivate func faulty(_ diagnostics: [Diagnostic]) -> Set<Int> {
    var faulty: Set<Int> = []
    var next = 0
    for diagnostic in diagnostics {
      while next < count, self[next].range.lowerBound <= diagnostic.range.lowerBound { next += 1 }
      faulty.insert(next - 1)
    }
    return faulty
  }
}

struct Parser {
  let source: SourceText
  private(set) var tokens: [Token]
  private(set) var index = 0
  private(set) var diagnostics: [Diagnostic]
  /// The logical lines that have a diagnostic: what follows it on the line is mostly its consequence.
  private var troubledLines: Set<Int>
  /// The ends of the logical lines.
  private let lineEnds: [Int]

  private(set) var nameCount = 0
  private(set) var scopeCount = 0
  /// Open displays, calls and blocks around the token.
  var nesting = 0
  var blockDepth = 0
  var functionDepth = 0
  var loopDepth = 0

  /// Bounds the parser's stack, and with `maximumHeight` that of everything which walks the tree.
  static let maximumNesting = 100
  static let maximumHeight = 500

  init(_ source: SourceText, _ lexed: LexedSource) {
    self.source = source
    tokens = lexed.tokens
    let ends = lexed.tokens.filter { $0.kind == .newline }.map(\.range.lowerBound)
    lineEnds = ends
    diagnostics = []
    troubledLines = []
    for diagnostic in lexed.diagnostics { add(diagnostic) }
  }

  /// Runs a parser over a part of the source, the inside of an f-string's braces, and takes over what it found.
  mutating func parsePart<Part>(_ range: SourceRange, _ body: (inout Parser) -> Part) -> Part {
    let outer = (tokens, index)
    let lexed = Lexer.lex(source, within: range)
    tokens = lexed.tokens
    index = 0
    for diagnostic in lexed.diagnostics { add(diagnostic) }
    defer { (tokens, index) = outer }
    return body(&self)
  }

  // MARK: Tokens

  var token: Token { tokens[index] }

  func peek(_ ahead: Int = 1) -> Token { tokens[min(index + ahead, tokens.count - 1)] }

  func text(of token: Token) -> String { source[token.range] }

  /// The last token never goes: the end stays the end.
  @discardableResult
  mutating func advance() -> Token {
    let current = token
    if index + 1 < tokens.count { index += 1 }
    return current
  }

  func isAt(_ symbol: String) -> Bool { isAt(symbol, token) }

  func isAt(_ symbol: String, _ token: Token) -> Bool {
    guard token.kind == .symbol || token.kind == .keyword, token.range.count == symbol.utf8.count else { return false }
    let start = token.range.lowerBound - source.base
    return source.utf8[start..<start + token.range.count].elementsEqual(symbol.utf8)
  }

  func isAtAny(_ symbols: [String]) -> Bool { symbols.contains { isAt($0) } }

  mutating func take(_ symbol: String) -> Bool {
    guard isAt(symbol) else { return false }
    advance()
    return true
  }

  /// Takes a token that must be there, or tells that it is missing.
  @discardableResult
  mutating func expect(_ symbol: String) -> Bool {
    if take(symbol) { return true }
    report(.expected("'\(symbol)'"), at: token.range)
    return false
  }

  /// The end of the token before.
  var lastEnd: Int { index > 0 ? tokens[index - 1].range.upperBound : token.range.lowerBound }

  func range(from start: Int) -> SourceRange { SourceRange(start, max(start, lastEnd)) }

  var isAtLineEnd: Bool { token.kind == .newline || token.kind == .end }

  /// Whether nothing of the line is left for an expression.
  var isAtBoundary: Bool {
    switch token.kind {
    case .newline, .end, .indent, .dedent, .givenUp: true
    default: false
    }
  }

  // MARK: Nodes

  mutating func makeScope() -> Int {
    scopeCount += 1
    return scopeCount - 1
  }

  mutating func makeName(_ identifier: String, _ range: SourceRange) -> Name {
    nameCount += 1
    return Name(identifier: identifier, occurrence: nameCount - 1, range: range)
  }

  /// A name that must be here. A missing one has an empty identifier.
  mutating func parseName() -> Name {
    guard token.kind == .name else {
      report(.invalidSyntax, at: token.range)
      return makeName("", SourceRange(token.range.lowerBound, token.range.lowerBound))
    }
    let token = advance()
    return makeName(text(of: token), token.range)
  }

  func missing() -> Expression {
    let start = max(lastEnd, token.start)
    return Expression(kind: .missing, range: SourceRange(start, start))
  }

  // MARK: Diagnostics

  mutating func report(_ problem: SyntaxProblem, at range: SourceRange) {
    // The newline and the end are no place to point at with width.
    let cut = token.kind == .newline && range == token.range ? SourceRange(range.lowerBound, range.lowerBound) : range
    add(problem.diagnostic(at: cut))
  }

  /// Adds a diagnostic unless its line has one.
  private mutating func add(_ diagnostic: Diagnostic) {
    if troubledLines.insert(logicalLine(of: diagnostic.range.lowerBound)).inserted { diagnostics.append(diagnostic) }
  }

  private func logicalLine(of position: Int) -> Int {
    var low = 0
    var high = lineEnds.count
    while low < high {
      let middle = (low + high) / 2
      if lineEnds[middle] < position { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
