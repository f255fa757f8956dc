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
  .builtin("__getattribute__", [.at("self"), .at("name")]) { interpreter, arguments throws(Raised) in
    try interpreter.getAttribute(arguments[1].string ?? "", of: arguments[0])
  },
  .builtin("__init_subclass__", [.at("class"), Parameter("kwargs", .keywords)]) { _, _ throws(Raised) in .none },
]

let exceptionMethods: [HostFunction] = [
  .builtin("__init__", [.at("self"), .rest], acceptsHoles: true) { interpreter, arguments throws(Raised) in
    guard case .instance(let instance) = arguments[0] else { return .none }
    interpreter.updateException(instance) { $0.arguments = arguments.variadic.map(\.value) }
    return .none
  },
  .builtin("with_traceback", [.at("self"), .at("traceback")]) { _, arguments throws(Raised) in arguments[0] },
]

let exceptionProperties: [(String, HostFunction)] = [
  ("args", exceptionGetter("args") { .tuple($0.arguments) }),
  ("__cause__", exceptionGetter("__cause__") { $0.cause }),
  ("__traceback__", exceptionGetter("__traceback__") { _ in .none }),
  ("value", exceptionGetter("value") { $0.arguments.first ?? .none }),
]

private func exceptionGetter(_ name: String, _ body: @escaping @Sendable (ExceptionPayload) -> Value) -> HostFunction {
  .builtin(name, [.at("self")]) { interpreter, arguments throws(Raised) in
    interpreter.payload(of: arguments[0], as: ExceptionPayload.self).map(body) ?? .none
  }
}
