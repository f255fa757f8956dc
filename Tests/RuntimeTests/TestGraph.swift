// Graphs for tests, made from the layers' own registry.

import Diagnostics
import ModelGraph
import Tensors
import Testing

/// A graph under construction, with Keras' automatic names.
struct TestGraph {
  var graph = Graph()
  private var names = LayerNames()
  private let nowhere = Origin(SourceRange(0, 0))

  /// An input of this shape, without the batch.
  mutating func input(_ shape: [Int?]) throws -> TensorID {
    try call("InputLayer", ["shape": .sequence(shape.map { $0.map(ArgumentValue.int) ?? .null })], [])
  }

  /// Makes a layer and calls it.
  mutating func call(
    _ type: String, _ arguments: [String: ArgumentValue] = [:], _ inputs: [TensorID], name: String? = nil
  ) throws -> TensorID {
    let definition = try #require(LayerRegistry.layer(named: type))
    let operation = try definition.make(arguments)
    let layer = graph.addLayer(
      .primitive(operation), name: name ?? names.next(for: definition.name), typeName: type, origin: nowhere)
    return try graph.apply(operation, of: layer, to: inputs, origin: nowhere)[0]
  }

  /// Makes a composite layer and calls it with a body.
  mutating func composite(
    _ type: String, name: String? = nil, _ input: TensorID, _ body: (inout TestGraph, TensorID) throws -> TensorID
  ) throws -> TensorID {
    let layer = graph.addLayer(.composite, name: name ?? names.next(for: type), typeName: type, origin: nowhere)
    let call = graph.begin(layer, inputs: [input], origin: nowhere)
    let output = try body(&self, input)
    graph.end(call, outputs: [output])
    return output
  }
}

extension Tensor {
  /// Values from -1 to 1 that differ from place to place, the same every time.
  static func pattern(_ shape: [Int]) -> Tensor {
    let count = shape.reduce(1, *)
    return Tensor(shape: shape, values: (0..<count).map { Float(($0 &* 7919) % 2003) / 1001.5 - 1 })
  }
}
