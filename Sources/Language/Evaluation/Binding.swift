// Binding arguments to parameters, with CPython's words for what does not fit.

import Diagnostics

extension Interpreter {
  /// The arguments by parameter. Throws a TypeError for what does not fit, and a hole for what an incomplete call
  /// lacks.
  mutating func bind(
    _ arguments: Arguments, to signature: Signature, of function: String
  ) throws(Raised) -> BoundArguments {
    var bound = BoundArguments(
      signature: signature, function: function,
      slots: signature.parameters.map { .init(value: $0.defaultValue ?? .none, range: nil, isPassed: false) })
    let taken = min(arguments.positional.count, signature.positionalCount)
    for index in 0..<taken {
      let argument = arguments.positional[index]
      bound.slots[index] = .init(value: argument.value, range: argument.range, isPassed: true)
    }
    try bindKeywords(arguments, &bound, function)
    if arguments.positional.count > taken {
      guard signature.variadicIndex != nil else { throw tooMany(arguments, bound, function) }
      bound.variadic = Array(arguments.positional[taken...])
    }
    try checkMissing(arguments, bound, function)
    return bound
  }

  private mutating func bindKeywords(
    _ arguments: Arguments, _ bound: inout BoundArguments, _ function: String
  ) throws(Raised) {
    let parameters = bound.signature.parameters
    for keyword in arguments.keywords {
      let index = parameters.firstIndex {
        $0.name == keyword.name && ($0.kind == .positionalOrKeyword || $0.kind == .keywordOnly)
      }
      if let index {
        guard !bound.slots[index].isPassed else {
          throw raise(.multipleValues(function, keyword.name), at: keyword.range)
        }
        bound.slots[index] = .init(value: keyword.value, range: keyword.range, isPassed: true)
      } else if bound.signature.keywordsIndex != nil {
        guard !bound.keywords.contains(where: { $0.name == keyword.name }) else {
          throw raise(.multipleValues(function, keyword.name), at: keyword.range)
        }
        bound.keywords.append(keyword)
      } else {
        throw unexpected(keyword, among: arguments, bound.signature, function)
      }
    }
  }

  private mutating func unexpected(
    _ keyword: KeywordArgument, among arguments: Arguments, _ signature: Signature, _ function: String
  ) -> Raised {
    let names = signature.parameters.filter { $0.kind == .positionalOrKeyword || $0.kind == .keywordOnly }.map(\.name)
    if signature.style == .builtin, names.isEmpty { return raise(.noKeywords(function), at: keyword.range) }
    if let parameter = signature.parameters.first(where: { $0.name == keyword.name && $0.kind == .positionalOnly }),
      signature.style == .defined
    {
      return raise(.positionalOnlyAsKeyword(function, parameter.name), at: keyword.range)
    }
    let nearest = nearest(to: keyword.name, among: names)
    let fault: Fault =
      signature.style == .builtin
      ? .invalidKeyword(function, keyword.name, nearest: nearest)
      : .unexpectedKeyword(function, keyword.name, nearest: nearest)
    return nearest == nil
      ? raise(fault, .arguments(arguments, of: function, signature), at: keyword.range)
      : raise(fault, at: keyword.range)
  }

  private mutating func tooMany(_ arguments: Arguments, _ bound: BoundArguments, _ function: String) -> Raised {
    let signature = bound.signature
    let given = arguments.positional.count
    let positional = signature.parameters.prefix(signature.positionalCount)
    let required = positional.filter(\.isRequired).count
    let range = arguments.positional[signature.positionalCount].range
    if signature.style == .builtin { return raise(builtinCount(bound, given: arguments), at: range) }
    let keywordOnly = zip(signature.parameters, bound.slots).filter { $0.kind == .keywordOnly && $1.isPassed }.count
    return raise(
      .tooManyArguments(
        function, required: required, accepted: positional.count, given: given, keywordOnly: keywordOnly),
      .arguments(arguments, of: function, signature), at: range)
  }

  private mutating func checkMissing(
    _ arguments: Arguments, _ bound: BoundArguments, _ function: String
  ) throws(Raised) {
    let missing = zip(bound.signature.parameters, bound.slots).filter { $0.isRequired && !$1.isPassed }.map(\.0)
    guard !missing.isEmpty else { return }
    guard arguments.isComplete else { throw .hole }
    let positional = missing.filter(\.takesPositional)
    let signature = bound.signature
    if signature.style == .builtin {
      throw raise(builtinCount(bound, given: arguments))
    }
    let names = (positional.isEmpty ? missing : positional).map(\.name)
    throw raise(
      .missingArguments(function, names, areKeywordOnly: positional.isEmpty),
      .arguments(arguments, of: function, signature))
  }

  /// How CPython's functions in C tell of a wrong number of arguments. Those with parameters that take keywords, those
  /// of one argument and the others have words of their own.
  private func builtinCount(_ bound: BoundArguments, given arguments: Arguments) -> Fault {
    let (signature, function) = (bound.signature, bound.function)
    if signature.receiverCount == 1, let owner = function.split(separator: ".").first.map({ String($0) }),
      owner != function
    {
      guard let receiver = arguments.positional.first else { return .unboundMethod(function) }
      if let name = StandardClasses.Name.allCases.first(where: { $0.text == owner }),
        !isSubclass(classOf(receiver.value), of: standard[name])
      {
        return .wrongReceiver(function, owner, typeName(receiver.value))
      }
    }
    let parameters = signature.parameters.dropFirst(signature.receiverCount)
    let positional = parameters.filter(\.takesPositional)
    let given = max(0, arguments.positional.count - signature.receiverCount)
    let required = positional.filter(\.isRequired).count
    if parameters.contains(where: { $0.kind == .positionalOrKeyword }) {
      return .parsedCount(
        function, parameters: Array(parameters), given: given, keywords: arguments.keywords.map(\.name))
    }
    if positional.isEmpty, parameters.contains(where: { $0.kind == .keywordOnly }) {
      return .noPositionals(function)
    }
    return .builtinCount(
      function, required: required, accepted: positional.count, given: given,
      isVariadic: signature.variadicIndex != nil,
      isParsed: positional.count > 1 || parameters.contains { $0.kind == .keywordOnly })
  }
}
