// Whole networks with weights against Keras: every layer's output, and what fused kernels make of the whole.

import Diagnostics
import Foundation
import KerasBindings
import Language
import ModelGraph
import Runtime
import Tensors
import Testing

@testable import Kernel

/// What Keras made of one network: see `Tests/Fixtures/generator/networks.py`.
private struct Network: Decodable, Sendable, CustomTestStringConvertible {
  struct Layer: Decodable, Sendable {
    let name: String
    let shape: [Int]
  }

  let name: String
  /// The file of Keras' applications that makes it; nil for a script beside the fixture.
  let builder: String?
  let source: String?
  let gain: Float
  let inputScale: Float
  let parameters: Int
  let layers: [Layer]

  var testDescription: String { name }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/networks")

  static let all: [Network] = {
    struct Fixture: Decodable { let networks: [Network] }
    let file = folder.appending(path: "networks.json")
    return (try? JSONDecoder().decode(Fixture.self, from: Data(contentsOf: file)))?.networks ?? []
  }()

  static let channelsFirst = all.filter { ["mobilenet", "resnet50"].contains($0.name) }

  /// What Keras computed: `output`, and of each layer's output a row of `samples`, the `largest` magnitude and the mean.
  static let numbers = Result { try SafetensorsFile(path: folder.appending(path: "networks.safetensors").path) }

  /// Of each layer in order.
  var outputs: [OutputNumbers] {
    get throws {
      let (samples, largest, means) = (try numbers("samples"), try numbers("largest"), try numbers("means"))
      let width = samples.shape[1]
      return layers.enumerated().map { index, layer in
        OutputNumbers(
          shape: layer.shape, largest: largest.values[index], mean: means.values[index],
          samples: Array(samples.values[(index * width)..<((index + 1) * width)]))
      }
    }
  }

  func numbers(_ name: String) throws -> Tensor {
    let file = try Network.numbers.get()
    return try file.tensor(#require(file.header.items.first { $0.name == "\(self.name)/\(name)" }))
  }

  /// The session; nil where Keras' package is not here.
  func evaluation(isChannelsFirst: Bool = false) throws -> DocumentEvaluation? {
    guard let builder, var source else {
      let file = Network.folder.appending(path: "\(name).py")
      return try DocumentEvaluation(of: Data(contentsOf: file), at: file.path)
    }
    guard let keras = KerasPackage.folder(for: name) else { return nil }
    if isChannelsFirst {
      source =
        "backend.set_image_data_format('channels_first')\n" + source.replacing("(64, 64, 3)", with: "(3, 64, 64)")
    }
    return try KerasPackage.evaluation(of: builder, then: source, in: keras)
  }
}

/// A network of a session, with its weights and its input.
private struct OpenNetwork {
  let graph: Graph
  let model: SessionModel
  let weights: LoadedWeights
  let inputs: [TensorID: Tensor]
  let batch: Int

  init(_ network: Network, _ evaluation: DocumentEvaluation, isChannelsFirst: Bool = false) throws {
    let problems = evaluation.stages.flatMap(\.diagnostics).filter { $0.severity == .error }
    #expect(problems.map { $0.rendered(in: evaluation.sources.all) } == [])
    let interpreter = evaluation.interpreter
    graph = interpreter.keras.graph
    model = try #require(interpreter.models.last { $0.variable == "model" })
    #expect(graph.parameters(of: model.calls).total == network.parameters)
    weights = LoadedWeights(
      interpreter.weights(of: model).map { weight in
        Safetensors.Entry(name: weight.path, tensor: .formula(weight, gain: network.gain))
      })
    batch = try #require(network.layers.first?.shape.first)
    let declared = graph[model.inputs[0]].shape.dimensions.dropFirst().compactMap { $0 }
    let sizes = isChannelsFirst ? [declared[1], declared[2], declared[0]] : declared
    let scale = network.inputScale / 2
    let images = Tensor.formula("input", shape: [batch] + sizes, times: scale, plus: scale)
    inputs = [model.inputs[0]: isChannelsFirst ? images.channelsFirst : images]
  }

  /// The layers but the inputs, each with its output.
  var layers: [(name: String, output: TensorID)] {
    model.rows.filter { graph[$0.layer].role == .layer && $0.typeName != "InputLayer" }.compactMap { row in
      row.outputs.first.map { (row.name, $0) }
    }
  }

  /// Runs every layer exactly; none may be off by more than a hundred thousandth of its largest magnitude.
  func compareLayers(with network: Network, _ convert: (Tensor) -> Tensor = { $0 }) async throws {
    let layers = layers
    #expect(layers.map(\.name) == network.layers.map(\.name))
    let plan = try ExecutionPlan(graph: graph, outputs: layers.map(\.output), batch: batch)
    let activations = try await Engine().run(plan, inputs: inputs, seed: 0, weights: weights)
    for (layer, expected) in zip(layers, try network.outputs) {
      let error = expected.error(of: convert(try #require(activations[layer.output])))
      #expect(error <= 1e-5, "\(layer.name)")
    }
  }

  /// Runs the fused kernels, and gives the output's error, relative to its largest magnitude.
  func compareFused(with network: Network) async throws -> Float {
    // Each image by itself, several at a time.
    let plan = try BatchPlan(graph: graph, outputs: model.outputs, batch: batch, group: 1)
    let outputs = try await Engine().predict(plan, inputs: inputs, seed: 0, weights: weights).outputs
    let actual = try #require(outputs[model.outputs[0]])
    let expected = try network.numbers("output")
    #expect(actual.shape == expected.shape)
    let error = zip(actual.values, expected.values).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
    return error / expected.extent.largest
  }
}

// One after another: each has all processors.
@Suite(.serialized) struct NetworkTests {
  @Test func theFixtureIsThere() {
    #expect(Network.all.count == 13)
    #expect(Network.channelsFirst.count == 2)
  }

  @Test(arguments: Network.all)
  private func everyLayerIsKeras(network: Network) async throws {
    guard let evaluation = try network.evaluation() else { return }
    let open = try OpenNetwork(network, evaluation)
    try await open.compareLayers(with: network)
    #expect(try await open.compareFused(with: network) <= 1e-5)
  }

  @Test(arguments: Network.channelsFirst)
  private func channelsFirstGivesTheSameNumbers(network: Network) async throws {
    guard let evaluation = try network.evaluation(isChannelsFirst: true) else { return }
    let open = try OpenNetwork(network, evaluation, isChannelsFirst: true)
    try await open.compareLayers(with: network, \.channelsLast)
    #expect(try await open.compareFused(with: network) <= 1e-5)
  }
}
