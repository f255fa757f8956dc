// Calling a layer on tensors: primitives by the graph, functional models by replay, a session's own by their `call`.

import Diagnostics
import Language
import ModelGraph

/// What the call of a layer counts in the interpreter's budget: it takes time and memory for good, and an endless loop
/// of them must end. 25,000 calls fit.
private let stepsPerCall = 200

extension Interpreter {
  /// Calls a layer's object as a session does.
  mutating func callLayer(_ object: Value, _ arguments: Arguments) throws(Raised) -> Value {
    let layer = try requireLayer(object)
    guard let inputs = try inputs(of: layer, in: arguments) else { return .hole }
    if let method = sessionMethod("call", of: object) {
      return try callComposite(layer, object: object, method: method, inputs: inputs, arguments)
    }
    return try call(try getAttribute("call", of: object), arguments)
  }

  /// The tensors among the arguments of a call, nil if there is a hole. Keras takes nothing but tensors by position.
  private mutating func inputs(of layer: LayerID, in arguments: Arguments) throws(Raised) -> [TensorID]? {
    for argument in arguments.positional {
      for leaf in leaves(of: argument.value) where tensor(leaf) == nil && !leaf.isNone && !leaf.isHole {
        throw raise(.notATensor(keras.graph[layer].typeName, got: try repr(leaf)), at: argument.range)
      }
    }
    var inputs: [TensorID] = []
    for value in arguments.positional.map(\.value) + arguments.keywords.map(\.value) {
      guard let tensors = tensors(in: value) else { return nil }
      inputs += tensors
    }
    return inputs
  }

  // MARK: Primitives and functional models

  /// Applies a primitive layer to what its `call` was given.
  mutating func applyPrimitive(_ operation: Operation, of layer: LayerID, to input: Value) throws(Raised) -> Value {
    guard let activation = keras.activations[layer] else {
      return try applyPrimitive(alone: operation, of: layer, to: input)
    }
    return try callFunction(of: layer, on: input) { interpreter throws(Raised) in
      var value = input
      if !operation.isActivation { value = try interpreter.applyPrimitive(alone: operation, of: layer, to: input) }
      return value.isHole ? .hole : try interpreter.call(activation, [value])
    }
  }

  private mutating func applyPrimitive(
    alone operation: Operation, of layer: LayerID, to input: Value
  ) throws(Raised) -> Value {
    guard let tensors = try requiredTensors(input, for: layer) else { return .hole }
    let name = keras.graph[layer].typeName
    let takesList = operation.definition.inputCount.upperBound > 1
    if takesList, tensor(input) != nil { throw raise(.tensorForList(name)) }
    if !takesList, tensor(input) == nil, tensors.count == 1 { throw raise(.listForTensor(name)) }
    return tensorValues(try apply(operation, of: layer, to: tensors))
  }

  /// A refusal points at the constructor's argument to blame, or at the constructor.
  @discardableResult
  mutating func apply(_ operation: Operation, of layer: LayerID, to inputs: [TensorID]) throws(Raised) -> [TensorID] {
    try step(stepsPerCall)
    let origin = origin
    let ranges = keras.layers[layer]?.argumentRanges ?? [:]
    let constructor = keras.graph[layer].origin.range
    return try withKeras(blame: { problem in problem.argument.flatMap { ranges[$0] } ?? constructor }) {
      keras throws(LayerProblem) in
      try keras.graph.apply(operation, of: layer, to: inputs, origin: origin)
    }
  }

  /// Applies a functional model: its calls again, on other tensors.
  mutating func applyFunctional(_ model: FunctionalModel, of layer: LayerID, to input: Value) throws(Raised) -> Value {
    guard let tensors = try requiredTensors(input, for: layer) else { return .hole }
    let origin = origin
    let callCount = keras.graph.calls.count
    let outputs = try withKeras { keras throws(LayerProblem) in
      try keras.graph.apply(model, of: layer, to: tensors, origin: origin)
    }
    try step(stepsPerCall * (keras.graph.calls.count - callCount))
    return tensorValues(outputs)
  }

  /// The tensors in a layer's input, nil if there is a hole. None in place of a tensor is refused; an empty list is for
  /// the layer to judge.
  mutating func requiredTensors(_ input: Value, for layer: LayerID) throws(Raised) -> [TensorID]? {
    if let other = leaves(of: input).first(where: { tensor($0) == nil && !$0.isHole }) {
      throw raise(.notATensor(keras.graph[layer].typeName, got: try repr(other)))
    }
    return tensors(in: input)
  }

  // MARK: A session's own layers

  /// A session's own layer: its `build` once, then its `call`; the calls within are the graph's nested ones.
  private mutating func callComposite(
    _ layer: LayerID, object: Value, method: Value, inputs: [TensorID], _ arguments: Arguments
  ) throws(Raised) -> Value {
    let origin = origin
    let call = try withKeras { keras throws(LayerProblem) in
      try keras.graph.checkRoom()
      return keras.graph.begin(layer, inputs: inputs, origin: origin)
    }
    return try complete(call) { interpreter throws(Raised) in
      try interpreter.buildOnce(layer, object: object, for: arguments)
      let all = Arguments([Argument(object)] + arguments.positional, keywords: arguments.keywords)
      let result = try interpreter.call(method, all)
      if !result.isHole, interpreter.tensors(in: result)?.isEmpty ?? false {
        let name = interpreter.typeName(object)
        throw interpreter.raise(.callReturned(name, try interpreter.repr(result), isNone: result.isNone))
      }
      return result
    }
  }

  /// Runs the session's `build`, as Keras before the first call, on the shape of the first argument.
  private mutating func buildOnce(_ layer: LayerID, object: Value, for arguments: Arguments) throws(Raised) {
    if keras.graph[layer].isBuilt { return }
    if let build = sessionMethod("build", of: object) {
      let first = arguments.positional.first?.value ?? arguments.keywords.first?.value ?? .none
      _ = try call(build, Arguments([object, shapes(of: first)]))
    }
    // A subclass of a primitive is built by the primitive's own call.
    if case .composite = keras.graph[layer].kind { try withKeras { keras in keras.graph.build(layer, with: []) } }
  }

  /// Ends an open call with the tensors that the body returns, or without any if it fails.
  mutating func complete(
    _ call: CallID, _ body: (inout Interpreter) throws(Raised) -> Value
  ) throws(Raised) -> Value {
    do throws(Raised) {
      let result = try body(&self)
      guard let returned = tensors(in: result) else { throw Raised.hole }
      let outputs = try withKeras { keras in keras.graph.end(call, outputs: returned) }
      if outputs == returned { return result }
      var others = outputs[...]
      return try replaceTensors(in: result, with: &others)
    } catch {
      try withKeras { keras in keras.graph.abandon(call) }
      if case .hole = error { return .hole }
      throw error
    }
  }
}
