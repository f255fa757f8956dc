// Every layer against Keras' own output, to 1e-5 of its largest magnitude.

import ModelGraph
import Runtime
import Tensors
import Testing

/// Refused by name: Keras' own symbolic shape of the first is wrong, and the second sorts.
private let unsupported: Set = ["keras.layers.Activation('glu')", "keras.layers.Activation('sparsemax')"]

/// One engine for all cases, so that what it caches is tried too.
private let engine = Result { try Engine() }

@Suite struct LayerOracleTests {
  /// What no lowering computes yet: these show shapes and counts, and say so when they are run.
  private static let notYet: Set = [
    "Conv1DTranspose", "Conv2DTranspose", "Embedding", "MultiHeadAttention", "LayerNormalization", "GroupNormalization",
    "RMSNormalization", "UnitNormalization", "Resizing", "RandomCrop", "Dot",
  ]

  @Test func thereAreCasesForEveryLayer() {
    let covered = Set(Fixtures.layerCases.map(\.layer))
    for layer in LayerRegistry.all where layer.name != "InputLayer" {
      #expect(covered.contains(layer.name) != Self.notYet.contains(layer.name), "\(layer.name)")
    }
  }

  @Test(arguments: Fixtures.layerCases.filter { !unsupported.contains($0.source) })
  func outputIsKeras(_ layerCase: LayerCase) async throws {
    let file = try #require(Fixtures.layerFiles[layerCase.file])
    var model = TestGraph()
    var inputs: [TensorID: Tensor] = [:]
    var order: [TensorID] = []
    for input in layerCase.inputs {
      let tensor = try model.input(input.shape.dropFirst().map { $0 })
      order.append(tensor)
      let values: Tensor = try #require(file[input.tensor])
      inputs[tensor] = values
    }
    let output = try model.call(layerCase.layer, layerCase.arguments.mapValues(\.argument), order, name: layerCase.id)
    let weights = try layerCase.weights.map {
      Safetensors.Entry(name: "\(layerCase.id)/\($0.name)", tensor: try #require(file[$0.tensor]))
    }
    let plan = try ExecutionPlan(graph: model.graph, outputs: [output], batch: layerCase.inputs[0].shape[0])

    let engine = try engine.get()
    let activations = try await engine.run(
      plan, inputs: inputs, seed: 0, weights: LoadedWeights(Safetensors(entries: weights)))
    let actual = try #require(activations[output])
    let expected = try #require(file[layerCase.output])
    #expect(actual.shape == layerCase.outputShape)
    #expect(relativeError(actual, expected) <= 1e-5)
  }
}
