// Every layer case that Keras ran: shapes, parameters, weights and names.

import Diagnostics
import ModelGraph
import Tensors
import Testing

/// Calls a layer in a graph of its own.
func call(
  _ layer: String, _ arguments: [String: ArgumentValue], on shapes: [Shape]
) throws -> (graph: Graph, layer: LayerID, output: Shape) {
  let type = try #require(LayerRegistry.layer(named: layer), "no layer \(layer)")
  let operation = try type.make(arguments)
  var graph = Graph()
  let origin = Origin(SourceRange(0, 0))
  var inputs: [TensorID] = []
  for shape in shapes {
    let input = InputLayer(shape: shape).operation
    let id = graph.addLayer(.primitive(input), name: "input_\(inputs.count)", typeName: "InputLayer", origin: origin)
    inputs += try graph.apply(input, of: id, to: [], origin: origin)
  }
  var names = LayerNames()
  let id = graph.addLayer(
    .primitive(operation), name: names.next(for: type.name), typeName: type.name, origin: origin)
  let output = try graph.apply(operation, of: id, to: inputs, origin: origin)[0]
  return (graph, id, graph[output].shape)
}

struct LayerFixtureTests {
  /// The class' name is what stands before the first parenthesis: an alias in some cases.
  private static func name(_ record: JSON) -> String {
    String((record["source"].string ?? "").dropFirst("keras.layers.".count).prefix { $0 != "(" })
  }

  @Test func everyLayerHasKerasShapesParametersWeightsAndName() throws {
    let cases = try JSON.fixture("layers/layers.json")["cases"].array
    #expect(cases.count > 400)
    for record in cases {
      let source = Comment(rawValue: record["source"].string ?? "?")
      let shapes = record["inputs"].array.compactMap { input in input["shape"].shape.map { unbatched($0) } }
      let arguments = record["arguments"].members.mapValues(\.argument)
      let (graph, id, output) = try call(Self.name(record), arguments, on: shapes)
      let layer = graph[id]
      #expect(output == record["symbolicOutputShape"].shape, source)
      #expect(layer.name == record["automaticName"].string, source)
      #expect(layer.typeName == record["layer"].string, source)

      let weights = record["weights"].array
      #expect(layer.weights.map(\.path) == weights.map { $0["path"].string }, source)
      #expect(layer.weights.map(\.specification.name) == weights.map { $0["name"].string }, source)
      #expect(layer.weights.map(\.specification.shape) == weights.map(\.["shape"].sizes), source)
      #expect(layer.weights.map(\.specification.trainable) == weights.map(\.["trainable"].isTrue), source)

      let parameters = graph.parameters(of: graph.topLevelCalls)
      #expect(parameters.total == record["parameters"]["total"].int, source)
      #expect(parameters.trainable == record["parameters"]["trainable"].int, source)
      #expect(parameters.nonTrainable == record["parameters"]["nonTrainable"].int, source)
    }
  }

  /// `glu` halves the last axis when it runs, which Keras' symbolic shapes do not say.
  @Test func everyLayerHasKerasShapesForMoreArguments() throws {
    let cases = try JSON.fixture("layers/shapes.json")["cases"].array
    #expect(cases.count > 400)
    for record in cases {
      let source = Comment(rawValue: record["source"].string ?? "?")
      let name = String((record["source"].string ?? "").prefix { $0 != "(" })
      let shapes = record["inputs"].array.compactMap(\.shape).map { Shape([nil] + $0.dimensions) }
      let arguments = record["arguments"].members.mapValues(\.argument)
      let (graph, id, output) = try call(name, arguments, on: shapes)
      #expect(output == record["outputShape"].shape, source)
      #expect(graph[id].name == record["automaticName"].string, source)
      #expect(graph[id].typeName == record["layer"].string, source)
      let weights = record["weights"].array.map(\.array)
      #expect(graph[id].weights.map(\.path) == weights.map { $0[1].string }, source)
      #expect(graph[id].weights.map(\.specification.shape) == weights.map(\.[2].sizes), source)
      #expect(graph[id].weights.map(\.specification.trainable) == weights.map(\.[3].isTrue), source)
      let parameters = graph.parameters(of: graph.topLevelCalls)
      #expect(
        [parameters.total, parameters.trainable, parameters.nonTrainable] == record["parameters"].sizes, source)
      if let expected = record["unknownSizes"].shape {
        let unknown = shapes.map { unknownSizes($0, isChannelsFirst: source.rawValue.contains("channels_first")) }
        #expect(try call(name, arguments, on: unknown).output == expected, source)
      }
    }
  }

  /// Only the channels are known.
  private func unknownSizes(_ shape: Shape, isChannelsFirst: Bool) -> Shape {
    let kept = isChannelsFirst ? 1 : shape.rank - 1
    return Shape(shape.dimensions.indices.map { $0 == kept ? shape[$0] : nil })
  }

  @Test func knownSizesGiveTheShapesThatKerasComputes() throws {
    for record in try JSON.fixture("layers/layers.json")["cases"].array
    where record["arguments"]["activation"].string != "glu" {
      let shapes = record["inputs"].array.compactMap(\.["shape"].shape)
      let output = try call(Self.name(record), record["arguments"].members.mapValues(\.argument), on: shapes).output
      #expect(output == record["outputShape"].shape, Comment(rawValue: record["source"].string ?? "?"))
    }
  }

  @Test func unknownSizesFlowAsInKeras() throws {
    var count = 0
    for record in try JSON.fixture("layers/layers.json")["cases"].array {
      guard let expected = record["unknownSizes"].shape else { continue }
      let shapes = record["inputs"].array.compactMap(\.["shape"].shape).map { shape in
        [nil, nil, nil, shape[3]] as Shape
      }
      let output = try call(Self.name(record), record["arguments"].members.mapValues(\.argument), on: shapes).output
      #expect(output == expected, Comment(rawValue: record["source"].string ?? "?"))
      count += 1
    }
    #expect(count > 350)
  }

  private func unbatched(_ shape: Shape) -> Shape { Shape([nil] + shape.dimensions.dropFirst()) }

  @Test func signaturesHaveKerasNamesOrderAndDefaults() throws {
    let layers = try JSON.fixture("defaults.json")["layers"].array
    var seen: Set<String> = []
    for record in layers {
      let name = record["name"].string ?? ""
      guard let type = LayerRegistry.layer(named: name) else { continue }
      seen.insert(type.name)
      let signature = type.signature
      let expected = record["parameters"].array.filter { !["*", "**"].contains($0["kind"].string) }
      let comment = Comment(rawValue: name)
      #expect(signature.name == name, comment)
      #expect(Set(signature.aliases) == Set(record["aliases"].array.compactMap(\.string)), comment)
      #expect(signature.parameters.map(\.name) == expected.map { $0["name"].string }, comment)
      for (parameter, wanted) in zip(signature.parameters, expected) {
        let comment = Comment(rawValue: "\(name) \(parameter.name)")
        #expect((parameter.defaultValue == nil) == wanted["required"].isTrue, comment)
        guard let value = parameter.defaultValue else { continue }
        #expect(isEqual(value, wanted["default"].argument), comment)
      }
    }
    #expect(seen == Set(LayerRegistry.all.map { $0.name }))
  }

  /// JSON writes 0.0 and 0 alike.
  private func isEqual(_ value: ArgumentValue, _ other: ArgumentValue) -> Bool {
    switch (value, other) {
    case (.float(let value), .int(let other)): value == Double(other)
    default: value == other
    }
  }
}
