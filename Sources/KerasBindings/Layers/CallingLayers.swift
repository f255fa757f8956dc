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
        throw raise(try notATensor(leaf, in: argument.value, for: layer), at: argument.range)
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
  mutating func applyPrimitive(
    _ operation: Operation, of layer: LayerID, to input: Value, at range: SourceRange? = nil
  ) throws(Raised) -> Value {
    guard let activation = keras.activations[layer] else {
      return try applyPrimitive(alone: operation, of: layer, to: input, at: range)
    }
    return try callFunction(of: layer, on: input) { interpreter throws(Raised) in
      var value = input
      if !operation.isActivation {
        value = try interpreter.applyPrimitive(alone: operation, of: layer, to: input, at: range)
      }
      return value.isHole ? .hole : try interpreter.call(activation, [value])
    }
  }

  private mutating func applyPrimitive(
    alone operation: Operation, of layer: LayerID, to input: Value, at range: SourceRange?
  ) throws(Raised) -> Value {
    guard let tensors = try requiredTensors(input, for: layer, at: range) else { return .hole }
    let name = keras.graph[layer].typeName
    let takesList = operation.definition.inputCount.upperBound > 1
    if takesList, tensor(input) != nil { throw raise(.tensorForList(name), at: range) }
    if !takesList, tensor(input) == nil, tensors.count == 1 { throw raise(.listForTensor(name), at: range) }
    // Where the layer was made elsewhere, as one of those that are composed, the place of its call says little.
    let isMadeHere = place.contains(keras.graph[layer].origin.range)
    return tensorValues(
      try apply(operation, of: layer, to: tensors, at: takesList || isMadeHere ? range : nil))
  }

  /// A refusal points at the constructor's argument to blame; if it is the inputs, at these, or at the constructor.
  @discardableResult
  mutating func apply(
    _ operation: Operation, of layer: LayerID, to inputs: [TensorID], at range: SourceRange? = nil
  ) throws(Raised) -> [TensorID] {
    try step(stepsPerCall)
    let origin = origin
    let ranges = keras.layers[layer]?.argumentRanges ?? [:]
    let constructor = keras.graph[layer].origin.range
    func blame(_ problem: LayerProblem) -> SourceRange {
      problem.argument.map { ranges[$0] ?? constructor } ?? range ?? constructor
    }
    return try withKeras(blame: blame) {
      keras throws(LayerProblem) in
      try keras.graph.apply(operation, of: layer, to: inputs, origin: origin)
    }
  }

  /// Applies a functional model: its calls again, on other tensors.
  mutating func applyFunctional(
    _ model: FunctionalModel, of layer: LayerID, to input: Value, at range: SourceRange? = nil
  ) throws(Raised) -> Value {
    guard let tensors = try requiredTensors(input, for: layer, at: range) else { return .hole }
    let origin = origin
    let callCount = keras.graph.calls.count
    let outputs = try withKeras(blame: { _ in range }) { keras throws(LayerProblem) in
      try keras.graph.apply(model, of: layer, to: tensors, origin: origin)
    }
    try step(stepsPerCall * (keras.graph.calls.count - callCount))
    return tensorValues(outputs)
  }

  /// The tensors in a layer's input, nil if there is a hole. None in place of a tensor is refused; an empty list is for
  /// the layer to judge.
  mutating func requiredTensors(
    _ input: Value, for layer: LayerID, at range: SourceRange? = nil
  ) throws(Raised) -> [TensorID]? {
    if let other = leaves(of: input).first(where: { tensor($0) == nil && !$0.isHole }) {
      throw raise(try notATensor(other, in: input, for: layer), at: range)
    }
    return tensors(in: input)
  }

  /// Something else stands where a layer takes a tensor; what would make one of it.
  private mutating func notATensor(
    _ value: Value, in argument: Value, for layer: LayerID
  ) throws(Raised) -> Fault {
    let name = keras.graph[layer].typeName
    if value.isNone {
      return .notATensor(name, got: "None", hint: "Is a return missing where it was made?")
    }
    if let other = self.layer(value) {
      let (own, type) = (keras.graph[other].name, keras.graph[other].typeName)
      return .notATensor(name, got: "the layer '\(own)'", hint: "Call that on a tensor too: \(type)(…)(x)")
    }
    if case .type(let type) = value, isLayerClass(value) {
      let type = self.name(of: type)
      return .notATensor(name, got: "the class \(type)", hint: "\(type)(…) makes a layer, and \(type)(…)(x) a tensor")
    }
    if case .tuple = argument, case .int = value {
      let shape = try repr(argument)
      return .notATensor(name, got: "the shape \(shape)", hint: "keras.Input(\(shape)) makes a tensor")
    }
    return .notATensor(name, got: try repr(value))
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
      try buildingOnce(layer) { interpreter throws(Raised) in
        _ = try interpreter.call(build, Arguments([object, interpreter.shapes(of: first)]))
      }
    }
    // A subclass of a primitive is built by the primitive's own call.
    if case .composite = keras.graph[layer].kind { try withKeras { keras in keras.graph.build(layer, with: []) } }
  }

  /// Runs what builds a layer, unless it is under way: a model's `build` may call the inherited one, which calls the model.
  mutating func buildingOnce(
    _ layer: LayerID, _ body: (inout Interpreter) throws(Raised) -> Void
  ) throws(Raised) {
    guard try withKeras({ keras in keras.building.insert(layer).inserted }) else { return }
    do throws(Raised) {
      try body(&self)
    } catch {
      try withKeras { keras in _ = keras.building.remove(layer) }
      throw error
    }
    try withKeras { keras in _ = keras.building.remove(layer) }
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
