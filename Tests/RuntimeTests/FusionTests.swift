// Prediction by fused kernels: it agrees with Keras and with the exact run of each layer, whatever is fused.

import ModelGraph
import Tensors
import Testing

@testable import Runtime

@Suite struct FusionTests {
  @Test func fusedEffNetIsKeras() async throws {
    let network = try EffNet()
    let weights = try Fixtures.tensors("models/effnet.weights.safetensors")
    let expected = try Fixtures.tensors("models/effnet.activations.safetensors")
    let images: Tensor = try #require(expected["input"])
    // A group of three, so that a batch that it does not divide is met too.
    let plan = try BatchPlan(
      graph: network.model.graph, outputs: [network.output], batch: images.shape[0], group: 3)
    let predicted = try await Engine().predict(
      plan, inputs: [network.input: images], seed: 0, weights: LoadedWeights(weights))
    let output: Tensor = try #require(expected["output"])
    #expect(relativeError(try #require(predicted.outputs[network.output]), output) <= 1e-5)
  }

  @Test func effNetIsTenKernels() throws {
    let network = try EffNet()
    let plan = try ExecutionPlan(graph: network.model.graph, outputs: [network.output], batch: 1)
    let fused = Fusion.steps(of: plan)
    // Each block's row, pooling and column are one chain, which of the first block the mixing of colours begins. Then come
    // Flatten, which is no kernel, and Dense.
    #expect(fused.map(\.links.count) == [4, 1, 1, 3, 1, 1, 3, 1, 1, 1])
    #expect(fused.flatMap(\.links).count { $0.normalization != nil } == 12)
  }

  @Test func wantedOutputsAreNotFusedAway() throws {
    let network = try EffNet()
    let middle = network.model.graph.callIDs.compactMap { call -> TensorID? in
      guard case .batchNormalization = network.model.graph.operation(of: network.model.graph[call].layer) else {
        return nil
      }
      return network.model.graph[call].outputs.first
    }[0]
    let plan = try ExecutionPlan(graph: network.model.graph, outputs: [network.output, middle], batch: 1)
    #expect(Fusion.steps(of: plan).contains { $0.output == middle })
  }

  /// A residual block with all that a kernel may take over: normalisations, activations, a sum in place, dropout.
  @Test(arguments: [true, false]) func residualBlocksAgreeWithTheExactRun(_ isShortcutUsedAgain: Bool) async throws {
    var model = TestGraph()
    let input = try model.input([8, 8, 6])
    let shortcut = try model.unit(input, filters: 8, activation: "ReLU")
    var x = try model.unit(shortcut, filters: 4, activation: "ReLU")
    x = try model.unit(x, filters: 8, activation: nil)
    x = try model.call("Dropout", ["rate": .float(0.5)], [x])
    x = try model.call("Add", [:], [shortcut, x])
    x = try model.call("ReLU", ["max_value": .float(6)], [x])
    if isShortcutUsedAgain { x = try model.call("Concatenate", [:], [x, shortcut]) }
    let plan = try ExecutionPlan(graph: model.graph, outputs: [x], batch: 2)
    #expect(Fusion.steps(of: plan).contains { $0.summand == shortcut } != isShortcutUsedAgain)

    let images = Tensor(shape: [2, 8, 8, 6], values: (0..<768).map { Float($0 % 19) / 9 - 1 })
    let engine = try Engine()
    let exact = try await engine.run(plan, inputs: [input: images], seed: 3)
    let batch = try BatchPlan(graph: model.graph, outputs: [x], batch: 2, group: 1)
    let predicted = try await engine.predict(batch, inputs: [input: images], seed: 3)
    #expect(relativeError(try #require(predicted.outputs[x]), try #require(exact[x])) <= 1e-5)
  }

  /// A kernel does a function of each kind with one set of parameters.
  @Test(arguments: [
    ("relu6", "ReLU", ["max_value": ArgumentValue.float(2)]),
    ("leaky_relu", "LeakyReLU", ["negative_slope": .float(0.7)]),
    ("elu", "ELU", ["alpha": .float(3)]), ("selu", "Activation", ["activation": .string("hard_sigmoid")]),
    ("relu6", "Activation", ["activation": .string("relu6")]),
  ])
  func oneKindOfFunctionTwiceAgreesWithTheExactRun(
    _ first: String, _ second: String, _ arguments: [String: ArgumentValue]
  ) async throws {
    var model = TestGraph()
    let input = try model.input([5, 5, 3])
    var x = try model.call(
      "Conv2D",
      [
        "filters": .int(16), "kernel_size": .int(3), "kernel_initializer": .string("random_normal"),
        "activation": .string(first),
      ], [input])
    x = try model.call(second, arguments, [x])
    let images = Tensor(shape: [1, 5, 5, 3], values: (0..<75).map { Float($0 * 37 % 75) - 37 })
    let engine = try Engine()
    let exact = try await engine.run(
      ExecutionPlan(graph: model.graph, outputs: [x], batch: 1), inputs: [input: images], seed: 0)
    let predicted = try await engine.predict(
      BatchPlan(graph: model.graph, outputs: [x], batch: 1, group: 1), inputs: [input: images], seed: 0)
    #expect(relativeError(try #require(predicted.outputs[x]), try #require(exact[x])) <= 1e-5)
  }

  /// As activations of one layer are its own kernel's already.
  @Test(arguments: Activation.allCases) func anActivationFitsOneKernel(_ activation: Activation) {
    #expect(activation.functions?.fitOneKernel ?? true)
  }
}

extension TestGraph {
  fileprivate mutating func unit(_ x: TensorID, filters: Int, activation: String?) throws -> TensorID {
    var x = try call(
      "Conv2D", ["filters": .int(filters), "kernel_size": .int(3), "padding": .string("same")], [x])
    x = try call("BatchNormalization", [:], [x])
    return if let activation { try call(activation, [:], [x]) } else { x }
  }
}

@Suite struct BufferPlanTests {
  @Test func valuesThatLiveTogetherDoNotOverlap() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let values = (0..<Int.random(in: 1...30, using: &generator)).map { _ in
        let first = Int.random(in: 0...20, using: &generator)
        return BufferPlan.Value(
          count: Int.random(in: 1...100, using: &generator), first: first,
          last: first + Int.random(in: 0...6, using: &generator))
      }
      let plan = BufferPlan(values)
      for (index, value) in values.enumerated() {
        #expect(plan.offsets[index] + value.count <= plan.count)
        for other in 0..<index where values[other].first <= value.last && value.first <= values[other].last {
          let isApart =
            plan.offsets[index] + value.count <= plan.offsets[other]
            || plan.offsets[other] + values[other].count <= plan.offsets[index]
          #expect(isApart, "\(values)")
        }
      }
    }
  }

  @Test func aChainTakesTheRoomOfItsLargestPair() {
    // Each value lives until the next is made.
    let values = [64, 32, 128, 16].enumerated().map { BufferPlan.Value(count: $1, first: $0, last: $0 + 1) }
    #expect(BufferPlan(values).count == 128 + 32)
  }
}
