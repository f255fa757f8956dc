// `keras.layers.Layer`: what every layer has, and what a session's own layers inherit.

import Diagnostics
import Language
import ModelGraph
import Tensors

enum LayerClass {
  static let hostClass = HostClass(
    "Layer", module: "keras.layers",
    allocate: { interpreter, instance in
      interpreter.setPayload(UnmadeLayer(origin: interpreter.origin), of: instance)
    }, members: members)

  private static let members: [(name: String, member: HostClass.Member)] = [
    ("__init__", .method(initialize)),
    ("__call__", .method(call)),
    ("__repr__", .method(represent)),
    ("call", .method(callPrimitive)),
    ("build", .method(build)),
    ("add_weight", .method(AddWeight.function)),
    ("count_params", .method(countParameters)),
    ("get_config", .method(configuration)),
    ("name", .property(getter: getter("name") { .string($0.name) }, setter: rename)),
    ("_name", .property(getter: getter("_name") { .string($0.name) }, setter: rename)),
    ("built", .property(getter: getter("built") { .bool($0.isBuilt) }, setter: ignoredSetter("built"))),
    ("dtype", .property(getter: getter("dtype") { _ in .string("float32") })),
    ("trainable", .property(getter: getter("trainable") { .bool($0.trainable) }, setter: setTrainable)),
    ("input", .property(getter: connection("input", of: \.inputs))),
    ("output", .property(getter: connection("output", of: \.outputs))),
  ]

  private static func method(
    _ name: String, _ parameters: [Parameter] = [], acceptsHoles: Bool = false, body: @escaping HostFunction.Body
  ) -> HostFunction {
    .method(name, of: "Layer", parameters, acceptsHoles: acceptsHoles, body: body)
  }

  // MARK: Making

  /// `Layer.__init__`: a session's own layer. The primitives make theirs in `PrimitiveClass`.
  private static let initialize = method("__init__", [Parameter("kwargs", .keywords)]) {
    interpreter, arguments throws(Raised) in
    try interpreter.makeLayer(.composite, object: arguments[0], common: arguments.keywords)
    return .none
  }

  /// Keras 2 keeps the name in `_name`, which its sessions assign.
  private static let rename = method("name", [Parameter("value")]) { interpreter, arguments throws(Raised) in
    let layer = try interpreter.requireLayer(arguments[0])
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

  /// `call` of a primitive, for subclasses that call it by `super()`; a session's own layer must define its own.
  private static let callPrimitive = method(
    "call", [Parameter("inputs"), Parameter("args", .variadic), Parameter("kwargs", .keywords)]
  ) { interpreter, arguments throws(Raised) in
    let layer = try interpreter.requireLayer(arguments[0])
    guard let operation = interpreter.keras.graph.operation(of: layer) else {
      throw interpreter.raise(.callMissing(interpreter.typeName(arguments[0])))
    }
    return try interpreter.applyPrimitive(operation, of: layer, to: arguments[1])
  }

  private static let build = method("build", [Parameter("input_shape", default: Value.none)]) { _, _ in .none }

  // MARK: Telling

  private static let represent = method("__repr__") { interpreter, arguments throws(Raised) in
    let type = interpreter.typeName(arguments[0])
    guard let layer = interpreter.layer(arguments[0]) else { return .string("<\(type)>") }
    let graph = interpreter.keras.graph
    return .string("<\(type) name=\(graph[layer].name), built=\(graph[layer].isBuilt ? "True" : "False")>")
  }

  private static let countParameters = method("count_params") { interpreter, arguments throws(Raised) in
    let layer = try interpreter.requireLayer(arguments[0])
    return .int(interpreter.parameters(of: layer).total)
  }

  private static let configuration = method("get_config") { interpreter, arguments throws(Raised) in
    let layer = try interpreter.requireLayer(arguments[0])
    return try interpreter.makeDict([
      (.string("name"), .string(interpreter.keras.graph[layer].name)),
      (.string("trainable"), .bool(interpreter.keras.graph[layer].trainable)),
    ])
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
        throw interpreter.raise(.notBuilt(graph[layer].name))
      }
      return interpreter.tensorValues(graph[call][keyPath: tensors])
    }
  }

  private static func ignoredSetter(_ name: String) -> HostFunction {
    method(name, [Parameter("value")]) { _, _ in .none }
  }

  private static let setTrainable = method("trainable", [Parameter("value")]) { interpreter, arguments throws(Raised) in
    let layer = try interpreter.requireLayer(arguments[0])
    let trainable = try interpreter.isTrue(arguments[1])
    try interpreter.withKeras { keras in keras.graph[layer].trainable = trainable }
    return .none
  }
}

extension Interpreter {
  func requireLayer(_ value: Value) throws(Raised) -> LayerID {
    var interpreter = self
    guard let layer = layer(value) else { throw interpreter.raise(.superInitMissing(typeName(value))) }
    return layer
  }

  /// Makes the layer behind a session's object, with what every layer takes: `name`, `trainable`, `input_shape`.
  @discardableResult
  mutating func makeLayer(
    _ kind: Layer.Kind, object: Value, common keywords: [KeywordArgument], typeName: String? = nil,
    argumentRanges: [String: SourceRange] = [:]
  ) throws(Raised) -> LayerID {
    guard case .instance(let instance) = object else { throw raise(.notALayer(try repr(object))) }
    let typeName = typeName ?? self.typeName(object)
    var record = LayerRecord(
      object: instance, isModel: isInstance(object, of: ModelClass.hostClass), argumentRanges: argumentRanges)
    var name: String?
    var trainable = true
    for keyword in keywords {
      switch keyword.name {
      case "name": if case .string(let given) = keyword.value { name = given }
      case "trainable": trainable = try isTrue(keyword.value)
      case "input_shape": record.inputShape = Shape([nil] + (try shape(keyword.value)).dimensions)
      case "batch_input_shape": record.inputShape = try shape(keyword.value)
      case "input_dim": record.inputShape = Shape([nil] + (try shape(.tuple([keyword.value]))).dimensions)
      case let other:
        let known = [LayerSignature.Parameter].common.map(\.name)
        if !known.contains(other) {
          throw raise(.unrecognizedKeyword(other, of: typeName, known: known + argumentRanges.keys), at: keyword.range)
        }
      }
    }
    let origin = payload(of: object, as: UnmadeLayer.self)?.origin ?? origin
    let layer = try withKeras { keras in
      let layer = keras.graph.addLayer(
        kind, name: name ?? keras.names.next(for: typeName), typeName: typeName, origin: origin)
      keras.graph[layer].trainable = trainable
      keras.layers[layer] = record
      return layer
    }
    setPayload(LayerPayload(layer: layer), of: instance)
    return layer
  }
}
