// `keras.name_scope`: names before the paths of the weights that are made within.

import Language
import ModelGraph

enum PathScope {
  static let hostClass = HostClass(
    "name_scope", module: "keras",
    members: [
      ("__init__", .method(initialize)), ("__enter__", .method(enter)), ("__exit__", .method(exit)),
    ])

  private struct Payload: Sendable {
    let name: String
  }

  private static let initialize = HostFunction.method(
    "__init__", of: "name_scope", [Parameter("name"), Parameter("kwargs", .keywords)]
  ) { interpreter, arguments throws(Raised) in
    guard case .string(let name) = arguments["name"], !name.contains("/") else {
      throw interpreter.raise(.scopeName(try interpreter.repr(arguments["name"])), at: arguments.range(of: "name"))
    }
    if case .instance(let instance) = arguments[0] { interpreter.setPayload(Payload(name: name), of: instance) }
    return .none
  }

  private static let enter = HostFunction.method("__enter__", of: "name_scope") {
    interpreter, arguments throws(Raised) in
    let name = interpreter.payload(of: arguments[0], as: Payload.self)?.name ?? ""
    try interpreter.withKeras { keras in keras.graph.openPathScope(name) }
    return arguments[0]
  }

  private static let exit = HostFunction.method("__exit__", of: "name_scope", [Parameter("args", .variadic)]) {
    interpreter, _ throws(Raised) in
    try interpreter.withKeras { keras in keras.graph.closePathScope() }
    return .bool(false)
  }
}

extension Fault {
  fileprivate static func scopeName(_ value: String) -> Fault {
    Fault(.valueError, "a scope's name is a string without '/', not \(value)", code: "argument-value")
  }
}
