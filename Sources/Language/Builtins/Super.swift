// `super`.

extension Interpreter {
  /// `super()` within a method, or `super(Class, receiver)`.
  static let superConstructor = HostFunction.builtin(
    "super", [.at("type", default: Value.none), .at("receiver", default: Value.none)]
  ) { interpreter, arguments throws(Raised) in
    if case .type(let start) = arguments[0] { return interpreter.makeParent(start, arguments[1]) }
    guard case .function(let id)? = interpreter.frames.last?.kind, let frame = interpreter.frames.last else {
      throw interpreter.raise(.superOutsideFunction)
    }
    guard let start = interpreter.heap.functions[id].definingClass else {
      throw interpreter.raise(.superOutsideClass)
    }
    guard interpreter.heap.functions[id].signature.parameters.first?.takesPositional == true else {
      throw interpreter.raise(.superWithoutArguments)
    }
    switch interpreter.variables[frame.base] {
    case .value(let receiver): return interpreter.makeParent(start, receiver)
    case .cell(let cell): return interpreter.makeParent(start, interpreter.heap.cells[cell].value ?? .none)
    case .unbound: throw interpreter.raise(.superWithoutArguments)
    }
  }

  private mutating func makeParent(_ start: ClassID, _ receiver: Value) -> Value {
    heap.bytes += ObjectSize.object
    return .parent(heap.parents.insert(ParentProxy(start: start, receiver: receiver)))
  }
}

extension Fault {
  static var superOutsideFunction: Fault { Fault(.runtimeError, "super(): no arguments") }
  static var superWithoutArguments: Fault { Fault(.runtimeError, "super(): no arguments") }
  static var superOutsideClass: Fault { Fault(.runtimeError, "super(): __class__ cell not found") }
}
