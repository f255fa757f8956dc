// Builds graphs in tests as a session would.

import Diagnostics
import ModelGraph
import Tensors
import Testing

struct Builder {
  var graph = Graph()
  var names = LayerNames()
  let origin = Origin(SourceRange(0, 0))

  mutating func input(_ shape: Shape, name: String? = nil) throws -> TensorID {
    let layer = add(InputLayer(shape: shape).operation, name: name)
    return try call(layer, on: [])
  }

  mutating func add(_ operation: Operation, name: String? = nil) -> LayerID {
    let type = operation.definition.typeName
    return graph.addLayer(
      .primitive(operation), name: name ?? names.next(for: type), typeName: type, origin: origin)
  }

  mutating func add(_ layer: String, _ arguments: [String: ArgumentValue] = [:], name: String? = nil) throws -> LayerID
  {
    let type = try #require(LayerRegistry.layer(named: layer))
    return add(try type.make(arguments), name: name)
  }

  mutating func composite(_ name: String) -> LayerID {
    graph.addLayer(.composite, name: name, typeName: "Block", origin: origin)
  }

  mutating func functional(_ model: FunctionalModel, name: String) -> LayerID {
    graph.addLayer(.functional(model), name: name, typeName: "Functional", origin: origin)
  }

  mutating func call(_ layer: LayerID, on inputs: [TensorID]) throws -> TensorID {
    let operation = try #require(graph.operation(of: layer))
    return try graph.apply(operation, of: layer, to: inputs, origin: origin)[0]
  }

  /// A new layer, called.
  mutating func apply(
    _ layer: String, _ arguments: [String: ArgumentValue] = [:], on inputs: TensorID..., name: String? = nil
  ) throws -> TensorID {
    try call(add(layer, arguments, name: name), on: inputs)
  }

  mutating func conv(_ filters: Int, _ size: Int, on input: TensorID) throws -> TensorID {
    try apply("Conv2D", ["filters": .int(filters), "kernel_size": .int(size)], on: input)
  }

  func names(_ layers: [LayerID]) -> [String] { layers.map { graph[$0].name } }
}

/// The problem that a closure throws, if it throws one.
func problem(_ body: () throws -> Void) -> LayerProblem? {
  do {
    try body()
    return nil
  } catch {
    return error as? LayerProblem
  }
}
