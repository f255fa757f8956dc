// What each part of a source is, as an editor colours it: by the parser's own tokens and tree.

import Diagnostics

/// What the host knows of names.
package struct NameRoles: Sendable {
  let builtins: Set<String>
  let layers: Set<String>

  package init(builtins: Set<String>, layers: Set<String>) {
    self.builtins = builtins
    self.layers = layers
  }
}

extension ParseResult {
  /// The parts with a role, in order; no two overlap.
  package func highlights(_ names: NameRoles) -> [SyntaxRun] {
    var painter = Painter(tree.source, names)
    painter.paint(tokens)
    tree.forEachStatement { painter.paint($0) }
    tree.forEachExpression { painter.paint($0) }
    return painter.runs
  }
}

extension ParseResult {
  /// Whether the source ends within a string over several lines.
  package var endsWithinString: Bool {
    guard let last = tokens.last(where: { $0.kind == .string }), last.range.upperBound == tree.source.range.upperBound
    else { return false }
    return last.isOpenString(in: tree.source) && last.isTripleString(in: tree.source)
  }
}

extension Token {
  private func quotes(in source: SourceText) -> Substring { source[range].drop { $0 != "'" && $0 != "\"" } }

  func isTripleString(in source: SourceText) -> Bool {
    let quotes = quotes(in: source)
    return quotes.hasPrefix("'''") || quotes.hasPrefix("\"\"\"")
  }

  /// Whether it is a string that lacks its closing quotes.
  func isOpenString(in source: SourceText) -> Bool {
    guard kind == .string, let quote = quotes(in: source).first else { return false }
    let width = isTripleString(in: source) ? 3 : 1
    let body = quotes(in: source).dropFirst(width)
    guard body.hasSuffix(String(repeating: quote, count: width)) else { return true }
    // A quote after an odd number of backslashes is one of the text's.
    return !body.dropLast(width).reversed().prefix { $0 == "\\" }.count.isMultiple(of: 2)
  }
}

/// Gives each byte a role. What is painted later stands over what was there.
private struct Painter {
  private let source: SourceText
  private let names: NameRoles
  private var roles: [SyntaxRole?]

  init(_ source: SourceText, _ names: NameRoles) {
    self.source = source
    self.names = names
    roles = Array(repeating: nil, count: source.utf8.count)
  }

  var runs: [SyntaxRun] {
    var runs: [SyntaxRun] = []
    var start = 0
    while start < roles.count {
      var end = start + 1
      while end < roles.count, roles[end] == roles[start] { end += 1 }
      if let role = roles[start] { runs.append(SyntaxRun(range: start..<end, role: role)) }
      start = end
    }
    return runs
  }

  private mutating func paint(_ range: SourceRange, _ role: SyntaxRole) {
    for position in range.lowerBound..<range.upperBound where source.range.contains(position) {
      roles[position - source.base] = role
    }
  }

  mutating func paint(_ tokens: [Token]) {
    for token in tokens {
      paintComments(SourceRange(token.start, max(token.start, token.range.lowerBound)))
      switch token.kind {
      case .keyword: paint(token.range, .keyword)
      case .number: paint(token.range, .number)
      case .string: paint(token.range, .string)
      default: break
      }
    }
  }

  /// Between tokens there are blanks, joined lines and comments.
  private mutating func paintComments(_ trivia: SourceRange) {
    var isComment = false
    for position in trivia.lowerBound..<trivia.upperBound {
      let byte = source.utf8[position - source.base]
      if byte == UInt8(ascii: "#") { isComment = true }
      if byte == UInt8(ascii: "\n") { isComment = false }
      if isComment { roles[position - source.base] = .comment }
    }
  }

  mutating func paint(_ statement: Statement) {
    switch statement.kind {
    case .function(let function): if let name = function.name { paint(name.range, .definition) }
    case .classDefinition(let definition): paint(definition.name.range, .definition)
    default: break
    }
  }

  mutating func paint(_ expression: Expression) {
    switch expression.kind {
    case .name(let name): if names.builtins.contains(name.identifier) { paint(name.range, .builtin) }
    case .formatted(let parts): for part in parts { paint(part) }
    case .call(let call):
      if let layer = call.callee.lastName(in: source), names.layers.contains(layer.name) { paint(layer.range, .layer) }
      for argument in call.arguments {
        guard case .keyword(let name) = argument.kind else { continue }
        paint(SourceRange(argument.range.lowerBound, argument.range.lowerBound + name.utf8.count), .argument)
      }
    default: break
    }
  }

  /// The tokens within an f-string are no tokens of the source: they are lexed as the parser does.
  private mutating func paint(_ part: FormattedPart) {
    guard case .value(let value, _, let format) = part else { return }
    paint(value.range, .interpolation)
    paint(Lexer.lex(source, within: value.range).tokens)
    for part in format { paint(part) }
  }
}

extension Expression {
  /// The name that it ends in, `Conv2D` of `keras.layers.Conv2D`, and where it stands.
  func lastName(in source: SourceText) -> (name: String, range: SourceRange)? {
    switch kind {
    case .name(let name): return (name.identifier, name.range)
    case .attribute(_, let name):
      let range = SourceRange(
        max(self.range.lowerBound, self.range.upperBound - name.utf8.count), self.range.upperBound)
      // In parentheses it ends elsewhere.
      return source[range] == name ? (name, range) : nil
    default: return nil
    }
  }
}
