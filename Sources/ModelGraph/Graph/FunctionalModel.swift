// Functional models: what lies between given inputs and outputs, in Keras' order, and its application to other inputs.

import Diagnostics
import Tensors

/// The calls between a model's inputs and its outputs.
package struct FunctionalModel: Sendable {
  package let inputs: [TensorID]
  package let outputs: [TensorID]
  /// The top-level calls, each after those it needs.
  package let calls: [CallID]
  /// Keras' `model.layers`.
  package let layers: [LayerID]
}

extension Graph {
  /// The model from inputs to outputs.
  ///
  /// Depths and the order of layers follow Keras' `map_graph` (keras/src/ops/function.py): layers by decreasing
  /// distance from the outputs, and within one distance in the order of a depth-first walk from the outputs.
  package func functionalModel(
    inputs: [TensorID], outputs: [TensorID]
  ) throws(LayerProblem) -> FunctionalModel {
    let walk = walkBack(from: outputs, to: Set(inputs))
    var callDepths: [CallID: Int] = [:]
    var layerDepths: [LayerID: Int] = [:]
    for call in walk.calls.reversed() {
      let layer = self[call].layer
      let depth = max(callDepths[call, default: 0], layerDepths[layer, default: 0])
      callDepths[call] = depth
      layerDepths[layer] = depth
      for producer in walk.parents[call, default: []] {
        callDepths[producer] = max(depth + 1, callDepths[producer, default: 0])
      }
    }
    var indices = walk.layerIndices
    for input in inputs where layerDepths[self[self[input].history].layer] == nil {
      let layer = self[self[input].history].layer
      layerDepths[layer] = 0
      indices[layer] = -1
    }
    let layers = layerDepths.keys.sorted {
      (-layerDepths[$0, default: 0], indices[$0, default: 0]) < (-layerDepths[$1, default: 0], indices[$1, default: 0])
    }
    if let stray = walk.strayInput {
      throw .disconnected(tensor: self[stray].shape, layer: self[self[self[stray].history].layer].name)
    }
    return FunctionalModel(inputs: inputs, outputs: outputs, calls: walk.calls, layers: layers)
  }

  /// The calls that the outputs need, with no inputs given: as far back as there is anything.
  package func calls(leadingTo outputs: [TensorID]) -> [CallID] {
    walkBack(from: outputs, to: []).calls
  }

  private struct Walk {
    var calls: [CallID] = []
    var parents: [CallID: [CallID]] = [:]
    var layerIndices: [LayerID: Int] = [:]
    /// An input tensor that is reached and was not given.
    var strayInput: TensorID?
  }

  /// Walks depth first from the outputs; calls come out after those they need.
  private func walkBack(from outputs: [TensorID], to inputs: Set<TensorID>) -> Walk {
    var walk = Walk()
    var entered: Set<CallID> = []
    enum Task {
      case visit(TensorID)
      case finish(CallID)
    }
    var tasks = outputs.reversed().map(Task.visit)
    while let task = tasks.popLast() {
      switch task {
      case .finish(let call):
        walk.calls.append(call)
      case .visit(let tensor):
        let call = self[tensor].history
        guard entered.insert(call).inserted else { continue }
        let layer = self[call].layer
        if walk.layerIndices[layer] == nil { walk.layerIndices[layer] = walk.layerIndices.count }
        tasks.append(.finish(call))
        if inputs.contains(tensor) { continue }
        if self[call].inputs.isEmpty { walk.strayInput = walk.strayInput ?? tensor }
        walk.parents[call] = self[call].inputs.map { self[$0].history }
        tasks += self[call].inputs.reversed().map(Task.visit)
      }
    }
    return walk
  }

  /// Applies a functional model to other inputs: its calls again, on new tensors, with the same layers.
  package mutating func apply(
    _ model: FunctionalModel, of layer: LayerID, to inputs: [TensorID], origin: Origin
  ) throws(LayerProblem) -> [TensorID] {
    guard inputs.count == model.inputs.count else {
      throw .inputCount(layer: self[layer].name, expected: model.inputs.count...model.inputs.count, got: inputs.count)
    }
    for (given, expected) in zip(inputs, model.inputs) where !self[given].shape.fits(self[expected].shape) {
      throw .modelInput(name: self[layer].name, expected: self[expected].shape, got: self[given].shape)
    }
    let call = begin(layer, inputs: inputs, origin: origin)
    do {
      var replaced = Dictionary(zip(model.inputs, inputs)) { first, _ in first }
      let given = Set(model.inputs.map { self[$0].history })
      for inner in model.calls where !given.contains(inner) { try replay(inner, replacing: &replaced) }
      let outputs = model.outputs.map { replaced[$0] ?? $0 }
      end(call, outputs: outputs)
      return outputs
    } catch {
      abandon(call)
      throw error
    }
  }

  /// Makes a recorded call again on the tensors that replace its inputs.
  private mutating func replay(_ recorded: CallID, replacing: inout [TensorID: TensorID]) throws(LayerProblem) {
    let call = self[recorded]
    let inputs = call.inputs.map { replacing[$0] ?? $0 }
    if let operation = operation(of: call.layer) {
      replacing[call.outputs[0]] = try apply(operation, of: call.layer, to: inputs, origin: call.origin)
      return
    }
    let again = begin(call.layer, inputs: inputs, origin: call.origin)
    for child in call.children { try replay(child, replacing: &replacing) }
    end(again, outputs: call.outputs.map { replacing[$0] ?? $0 })
  }
}

extension Shape {
  /// Whether a tensor of this shape can stand where `expected` is declared: unknown sizes match anything.
  package func fits(_ expected: Shape) -> Bool {
    rank == expected.rank
      && zip(dimensions, expected.dimensions).allSatisfy { $0 == nil || $1 == nil || $0 == $1 }
  }
}
