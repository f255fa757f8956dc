// What is being written at a position: a name, an attribute, an argument; and what stands around it.

import Diagnostics

/// What a user is about to write at a position, as far as the text before it tells.
package struct CaretContext: Sendable {
  package enum Kind: Sendable {
    /// Nothing that could be completed: a comment, a number, a new name.
    case nothing
    /// A name, or where one could begin.
    case name
    case attribute(of: Expression)
    /// The text of a string.
    case string
    /// The next part of a module's name; those before it.
    case module([String])
    /// What is imported from a module.
    case member(ofModule: [String])
  }

  package var kind: Kind
  /// What is written of it already.
  package var word: SourceRange
  /// The innermost call whose brackets are open at the position.
  package var call: OpenCall?
  /// The functions around the position, the outermost first.
  package var functions: [FunctionSyntax]
  /// The names that the text before the position binds, in what is around it.
  package var boundNames: [String]
  /// What local names were assigned last.
  package var assigned: [String: Expression]
}

/// A call that is being written.
package struct OpenCall: Sendable {
  /// Which argument the position is in.
  package enum Argument: Hashable, Sendable {
    /// The index among the arguments without a name.
    case positional(Int)
    case keyword(String)
  }

  package var callee: Expression
  package var argument: Argument
  /// Whether nothing but a word stands at the position, so that an argument's name may be meant.
  package var mayBeName: Bool
  /// Whether nothing but a word, or the text of a string, stands as the argument's value.
  package var mayBeValue: Bool
  /// The names of the call's other arguments, those after the position too.
  package var given: Set<String>
  /// Those of them that stand before the position.
  package let precedingNames: Set<String>
  /// How many arguments without a name there are before the position.
  package var positionalCount: Int
}

extension ParseResult {
  /// The context of a position of this source.
  package func context(at position: Int) -> CaretContext {
    let source = tree.source
    let end = min(max(position, source.base), source.range.upperBound)
    let before = SourceText(name: source.name, text: source[SourceRange(source.base, end)], base: source.base)
    var context = CaretReader(before).context
    // The names given after the position are known to the whole text alone.
    guard let callee = context.call?.callee.range.upperBound,
      let whole = tree.calls(at: callee).last(where: { $0.syntax.callee.range.upperBound == callee })
    else { return context }
    for argument in whole.syntax.arguments where argument.range.lowerBound >= end {
      if case .keyword(let name) = argument.kind { context.call?.given.insert(name) }
    }
    return context
  }
}

/// Reads a text that ends where the caret stands.
private struct CaretReader {
  private let source: SourceText
  private let parsed: ParseResult
  /// The tokens that are seen.
  private let tokens: [Token]
  private let end: Int

  init(_ source: SourceText) {
    self.source = source
    parsed = parse(source)
    tokens = parsed.tokens.filter { ![.indent, .dedent, .end].contains($0.kind) && !$0.isLastNewline(of: source) }
    end = source.range.upperBound
  }

  var context: CaretContext {
    if let inner = withinFormattedString { return inner }
    let (kind, word) = kindAndWord
    let functions = self.functions
    var context = CaretContext(
      kind: kind, word: word, call: openCall(word), functions: functions, boundNames: [], assigned: [:])
    collectNames(&context)
    return context
  }

  private func text(_ token: Token) -> String { source[token.range] }
  private var nowhere: SourceRange { SourceRange(end, end) }

  // MARK: The word

  private var kindAndWord: (CaretContext.Kind, SourceRange) {
    guard !isInComment else { return (.nothing, nowhere) }
    var line = logicalLine
    guard let last = line.last else { return (.name, nowhere) }
    var word = nowhere
    if last.range.upperBound == end {
      switch last.kind {
      case .name, .keyword:
        word = last.range
        line = line.dropLast()
      case .string: return last.isOpenString(in: source) ? (.string, textOfString(last)) : (.nothing, nowhere)
      case .number, .unknown: return (.nothing, nowhere)
      default: break
      }
    }
    if let imported = importContext(line) { return (imported, word) }
    guard let before = line.last else { return (.name, word) }
    if text(before) == ".", before.kind == .symbol {
      return (receiver(before).map { .attribute(of: $0) } ?? .nothing, word)
    }
    return (isNewName(line) ? .nothing : .name, word)
  }

  private var isInComment: Bool {
    let rest = source[SourceRange(tokens.last?.range.upperBound ?? source.base, end)]
    return rest.split(separator: "\n", omittingEmptySubsequences: false).last?.contains("#") ?? false
  }

  /// The tokens since the last end of a statement.
  private var logicalLine: ArraySlice<Token> {
    let start = tokens.lastIndex { $0.kind == .newline || ($0.kind == .symbol && text($0) == ";") }
    return tokens[(start.map { $0 + 1 } ?? 0)...]
  }

  private func textOfString(_ token: Token) -> SourceRange {
    let quotes = source[token.range].drop { $0 != "'" && $0 != "\"" }
    let opening = token.isTripleString(in: source) ? 3 : 1
    let prefix = token.range.count - quotes.utf8.count
    return SourceRange(min(end, token.range.lowerBound + prefix + opening), end)
  }

  /// The expression before a dot.
  private func receiver(_ dot: Token) -> Expression? {
    var found: Expression?
    parsed.tree.forEachExpression { expression in
      guard case .attribute(let receiver, _) = expression.kind, receiver.range.upperBound <= dot.range.lowerBound,
        expression.range.upperBound >= dot.range.upperBound
      else { return }
      found = receiver
    }
    return found
  }

  private func importContext(_ line: ArraySlice<Token>) -> CaretContext.Kind? {
    guard let first = line.first, first.kind == .keyword, ["import", "from"].contains(text(first)) else { return nil }
    let words = line.map(text)
    if let place = words.firstIndex(of: "import"), words[0] == "from" {
      guard words.last != "as" else { return .nothing }
      return .member(ofModule: words[1..<place].filter { $0 != "." })
    }
    guard words.last != "as", words[0] == "import" || words.count == 1 || words.last == "." else { return .nothing }
    let path = words.reversed().prefix { $0 != "," && $0 != "import" && $0 != "from" }
    return .module(path.reversed().filter { $0 != "." })
  }

  /// Whether the line before the word shows that a name is being made up.
  private func isNewName(_ line: ArraySlice<Token>) -> Bool {
    let words = line.map(text)
    if ["def", "class", "as", "global", "nonlocal"].contains(words.last) { return true }
    // Parameters, but not their defaults.
    if words.first == "def", openBrackets(tokens).first.map({ $0 > line.startIndex }) ?? false, words.last != "=" {
      return true
    }
    if let word = words.lastIndex(of: "lambda"), !words[word...].contains(":"), words.last != "=" { return true }
    if let word = words.lastIndex(of: "for"), !words[word...].contains("in") { return true }
    return false
  }

  // MARK: Calls

  /// The indices of the brackets that are open after tokens, the outermost first.
  private func openBrackets(_ tokens: [Token]) -> [Int] {
    var open: [Int] = []
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .newline: open = []
      case .givenUp: open = open.dropLast()
      case .symbol:
        let sign = text(token)
        if ["(", "[", "{"].contains(sign) { open.append(index) }
        guard let opener = [")": "(", "]": "[", "}": "{"][sign] else { continue }
        if let match = open.lastIndex(where: { text(tokens[$0]) == opener }) { open.removeSubrange(match...) }
      default: break
      }
    }
    return open
  }

  private func openCall(_ word: SourceRange) -> OpenCall? {
    let open = openBrackets(tokens)
    for bracket in open.reversed() where text(tokens[bracket]) == "(" && bracket > 0 {
      let callee = tokens[bracket - 1].range.upperBound
      var found: CallSyntax?
      parsed.tree.forEachExpression { expression in
        if case .call(let call) = expression.kind, call.callee.range.upperBound == callee { found = call }
      }
      guard let found else { continue }
      return openCall(found, after: bracket, isInnermost: bracket == open.last, word)
    }
    return nil
  }

  private func openCall(_ call: CallSyntax, after bracket: Int, isInnermost: Bool, _ word: SourceRange) -> OpenCall {
    let arguments = split(tokens[(bracket + 1)...])
    let names = arguments.map { argument in
      argument.count > 1 && argument.first?.kind == .name && text(argument[argument.startIndex + 1]) == "="
        ? argument.first.map(text) : nil
    }
    let current = arguments.last ?? []
    let positional = names.dropLast().count { $0 == nil }
    let isWord = current.count == 1 && current.first?.range == word && !word.isEmpty
    let value = names.last == nil ? current : current.dropFirst(2)
    let isOpenText = value.count == 1 && value.first.map { $0.isOpenString(in: source) } ?? false
    let isValueWord = value.isEmpty || (value.count == 1 && value.first?.range == word) || isOpenText
    let given = Set(names.dropLast().compactMap { $0 })
    return OpenCall(
      callee: call.callee, argument: names.last.flatMap { $0 }.map { .keyword($0) } ?? .positional(positional),
      mayBeName: isInnermost && (current.isEmpty || isWord), mayBeValue: isInnermost && isValueWord,
      given: given, precedingNames: given, positionalCount: positional)
  }

  /// The arguments' tokens, parted by the commas that are in no further bracket.
  private func split(_ tokens: ArraySlice<Token>) -> [ArraySlice<Token>] {
    var arguments: [ArraySlice<Token>] = [[]]
    var depth = 0
    var start = tokens.startIndex
    for index in tokens.indices where tokens[index].kind == .symbol {
      let sign = text(tokens[index])
      if ["(", "[", "{"].contains(sign) { depth += 1 }
      if [")", "]", "}"].contains(sign) { depth -= 1 }
      guard sign == ",", depth == 0 else { continue }
      arguments[arguments.count - 1] = tokens[start..<index]
      arguments.append([])
      start = index + 1
    }
    arguments[arguments.count - 1] = tokens[start...]
    return arguments
  }

  // MARK: What is around

  /// How deep the caret's statement stands, in columns from 1.
  private var column: Int {
    source.location(of: logicalLine.first?.range.lowerBound ?? end).column
  }

  /// The functions whose bodies hold the caret: it stands deeper than they do, or on their line.
  private var functions: [FunctionSyntax] {
    var found: [FunctionSyntax] = []
    var last = parsed.tree.statements.last
    let line = source.lineIndex(of: end)
    while let statement = last {
      let isOnLine = source.lineIndex(of: statement.range.lowerBound) == line
      guard isOnLine || source.location(of: statement.range.lowerBound).column < column else { break }
      if case .function(let function) = statement.kind { found.append(function) }
      last = statement.nestedStatements.last
    }
    return found
  }

  private func collectNames(_ context: inout CaretContext) {
    var names: [String] = []
    func bind(_ statements: [Statement], isLocal: Bool) {
      for statement in statements {
        names += statement.boundNames.map(\.identifier)
        if isLocal, case .assignment(let targets, let value) = statement.kind,
          case .name(let name)? = targets.first?.kind
        {
          context.assigned[name.identifier] = value
        }
      }
    }
    bind(parsed.tree.statements, isLocal: false)
    for function in context.functions {
      names += function.parameters.map(\.name.identifier)
      bind(function.body, isLocal: true)
    }
    parsed.tree.forEachExpression { expression in
      guard expression.range.touches(end) else { return }
      switch expression.kind {
      case .lambda(let function): names += function.parameters.map(\.name.identifier)
      case .comprehension(let comprehension):
        names += comprehension.clauses.flatMap { $0.target.boundNames.map(\.identifier) }
      default: break
      }
    }
    // The word itself, where it is a statement's own, binds nothing yet.
    var seen: Set<String> = [""]
    context.boundNames = names.filter { seen.insert($0).inserted }
  }

  // MARK: F-strings

  /// The context within the braces of an f-string that the caret stands in.
  private var withinFormattedString: CaretContext? {
    guard let last = tokens.last, last.kind == .string, last.range.upperBound == end, last.isOpenString(in: source)
    else {
      return nil
    }
    let literal = source[last.range]
    guard literal.prefix(while: { $0 != "'" && $0 != "\"" }).lowercased().contains("f") else { return nil }
    let text = textOfString(last)
    var opening: Int?
    var position = text.lowerBound
    while position < end {
      let byte = source.utf8[position - source.base]
      let isDoubled = position + 1 < end && source.utf8[position + 1 - source.base] == byte
      if byte == UInt8(ascii: "{"), isDoubled, opening == nil {
        position += 1
      } else if byte == UInt8(ascii: "{") {
        opening = position + 1
      } else if byte == UInt8(ascii: "}") {
        opening = nil
      }
      position += 1
    }
    guard let opening else { return nil }
    let part = SourceText(name: source.name, text: source[SourceRange(opening, end)], base: opening)
    var context = CaretReader(part).context
    context.functions = functions
    collectNames(&context)
    return context
  }
}

extension Token {
  /// Whether it is the line end that the lexer adds where the text ends without one.
  fileprivate func isLastNewline(of source: SourceText) -> Bool {
    kind == .newline && range.isEmpty && range.upperBound == source.range.upperBound
  }
}

extension FunctionSyntax {
  package var parameterNames: [String] { parameters.map(\.name.identifier) }
}

extension Expression {
  /// The name by which a callee is called: the last of `keras.layers.Conv2D`.
  package var callName: String {
    switch kind {
    case .name(let name): name.identifier
    case .attribute(_, let name): name
    case .call(let call): call.callee.callName
    default: ""
    }
  }
}
