// Compound statements: branches, loops, try, with, functions and classes.

import Diagnostics

extension Parser {
  /// A compound statement, nil where none starts.
  mutating func parseCompound() -> Statement? {
    let start = token.range.lowerBound
    if isAtMatch {
      report(.outside("'match'"), at: token.range)
      return Statement(kind: parseStrayBlock(), range: range(from: start))
    }
    if isAt("@") { return Statement(kind: parseDecorated(), range: range(from: start)) }
    guard token.kind == .keyword else { return nil }
    let kind: Statement.Kind
    switch text(of: token) {
    case "if": kind = parseIf()
    case "while": kind = parseWhile()
    case "for": kind = parseFor()
    case "try": kind = parseTry()
    case "with": kind = parseWith()
    case "def": kind = parseFunction(decorators: [], from: start)
    case "class": kind = parseClass(decorators: [], from: start)
    case "else", "elif", "except", "finally": kind = parseStrayBlock()
    case "async" where isAt("def", peek()) || isAt("for", peek()) || isAt("with", peek()):
      report(.outside("'async'"), at: token.range)
      kind = parseStrayBlock()
    default: return nil
    }
    return Statement(kind: kind, range: range(from: start))
  }

  /// Whether a `match` statement starts: `match` is a name, unless its line ends in a colon and `case` follows.
  private var isAtMatch: Bool {
    guard token.kind == .name, text(of: token) == "match" else { return false }
    var ahead = 1
    while peek(ahead).kind != .newline, peek(ahead).kind != .end { ahead += 1 }
    let body = peek(ahead + 2)
    return ahead > 2 && isAt(":", peek(ahead - 1)) && peek(ahead + 1).kind == .indent && body.kind == .name
      && text(of: body) == "case"
  }

  /// A header that belongs to no statement: skipped together with its block.
  private mutating func parseStrayBlock() -> Statement.Kind {
    report(.invalidSyntax, at: token.range)
    while !isAtLineEnd { advance() }
    if token.kind == .newline { advance() }
    if token.kind == .indent {
      advance()
      skipBlock()
    }
    return .unexpected
  }

  private mutating func parseIf() -> Statement.Kind {
    var branches: [Branch] = []
    var word = "if"
    repeat {
      let start = advance().range.lowerBound
      let condition = parseHeaderCondition()
      branches.append(Branch(condition: condition, body: parseBlock(after: "'\(word)' statement", from: start)))
      word = "elif"
    } while isAt("elif")
    return .branches(branches, otherwise: parseElse())
  }

  /// The condition of `if` or `while`, where `=` is often meant to be `==`.
  private mutating func parseHeaderCondition() -> Expression {
    let condition = parseNamedExpression()
    guard !condition.isMissing, take("=") else { return condition }
    _ = parseExpression()
    let whole = range(from: condition.range.lowerBound)
    report(.perhapsEqual, at: whole)
    return Expression(kind: .missing, range: whole)
  }

  private mutating func parseElse() -> [Statement] {
    let start = token.range.lowerBound
    return take("else") ? parseBlock(after: "'else' statement", from: start) : []
  }

  private mutating func parseWhile() -> Statement.Kind {
    let start = advance().range.lowerBound
    let condition = parseHeaderCondition()
    let hasColon = isAt(":")
    let body = parseLoopBody(after: "'while' statement", from: start)
    // A loop whose body is still to be typed would never end.
    let isFinished = hasColon && !body.isEmpty
    let known = isFinished ? condition : Expression(kind: .missing, range: condition.range)
    return .whileLoop(condition: known, body: body, otherwise: parseElse())
  }

  private mutating func parseFor() -> Statement.Kind {
    let start = advance().range.lowerBound
    let target = parseTargetList()
    expect("in")
    let iterable = parseExpressionList()
    let body = parseLoopBody(after: "'for' statement", from: start)
    return .forLoop(target: target, iterable: iterable, body: body, otherwise: parseElse())
  }

  private mutating func parseLoopBody(after owner: String, from start: Int) -> [Statement] {
    loopDepth += 1
    defer { loopDepth -= 1 }
    return parseBlock(after: owner, from: start)
  }

  private mutating func parseTry() -> Statement.Kind {
    let start = advance().range.lowerBound
    let body = parseBlock(after: "'try' statement", from: start)
    var handlers: [TrySyntax.Handler] = []
    while isAt("except") {
      let start = advance().range.lowerBound
      let type = isAt(":") ? nil : parseExpressionList()
      let name = take("as") ? parseName() : nil
      let body = parseBlock(after: "'except' statement", from: start)
      handlers.append(.init(type: type, name: name, body: body))
    }
    let otherwise = handlers.isEmpty ? [] : parseElse()
    let finallyStart = token.range.lowerBound
    let hasFinally = take("finally")
    let finally = hasFinally ? parseBlock(after: "'finally' statement", from: finallyStart) : []
    if handlers.isEmpty, !hasFinally { report(.tryWithoutHandler, at: token.range) }
    return .trying(TrySyntax(body: body, handlers: handlers, otherwise: otherwise, finally: finally))
  }

  private mutating func parseWith() -> Statement.Kind {
    let start = advance().range.lowerBound
    var items: [WithItem] = []
    let isWrapped = isAtWrappedItems
    if isWrapped { advance() }
    repeat {
      if isWrapped, isAt(")") { break }
      let context = parseExpression()
      var target: Expression?
      if take("as") {
        let parsed = parsePostfix()
        target = checkTarget(parsed, isAssignment: true) ? parsed : nil
      }
      items.append(WithItem(context: context, target: target))
    } while take(",")
    if isWrapped { closeBracket(")") }
    return .with(items, body: parseBlock(after: "'with' statement", from: start))
  }

  /// Whether the items of a `with` stand in parentheses: within these there is an `as`, which no expression has.
  private var isAtWrappedItems: Bool {
    guard isAt("(") else { return false }
    var depth = 0
    var ahead = 0
    while true {
      let next = peek(ahead)
      if ["(", "[", "{"].contains(where: { isAt($0, next) }) { depth += 1 }
      if [")", "]", "}"].contains(where: { isAt($0, next) }) { depth -= 1 }
      if depth == 0 || next.kind == .newline || next.kind == .end { return false }
      if depth == 1, isAt("as", next) { return true }
      ahead += 1
    }
  }

  // MARK: Definitions

  private mutating func parseDecorated() -> Statement.Kind {
    let start = token.range.lowerBound
    var decorators: [Expression] = []
    while take("@") {
      decorators.append(parseNamedExpression())
      if !isAtLineEnd { skipLine() }
      if token.kind == .newline { advance() }
    }
    if isAt("def") { return parseFunction(decorators: decorators, from: start) }
    if isAt("class") { return parseClass(decorators: decorators, from: start) }
    report(.invalidSyntax, at: token.range)
    return .unexpected
  }

  private mutating func parseFunction(decorators: [Expression], from start: Int) -> Statement.Kind {
    let wordStart = advance().range.lowerBound
    let name = parseName()
    let scope = makeScope()
    var parameters: [ParameterSyntax] = []
    if expect("(") {
      parameters = parseParameters(until: ")", allowsAnnotations: true)
      if !take(")") { report(.expected("')'"), at: token.range) }
    }
    if take("->") { _ = parseExpression() }
    let outerLoops = loopDepth
    loopDepth = 0
    functionDepth += 1
    let body = parseBlock(after: "function definition", from: wordStart)
    functionDepth -= 1
    loopDepth = outerLoops
    guard !name.identifier.isEmpty else { return .unexpected }
    return .function(
      FunctionSyntax(
        name: name, parameters: parameters, body: body, decorators: decorators, docstring: docstring(of: body),
        scope: scope, range: range(from: start)))
  }

  private mutating func parseClass(decorators: [Expression], from start: Int) -> Statement.Kind {
    let wordStart = advance().range.lowerBound
    let name = parseName()
    let scope = makeScope()
    let bases = isAt("(") ? parseArguments().arguments : []
    let outer = (loopDepth, functionDepth)
    (loopDepth, functionDepth) = (0, 0)
    let body = parseBlock(after: "class definition", from: wordStart)
    (loopDepth, functionDepth) = outer
    guard !name.identifier.isEmpty else { return .unexpected }
    return .classDefinition(
      ClassSyntax(
        name: name, bases: bases, body: body, decorators: decorators, docstring: docstring(of: body), scope: scope))
  }

  private func docstring(of body: [Statement]) -> String? {
    guard let first = body.first, case .expression(let expression) = first.kind,
      case .constant(.string(let text)) = expression.kind
    else { return nil }
    return text
  }

  /// Parameters up to a closing token, which is not taken.
  mutating func parseParameters(until closer: String, allowsAnnotations: Bool) -> [ParameterSyntax] {
    var parameters: [ParameterSyntax] = []
    var kind = Parameter.Kind.positionalOrKeyword
    var hasDefault = false
    while !isAt(closer), !isAtBoundary {
      if take("*") {
        let isBare = isAt(",") || isAt(closer)
        if isBare, isAt(","), isAt("**", peek()) { report(.barePositionalStar, at: token.range) }
        if !isBare {
          parameters.append(parseParameter(.variadic, allowsAnnotations))
        } else if isAt(closer) || isAt(closer, peek()) {
          report(.barePositionalStar, at: token.range)
        }
        kind = .keywordOnly
      } else if take("**") {
        parameters.append(parseParameter(.keywords, allowsAnnotations))
        if isAt(","), !isAt(closer, peek()), peek().kind == .name || isAt("*", peek()) {
          report(.afterVariadicKeywords, at: peek().range)
        }
      } else if take("/") {
        parameters = parameters.map {
          ParameterSyntax(name: $0.name, kind: .positionalOnly, defaultValue: $0.defaultValue)
        }
      } else {
        let parameter = parseParameter(kind, allowsAnnotations)
        if parameter.name.identifier.isEmpty, !isAt(","), !isAt(closer), !isAtBoundary { advance() }
        if parameter.defaultValue != nil { hasDefault = true }
        if parameter.defaultValue == nil, hasDefault, kind == .positionalOrKeyword {
          report(.parameterOrder, at: parameter.name.range)
        }
        parameters.append(parameter)
      }
      if !take(","), !isAt(closer), !isAtBoundary { report(.invalidSyntax, at: token.range) }
    }
    return checkDuplicates(parameters.filter { !$0.name.identifier.isEmpty })
  }

  private mutating func parseParameter(_ kind: Parameter.Kind, _ allowsAnnotations: Bool) -> ParameterSyntax {
    let name = parseName()
    if allowsAnnotations, take(":") { _ = parseExpression() }
    let takesDefault = kind != .variadic && kind != .keywords
    let defaultValue = takesDefault && take("=") ? parseExpression() : nil
    return ParameterSyntax(name: name, kind: kind, defaultValue: defaultValue)
  }

  private mutating func checkDuplicates(_ parameters: [ParameterSyntax]) -> [ParameterSyntax] {
    var seen: Set<String> = []
    return parameters.filter { parameter in
      let isNew = seen.insert(parameter.name.identifier).inserted
      if !isNew { report(.duplicateParameter(parameter.name.identifier), at: parameter.name.range) }
      return isNew
    }
  }
}
