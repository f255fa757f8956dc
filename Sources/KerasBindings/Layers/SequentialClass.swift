// `keras.Sequential`: a stack of layers, built as soon as its input is known, or by its first call.

import Diagnostics
import Language
import ModelGraph
import Tensors

enum SequentialClass {
  static let hostClass = HostClass(
    "Sequential", module: "keras", base: ModelClass.hostClass,
    members: [
      ("__init__", .method(initialize)),
      ("add", .method(add)),
      ("build", .method(build)),
    ])

  private static let initialize = HostFunction.method(
    "__init__", of: "Sequential",
    [
      Parameter("layers", default: Value.none), Parameter("trainable", default: .bool(true)),
      Parameter("name", default: Value.none),
    ], acceptsHoles: true
  ) { interpreter, arguments throws(Raised) in
    let given = ["trainable", "name"].filter { arguments.isPassed($0) }
    let layer = try interpreter.makeLayer(
      .composite, object: arguments[0], common: given.map { KeywordArgument($0, arguments[$0]) })
    try interpreter.withKeras { keras in keras.layers[layer]?.sequence = LayerRecord.Sequence() }
    if arguments["layers"].isNone || arguments["layers"].isHole { return .none }
    for element in try interpreter.elements(of: arguments["layers"]) {
      if element.isHole { break }
      try interpreter.add(element, to: layer)
    }
    try interpreter.nameHiddenModel(of: layer)
    return .none
  }

  private static let add = HostFunction.method("add", of: "Sequential", [Parameter("layer")]) {
    interpreter, arguments throws(Raised) in
    let sequential = try interpreter.requireLayer(arguments[0])
    try interpreter.add(arguments["layer"], to: sequential)
    try interpreter.nameHiddenModel(of: sequential)
    return .none
  }

  private static let build = HostFunction.method(
    "build", of: "Sequential", [Parameter("input_shape", default: Value.none)]
  ) { interpreter, arguments throws(Raised) in
    let layer = try interpreter.requireLayer(arguments[0])
    guard interpreter.keras.layers[layer]?.sequence?.trace == nil, !arguments["input_shape"].isNone else {
      return .none
    }
    try interpreter.buildSequential(layer, shape: try interpreter.shape(arguments["input_shape"]))
    try interpreter.nameHiddenModel(of: layer)
    return .none
  }
}

extension Interpreter {
  /// Adds a layer on top. Where the input is known, the layer is applied at once, so that its error is told here.
  mutating func add(_ value: Value, to sequential: LayerID) throws(Raised) {
    guard let sequence = keras.layers[sequential]?.sequence else { return }
    if let tensor = tensor(value), sequence.layers.isEmpty {
      return try startSequential(sequential, at: tensor)
    }
    guard case .instance(let object) = value, let layer = layer(object) else {
      throw raise(.notALayer(try repr(value)))
    }
    if case .primitive(.inputLayer(let input)) = keras.graph[layer].kind {
      if sequence.trace != nil || !sequence.layers.isEmpty {
        throw raise(.secondInput(keras.graph[sequential].name, shape: input.shape))
      }
      guard let call = keras.graph.calls.last(where: { $0.layer == layer }) else { return }
      return try startSequential(sequential, at: call.outputs[0])
    }
    let names = sequence.layers.compactMap { self.layer($0) }.filter { $0 != layer }.map { keras.graph[$0].name }
    if names.contains(keras.graph[layer].name) {
      throw raise(.duplicateLayerName(keras.graph[layer].name, in: keras.graph[sequential].name))
    }
    if sequence.layers.isEmpty, sequence.trace == nil, let shape = keras.layers[layer]?.inputShape {
      try startSequential(sequential, at: try makeInput(shape))
    }
    try withKeras { keras in keras.layers[sequential]?.sequence?.layers.append(object) }
    if keras.layers[sequential]?.sequence?.trace != nil { try extendSequential(sequential, by: object) }
  }

  /// Keras makes a functional model of a `Sequential` each time that it builds it; its automatic name counts.
  fileprivate mutating func nameHiddenModel(of sequential: LayerID) throws(Raised) {
    try withKeras { keras in
      guard let sequence = keras.layers[sequential]?.sequence, sequence.trace != nil, !sequence.layers.isEmpty else {
        return
      }
      _ = keras.names.next(for: "Functional")
    }
  }

  /// A new input layer of a shape, with its one tensor.
  mutating func makeInput(_ shape: Shape, name: String? = nil) throws(Raised) -> TensorID {
    let object = makeInstance(of: PrimitiveClass.hostClass(named: "InputLayer"))
    let operation = Operation.inputLayer(InputLayer(shape: shape))
    let named = name.map { [KeywordArgument("name", .string($0))] } ?? []
    let layer = try makeLayer(.primitive(operation), object: object, common: named)
    return try applyInput(operation, of: layer)
  }

  mutating func buildSequential(_ sequential: LayerID, shape: Shape) throws(Raised) {
    let layers = keras.layers[sequential]?.sequence?.layers ?? []
    if layers.isEmpty { throw raise(.emptySequential(keras.graph[sequential].name)) }
    try startSequential(sequential, at: try makeInput(shape))
    for object in layers { try extendSequential(sequential, by: object) }
  }

  private mutating func startSequential(_ sequential: LayerID, at input: TensorID) throws(Raised) {
    let origin = origin
    try withKeras { keras in
      let call = keras.graph.begin(sequential, inputs: [input], origin: origin)
      keras.graph.abandon(call)
      keras.layers[sequential]?.sequence?.trace = LayerRecord.Trace(input: input, call: call, output: input)
    }
  }

  /// Goes on with the run that built the model, by one more layer.
  private mutating func extendSequential(_ sequential: LayerID, by object: InstanceID) throws(Raised) {
    guard let trace = keras.layers[sequential]?.sequence?.trace else { return }
    try withKeras { keras in keras.graph.resume(trace.call) }
    let output = try complete(trace.call) { interpreter throws(Raised) in
      try interpreter.call(.instance(object), Arguments([interpreter.tensorValue(trace.output)]))
    }
    guard let tensor = tensor(output) else { return }
    try withKeras { keras in keras.layers[sequential]?.sequence?.trace?.output = tensor }
  }

  /// Calls the layers in order, as one call of the model.
  mutating func callSequential(_ sequential: LayerID, on input: Value) throws(Raised) -> Value {
    let layers = keras.layers[sequential]?.sequence?.layers ?? []
    guard let inputs = try tensors(in: input) else { return .hole }
    guard !inputs.isEmpty else { throw raise(.notATensor("Sequential", got: try repr(input))) }
    let origin = origin
    let call = try withKeras { keras in
      if !keras.graph[sequential].isBuilt {
        // Building by a call makes Keras' own input layer and functional model, whose automatic names count.
        _ = keras.names.next(for: "InputLayer")
        _ = keras.names.next(for: "Functional")
      }
      return keras.graph.begin(sequential, inputs: inputs, origin: origin)
    }
    return try complete(call) { interpreter throws(Raised) in
      var value = input
      for object in layers where !value.isHole { value = try interpreter.call(.instance(object), Arguments([value])) }
      return value
    }
  }
}
