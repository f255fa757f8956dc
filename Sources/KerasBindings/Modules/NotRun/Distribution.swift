// Where TensorFlow runs things: strategies, devices and graphs. A model that is made within such a scope is the same
// model.

import Language

enum Distribution {
  static let module = HostModule("tensorflow.distribute", omitsOthers: "spreads training over devices") {
    [
      "MirroredStrategy", "MultiWorkerMirroredStrategy", "OneDeviceStrategy", "ParameterServerStrategy", "Strategy",
      "TPUStrategy",
    ].map { ($0, .type(strategy)) }
      + [
        (
          "get_strategy",
          .function(
            HostFunction("get_strategy") { interpreter, _ throws(Raised) in interpreter.makeInstance(of: strategy) })
        ),
        ("experimental", .module("tensorflow.distribute.experimental")),
      ]
  }

  static let experimental = HostModule(
    "tensorflow.distribute.experimental", omitsOthers: "spreads training over devices"
  ) {
    ["CentralStorageStrategy", "MultiWorkerMirroredStrategy", "TPUStrategy"].map { ($0, .type(strategy)) }
  }

  /// `with tf.device('/gpu:0'):` and the like.
  static let scopes: [(name: String, member: HostMember)] =
    ["control_dependencies", "device", "init_scope"].map { ($0, .type(scope)) } + [("Graph", .type(graph))]

  private static let graph = HostClass(
    "Graph", module: "tensorflow",
    members: [
      ("__init__", .method(method("__init__", arguments) { _, _ in .none })),
      ("as_default", .method(method("as_default") { interpreter, _ in interpreter.makeInstance(of: scope) })),
    ])

  private static let strategy = HostClass(
    "Strategy", module: "tensorflow.distribute",
    members: [
      ("__init__", .method(method("__init__", arguments) { _, _ in .none })),
      (
        "scope",
        .method(method("scope") { interpreter, _ throws(Raised) in interpreter.makeInstance(of: scope) })
      ),
      ("num_replicas_in_sync", .value(.int(1))),
    ]
      + [
        "extended", "experimental_distribute_dataset", "gather", "make_dataset_iterator", "reduce", "run",
        "experimental_run_v2", "distribute_datasets_from_function",
      ].map { ($0, .omitted("strategy.\($0)", because: "spreads training over devices")) })

  /// A `with` statement that changes nothing.
  static let scope = HostClass(
    "Scope", module: "tensorflow.distribute",
    members: [
      ("__init__", .method(method("__init__", arguments) { _, _ in .none })),
      ("__enter__", .method(method("__enter__") { _, arguments in arguments[0] })),
      ("__exit__", .method(method("__exit__", arguments) { _, _ in .bool(false) })),
    ])

  private static let arguments = [Parameter("args", .variadic), Parameter("kwargs", .keywords)]

  private static func method(
    _ name: String, _ parameters: [Parameter] = [], body: @escaping HostFunction.Body
  ) -> HostFunction {
    .method(name, of: "Strategy", parameters, acceptsHoles: true, body: body)
  }
}
