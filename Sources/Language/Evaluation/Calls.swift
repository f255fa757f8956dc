// Calls: evaluating arguments, and calling functions, methods and classes.

import Diagnostics
import OrderedCollections

extension Interpreter {
  mutating func evaluateCall(_ call: CallSyntax, at range: SourceRange) throws(Raised) -> Value {
    guard case .attribute(let object, let attribute) = call.callee.kind, !attribute.isEmpty else {
      let callee = try evaluate(call.callee)
      let arguments = try evaluateArguments(call, for: callee)
      return try finish(call, callee, arguments, at: range)
    }
    // A method is called on its receiver without making a bound method.
    let receiver = try evaluate(object)
    place = call.callee.range
    var method = try findMethod(attribute, of: receiver)
    method.function = noting(method.function, at: call.callee.range)
    var arguments = try evaluateArguments(call, for: method.function)
    if method.isBound { arguments.positional.insert(Argument(method.receiver), at: 0) }
    return try finish(call, method.function, arguments, at: range)
  }

  private mutating func finish(
    _ call: CallSyntax, _ callee: Value, _ arguments: Arguments, at range: SourceRange
  ) throws(Raised) -> Value {
    place = range
    if !callee.isHole, !isCallable(callee) {
      // A call that is not finished may still become another's argument.
      guard call.isComplete else { return .hole }
      throw raise(.notCallable(typeName(callee)), .calling(callee), at: call.callee.range)
    }
    if call.isComplete { return noting(try self.call(callee, arguments), at: range) }
    do throws(Raised) {
      return noting(try self.call(callee, arguments), at: range)
    } catch {
      // What an unfinished call lacks is reported already, by the parser: what blames the whole call tells nothing new.
      switch error {
      case .hole: return .hole
      case .exception(let exception) where exception.range == range: return .hole
      default: throw error
      }
    }
  }

  private mutating func evaluateArguments(_ call: CallSyntax, for callee: Value) throws(Raised) -> Arguments {
    var arguments = Arguments([Argument](), isComplete: call.isComplete)
    arguments.positional.reserveCapacity(call.arguments.count + 1)
    let isComposition = isComposition(callee)
    for argument in call.arguments {
      switch argument.kind {
      case .positional:
        let value = try isComposition ? evaluatePart(argument.value) : evaluate(argument.value)
        arguments.positional.append(Argument(value, range: argument.range))
      case .keyword(let name):
        arguments.keywords.append(KeywordArgument(name, try evaluate(argument.value), range: argument.range))
      case .iterable:
        let iterable = try evaluate(argument.value)
        place = argument.range
        guard iterable.isHole || isIterable(iterable) else {
          throw raise(.notStarrableArgument(messageName(of: callee), typeName(iterable)))
        }
        for value in try elements(of: iterable) {
          arguments.positional.append(Argument(value, range: argument.range))
        }
      case .mapping:
        let mapping = try evaluate(argument.value)
        place = argument.range
        for (name, value) in try keywordItems(of: mapping, for: callee) {
          if arguments.keywords.contains(where: { $0.name == name }) {
            throw raise(.multipleKeywordValues(messageName(of: callee), name), at: argument.range)
          }
          arguments.keywords.append(KeywordArgument(name, value, range: argument.range))
        }
      }
    }
    return arguments
  }

  /// How messages about the unpacking of arguments name what is called.
  private func messageName(of callee: Value) -> String {
    switch callee {
    case .function(let id): "\(heap.modules[heap.functions[id].module].name).\(heap.functions[id].qualifiedName)"
    case .hostFunction(let id): heap.hostFunctions[id].qualifiedName
    case .type(let id): heap.classes[id].name
    case .boundMethod: messageName(of: innermostFunction(of: callee))
    default: typeName(callee)
    }
  }

  /// What a bound method calls in the end; a method can be bound again.
  func innermostFunction(of callee: Value) -> Value {
    var function = callee
    while case .boundMethod(let id) = function { function = heap.boundMethods[id].function }
    return function
  }

  private mutating func keywordItems(
    of mapping: Value, for callee: Value
  ) throws(Raised) -> [(String, Value)] {
    if mapping.isHole {
      try pass(over: mapping)
      return []
    }
    guard case .dict(let dict) = unwrapped(mapping) else {
      throw raise(.notAMapping(messageName(of: callee), typeName(mapping)))
    }
    return try heap.dicts[dict].entries.values.map { (entry) throws(Raised) in
      guard case .string(let name) = entry.key else { throw raise(.keywordsMustBeStrings) }
      return (name, entry.value)
    }
  }

  // MARK: Calling values

  /// Calls a value. Its place, for errors and for the origin of what it makes, is the expression at work.
  package mutating func call(_ callee: Value, _ arguments: Arguments = Arguments()) throws(Raised) -> Value {
    let outer = place
    defer { place = outer }
    switch callee {
    case .hole: return callOmitted(callee, arguments)
    case .function(let id): return try callFunction(id, arguments)
    case .hostFunction(let id): return try callHost(heap.hostFunctions[id], arguments)
    case .boundMethod(let id):
      try descend()
      defer { depth -= 1 }
      var arguments = arguments
      let method = heap.boundMethods[id]
      arguments.positional.insert(Argument(method.receiver), at: 0)
      return try call(method.function, arguments)
    case .type(let id): return try instantiate(id, arguments)
    case .descriptor(let id):
      try descend()
      defer { depth -= 1 }
      if case .staticMethod(let function) = heap.descriptors[id] { return try call(function, arguments) }
    case .instance:
      try descend()
      defer { depth -= 1 }
      if let method = try specialMethod("__call__", of: callee) { return try call(method, arguments) }
    default: break
    }
    throw raise(.notCallable(typeName(callee)), .calling(callee))
  }

  /// Calls a value with positional values and keywords.
  package mutating func call(
    _ callee: Value, _ positional: [Value], keywords: [KeywordArgument] = []
  ) throws(Raised) -> Value {
    try call(callee, Arguments(positional, keywords: keywords))
  }

  private mutating func callHost(_ function: HostFunction, _ arguments: Arguments) throws(Raised) -> Value {
    try step()
    if !function.acceptsHoles, let hole = arguments.hole {
      return callOnArray(function, arguments) ?? unshaped(hole)
    }
    // Most of what a built-in does with a string passes over all of it.
    if case .string(let text)? = arguments.positional.first?.value { try step(over: text.utf8.count) }
    let given = function.signature.style == .defined ? withPlainNumbers(arguments) : arguments
    let bound = try bind(given, to: function.signature, of: function.qualifiedName)
    try descend()
    defer { depth -= 1 }
    return try counted(try function.body(&self, bound))
  }

  /// Hosts see a number of numpy's, or of a session's subclass of `int` and its like, as the number that it is.
  private func withPlainNumbers(_ arguments: Arguments) -> Arguments {
    var arguments = arguments
    for index in arguments.positional.indices {
      if let number = numberWithin(arguments.positional[index].value) { arguments.positional[index].value = number }
    }
    for index in arguments.keywords.indices {
      if let number = numberWithin(arguments.keywords[index].value) { arguments.keywords[index].value = number }
    }
    return arguments
  }

  private func numberWithin(_ value: Value) -> Value? {
    guard case .instance(let id) = value, let core = heap.instances[id].core, core.number != nil else { return nil }
    return core
  }

  mutating func callFunction(_ id: FunctionID, _ arguments: Arguments) throws(Raised) -> Value {
    try step()
    let function = heap.functions[id]
    let bound = try bind(arguments, to: function.signature, of: function.qualifiedName)
    let layout = function.code.layouts[function.syntax.scope]
    invocations += 1
    calledFunctions.insert(function.syntax.range)
    let frame = Frame(
      kind: .function(id), name: function.name, call: place, code: function.code, module: function.module,
      base: variables.count, qualifiedPrefix: function.qualifiedName + ".<locals>.", invocation: invocations)
    try enter(frame, layout, closure: function.closure)
    defer { leave(frame) }
    try storeParameters(bound, function.signature, at: frame.base, layout)
    do throws(Raised) {
      guard case .returning(let value) = try execute(function.syntax.body) else { return .none }
      return value
    } catch {
      // Where a function might have returned is not known: neither is what.
      guard case .hole = error, let omission = work.met else { throw error }
      return .hole(omission)
    }
  }

  mutating func enter(_ frame: Frame, _ layout: ScopeLayout, closure: [CellID]) throws(Raised) {
    try descend()
    variables.append(contentsOf: repeatElement(.unbound, count: layout.variableCount))
    for slot in layout.cellSlots { variables[frame.base + slot] = .cell(heap.cells.insert(Cell())) }
    for (capture, cell) in zip(layout.captures, closure) { variables[frame.base + capture.slot] = .cell(cell) }
    heap.bytes += layout.cellSlots.count * ObjectSize.element
    frames.append(frame)
  }

  mutating func leave(_ frame: Frame) {
    depth -= 1
    frames.removeLast()
    variables.removeLast(variables.count - frame.base)
  }

  /// The parameters are the first variables of a function.
  private mutating func storeParameters(
    _ bound: BoundArguments, _ signature: Signature, at base: Int, _ layout: ScopeLayout
  ) throws(Raised) {
    for (index, parameter) in signature.parameters.enumerated() {
      let value: Value
      switch parameter.kind {
      case .variadic: value = try counted(.tuple(bound.variadic.map(\.value)))
      case .keywords: value = makeKeywordDict(bound.keywords)
      default: value = bound.slots[index].value
      }
      if case .cell(let cell) = variables[base + index] {
        heap.cells[cell].value = value
      } else {
        variables[base + index] = .value(value)
      }
    }
  }

  private mutating func makeKeywordDict(_ keywords: [KeywordArgument]) -> Value {
    let dict = makeDict()
    for keyword in keywords {
      let key = Value.string(keyword.name)
      heap.dicts[dict].entries[.string(ExactString(keyword.name))] = .init(key: key, value: keyword.value)
    }
    heap.bytes += keywords.count * ObjectSize.entry
    return .dict(dict)
  }

  // MARK: Making functions

  mutating func makeFunction(_ syntax: FunctionSyntax) throws(Raised) -> Value {
    let frame = frames[frames.count - 1]
    let parameters = try syntax.parameters.map { (parameter) throws(Raised) in
      let value = try parameter.defaultValue.map { (d) throws(Raised) in try evaluate(d) }
      return Parameter(parameter.name.identifier, parameter.kind, default: value)
    }
    let name = syntax.name?.identifier ?? "<lambda>"
    var definingClass: ClassID?
    if case .function(let outer) = frame.kind { definingClass = heap.functions[outer].definingClass }
    let function = FunctionObject(
      syntax: syntax, code: frame.code, module: frame.module, signature: Signature(parameters),
      closure: captures(of: syntax.scope, in: frame), name: name, qualifiedName: frame.qualifiedPrefix + name,
      definingClass: definingClass)
    heap.bytes += ObjectSize.object * 2
    let id = heap.functions.insert(function)
    if case .classBody = frame.kind { classBodies[classBodies.count - 1].functions.append(id) }
    return .function(id)
  }

  /// The cells of the frame's variables that a scope in it uses.
  func captures(of scope: Int, in frame: Frame) -> [CellID] {
    frame.code.layouts[scope].captures.compactMap { capture in
      guard case .cell(let cell) = variables[frame.base + capture.outer] else { return nil }
      return cell
    }
  }
}
