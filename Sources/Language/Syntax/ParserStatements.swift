// Modules, blocks and simple statements.

import Diagnostics

extension Parser {
  mutating func parseModule() -> [Statement] {
    var statements: [Statement] = []
    while token.kind != .end { parseStatements(into: &statements) }
    return statements
  }

  /// Parses one line of simple statements or one compound statement.
  mutating func parseStatements(into statements: inout [Statement]) {
    switch token.kind {
    case .newline, .dedent:
      advance()
    case .indent:
      report(.unexpectedIndent, at: peek().range)
      advance()
      while token.kind != .dedent, token.kind != .end { parseStatements(into: &statements) }
      if token.kind == .dedent { advance() }
    default:
      if let compound = parseCompound() {
        statements.append(compound)
      } else {
        parseLine(into: &statements)
      }
    }
  }

  /// Simple statements between semicolons, to the end of the line.
  mutating func parseLine(into statements: inout [Statement]) {
    while !isAtLineEnd {
      statements.append(parseSimple())
      if take(";") { continue }
      guard !isAtLineEnd, let statement = statements.last else { continue }
      if startsExpression, case .expression(let called) = statement.kind, case .name(let name) = called.kind,
        ["print", "exec"].contains(name.identifier)
      {
        while !isAtLineEnd { advance() }
        report(.printStatement(name.identifier), at: range(from: statement.range.lowerBound))
      } else {
        skipLine()
      }
    }
    if token.kind == .newline { advance() }
  }

  /// Skips what is left of a line: unexpected tokens.
  mutating func skipLine() {
    if token.kind == .name, token.range.lowerBound == lastEnd, index > 0, isAt(")", tokens[index - 1]) {
      report(.perhapsCall(text(of: token)), at: token.range)
    } else {
      report(.invalidSyntax, at: token.range)
    }
    while !isAtLineEnd { advance() }
  }

  /// The block of a compound statement, from its colon on. `owner` is how CPython names the statement.
  mutating func parseBlock(after owner: String, from start: Int) -> [Statement] {
    var body: [Statement] = []
    if !expect(":") {
      // What stands before a colon later on the line belongs to the header, and not to the block.
      while !isAtLineEnd, !isAt(":") { advance() }
      if isAt(":") { advance() }
    }
    guard isAtLineEnd else {
      if !isAtBoundary { parseLine(into: &body) }
      return body
    }
    if token.kind == .newline { advance() }
    guard token.kind == .indent else {
      let line = source.location(of: start).line
      report(.expectedBlock(after: owner, line: line), at: SourceRange(lastEnd, lastEnd))
      return body
    }
    advance()
    blockDepth += 1
    defer { blockDepth -= 1 }
    guard blockDepth < Self.maximumNesting else {
      report(.tooIndented, at: token.range)
      skipBlock()
      return body
    }
    while token.kind != .dedent, token.kind != .end { parseStatements(into: &body) }
    if token.kind == .dedent { advance() }
    return body
  }

  /// Skips to the end of a block whose indent is taken.
  mutating func skipBlock() {
    var depth = 1
    while depth > 0, token.kind != .end {
      let skipped = advance()
      if skipped.kind == .indent { depth += 1 }
      if skipped.kind == .dedent { depth -= 1 }
    }
  }

  // MARK: Simple statements

  private mutating func parseSimple() -> Statement {
    let start = token.range.lowerBound
    let kind = token.kind == .keyword ? parseKeywordStatement() : nil
    return Statement(kind: kind ?? parseExpressionStatement(), range: range(from: start))
  }

  /// A statement that starts with a keyword, nil where the keyword starts an expression.
  private mutating func parseKeywordStatement() -> Statement.Kind? {
    let word = text(of: token)
    guard statementKeywords.contains(word) || word == "yield" || word == "await" || word == "async" else { return nil }
    let start = advance().range
    switch word {
    case "pass": return .pass
    case "break", "continue":
      if loopDepth == 0 { report(.outsideLoop(word), at: start) }
      return loopDepth == 0 ? .unexpected : word == "break" ? .breaking : .continuing
    case "return":
      let value = isAtLineEnd || isAt(";") ? nil : parseExpressionList()
      if functionDepth == 0 { report(.outsideFunction(word), at: start) }
      return functionDepth == 0 ? .unexpected : .returning(value)
    case "raise":
      let raised = isAtLineEnd || isAt(";") ? nil : parseExpression()
      return .raising(raised, cause: take("from") ? parseExpression() : nil)
    case "assert":
      let condition = parseExpression()
      return .assertion(condition, message: take(",") ? parseExpression() : nil)
    case "del":
      let targets = parseExpressionList()
      if case .tuple(let elements) = targets.kind {
        return .deletion(elements.filter { checkTarget($0, isAssignment: false) })
      }
      return checkTarget(targets, isAssignment: false) ? .deletion([targets]) : .unexpected
    case "global": return .global(parseNames())
    case "nonlocal": return .nonlocal(parseNames())
    case "import": return parseImport()
    case "from": return parseImportFrom()
    case "yield", "await", "async":
      report(.outside("'\(word)'"), at: start)
    default:
      report(.invalidSyntax, at: start)
    }
    while !isAtLineEnd { advance() }
    return .unexpected
  }

  private mutating func parseNames() -> [Name] {
    var names = [parseName()]
    while take(",") { names.append(parseName()) }
    return names
  }

  private mutating func parseExpressionStatement() -> Statement.Kind {
    let first = parseExpressionList()
    if isAt(":") { return parseAnnotated(first) }
    if let operation = augmentedOperator() {
      advance()
      let value = parseExpressionList()
      return checkTarget(first, isAssignment: true, isAugmented: true)
        ? .augmented(target: first, operation, value: value) : .unexpected
    }
    guard isAt("=") else {
      if first.isMissing, !isAtLineEnd { skipLine() }
      return first.isMissing ? .unexpected : .expression(first)
    }
    var parts = [first]
    while take("=") { parts.append(parseExpressionList()) }
    let value = parts.removeLast()
    return .assignment(targets: parts.filter { checkTarget($0, isAssignment: true) }, value: value)
  }

  private mutating func parseAnnotated(_ target: Expression) -> Statement.Kind {
    advance()
    let isGood = checkTarget(target, isAssignment: true)
    _ = parseExpression()
    let value = take("=") ? parseExpressionList() : nil
    return isGood ? .annotated(target: target, value: value) : .unexpected
  }

  private func augmentedOperator() -> BinaryOperator? {
    guard token.kind == .symbol else { return nil }
    let text = text(of: token)
    guard text.count > 1, text.hasSuffix("=") else { return nil }
    return BinaryOperator(rawValue: String(text.dropLast()))
  }

  // MARK: Imports

  private mutating func parseImport() -> Statement.Kind {
    var modules: [ImportedModule] = []
    repeat {
      let start = token.range.lowerBound
      let path = parseDottedPath()
      guard !path.isEmpty else { break }
      let pathRange = range(from: start)
      if take("as") {
        let bound = parseName()
        modules.append(ImportedModule(path: path, bound: bound, isAliased: true, range: pathRange))
      } else {
        let bound = makeName(path[0], pathRange)
        modules.append(ImportedModule(path: path, bound: bound, isAliased: false, range: pathRange))
      }
    } while take(",")
    return modules.isEmpty ? .unexpected : .importing(modules)
  }

  private mutating func parseDottedPath() -> [String] {
    var path: [String] = []
    repeat {
      let name = parseName().identifier
      if name.isEmpty { return [] }
      path.append(name)
    } while take(".")
    return path
  }

  private mutating func parseImportFrom() -> Statement.Kind {
    let start = token.range.lowerBound
    let level = takeDots()
    let path = level > 0 && isAt("import") ? [] : parseDottedPath()
    let pathRange = range(from: start)
    guard level > 0 || !path.isEmpty, expect("import") else { return .unexpected }
    if take("*") {
      return .importingFrom(ImportedNames(level: level, path: path, pathRange: pathRange, items: [], isStar: true))
    }
    let isWrapped = take("(")
    var items: [ImportedNames.Item] = []
    while true {
      if isWrapped, isAt(")") { break }
      let name = parseName()
      if name.identifier.isEmpty { break }
      let bound = take("as") ? parseName() : name
      items.append(.init(imported: name.identifier, bound: bound, range: name.range))
      if !take(",") { break }
    }
    if isWrapped { expect(")") }
    return .importingFrom(
      ImportedNames(level: level, path: path, pathRange: pathRange, items: items, isStar: false))
  }

  /// The dots before the path of a relative import.
  private mutating func takeDots() -> Int {
    var count = 0
    while true {
      if take(".") { count += 1 } else if take("...") { count += 3 } else { return count }
    }
  }
}
