// The stack of a `Sequential`: how it grows, builds and runs.

import Diagnostics
import Language
import ModelGraph
import Tensors

extension Interpreter {
  func stack(of sequential: LayerID) -> Stack? { keras.layers[sequential]?.stack }

  private mutating func updateStack(of sequential: LayerID, _ body: (inout Stack) -> Void) throws(Raised) {
    try withKeras { keras in
      guard var stack = keras.layers[sequential]?.stack else { return }
      body(&stack)
      keras.layers[sequential]?.stack = stack
    }
  }

  // MARK: Growing

  /// Adds a layer on top. Where the input is known, the layer is applied at once, so that its error is told here.
  /// `range` is where it stands, or the list that it stands in.
  mutating func add(_ value: Value, to sequential: LayerID, from range: SourceRange? = nil) throws(Raised) {
    guard let stack = stack(of: sequential) else { throw .hole }
    if stack.isBroken { throw stop(at: stack.hole) }
    try breaking(sequential) { interpreter throws(Raised) in
      if value.isHole { throw interpreter.stop(at: value) }
      try interpreter.push(value, from: range, on: stack, of: sequential)
      try interpreter.startAtKnownInput(sequential)
    }
  }

  /// Runs what adds layers. What comes after a hole or a refused layer is left out in silence, so that whoever goes on
  /// with the model has what came before.
  private mutating func breaking(
    _ sequential: LayerID, _ body: (inout Interpreter) throws(Raised) -> Void
  ) throws(Raised) {
    do throws(Raised) {
      try body(&self)
    } catch {
      let hole = unknown()
      try updateStack(of: sequential) { ($0.isBroken, $0.hole) = (true, hole) }
      throw error
    }
  }

  private mutating func push(
    _ value: Value, from range: SourceRange?, on stack: Stack, of sequential: LayerID
  ) throws(Raised) {
    if let (input, shape) = input(value) {
      if stack.run != nil || !stack.layers.isEmpty {
        throw raise(.secondInput(keras.graph[sequential].name, shape: shape), at: range)
      }
      return try start(sequential, at: input)
    }
    guard case .instance(let object) = value, let layer = layer(value) else {
      throw raise(try notALayer(value), at: range)
    }
    let others = stack.layers.compactMap { self.layer($0) }.filter { $0 != layer }
    if others.contains(where: { keras.graph[$0].name == keras.graph[layer].name }) {
      throw raise(.duplicateLayerName(keras.graph[layer].name, in: keras.graph[sequential].name), at: range)
    }
    if stack.layers.isEmpty, stack.run == nil, let shape = keras.layers[layer]?.inputShape {
      try start(sequential, at: try makeInput(shape))
    }
    try extend(sequential, by: object)
    try updateStack(of: sequential) { $0.layers.append(object) }
  }

  private mutating func notALayer(_ value: Value) throws(Raised) -> Fault {
    if let tensor = tensor(value) {
      let shape = keras.graph[tensor].shape.display
      return .notALayer("a tensor of \(shape)", hint: "Put in the layer itself, without calling it")
    }
    if case .type(let type) = value, isLayerClass(value) {
      let name = name(of: type)
      return .notALayer("the class \(name)", hint: "\(name)(…) makes a layer")
    }
    if sequence(value) != nil { return .notALayer(try repr(value), hint: "Layers are added one at a time") }
    return .notALayer(try repr(value))
  }

  /// The tensor of an `Input`, or of an input layer, and its shape.
  private func input(_ value: Value) -> (TensorID, Shape)? {
    let graph = keras.graph
    let call = tensor(value).map { graph[$0].history } ?? layer(value).flatMap { graph.calls(of: $0).first }
    guard let call, case .inputLayer(let input)? = graph.operation(of: graph[call].layer),
      let tensor = graph[call].outputs.first
    else { return nil }
    return (tensor, input.shape)
  }

  /// Builds a model of several layers whose input is known from its own first call, or from that of a model within.
  private mutating func startAtKnownInput(_ sequential: LayerID) throws(Raised) {
    guard let stack = stack(of: sequential), stack.run == nil, stack.layers.count > 1 else { return }
    let graph = keras.graph
    if let input = graph.calls(of: sequential).first.flatMap({ graph[$0].inputs.first }) {
      // The call took the automatic names that building takes.
      try extendAll(sequential, at: try makeInput(graph[input].shape, name: "input_layer"))
    } else if let first = layer(stack.layers[0]), let input = model(of: first)?.inputs.first {
      try extendAll(sequential, at: try makeInput(graph[input].shape))
    }
  }

  /// Keras makes a functional model of a `Sequential` each time that it builds it; its automatic name counts.
  mutating func nameHiddenModel(of sequential: LayerID) throws(Raised) {
    guard let stack = stack(of: sequential), stack.run != nil, !stack.layers.isEmpty else { return }
    try withKeras { keras in _ = keras.names.next(for: "Functional") }
  }

  // MARK: Building

  /// Builds the model on an input of a shape.
  mutating func build(_ sequential: LayerID, on shape: Shape) throws(Raised) {
    try requireLayers(of: sequential)
    try breaking(sequential) { interpreter throws(Raised) in
      try interpreter.extendAll(sequential, at: try interpreter.makeInput(shape))
    }
  }

  private mutating func requireLayers(of sequential: LayerID) throws(Raised) {
    guard let stack = stack(of: sequential), stack.layers.isEmpty else { return }
    if stack.isBroken { throw stop(at: stack.hole) }
    throw raise(.emptySequential(keras.graph[sequential].name))
  }

  private mutating func extendAll(_ sequential: LayerID, at input: TensorID) throws(Raised) {
    try start(sequential, at: input)
    for object in stack(of: sequential)?.layers ?? [] { try extend(sequential, by: object) }
  }

  /// Begins the run that builds the model.
  private mutating func start(_ sequential: LayerID, at input: TensorID) throws(Raised) {
    let origin = origin
    let call = try withKeras { keras in
      let call = keras.graph.begin(sequential, inputs: [input], origin: origin)
      keras.graph.abandon(call)
      return call
    }
    try updateStack(of: sequential) { $0.run = Stack.Run(input: input, call: call, output: input) }
  }

  /// Goes on with the run that built the model, if it has begun, by one more layer.
  private mutating func extend(_ sequential: LayerID, by object: InstanceID) throws(Raised) {
    guard let run = stack(of: sequential)?.run else { return }
    try withKeras { keras in keras.graph.resume(run.call) }
    let output = try complete(run.call) { interpreter throws(Raised) in
      try interpreter.call(.instance(object), Arguments([interpreter.tensorValue(run.output)]))
    }
    guard let tensor = tensor(output) else { throw .hole }
    try updateStack(of: sequential) { $0.run?.output = tensor }
  }

  // MARK: Running

  /// Calls the layers in order, as one call of the model.
  mutating func callSequential(_ sequential: LayerID, on input: Value) throws(Raised) -> Value {
    try requireLayers(of: sequential)
    guard let stack = stack(of: sequential), let inputs = try requiredTensors(input, for: sequential) else {
      return .hole
    }
    let origin = origin
    let call = try withKeras { keras throws(LayerProblem) in
      try keras.graph.checkRoom()
      if !keras.graph[sequential].isBuilt {
        // Building by a call makes Keras' own input layer and functional model, whose automatic names count.
        _ = keras.names.next(for: "InputLayer")
        _ = keras.names.next(for: "Functional")
      }
      return keras.graph.begin(sequential, inputs: inputs, origin: origin)
    }
    return try complete(call) { interpreter throws(Raised) in
      var value = input
      for object in stack.layers where !value.isHole {
        value = try interpreter.call(.instance(object), Arguments([value]))
      }
      return stack.isBroken ? stack.hole : value
    }
  }
}
