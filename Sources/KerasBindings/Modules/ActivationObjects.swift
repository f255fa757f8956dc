// `keras.activations.get`, `serialize` and `deserialize`: between an activation's name and its function.

import Language
import ModelGraph

enum ActivationObjects {
  static let members: [(name: String, member: HostMember)] = [
    (
      "get",
      .function(
        HostFunction("get", [Parameter("identifier")]) { interpreter, arguments throws(Raised) in
          try interpreter.at(arguments.range(of: "identifier")) { interpreter throws(Raised) in
            try interpreter.activationFunction(arguments["identifier"])
          }
        })
    ),
    (
      "deserialize",
      .function(
        HostFunction("deserialize", [Parameter("config"), Parameter("custom_objects", default: Value.none)]) {
          interpreter, arguments throws(Raised) in try interpreter.activationFunction(arguments["config"])
        })
    ),
    (
      "serialize",
      .function(
        HostFunction("serialize", [Parameter("activation")]) { interpreter, arguments throws(Raised) in
          try interpreter.activationName(arguments["activation"])
        })
    ),
  ]

  fileprivate static let functions: [String: HostFunction] = Dictionary(
    uniqueKeysWithValues: ActivationFunctions.members.compactMap { name, member in
      if case .function(let function) = member { (name, function) } else { nil }
    })
}

extension Interpreter {
  /// The function of a name; None is `linear`.
  mutating func activationFunction(_ identifier: Value) throws(Raised) -> Value {
    if isCallable(identifier) || identifier.isHole { return identifier }
    let name: String
    switch identifier {
    case .none: name = "linear"
    case .string(let given): name = given
    default: name = ""
    }
    guard let function = ActivationObjects.functions[name] else {
      throw raise(
        .unknownName(
          try str(identifier), noun: "activation", known: ActivationObjects.functions.keys.sorted()))
    }
    return makeFunction(function)
  }

  /// Keras' name of an activation's function, or the session's own.
  mutating func activationName(_ function: Value) throws(Raised) -> Value {
    if case .hostFunction(let id) = function, let activation = Activation(named: heap.hostFunctions[id].name) {
      return .string(activation.rawValue)
    }
    if function.isNone || !isCallable(function) { return function }
    return try attribute("__name__", of: function) ?? .string(typeName(function))
  }
}
