// The methods of `object`, and those of exceptions.

let objectMethods: [HostFunction] = [
  .builtin("__init__", [.at("self"), .rest, Parameter("kwargs", .keywords)], acceptsHoles: true) {
    interpreter, arguments throws(Raised) in
    guard arguments.variadic.isEmpty, arguments.keywords.isEmpty else {
      let type = interpreter.typeName(arguments[0])
      let range = arguments.variadic.first?.range ?? arguments.keywords.first?.range
      throw interpreter.raise(.takesNoArguments(type), at: range)
    }
    return .none
  },
  .builtin("__setattr__", [.at("self"), .at("name"), .at("value")], acceptsHoles: true) {
    interpreter, arguments throws(Raised) in
    guard case .instance(let instance) = arguments[0], let name = arguments[1].string else { return .none }
    try interpreter.setOwnAttribute(name, of: instance, to: arguments[2])
    return .none
  },
  .builtin("__delattr__", [.at("self"), .at("name")]) { interpreter, arguments throws(Raised) in
    guard case .instance(let instance) = arguments[0], let name = arguments[1].string else { return .none }
    try interpreter.deleteOwnAttribute(name, of: instance)
    return .none
  },
  .builtin("__getattribute__", [.at("self"), .at("name")]) { interpreter, arguments throws(Raised) in
    try interpreter.getAttribute(arguments[1].string ?? "", of: arguments[0])
  },
]

let objectClassMethods: [HostFunction] = [
  .builtin("__init_subclass__", [.at("class")]) { _, _ throws(Raised) in .none }
]

let objectStaticMethods: [HostFunction] = [
  .builtin("__new__", [.at("class"), .rest, Parameter("kwargs", .keywords)]) { interpreter, arguments throws(Raised) in
    guard case .type(let type) = arguments[0] else {
      throw interpreter.raise(.newNeedsType(interpreter.typeName(arguments[0])))
    }
    let given = Arguments(arguments.variadic, keywords: arguments.keywords)
    guard !interpreter.isHostClass(type) else { return try interpreter.instantiate(type, given) }
    return .instance(try interpreter.makeInstance(type, given))
  }
]

let exceptionMethods: [HostFunction] = [
  .builtin("__init__", [.at("self"), .rest], acceptsHoles: true) { interpreter, arguments throws(Raised) in
    guard case .instance(let instance) = arguments[0] else { return .none }
    interpreter.updateException(instance) { $0.arguments = arguments.variadic.map(\.value) }
    return .none
  },
  .builtin("with_traceback", [.at("self"), .at("traceback")]) { _, arguments throws(Raised) in arguments[0] },
]

/// The properties of exceptions, by the class that has them first.
let exceptionProperties: [(ExceptionKind, String, HostFunction)] = [
  (.baseException, "args", exceptionGetter("args") { .tuple($0.arguments) }),
  (.baseException, "__cause__", exceptionGetter("__cause__") { $0.cause }),
  (.baseException, "__context__", exceptionGetter("__context__") { $0.context }),
  (
    .baseException, "__suppress_context__",
    exceptionGetter("__suppress_context__") { .bool($0.suppressesContext) }
  ),
  (.baseException, "__traceback__", exceptionGetter("__traceback__") { _ in .none }),
  (.stopIteration, "value", exceptionGetter("value") { $0.arguments.first ?? .none }),
  (
    .systemExit, "code",
    exceptionGetter("code") { $0.arguments.count > 1 ? .tuple($0.arguments) : $0.arguments.first ?? .none }
  ),
  (.osError, "errno", exceptionGetter("errno") { $0.arguments.count > 1 ? $0.arguments[0] : .none }),
  (.osError, "strerror", exceptionGetter("strerror") { $0.arguments.count > 1 ? $0.arguments[1] : .none }),
]

private func exceptionGetter(_ name: String, _ body: @escaping @Sendable (ExceptionPayload) -> Value) -> HostFunction {
  .builtin(name, [.at("self")]) { interpreter, arguments throws(Raised) in
    interpreter.payload(of: arguments[0], as: ExceptionPayload.self).map(body) ?? .none
  }
}

extension Fault {
  static func newNeedsType(_ type: String) -> Fault {
    Fault(.typeError, "object.__new__(X): X is not a type object (\(type))")
  }
}
