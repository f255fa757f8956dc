// Every layer against Keras' own output, to 1e-5 of its largest magnitude: exact, fused, and fused with what may follow it.

import ModelGraph
import Tensors
import Testing

@testable import Runtime

/// Refused by name: Keras' own shapes of it are wrong.
private let unsupported: Set = ["keras.layers.Activation('glu')"]
private let cases = Fixtures.layerCases.filter { !unsupported.contains($0.source) }

/// One engine for all cases, so that what it caches is tried too.
private let engine = Result { try Engine() }

@Suite struct LayerOracleTests {
  @Test func thereAreCasesForEveryLayer() {
    let covered = Set(Fixtures.layerCases.map(\.layer))
    for layer in LayerRegistry.all where layer.name != "InputLayer" {
      #expect(covered.contains(layer.name), "\(layer.name)")
    }
  }

  @Test(arguments: cases) func outputIsKeras(_ layerCase: LayerCase) async throws {
    let model = try CaseModel(layerCase)
    let expected = try #require(Fixtures.layerFiles[layerCase.file]?[layerCase.output])
    #expect(try await error(of: model.exact(), expected) <= 1e-5)
    #expect(try await error(of: model.fused(), expected) <= 1e-5)
  }

  /// A product takes over the normalisation, the activation and the sum that follow it.
  @Test(arguments: cases.filter(\.isProduct)) func fusedWithItsFollowersIsExact(_ layerCase: LayerCase) async throws {
    var model = try CaseModel(layerCase)
    let isFirst = layerCase.arguments["data_format"]?.argument == .string("channels_first")
    let skipped = model.output
    model.output = try model.graph.call("BatchNormalization", ["axis": .int(isFirst ? 1 : -1)], [skipped])
    model.output = try model.graph.call("ReLU", ["max_value": .float(6)], [model.output])
    let exact = try await model.exact()
    #expect(try await error(of: model.fused(), exact) <= 1e-5)
  }

  private func error(of actual: Tensor, _ expected: Tensor) -> Float { relativeError(actual, expected) }
}

/// A case's layer in a graph of its own, with its inputs and weights.
private struct CaseModel {
  var graph = TestGraph()
  var output: TensorID
  private let batch: Int
  private var inputs: [TensorID: Tensor] = [:]
  private let weights: LoadedWeights

  init(_ layerCase: LayerCase) throws {
    let file = try #require(Fixtures.layerFiles[layerCase.file])
    batch = layerCase.inputs[0].shape[0]
    var order: [TensorID] = []
    for input in layerCase.inputs {
      let tensor = try graph.input(input.shape.dropFirst().map { $0 })
      order.append(tensor)
      let values: Tensor = try #require(file[input.tensor])
      inputs[tensor] = values
    }
    output = try graph.call(layerCase.layer, layerCase.arguments.mapValues(\.argument), order, name: layerCase.id)
    weights = LoadedWeights(
      Safetensors(
        entries: try layerCase.weights.map {
          Safetensors.Entry(name: "\(layerCase.id)/\($0.name)", tensor: try #require(file[$0.tensor]))
        }))
  }

  /// Each layer by itself.
  func exact() async throws -> Tensor {
    let plan = try ExecutionPlan(graph: graph.graph, outputs: [output], batch: batch)
    return try #require(try await engine.get().run(plan, inputs: inputs, seed: 0, weights: weights)[output])
  }

  /// As prediction does it.
  func fused() async throws -> Tensor {
    let plan = try BatchPlan(graph: graph.graph, outputs: [output], batch: batch, group: batch)
    return try #require(
      try await engine.get().predict(plan, inputs: inputs, seed: 0, weights: weights).outputs[output])
  }
}

extension LayerCase {
  /// Whether its kernel may do what follows it.
  fileprivate var isProduct: Bool {
    let operation = try? LayerRegistry.layer(named: layer)?.make(arguments.mapValues(\.argument))
    return operation?.product.map { $0.activation == .linear } ?? false
  }
}
