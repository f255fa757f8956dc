// The modules that functions on tensors are imported from: `keras.ops`, `keras.backend`, `tensorflow` and theirs.

import Diagnostics
import Language
import ModelGraph

enum OperationModules {
  typealias Member = (name: String, member: HostMember)

  static let all: [HostModule] =
    [
      HostModule("keras.ops", explainMissing: explanation("keras.ops", like: opsNames)) {
        members(of: "keras.ops", KerasOpsFunctions.all)
      },
      HostModule("keras.backend", explainMissing: explanation("keras.backend", like: backendNames)) {
        members(of: "keras.backend", BackendFunctions.all) + BackendState.members
      },
      HostModule("keras.config", explainMissing: KerasNames.explanation("keras.config")) { BackendState.settings },
      HostModule("tensorflow.compat") { [] },
      HostModule("tensorflow.compat.v1", explainMissing: explanation("tensorflow.compat.v1", like: { [] })) {
        [("variable_scope", .type(NameScope.hostClass)), ("name_scope", .type(NameScope.hostClass))]
      },
    ] + kerasParts + tensorFlow

  /// Keras has each function in a part of `keras.ops` too.
  private static let kerasParts: [HostModule] =
    ["numpy", "core", "math", "linalg"].map { part in
      let name = "keras.ops.\(part)"
      return HostModule(name, explainMissing: explanation(name, like: opsNames)) {
        members(of: name, KerasOpsFunctions.all)
      }
    } + [
      HostModule("keras.ops.nn", explainMissing: explanation("keras.ops.nn", like: opsNames)) {
        members(of: "keras.ops.nn", KerasOpsFunctions.neural)
      },
      HostModule("keras.ops.image", explainMissing: explanation("keras.ops.image", like: { [] })) {
        members(of: "keras.ops.image", KerasOpsFunctions.image)
      },
    ]

  private static let tensorFlow: [HostModule] = TensorFlowFunctions.modules.map { module in
    HostModule(module.name, explainMissing: explanation(module.name, like: { module.functions.map(\.name) })) {
      members(of: module.name, module.functions) + (module.name == "tensorflow" ? tensorFlowRoot : [])
    }
  }

  private static let tensorFlowRoot: [Member] =
    [
      ("keras", .module("keras")), ("name_scope", .type(NameScope.hostClass)),
      ("newaxis", .value(.none)), ("function", .function(decorator)), ("Tensor", .type(TensorClass.hostClass)),
      ("__version__", .value(.string("2.21.0"))),
    ] + NumberType.allCases.map { ($0.rawValue, .value(.string($0.rawValue))) }

  /// `@tf.function` changes how a function runs, not what it gives.
  private static let decorator = HostFunction(
    "function", [Parameter("func", default: Value.none), Parameter("kwargs", .keywords)]
  ) { interpreter, arguments throws(Raised) in
    guard arguments["func"].isNone else { return arguments["func"] }
    return interpreter.makeFunction(
      HostFunction("decorated", [Parameter("func")]) { _, arguments in arguments["func"] })
  }

  private static func members(of module: String, _ functions: [OperationFunction]) -> [Member] {
    functions.map { ($0.name, .function($0.hostFunction(of: module))) }
  }

  // MARK: What is not there

  private static let opsNames: @Sendable () -> [String] = { KerasOpsFunctions.all.map { $0.name } }
  private static let backendNames: @Sendable () -> [String] = { BackendFunctions.all.map { $0.name } }

  /// A name that a module lacks: Keras' or TensorFlow's own, or one of ours misspelt.
  private static func explanation(
    _ module: String, like known: @escaping @Sendable () -> [String]
  ) -> @Sendable (String) -> Fault? {
    let named = KerasNames.explanation(module)
    return { name in
      if let fault = named(name) { return fault }
      let near = Spelling.nearest(to: name, among: known())
      // TensorFlow's names are not listed here; Keras' are, so that another is none of Keras'.
      guard module.hasPrefix("tensorflow") else { return nil }
      return .notYet("\(module).\(name)", instead: near.map { "Did you mean: '\($0)'?" })
    }
  }
}
