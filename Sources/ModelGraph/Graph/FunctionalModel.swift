// Functional models: what lies between given inputs and outputs, in Keras' order, and its application to other inputs.

import Diagnostics
import Tensors

/// The calls between a model's inputs and its outputs.
package struct FunctionalModel: Sendable {
  package let inputs: [TensorID]
  package let outputs: [TensorID]
  /// The top-level calls, each after those it needs.
  package let calls: [CallID]
  /// Keras' `model.layers`, and the operations among them: what its summary shows.
  package let operations: [LayerID]
  /// Keras' `model.layers`.
  package let layers: [LayerID]
  /// Whether it is one chain: no two calls are equally far from the outputs, and none takes several tensors.
  package let isChain: Bool
}

extension Graph {
  /// The model from inputs to outputs.
  ///
  /// Depths and the order of layers follow Keras' `map_graph` (keras/src/ops/function.py): layers by decreasing
  /// distance from the outputs, and within one distance in the order of a depth-first walk from the outputs; inputs
  /// that nothing needs come first among the last.
  package mutating func functionalModel(
    inputs: [TensorID], outputs: [TensorID]
  ) throws(LayerProblem) -> FunctionalModel {
    let (inputs, outputs) = try startingAtInputs(inputs, outputs)
    let walk = walkBack(from: outputs, to: Set(inputs))
    if let stray = walk.strayInput {
      throw .disconnected(tensor: self[stray].shape, layer: self[self[self[stray].history].layer].name)
    }
    var unused: [CallID] = []
    for call in inputs.map({ self[$0].history }) where !walk.calls.contains(call) && !unused.contains(call) {
      unused.append(call)
    }
    let (depths, callDepths) = depths(of: walk)
    let operations = (unused.map { self[$0].layer } + walk.layers).enumerated().sorted {
      (-depths[$0.element, default: 0], $0.offset) < (-depths[$1.element, default: 0], $1.offset)
    }.map(\.element)
    try checkNames(of: operations)
    let calls = unused + walk.calls
    return FunctionalModel(
      inputs: inputs, outputs: outputs, calls: calls, operations: operations,
      layers: operations.filter { self[$0].role == .layer },
      isChain: unused.isEmpty && Set(callDepths.values).count == calls.count
        && calls.allSatisfy { self[$0].inputs.count { !isConstant($0) } <= 1 })
  }

  /// The calls that the outputs need, with no inputs given: as far back as there is anything.
  package func calls(leadingTo outputs: [TensorID]) -> [CallID] {
    walkBack(from: outputs, to: []).calls
  }

  /// The distance of each layer's farthest call from the outputs, and that of each call. A shared layer takes all its
  /// calls to its depth.
  private func depths(of walk: Walk) -> (layers: [LayerID: Int], calls: [CallID: Int]) {
    var callDepths: [CallID: Int] = [:]
    var layerDepths: [LayerID: Int] = [:]
    for call in walk.calls.reversed() {
      let layer = self[call].layer
      let depth = max(callDepths[call, default: 0], layerDepths[layer, default: 0])
      layerDepths[layer] = depth
      callDepths[call] = depth
      for tensor in self[call].inputs where !isConstant(tensor) {
        callDepths[self[tensor].history, default: 0] = max(depth + 1, callDepths[self[tensor].history, default: 0])
      }
    }
    return (layerDepths, callDepths)
  }

  /// A model that starts amid another gets inputs of its own there, and the calls after them are made again, as in
  /// Keras' `clone_graph_nodes` (keras/src/models/functional.py).
  private mutating func startingAtInputs(
    _ inputs: [TensorID], _ outputs: [TensorID]
  ) throws(LayerProblem) -> (inputs: [TensorID], outputs: [TensorID]) {
    let amid = inputs.filter { !isInput($0) }
    if amid.isEmpty { return (inputs, outputs) }
    let calls = walkBack(from: outputs, to: Set(inputs)).calls
    var replaced: [TensorID: TensorID] = [:]
    for tensor in amid where replaced[tensor] == nil {
      let origin = self[self[tensor].history].origin
      let definition = InputLayer(shape: self[tensor].shape)
      let layer = addLayer(
        .primitive(definition.operation), name: "keras_tensor_\(tensor.index)CLONE", typeName: InputLayer.name,
        origin: origin)
      replaced[tensor] = try apply(definition.operation, of: layer, to: [], origin: origin)[0]
    }
    for call in calls where !self[call].inputs.isEmpty { try replay(call, replacing: &replaced) }
    return (inputs.map { replaced[$0] ?? $0 }, outputs.map { replaced[$0] ?? $0 })
  }

  private func isInput(_ tensor: TensorID) -> Bool {
    if case .inputLayer = operation(of: self[self[tensor].history].layer) { true } else { false }
  }

  private func checkNames(of layers: [LayerID]) throws(LayerProblem) {
    var names: Set<String> = []
    for layer in layers where !names.insert(self[layer].name).inserted {
      throw .duplicateName(self[layer].name, of: layer)
    }
  }

  private struct Walk {
    /// Each after those it needs.
    var calls: [CallID] = []
    /// In the order in which the walk met them.
    var layers: [LayerID] = []
    /// An input tensor that is reached and was not given.
    var strayInput: TensorID?
  }

  /// Walks depth first from the outputs to the inputs, or as far as there is anything.
  private func walkBack(from outputs: [TensorID], to inputs: Set<TensorID>) -> Walk {
    var walk = Walk()
    var entered: Set<CallID> = []
    var met: Set<LayerID> = []
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
        let isGiven = inputs.contains(tensor)
        if isGiven && !isInput(tensor) || isConstant(tensor) { continue }
        guard entered.insert(call).inserted else { continue }
        if met.insert(self[call].layer).inserted { walk.layers.append(self[call].layer) }
        if self[call].inputs.isEmpty && !isGiven { walk.strayInput = walk.strayInput ?? tensor }
        tasks.append(.finish(call))
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
      return end(call, outputs: model.outputs.map { replaced[$0] ?? $0 })
    } catch {
      abandon(call)
      throw error
    }
  }

  /// Makes a recorded call, with all calls under it, again on the tensors that replace its inputs.
  private mutating func replay(_ recorded: CallID, replacing: inout [TensorID: TensorID]) throws(LayerProblem) {
    let call = self[recorded]
    let inputs = call.inputs.map { replacing[$0] ?? $0 }
    // A subclass of a primitive layer has calls of its own within.
    if call.children.isEmpty, let operation = operation(of: call.layer) {
      let outputs = try apply(operation, of: call.layer, to: inputs, origin: call.origin)
      replacing.merge(zip(call.outputs, outputs)) { _, new in new }
      return
    }
    try checkRoom()
    let again = begin(call.layer, inputs: inputs, origin: call.origin)
    for child in call.children { try replay(child, replacing: &replacing) }
    let outputs = end(again, outputs: call.outputs.map { replacing[$0] ?? $0 })
    replacing.merge(zip(call.outputs, outputs)) { _, new in new }
  }
}

extension Shape {
  /// Whether a tensor of this shape can stand where `expected` is declared: unknown sizes match anything.
  package func fits(_ expected: Shape) -> Bool {
    rank == expected.rank
      && zip(dimensions, expected.dimensions).allSatisfy { $0 == nil || $1 == nil || $0 == $1 }
  }
}
