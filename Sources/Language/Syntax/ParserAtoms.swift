// Atoms: names, constants, brackets of all kinds, comprehensions and the arguments of calls.

import Diagnostics

extension Parser {
  mutating func parseAtom() -> Expression {
    let start = token.range.lowerBound
    switch token.kind {
    case .name:
      let name = parseName()
      return Expression(kind: .name(name), range: name.range)
    case .number: return parseNumber()
    case .string: return parseStrings()
    case .symbol where isAt("("): return parseParentheses()
    case .symbol where isAt("["): return parseListDisplay()
    case .symbol where isAt("{"): return parseBraces()
    case .symbol where take("..."): return make(.constant(.ellipsis), from: start)
    case .keyword where take("None"): return make(.constant(.none), from: start)
    case .keyword where take("True"): return make(.constant(.bool(true)), from: start)
    case .keyword where take("False"): return make(.constant(.bool(false)), from: start)
    case .keyword where isAt("yield") || isAt("await"):
      report(.outside("'\(text(of: token))'"), at: token.range)
      return missing()
    case .unknown:
      // The lexer has reported it.
      report(.invalidSyntax, at: advance().range)
      return missing()
    default:
      report(.missingExpression, at: token.range)
      return missing()
    }
  }

  private mutating func parseNumber() -> Expression {
    let range = advance().range
    switch Literals.number(source[range]) {
    case .success(let constant): return Expression(kind: .constant(constant), range: range)
    case .failure(let problem):
      report(problem.problem, at: range)
      return Expression(kind: .missing, range: range)
    }
  }

  // MARK: Brackets

  private mutating func parseParentheses() -> Expression {
    let start = advance().range.lowerBound
    if take(")") { return make(.tuple([]), from: start) }
    let first = parseStarredOrNamed()
    if isAt("for") {
      let clauses = parseClauses()
      closeBracket(")")
      return makeComprehension(.generator(first), clauses, from: start)
    }
    guard isAt(",") else {
      closeBracket(")")
      if case .starred = first.kind { report(.starredAlone, at: first.range) }
      return first.isMissing ? first : Expression(kind: first.kind, range: range(from: start))
    }
    let elements = parseElements(after: first, until: ")")
    return make(.tuple(elements), from: start)
  }

  private mutating func parseListDisplay() -> Expression {
    let start = advance().range.lowerBound
    if take("]") { return make(.list([]), from: start) }
    let first = parseStarredOrNamed()
    if isAt("for") {
      let clauses = parseClauses()
      closeBracket("]")
      return makeComprehension(.list(first), clauses, from: start)
    }
    let elements = parseElements(after: first, until: "]")
    return make(.list(elements), from: start)
  }

  /// The elements after the first up to the closing bracket, which is taken.
  private mutating func parseElements(after first: Expression, until closer: String) -> [Expression] {
    var elements = first.isMissing ? [] : [first]
    while !isAt(closer), !isAtBoundary, !isAtAny([")", "]", "}"]) {
      if !take(",") {
        reportUnexpected(after: elements.last?.range)
        if !startsExpression { advance() }
      }
      guard startsExpression else {
        if isAt(",") { report(.missingExpression, at: token.range) }
        continue
      }
      elements.append(parseStarredOrNamed())
    }
    closeBracket(closer)
    return elements
  }

  private mutating func parseBraces() -> Expression {
    let start = advance().range.lowerBound
    if take("}") { return make(.dict([]), from: start) }
    if isAt("**") { return parseDictDisplay(firstKey: nil, from: start) }
    let first = parseStarredOrNamed()
    if isAt(":") { return parseDictDisplay(firstKey: first, from: start) }
    if isAt("for") {
      let clauses = parseClauses()
      closeBracket("}")
      return makeComprehension(.set(first), clauses, from: start)
    }
    let elements = parseElements(after: first, until: "}")
    return make(.set(elements), from: start)
  }

  private mutating func parseDictDisplay(firstKey: Expression?, from start: Int) -> Expression {
    var items: [DictItem] = []
    var key = firstKey
    while true {
      if let present = key {
        if !take(":") { report(.dictValueMissing, at: present.range) }
        let value = parseExpression()
        if items.isEmpty, isAt("for") {
          let clauses = parseClauses()
          closeBracket("}")
          return makeComprehension(.dict(key: present, value: value), clauses, from: start)
        }
        items.append(DictItem(key: present, value: value))
      } else if take("**") {
        items.append(DictItem(key: nil, value: parseOperators(minimum: 1)))
      }
      if !take(",") {
        guard startsExpression else { break }
        reportUnexpected(after: items.last?.value.range)
      }
      guard startsExpression else { break }
      key = isAt("**") ? nil : parseExpression()
    }
    closeBracket("}")
    return make(.dict(items), from: start)
  }

  // MARK: Comprehensions

  private mutating func parseClauses() -> [ComprehensionSyntax.Clause] {
    var clauses: [ComprehensionSyntax.Clause] = []
    while take("for") {
      let target = parseTargetList()
      expect("in")
      let iterable = parseOperators(minimum: Self.orPrecedence)
      var conditions: [Expression] = []
      while take("if") { conditions.append(parseCondition()) }
      clauses.append(.init(target: target, iterable: iterable, conditions: conditions))
    }
    return clauses
  }

  private mutating func parseCondition() -> Expression {
    guard token.kind == .name, isAt(":=", peek()) else { return parseOperators(minimum: Self.orPrecedence) }
    return parseNamedExpression()
  }

  private mutating func makeComprehension(
    _ result: ComprehensionSyntax.Result, _ clauses: [ComprehensionSyntax.Clause], from start: Int
  ) -> Expression {
    let scope = makeScope()
    return make(.comprehension(ComprehensionSyntax(result: result, clauses: clauses, scope: scope)), from: start)
  }

  // MARK: Arguments

  /// The arguments of a call, from its opening bracket to its closing one. What is missing is left out, and the
  /// call is then not complete.
  mutating func parseArguments() -> (arguments: [ArgumentSyntax], isComplete: Bool) {
    advance()
    var arguments: [ArgumentSyntax] = []
    var keywords: Set<String> = []
    var isComplete = true
    while !isAt(")"), !isAtBoundary, !isAtAny(["]", "}"]) {
      if let argument = parseArgument(after: arguments, &keywords) {
        arguments.append(argument)
      } else {
        isComplete = false
        if !isAt(","), !isAt(")"), !isAtBoundary, !startsExpression { advance() }
      }
      if !take(","), !isAt(")"), !isAtBoundary {
        isComplete = false
        reportUnexpected(after: arguments.last?.range)
      }
    }
    return (arguments, closeBracket(")") && isComplete)
  }

  private mutating func parseArgument(
    after arguments: [ArgumentSyntax], _ keywords: inout Set<String>
  ) -> ArgumentSyntax? {
    let start = token.range.lowerBound
    if take("**") { return makeArgument(.mapping, parseExpression(), from: start) }
    if isAt("*"), arguments.contains(where: \.isMapping) { report(.iterableAfterMapping, at: token.range) }
    if take("*") { return makeArgument(.iterable, parseExpression(), from: start) }
    if token.kind == .name, isAt("=", peek()) { return parseKeywordArgument(after: &keywords) }
    guard startsExpression else {
      report(.missingExpression, at: token.range)
      return nil
    }
    let value = parseNamedExpression()
    if isAt("for") {
      let clauses = parseClauses()
      if !arguments.isEmpty || isAt(",") {
        report(.generatorNeedsParentheses, at: value.range)
      }
      return makeArgument(.positional, makeComprehension(.generator(value), clauses, from: start), from: start)
    }
    if !keywords.isEmpty {
      report(.positionalAfterKeyword, at: value.range)
      return nil
    }
    return makeArgument(.positional, value, from: start)
  }

  private mutating func parseKeywordArgument(after keywords: inout Set<String>) -> ArgumentSyntax? {
    let start = token.range.lowerBound
    let nameToken = advance()
    let name = text(of: nameToken)
    advance()
    let isRepeated = !keywords.insert(name).inserted
    if isRepeated { report(.repeatedKeyword(name), at: nameToken.range) }
    let value = parseExpression()
    return isRepeated ? nil : makeArgument(.keyword(name), value, from: start)
  }

  private func makeArgument(_ kind: ArgumentSyntax.Kind, _ value: Expression, from start: Int) -> ArgumentSyntax? {
    value.isMissing ? nil : ArgumentSyntax(kind: kind, value: value, range: range(from: start))
  }
}
