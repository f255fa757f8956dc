// The models of a session, as the kernel and the command line ask for them.

import Diagnostics
import Language
import ModelGraph

/// A Keras model bound to a global name.
package struct SessionModel: Sendable {
  package let variable: String
  package let name: String
  package let layer: LayerID
  package let inputs: [TensorID]
  /// Empty for a model that has not been built.
  package let outputs: [TensorID]
  /// The calls that make the outputs.
  package let calls: [CallID]
  /// Its layers in Keras' order, and the operations among them.
  package let rows: [LayerSummary]
}

extension Interpreter {
  /// The models bound to global names, in the order of the names' first definition.
  package var models: [SessionModel] {
    globalNames.compactMap { name, value in layer(value).flatMap { model(of: $0, variable: name) } }
  }

  /// The model that a value is, once it is built.
  package func builtModel(_ value: Value) -> SessionModel? {
    layer(value).flatMap { model(of: $0) }.flatMap { $0.outputs.isEmpty ? nil : $0 }
  }

  /// The calls of the layer that a value is, or those that lead to the tensor that it is.
  package func calls(of value: Value) -> [CallID]? {
    if let layer = layer(value) { return keras.graph.calls(of: layer) }
    return tensor(value).map { keras.graph.calls(leadingTo: [$0]) }
  }

  /// The last global name that holds one of the tensors.
  package func variable(holding tensors: [TensorID]) -> String? {
    globalNames.last { _, value in tensor(value).map(tensors.contains) ?? false }?.name
  }

  /// The layers that a layer keeps: a model's own, or those among the attributes of the session's object, in the
  /// order of their assignment.
  func sublayers(of id: LayerID) -> [LayerID] {
    guard let record = keras.layers[id] else { return [] }
    if let stack = record.stack { return stack.layers.compactMap { layer($0) } }
    if case .functional(let model) = keras.graph[id].kind { return model.layers }
    var found: [LayerID] = []
    for value in attributes(of: record.object).flatMap({ leaves(of: $0.value) }) {
      if let layer = layer(value), !found.contains(layer) { found.append(layer) }
    }
    return found
  }

  /// A layer and all layers that it keeps, however deep, each once.
  func layers(within layer: LayerID) -> [LayerID] {
    var found = [layer]
    var seen: Set = [layer]
    var index = 0
    while index < found.count {
      found += sublayers(of: found[index]).filter { seen.insert($0).inserted }
      index += 1
    }
    return found
  }

  /// The parameters of a layer with all that it keeps.
  func parameters(of layer: LayerID) -> ParameterCount {
    let graph = keras.graph
    var count = ParameterCount()
    for layer in layers(within: layer) {
      for weight in graph[layer].weights {
        count.add(weight.specification, isTrainable: graph[layer].trainable)
      }
    }
    return count
  }

  /// The model that a layer is, nil for a plain layer.
  func model(of layer: LayerID, variable: String = "") -> SessionModel? {
    guard let record = keras.layers[layer], record.isModel else { return nil }
    let graph = keras.graph
    if case .functional(let model) = graph[layer].kind {
      return SessionModel(
        variable: variable, name: graph[layer].name, layer: layer, inputs: model.inputs, outputs: model.outputs,
        calls: model.calls, rows: graph.summaries(of: model))
    }
    let run = record.stack?.run?.call ?? graph.calls(of: layer).first { !graph[$0].outputs.isEmpty }
    let called = graph.summaries(of: run.map { graph[$0].children } ?? [])
    let kept = sublayers(of: layer)
    // What the model keeps is in its order; what its `call` made on the way comes after what was called before that.
    var rows = kept.map { id in called.first { $0.layer == id } ?? graph.summary(ofUncalled: id) }
    for (index, row) in called.enumerated() where !kept.contains(row.layer) {
      let before = index == 0 ? nil : rows.firstIndex { $0.layer == called[index - 1].layer }
      rows.insert(row, at: before.map { $0 + 1 } ?? 0)
    }
    return SessionModel(
      variable: variable, name: graph[layer].name, layer: layer, inputs: run.map { graph[$0].inputs } ?? [],
      outputs: run.map { graph[$0].outputs } ?? [], calls: run.map { [$0] } ?? [], rows: rows)
  }
}
