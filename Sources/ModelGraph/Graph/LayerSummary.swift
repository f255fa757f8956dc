// The layer table: what `model.summary()`, the JSON and the pane's rows are made of.

import Diagnostics
import Tensors

/// Numbers of parameters, as Keras counts them; `Int.max` where they overflow.
package struct ParameterCount: Hashable, Sendable {
  package var trainable = 0
  package var nonTrainable = 0

  package init(trainable: Int = 0, nonTrainable: Int = 0) {
    self.trainable = trainable
    self.nonTrainable = nonTrainable
  }

  package var total: Int { trainable.addingSaturated(nonTrainable) }

  /// Counts a weight, which is trainable only where its layer is too.
  package mutating func add(_ weight: WeightSpecification, isTrainable: Bool) {
    if isTrainable && weight.trainable {
      trainable = trainable.addingSaturated(weight.count)
    } else {
      nonTrainable = nonTrainable.addingSaturated(weight.count)
    }
  }
}

/// A row of the layer table.
package struct LayerSummary: Sendable {
  package let layer: LayerID
  package let name: String
  package let typeName: String
  /// The calls of the layer in this table, in order.
  package let calls: [CallID]
  /// The outputs of the last call, empty if it failed.
  package let outputs: [TensorID]
  package let outputShapes: [Shape]
  package let parameters: ParameterCount
  /// Multiply-accumulates of all its calls for one image; nil where a size is unknown.
  package let multiplyAdds: Int?
  /// Where the layer was made.
  package let origin: Origin
  package let children: [LayerSummary]
}

extension Graph {
  /// The rows of a model, in Keras' order: its layers, and the operations among them.
  package func summaries(of model: FunctionalModel) -> [LayerSummary] {
    let rows = Dictionary(uniqueKeysWithValues: summaries(of: model.calls).map { ($0.layer, $0) })
    return model.operations.compactMap { rows[$0] }
  }

  /// One row for each layer among the calls, in the order of their first calls.
  package func summaries(of calls: [CallID]) -> [LayerSummary] {
    var order: [LayerID] = []
    var callsByLayer: [LayerID: [CallID]] = [:]
    for call in calls {
      let layer = self[call].layer
      if self[layer].role == .implicit { continue }
      if callsByLayer[layer] == nil { order.append(layer) }
      callsByLayer[layer, default: []].append(call)
    }
    return order.map { summary(of: $0, calls: callsByLayer[$0, default: []]) }
  }

  /// The row of a layer that nothing has called yet.
  package func summary(ofUncalled layer: LayerID) -> LayerSummary { summary(of: layer, calls: []) }

  private func summary(of id: LayerID, calls ids: [CallID]) -> LayerSummary {
    let layer = self[id]
    let outputs = ids.last.map { self[$0].outputs } ?? []
    return LayerSummary(
      layer: id, name: layer.name, typeName: layer.typeName, calls: ids, outputs: outputs,
      outputShapes: outputs.map { self[$0].shape }, parameters: parameters(of: ids),
      multiplyAdds: sum(ids.map(multiplyAdds)), origin: layer.origin,
      children: children(of: id, in: ids))
  }

  /// The rows within a layer's calls; a functional model's in its own order, with its inputs.
  private func children(of id: LayerID, in calls: [CallID]) -> [LayerSummary] {
    let called = summaries(of: calls.flatMap { self[$0].children })
    guard case .functional(let model) = self[id].kind, let last = calls.last else { return called }
    let rows = Dictionary(uniqueKeysWithValues: called.map { ($0.layer, $0) })
    return model.operations.compactMap { layer in
      rows[layer]
        ?? zip(model.inputs, self[last].inputs).first { self[self[$0.0].history].layer == layer }.map {
          summary(ofInput: layer, fedBy: $0.1)
        }
    }
  }

  /// The row of a model's input when the model is called on another tensor.
  private func summary(ofInput id: LayerID, fedBy tensor: TensorID) -> LayerSummary {
    LayerSummary(
      layer: id, name: self[id].name, typeName: self[id].typeName, calls: [], outputs: [tensor],
      outputShapes: [self[tensor].shape], parameters: ParameterCount(), multiplyAdds: 0, origin: self[id].origin,
      children: [])
  }

  /// The parameters of all layers under the calls, each layer counted once.
  package func parameters(of calls: [CallID]) -> ParameterCount {
    var count = ParameterCount()
    var seen: Set<LayerID> = []
    func visit(_ call: CallID, trainable: Bool) {
      let layer = self[self[call].layer]
      let trainable = trainable && layer.trainable
      if seen.insert(self[call].layer).inserted {
        for weight in layer.weights { count.add(weight.specification, isTrainable: trainable) }
      }
      for child in self[call].children { visit(child, trainable: trainable) }
    }
    for call in calls { visit(call, trainable: true) }
    return count
  }

  /// Multiply-accumulates of a call for one image, or nil where a size is unknown.
  package func multiplyAdds(of id: CallID) -> Int? {
    let call = self[id]
    guard call.children.isEmpty, let operation = operation(of: call.layer) else {
      return sum(call.children.map(multiplyAdds))
    }
    guard let output = call.outputs.first else { return 0 }
    return operation.definition.multiplyAdds(inputs: call.inputs.map { self[$0].shape }, output: self[output].shape)
  }

  /// Multiply-accumulates of several calls for one image, or nil where a size is unknown.
  package func multiplyAdds(of calls: [CallID]) -> Int? { sum(calls.map(multiplyAdds)) }

  private func sum(_ counts: [Int?]) -> Int? {
    var total = 0
    for count in counts {
      guard let count else { return nil }
      let (next, overflow) = total.addingReportingOverflow(count)
      if overflow { return nil }
      total = next
    }
    return total
  }
}
