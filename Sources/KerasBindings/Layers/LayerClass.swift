// `keras.layers.Layer`: what every layer has, and what a session's own layers inherit.

import Diagnostics
import Language
import ModelGraph
import Tensors

enum LayerClass {
  static let hostClass = HostClass(
    "Layer", module: "keras.layers",
    allocate: { interpreter, instance in
      interpreter.setPayload(LayerPayload.unmade(interpreter.origin), of: instance)
    }, members: members)

  private static let members: [(name: String, member: HostClass.Member)] =
    [
      ("__init__", .method(initialize)),
      ("__call__", .method(call)),
      ("__repr__", .method(represent)),
      ("call", .method(missingCall)),
      ("build", .method(build)),
      ("add_weight", .method(AddWeight.function)),
      ("count_params", .method(countParameters)),
      ("get_config", .method(LayerConfiguration.configuration)),
      ("compute_output_shape", .method(LayerConfiguration.outputShape)),
      ("name", .property(getter: getter("name") { .string($0.name) }, setter: rename)),
      ("_name", .property(getter: getter("_name") { .string($0.name) }, setter: rename)),
      ("built", .property(getter: getter("built") { .bool($0.isBuilt) }, setter: ignoredSetter("built"))),
      ("dtype", .property(getter: getter("dtype") { _ in .string("float32") })),
      ("trainable", .property(getter: getter("trainable") { .bool($0.trainable) }, setter: setTrainable)),
      ("input", .property(getter: connection("input", of: \.inputs))),
      ("output", .property(getter: connection("output", of: \.outputs))),
    ] + LayerWeights.members + ModelTraining.layerMembers

  private static func method(
    _ name: String, _ parameters: [Parameter] = [], acceptsHoles: Bool = false, body: @escaping HostFunction.Body
  ) -> HostFunction {
    .method(name, of: "Layer", parameters, acceptsHoles: acceptsHoles, body: body)
  }

  // MARK: Making

  /// `Layer.__init__`: a session's own layer. The primitives make theirs in `PrimitiveClass`.
  private static let initialize = method("__init__", [Parameter("kwargs", .keywords)]) {
    interpreter, arguments throws(Raised) in
    let common = try interpreter.commonArguments(
      arguments.keywords, of: interpreter.typeName(arguments[0]))
    try interpreter.makeLayer(.composite, object: arguments[0], common)
    return .none
  }

  /// Keras 2 keeps the name in `_name`, which its sessions assign. None leaves the automatic one.
  private static let rename = method("name", [Parameter("value")]) { interpreter, arguments throws(Raised) in
    let layer = try interpreter.requireLayer(arguments[0])
    if arguments[1].isNone { return .none }
    let name = try interpreter.str(arguments[1])
    try interpreter.withKeras { keras in keras.graph[layer].name = name }
    return .none
  }

  // MARK: Calling

  private static let call = method(
    "__call__", [Parameter("args", .variadic), Parameter("kwargs", .keywords)], acceptsHoles: true
  ) { interpreter, arguments throws(Raised) in
    try interpreter.callLayer(
      arguments[0], Arguments(arguments.variadic, keywords: arguments.keywords))
  }

  /// A session's own layer must define `call`.
  private static let missingCall = method(
    "call", [Parameter("args", .variadic), Parameter("kwargs", .keywords)]
  ) { interpreter, arguments throws(Raised) in
    throw interpreter.raise(.callMissing(interpreter.typeName(arguments[0])))
  }

  private static let build = method("build", [Parameter("input_shape", default: Value.none)]) { _, _ in .none }

  // MARK: Telling

  private static let represent = method("__repr__") { interpreter, arguments throws(Raised) in
    guard let id = interpreter.layer(arguments[0]) else {
      return .string("<\(interpreter.typeName(arguments[0]))>")
    }
    let layer = interpreter.keras.graph[id]
    return .string("<\(layer.typeName) name=\(layer.name), built=\(layer.isBuilt ? "True" : "False")>")
  }

  private static let countParameters = method("count_params") { interpreter, arguments throws(Raised) in
    let layer = try interpreter.requireLayer(arguments[0])
    guard interpreter.keras.graph[layer].isBuilt else {
      let name = interpreter.keras.graph[layer].name
      let isModel = interpreter.keras.layers[layer]?.isModel ?? false
      throw interpreter.raise(isModel ? .notBuilt(name, .valueError) : .layerNotBuilt(name))
    }
    return .int(interpreter.parameters(of: layer).total)
  }

  private static func getter(_ name: String, _ read: @escaping @Sendable (Layer) -> Value) -> HostFunction {
    method(name) { interpreter, arguments throws(Raised) in
      let layer = try interpreter.requireLayer(arguments[0])
      return read(interpreter.keras.graph[layer])
    }
  }

  private static func connection(
    _ name: String, of tensors: KeyPath<Call, [TensorID]> & Sendable
  ) -> HostFunction {
    method(name) { interpreter, arguments throws(Raised) in
      let layer = try interpreter.requireLayer(arguments[0])
      let graph = interpreter.keras.graph
      guard let call = graph.calls(of: layer).first(where: { !graph[$0].outputs.isEmpty }) else {
        throw interpreter.raise(.neverCalled(graph[layer].name))
      }
      return interpreter.tensorValues(graph[call][keyPath: tensors])
    }
  }

  private static func ignoredSetter(_ name: String) -> HostFunction {
    method(name, [Parameter("value")]) { _, _ in .none }
  }

  /// As in Keras, for all layers within too.
  private static let setTrainable = method("trainable", [Parameter("value")]) { interpreter, arguments throws(Raised) in
    let layer = try interpreter.requireLayer(arguments[0])
    let trainable = try interpreter.isTrue(arguments[1])
    let layers = interpreter.layers(within: layer)
    try interpreter.withKeras { keras in
      for layer in layers { keras.graph[layer].trainable = trainable }
    }
    return .none
  }
}
