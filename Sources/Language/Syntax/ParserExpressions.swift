// Expressions by precedence: lists, lambdas, conditionals, operators and what follows an atom.

import Diagnostics

extension Parser {
  /// A node over what was parsed since `start`, or a missing one where the tree would get too high.
  mutating func make(_ kind: Expression.Kind, from start: Int) -> Expression {
    let node = Expression(kind: kind, range: range(from: start))
    guard node.height > Self.maximumHeight else { return node }
    report(.tooLong, at: node.range)
    return Expression(kind: .missing, range: node.range)
  }

  var startsExpression: Bool {
    switch token.kind {
    case .name, .number, .string: true
    case .keyword: ["None", "True", "False", "not", "lambda"].contains(text(of: token))
    case .symbol: ["(", "[", "{", "-", "+", "~", "...", "*", "**"].contains(text(of: token))
    default: false
    }
  }

  /// One expression, or several with commas between: a tuple.
  mutating func parseExpressionList() -> Expression {
    let start = token.range.lowerBound
    let first = parseStarredOrNamed()
    guard isAt(",") else {
      if case .starred = first.kind { report(.starredAlone, at: first.range) }
      return first
    }
    var elements = [first]
    while take(",") {
      guard startsExpression else { break }
      elements.append(parseStarredOrNamed())
    }
    return make(.tuple(elements), from: start)
  }

  mutating func parseStarredOrNamed() -> Expression {
    let start = token.range.lowerBound
    guard take("*") else { return parseNamedExpression() }
    let operand = parseOperators(minimum: 1)
    return make(.starred(operand), from: start)
  }

  /// `name := value` or an expression.
  mutating func parseNamedExpression() -> Expression {
    guard token.kind == .name, isAt(":=", peek()) else { return parseExpression() }
    let start = token.range.lowerBound
    let name = parseName()
    advance()
    let value = parseExpression()
    return make(.assigned(name, value), from: start)
  }

  /// The targets of a `for`, which end before `in`.
  mutating func parseTargetList() -> Expression {
    let start = token.range.lowerBound
    var elements = [parseTarget()]
    var isTuple = false
    while take(",") {
      isTuple = true
      guard startsExpression else { break }
      elements.append(parseTarget())
    }
    let target = isTuple ? make(.tuple(elements), from: start) : elements[0]
    return checkTarget(target, isAssignment: true) ? target : Expression(kind: .missing, range: target.range)
  }

  private mutating func parseTarget() -> Expression {
    let start = token.range.lowerBound
    guard take("*") else { return parsePostfix() }
    let target = parsePostfix()
    return make(.starred(target), from: start)
  }

  mutating func parseExpression() -> Expression {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting < Self.maximumNesting else { return giveUpNesting() }
    if isAt("lambda") { return parseLambda() }
    let start = token.range.lowerBound
    let value = parseOperators(minimum: Self.orPrecedence)
    guard take("if") else { return value }
    let condition = parseOperators(minimum: Self.orPrecedence)
    if !take("else") { report(.expected("'else' after 'if' expression"), at: token.range) }
    let otherwise = parseExpression()
    return make(.conditional(condition: condition, then: value, otherwise: otherwise), from: start)
  }

  /// Skips the line: whatever is nested this deeply is not read.
  private mutating func giveUpNesting() -> Expression {
    report(.tooDeep, at: token.range)
    while !isAtBoundary { advance() }
    return missing()
  }

  private mutating func parseLambda() -> Expression {
    let start = advance().range.lowerBound
    let scope = makeScope()
    let parameters = parseParameters(until: ":", allowsAnnotations: false)
    expect(":")
    functionDepth += 1
    let value = parseExpression()
    functionDepth -= 1
    let body = Statement(kind: .returning(value), range: value.range)
    return make(
      .lambda(
        FunctionSyntax(
          name: nil, parameters: parameters, body: [body], decorators: [], docstring: nil, scope: scope,
          range: range(from: start))), from: start)
  }

  // MARK: Operators

  static let orPrecedence = -4
  private static let andPrecedence = -3
  private static let notPrecedence = -2
  private static let comparisonPrecedence = -1
  private static let precedences: [String: Int] = [
    "or": -4, "and": -3, "|": 1, "^": 2, "&": 3, "<<": 4, ">>": 4, "+": 5, "-": 5, "*": 6, "/": 6, "//": 6, "%": 6,
    "@": 6,
  ]
  private static let unaryPrecedence = 7

  /// Binary operators that bind at least as tightly as `minimum`; 1 is the bitwise or, below comparisons.
  mutating func parseOperators(minimum: Int) -> Expression {
    let start = token.range.lowerBound
    var left = parseUnary(minimum: minimum)
    while true {
      if minimum <= Self.comparisonPrecedence, let comparison = takeComparison() {
        left = parseComparison(left, comparison, from: start)
        continue
      }
      guard token.kind == .symbol || token.kind == .keyword,
        let precedence = Self.precedences[text(of: token)], precedence >= minimum
      else { return left }
      let symbol = text(of: advance())
      let right = parseNested { $0.parseOperators(minimum: precedence + 1) }
      if let operation = BinaryOperator(rawValue: symbol) {
        left = make(.binary(operation, left, right), from: start)
      } else if let operation = BooleanOperator(rawValue: symbol) {
        left = make(.boolean(operation, left, right), from: start)
      }
    }
  }

  private mutating func parseNested(_ body: (inout Parser) -> Expression) -> Expression {
    nesting += 1
    defer { nesting -= 1 }
    return nesting < Self.maximumNesting ? body(&self) : giveUpNesting()
  }

  private mutating func parseUnary(minimum: Int) -> Expression {
    let start = token.range.lowerBound
    if isAt("not"), minimum <= Self.notPrecedence {
      advance()
      let operand = parseNested { $0.parseOperators(minimum: Self.notPrecedence) }
      return make(.unary(.not, operand), from: start)
    }
    guard token.kind == .symbol, let operation = UnaryOperator(rawValue: text(of: token)) else { return parsePower() }
    advance()
    let operand = parseNested { $0.parseUnary(minimum: Self.unaryPrecedence) }
    return make(.unary(operation, operand), from: start)
  }

  private mutating func parsePower() -> Expression {
    let start = token.range.lowerBound
    let base = parsePostfix()
    guard take("**") else { return base }
    let exponent = parseNested { $0.parseUnary(minimum: Self.unaryPrecedence) }
    return make(.binary(.power, base, exponent), from: start)
  }

  private mutating func parseComparison(
    _ first: Expression, _ comparison: ComparisonOperator, from start: Int
  ) -> Expression {
    var parts: [ComparisonPart] = []
    var next: ComparisonOperator? = comparison
    while let comparison = next {
      parts.append(ComparisonPart(comparison: comparison, right: parseNested { $0.parseOperators(minimum: 1) }))
      next = takeComparison()
    }
    return make(.comparison(first, parts), from: start)
  }

  private mutating func takeComparison() -> ComparisonOperator? {
    guard token.kind == .symbol || token.kind == .keyword else { return nil }
    if isAt("not"), isAt("in", peek()) {
      advance()
      advance()
      return .containsNot
    }
    guard let comparison = ComparisonOperator(rawValue: text(of: token)) else { return nil }
    advance()
    return comparison == .identical && take("not") ? .identicalNot : comparison
  }

  // MARK: After an atom

  mutating func parsePostfix() -> Expression {
    let start = token.range.lowerBound
    var value = parseAtom()
    while true {
      if isAt("(") {
        let (arguments, isComplete) = parseArguments()
        value = make(.call(CallSyntax(callee: value, arguments: arguments, isComplete: isComplete)), from: start)
      } else if isAt("[") {
        value = parseSubscript(of: value, from: start)
      } else if take(".") {
        let attribute = parseName().identifier
        value = make(.attribute(value, attribute), from: start)
      } else {
        return value
      }
    }
  }

  private mutating func parseSubscript(of value: Expression, from start: Int) -> Expression {
    advance()
    let indexStart = token.range.lowerBound
    var index = parseSubscriptPart()
    if isAt(",") {
      var parts = [index]
      while take(","), !isAt("]"), !isAtBoundary { parts.append(parseSubscriptPart()) }
      index = make(.tuple(parts), from: indexStart)
    }
    closeBracket("]")
    return make(.subscripted(value, index), from: start)
  }

  private mutating func parseSubscriptPart() -> Expression {
    let start = token.range.lowerBound
    let lower = isAt(":") ? nil : parseStarredOrNamed()
    guard take(":") else { return lower ?? missing() }
    let upper = isAt(":") || isAt("]") || isAt(",") ? nil : parseExpression()
    var step: Expression?
    if take(":"), !isAt("]"), !isAt(",") { step = parseExpression() }
    return make(.slice(lower: lower, upper: upper, step: step), from: start)
  }

  /// Tells of a token within brackets that nothing expects: between two expressions a comma may be missing.
  mutating func reportUnexpected(after element: SourceRange? = nil) {
    guard startsExpression else { return report(.invalidSyntax, at: token.range) }
    report(.perhapsComma(at: element?.upperBound), at: element.map { $0.union(token.range) } ?? token.range)
  }

  /// Takes a closing bracket, skipping unexpected tokens before it. Says whether it was there.
  @discardableResult
  mutating func closeBracket(_ closer: String) -> Bool {
    while !isAt(closer), !isAtBoundary {
      // Another's closing bracket is not ours to skip.
      if isAtAny([")", "]", "}"]) { break }
      reportUnexpected()
      advance()
    }
    if take(closer) { return true }
    if token.kind == .givenUp {
      advance()
      return false
    }
    report(.expected("'\(closer)'"), at: token.range)
    return false
  }
}
