// A model's inputs from a file: by the inputs' names, or in the file's order where it has other names.

import Diagnostics
import KerasBindings
import ModelGraph
import Runtime
import Tensors

extension SessionModel {
  /// A tensor for each input that the model needs. What else is in the file is left alone where all inputs are named.
  func inputs(from path: String, in graph: Graph) throws(TensorFileFailure) -> [TensorID: Tensor] {
    let file = try openTensors(path)
    let items = try file.header.items.matched(to: inputLayers(in: graph), of: path)
    var tensors: [TensorID: Tensor] = [:]
    for (input, item) in items {
      guard Shape(item.shape).fits(input.shape), !item.shape.contains(0) else {
        throw TensorFileFailure(diagnostic: .inputShape(path, item.name, got: item.shape, input))
      }
      if let first = items.first?.item, item.shape.first != first.shape.first {
        throw TensorFileFailure(diagnostic: .inputBatches(path, first, item))
      }
    }
    for (input, item) in items { tensors[input.tensor] = try file.read(item) }
    return tensors
  }

  /// The input layers whose data a pass needs, those of the model in its own order.
  private func inputLayers(in graph: Graph) -> [InputPlace] {
    let needed = ExecutionPlan.inputs(of: graph, leadingTo: outputs)
    let own = inputs.filter { tensor in
      if case .inputLayer = graph.operation(of: graph[graph[tensor].producer].layer) { true } else { false }
    }
    return (own + needed.filter { !own.contains($0) }).map { tensor in
      let layer = graph[graph[graph[tensor].producer].layer]
      return InputPlace(tensor: tensor, name: layer.name, shape: graph[tensor].shape, range: layer.origin.range)
    }
  }
}

/// Where a tensor of the file goes.
struct InputPlace {
  let tensor: TensorID
  let name: String
  let shape: Shape
  let range: SourceRange
}

extension [SafetensorsHeader.Item] {
  fileprivate func matched(
    to inputs: [InputPlace], of path: String
  ) throws(TensorFileFailure) -> [(input: InputPlace, item: SafetensorsHeader.Item)] {
    let named = inputs.map { input in first { $0.name == input.name } }
    if let missing = zip(inputs, named).first(where: { $0.1 == nil })?.0 {
      guard named.allSatisfy({ $0 == nil }), count == inputs.count else {
        throw TensorFileFailure(diagnostic: .missingInput(path, missing.name, among: map(\.name), needed: inputs.count))
      }
      return Array<(input: InputPlace, item: SafetensorsHeader.Item)>(zip(inputs, self).map { ($0, $1) })
    }
    return zip(inputs, named).compactMap { input, item in item.map { (input, $0) } }
  }
}
