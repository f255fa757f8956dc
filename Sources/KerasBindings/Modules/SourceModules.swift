// `keras.src`: the inner modules of Keras' own files, which its published builders import, under the names they have there.

import Language

enum SourceModules {
  typealias Member = (name: String, member: HostMember)

  /// Most of `keras.src` is `keras` by another name; what differs has modules of its own.
  static let aliases = [
    "keras.src": "keras",
    // Its builders are files: they are found beside the session and not among the public names.
    "keras.src.applications": "keras.src.applications",
    "keras.applications.imagenet_utils": "keras.src.applications.imagenet_utils",
    "keras_applications": "keras.applications",
  ]

  static let all =
    [
      HostModule("keras.src", explainMissing: { .notYet("keras.src.\($0)") }) { [] },
      module("keras.src.api_export", [("keras_export", .function(export))]),
      module("keras.src.models", models + [functional]),
      module("keras.src.models.model", models),
      module("keras.src.models.sequential", models),
      module("keras.src.models.functional", [functional]),
      module("keras.src.layers.layer", [("Layer", .type(LayerClass.hostClass))]),
      module("keras.src.ops.operation_utils", [SourceInputs.member]),
      module("keras.random", OperationModules.random),
      module("keras.src.utils.file_utils", FileUtilities.members),
    ] + ApplicationModules.all

  static func module(_ name: String, _ members: @autoclosure @escaping @Sendable () -> [Member]) -> HostModule {
    HostModule(name, explainMissing: { .notYet("\(name).\($0)") }, members: members)
  }

  private static let models: [Member] = [
    ("Model", .type(ModelClass.hostClass)), ("Sequential", .type(SequentialClass.hostClass)),
  ]

  private static let functional: Member = (
    "Functional",
    .type(HostClass("Functional", module: "keras.src.models.functional", base: ModelClass.hostClass))
  )

  /// `@keras_export('keras.applications.MobileNet')` gives what it decorates a public name; here it has its own.
  private static let export = HostFunction("keras_export", [Parameter("path")]) { interpreter, _ in
    interpreter.makeFunction(
      HostFunction("keras_export", [Parameter("symbol")], acceptsHoles: true) { _, arguments in arguments[0] })
  }
}
