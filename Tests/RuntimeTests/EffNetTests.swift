// The whole EffNet of the published listing, with Keras' weights, layer by layer.

import ModelGraph
import Runtime
import Tensors
import Testing

/// The listing's network; its tensors by the names that the listing gives to its layers.
struct EffNet {
  var model = TestGraph()
  let input: TensorID
  private(set) var outputs: [(name: String, tensor: TensorID)] = []

  init() throws {
    input = try model.input([32, 32, 3])
    var x = input
    for (name, middle, last) in [("block1", 32, 64), ("block2", 64, 128), ("block3", 128, 256)] {
      x = try unit("\(name)_conv_bn_leakyrelu1", "Conv2D", filters: middle, kernel: (1, 1), strides: (1, 1), x)
      x = try unit("\(name)_depthwiseconv_bn_leakyrelu1", "DepthwiseConv2D", kernel: (1, 3), strides: (1, 1), x)
      x = try layer("MaxPooling2D", ["pool_size": pair(1, 2), "strides": pair(1, 2)], x, name: "\(name)_maxpool")
      x = try unit("\(name)_depthwiseconv_bn_leakyrelu2", "DepthwiseConv2D", kernel: (3, 1), strides: (1, 1), x)
      x = try unit("\(name)_conv_bn_leakyrelu2", "Conv2D", filters: last, kernel: (1, 1), strides: (2, 1), x)
    }
    x = try layer("Flatten", [:], x, name: "flatten")
    _ = try layer("Dense", ["units": .int(10), "activation": .string("softmax")], x, name: "dense")
  }

  var output: TensorID { outputs[outputs.count - 1].tensor }

  private mutating func layer(
    _ type: String, _ arguments: [String: ArgumentValue], _ x: TensorID, name: String
  ) throws -> TensorID {
    let result = try model.call(type, arguments, [x], name: name)
    outputs.append((name, result))
    return result
  }

  /// A convolution, a normalisation and an activation in a `Sequential` in a layer of the listing's own.
  private mutating func unit(
    _ name: String, _ type: String, filters: Int? = nil, kernel: (Int, Int), strides: (Int, Int), _ x: TensorID
  ) throws -> TensorID {
    var arguments: [String: ArgumentValue] = [
      "kernel_size": pair(kernel.0, kernel.1), "strides": pair(strides.0, strides.1), "padding": .string("same"),
    ]
    if let filters { arguments["filters"] = .int(filters) }
    let result = try model.composite("Conv_Bn_LeakyRelu", name: name, x) { model, x in
      try model.composite("Sequential", x) { model, x in
        var x = try model.call(type, arguments, [x])
        x = try model.call("BatchNormalization", [:], [x])
        return try model.call("LeakyReLU", [:], [x])
      }
    }
    outputs.append((name, result))
    return result
  }
}

private func pair(_ first: Int, _ second: Int) -> ArgumentValue { .sequence([.int(first), .int(second)]) }

@Suite struct EffNetTests {
  @Test func everyLayerIsKeras() async throws {
    let network = try EffNet()
    let weights = try Fixtures.tensors("models/effnet.weights.safetensors")
    let expected = try Fixtures.tensors("models/effnet.activations.safetensors")
    let images: Tensor = try #require(expected["input"])
    let plan = try ExecutionPlan(graph: network.model.graph, outputs: [network.output], batch: images.shape[0])
    #expect(Set(plan.steps.flatMap { $0.weights.map(\.path) }) == Set(weights.entries.map(\.name)))

    let activations = try await Engine().run(
      plan, inputs: [network.input: images], seed: 0, weights: LoadedWeights(weights))
    for (name, tensor) in network.outputs {
      // The fixture holds the first image's alone.
      let layer: Tensor = try #require(expected["layer/\(name)"])
      let actual: Tensor = try #require(activations[tensor])
      let first = Tensor(shape: layer.shape, values: Array(actual.values.prefix(layer.count)))
      #expect(relativeError(first, layer) <= 1e-5, "\(name)")
    }
    let output: Tensor = try #require(expected["output"])
    let actual: Tensor = try #require(activations[network.output])
    #expect(relativeError(actual, output) <= 1e-5)
  }

  @Test func countsAreThePublishedOnes() throws {
    let network = try EffNet()
    let plan = try ExecutionPlan(graph: network.model.graph, outputs: [network.output], batch: 1)
    // Twelve units of three layers, three poolings, Flatten and Dense.
    #expect(plan.steps.count == 12 * 3 + 3 + 2)
    #expect(plan.memory.weightBytes == 111_498 * 4)
  }
}
