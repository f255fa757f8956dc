// Calling a layer on tensors: primitives by the graph, functional models by replay, a session's own by their `call`.

import Diagnostics
import Language
import ModelGraph

extension Interpreter {
  /// Calls a layer's object as a session does.
  mutating func callLayer(_ object: Value, _ arguments: Arguments) throws(Raised) -> Value {
    let layer = try requireLayer(object)
    let first = arguments.positional.first?.value ?? arguments.keywords.first { $0.name == "inputs" }?.value ?? .none
    guard let inputs = try tensors(in: first) else { return .hole }
    if let method = sessionMethod("call", of: object) {
      return try callComposite(layer, object: object, method: method, inputs: inputs, arguments)
    }
    switch keras.graph[layer].kind {
    case .primitive(let operation):
      return try applyPrimitive(operation, of: layer, to: first)
    case .functional(let model):
      let tensors = try requireTensors(first, for: layer)
      let origin = origin
      let outputs = try withKeras { keras throws(LayerProblem) in
        try keras.graph.apply(model, of: layer, to: tensors, origin: origin)
      }
      return tensorValues(outputs)
    case .composite:
      if keras.layers[layer]?.sequence != nil { return try callSequential(layer, on: first) }
      throw raise(.callMissing(typeName(object)))
    }
  }

  mutating func applyPrimitive(_ operation: Operation, of layer: LayerID, to input: Value) throws(Raised) -> Value {
    let tensors = try requireTensors(input, for: layer)
    return tensorValue(try apply(operation, of: layer, to: tensors))
  }

  /// A refusal points at the constructor's argument to blame, or at the constructor.
  mutating func apply(_ operation: Operation, of layer: LayerID, to inputs: [TensorID]) throws(Raised) -> TensorID {
    let origin = origin
    do throws(LayerProblem) {
      return try withHostState(KerasState.self) { keras throws(LayerProblem) in
        try keras.graph.apply(operation, of: layer, to: inputs, origin: origin)
      }
    } catch {
      let record = keras.layers[layer]
      let argument = error.argument.flatMap { record?.argumentRanges[$0] }
      throw raise(error, at: argument ?? keras.graph[layer].origin.range)
    }
  }

  /// A session's own layer: its `build` once, then its `call`; the calls within are the graph's nested ones.
  private mutating func callComposite(
    _ layer: LayerID, object: Value, method: Value, inputs: [TensorID], _ arguments: Arguments
  ) throws(Raised) -> Value {
    let origin = origin
    let call = try withKeras { keras in keras.graph.begin(layer, inputs: inputs, origin: origin) }
    return try complete(call) { interpreter throws(Raised) in
      if !interpreter.keras.graph[layer].isBuilt, let input = inputs.first,
        let build = interpreter.sessionMethod("build", of: object)
      {
        _ = try interpreter.call(build, Arguments([object, interpreter.keras.graph[input].shape.value]))
      }
      return try interpreter.call(
        method, Arguments([Argument(object)] + arguments.positional, keywords: arguments.keywords))
    }
  }

  /// Ends an open call with the tensors that the body returns, or without any if it fails.
  mutating func complete(
    _ call: CallID, _ body: (inout Interpreter) throws(Raised) -> Value
  ) throws(Raised) -> Value {
    do throws(Raised) {
      let result = try body(&self)
      guard let returned = try tensors(in: result) else {
        try withKeras { keras in keras.graph.abandon(call) }
        return .hole
      }
      let outputs = try withKeras { keras in keras.graph.end(call, outputs: returned) }
      return outputs == returned ? result : tensorValues(outputs)
    } catch {
      try withKeras { keras in keras.graph.abandon(call) }
      throw error
    }
  }

  /// The tensors within a value: itself, or those in tuples, lists and dicts. Nil if there is a hole among them.
  mutating func tensors(in value: Value) throws(Raised) -> [TensorID]? {
    switch value {
    case .hole: return nil
    case .tuple, .list:
      var found: [TensorID] = []
      for element in try elements(of: value) {
        guard let inner = try tensors(in: element) else { return nil }
        found += inner
      }
      return found
    default:
      return tensor(value).map { [$0] } ?? []
    }
  }

  private mutating func requireTensors(_ value: Value, for layer: LayerID) throws(Raised) -> [TensorID] {
    guard let found = try tensors(in: value), !found.isEmpty else {
      throw raise(.notATensor(keras.graph[layer].typeName, got: try repr(value)))
    }
    return found
  }
}
