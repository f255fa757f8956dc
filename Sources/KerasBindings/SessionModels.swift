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
  /// The rows of `model.layers`.
  package let rows: [LayerSummary]
}

extension Interpreter {
  /// The models bound to global names, in the order of the names' first definition.
  package var models: [SessionModel] {
    globalNames.compactMap { name, value in layer(value).flatMap { model(of: $0, variable: name) } }
  }

  /// The last global name that holds one of the tensors.
  package func variable(holding tensors: [TensorID]) -> String? {
    globalNames.last { _, value in tensor(value).map(tensors.contains) ?? false }?.name
  }

  /// The parameters of a layer wherever it was called.
  func parameters(of layer: LayerID) -> ParameterCount {
    if let model = model(of: layer, variable: "") { return keras.graph.parameters(of: model.calls) }
    return keras.graph.parameters(of: Array(keras.graph.calls(of: layer).prefix(1)))
  }

  /// Keras' `model.layers`.
  func layers(of model: LayerID) -> [LayerID] {
    if let sequence = keras.layers[model]?.sequence { return sequence.layers.compactMap { layer($0) } }
    return self.model(of: model, variable: "")?.rows.map(\.layer) ?? []
  }

  /// The model that a layer is, nil for a plain layer.
  func model(of layer: LayerID, variable: String) -> SessionModel? {
    guard let record = keras.layers[layer], record.isModel else { return nil }
    let graph = keras.graph
    if case .functional(let model) = graph[layer].kind {
      return SessionModel(
        variable: variable, name: graph[layer].name, layer: layer, inputs: model.inputs, outputs: model.outputs,
        calls: model.calls, rows: graph.summaries(of: model))
    }
    let run = record.sequence?.trace?.call ?? graph.calls(of: layer).first { !graph[$0].outputs.isEmpty }
    guard let run else {
      return SessionModel(
        variable: variable, name: graph[layer].name, layer: layer, inputs: [], outputs: [], calls: [],
        rows: (record.sequence?.layers ?? []).compactMap { self.layer($0) }.map { graph.summary(ofUncalled: $0) })
    }
    let call = graph[run]
    return SessionModel(
      variable: variable, name: graph[layer].name, layer: layer, inputs: call.inputs, outputs: call.outputs,
      calls: [run], rows: graph.summaries(of: call.children))
  }
}
