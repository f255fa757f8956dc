// The modules that functions on tensors are imported from: `keras.ops`, `keras.backend`, `tensorflow` and theirs.

import Diagnostics
import Language
import ModelGraph

enum OperationModules {
  typealias Member = (name: String, member: HostMember)

  typealias Table = (module: String, functions: @Sendable () -> [OperationFunction])

  /// The tables of functions by module, read when a session first imports the module.
  static let tables: [Table] = keras + TensorFlowFunctions.modules

  private static let keras: [Table] = [
    ("keras.ops", { KerasOpsFunctions.all }), ("keras.ops.numpy", { KerasOpsFunctions.all }),
    ("keras.ops.core", { KerasOpsFunctions.all }), ("keras.ops.math", { KerasOpsFunctions.all }),
    ("keras.ops.linalg", { KerasOpsFunctions.all }), ("keras.ops.nn", { KerasOpsFunctions.inner }),
    ("keras.ops.image", { KerasOpsFunctions.image }), ("keras.backend", { BackendFunctions.all }),
  ]

  static let all: [HostModule] =
    tables.map { table in
      HostModule(
        table.module, explainMissing: explanation(table.module, like: table.functions),
        omitsOthers: table.module == "tensorflow.random" ? "draws random numbers" : nil
      ) {
        members(of: table.module, table.functions()) + (others[table.module] ?? [])
      }
    } + [
      HostModule("keras.config", explainMissing: KerasNames.explanation("keras.config")) { BackendState.settings },
      HostModule("tensorflow.compat") { [] },
      HostModule("tensorflow.compat.v1", explainMissing: explanation("tensorflow.compat.v1", like: { [] })) {
        [("variable_scope", .type(NameScope.hostClass)), ("name_scope", .type(NameScope.hostClass))]
      },
    ]

  /// What the modules hold besides functions on tensors.
  private static let others = ["keras.backend": BackendState.members, "tensorflow": tensorFlowRoot]

  private static let tensorFlowRoot: [Member] =
    [
      ("keras", .module("keras")), ("name_scope", .type(NameScope.hostClass)),
      ("newaxis", .value(.none)), ("function", .function(decorator)), ("Tensor", .type(TensorClass.hostClass)),
      ("__version__", .value(.string("2.21.0"))),
    ] + NumberType.allCases.map { ($0.rawValue, .value(.string($0.rawValue))) } + Distribution.scopes
    + FormerPaths.tensorFlowInitializers

  /// `@tf.function` changes how a function runs, not what it gives.
  private static let decorator = HostFunction(
    "function", [Parameter("func", default: Value.none), Parameter("kwargs", .keywords)]
  ) { interpreter, arguments throws(Raised) in
    guard arguments["func"].isNone else { return arguments["func"] }
    return interpreter.makeFunction(
      HostFunction("decorated", [Parameter("func")]) { _, arguments in arguments["func"] })
  }

  static let random: [Member] =
    members(of: "keras.random", KerasOpsFunctions.random) + [("SeedGenerator", .type(SeedGenerator.hostClass))]

  private static func members(of module: String, _ functions: [OperationFunction]) -> [Member] {
    functions.map { ($0.name, .function($0.hostFunction(of: module))) }
  }

  // MARK: What is not there

  /// A name that a module lacks: Keras' or TensorFlow's own, or one of ours misspelt.
  private static func explanation(
    _ module: String, like functions: @escaping @Sendable () -> [OperationFunction]
  ) -> @Sendable (String) -> Fault? {
    // The parts of `keras.ops` have names that it has too.
    let isPart = module.hasPrefix("keras.ops.") && module != "keras.ops.image"
    let named = KerasNames.explanation(module, listedAs: isPart ? "keras.ops" : nil)
    return { name in
      if let fault = named(name) { return fault }
      let near = Spelling.nearest(to: name, among: functions().map { $0.name })
      // TensorFlow's names are not listed here; Keras' are, so that another is none of Keras'.
      guard module.hasPrefix("tensorflow"), module != "tensorflow.random" else { return nil }
      return .notYet("\(module).\(name)", instead: near.map { "Did you mean: '\($0)'?" })
    }
  }
}
