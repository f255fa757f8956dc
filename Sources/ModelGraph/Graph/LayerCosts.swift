// What a layer costs and what it does to the flow of values, beside its parameters and multiply-adds.

import Tensors

package struct LayerCosts: Hashable, Sendable {
  /// Bytes of the outputs of all primitive layers that the layer is or holds, as float32, for one image; nil where a size
  /// is unknown.
  package let activationBytes: Int?
  /// How many values come out for each one that goes in; nil where a size is unknown or nothing goes in.
  package let compression: Double?
  /// Nil where the model's input is no image.
  package let receptiveField: ReceptiveField?
}

extension Graph {
  package func costs(of row: LayerSummary, fields: ReceptiveFields) -> LayerCosts {
    let incoming = row.calls.last.flatMap { elements(of: self[$0].inputs) } ?? 0
    let outgoing = elements(of: row.outputs)
    return LayerCosts(
      activationBytes: activationBytes(of: row.calls),
      compression: incoming > 0 ? outgoing.map { Double($0) / Double(incoming) } : nil,
      receptiveField: row.outputs.last.flatMap { fields[$0] })
  }

  /// Bytes of the outputs of all primitive calls under some calls, as float32, for one image; nil where a size is unknown.
  package func activationBytes(of calls: [CallID]) -> Int? {
    outputValues(of: calls).flatMap { Shape.product([$0, MemoryLayout<Float>.stride]) }
  }

  /// The number of values that the primitive calls under some calls give, for one image.
  private func outputValues(of calls: [CallID]) -> Int? {
    var total = 0
    for id in calls {
      let call = self[id]
      guard let values = call.children.isEmpty ? elements(of: call.outputs) : outputValues(of: call.children) else {
        return nil
      }
      total = total.addingSaturated(values)
    }
    return total
  }

  private func elements(of tensors: [TensorID]) -> Int? {
    var total = 0
    for tensor in tensors {
      guard let elements = self[tensor].shape.elementsPerImage else { return nil }
      total = total.addingSaturated(elements)
    }
    return total
  }
}
