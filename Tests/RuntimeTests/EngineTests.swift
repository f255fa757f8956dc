// The engine: determinism, reuse after an edit, cancellation, refusals.

import ModelGraph
import Runtime
import Tensors
import Testing

/// Input, convolution, normalisation, activation, and after them what an edit changes.
private struct Chain {
  var model = TestGraph()
  let input: TensorID
  let stem: TensorID
  let output: TensorID

  init(filters: Int = 4, units: [Int] = [5]) throws {
    input = try model.input([6, 6, 3])
    var x = try model.call("Conv2D", ["filters": .int(filters), "kernel_size": .int(3)], [input])
    x = try model.call("BatchNormalization", [:], [x])
    stem = try model.call("ReLU", [:], [x])
    x = try model.call("Flatten", [:], [stem])
    for count in units { x = try model.call("Dense", ["units": .int(count)], [x]) }
    output = x
  }

  func plan(batch: Int = 1) throws -> ExecutionPlan {
    try ExecutionPlan(graph: model.graph, outputs: [output], batch: batch)
  }

  func weights(of tensor: TensorID) -> [Weight] {
    model.graph[model.graph[model.graph[tensor].producer].layer].weights
  }
}

private let image = Tensor.pattern([1, 6, 6, 3])

extension Engine {
  fileprivate func run(_ chain: Chain, _ tensor: Tensor = image, seed: UInt64 = 0) throws -> Activations {
    try run(chain.plan(batch: tensor.shape[0]), inputs: [chain.input: tensor], seed: seed)
  }
}

@Suite struct EngineTests {
  @Test func theSameSeedGivesTheSameOutput() async throws {
    let chain = try Chain()
    let first = try await Engine().run(chain)[chain.output]
    let second = try await Engine().run(chain)[chain.output]
    #expect(first != nil)
    #expect(first == second)
    #expect(try await Engine().run(chain, seed: 1)[chain.output] != first)
  }

  @Test func aLayerAtTheEndChangesNothingBeforeIt() async throws {
    let (short, long) = (try Chain(), try Chain(units: [5, 7]))
    let engine = try Engine()
    let before = try await engine.run(short)
    let after = try await engine.run(long)
    #expect(before[short.stem] == after[long.stem])
    let fresh = try Engine()
    for weight in short.weights(of: short.output) {
      let (old, new) = (try await engine.weight(weight, seed: 0), try await fresh.weight(weight, seed: 0))
      #expect(old.tensor == new.tensor)
    }
    #expect(after.steps.filter(\.isReused).count == before.steps.count)
  }

  @Test func anUnchangedModelIsNotRunAgain() async throws {
    let engine = try Engine()
    let first = try await engine.run(Chain())
    #expect(first.executedCount == first.steps.count)
    let second = try await engine.run(Chain())
    #expect(second.executedCount == 0)
    #expect(second.milliseconds == first.milliseconds)
  }

  @Test func anEditRunsOnlyWhatFollowsIt() async throws {
    let engine = try Engine()
    _ = try await engine.run(Chain(units: [5, 6]))
    let chain = try Chain(units: [5, 7])
    let compiled = await engine.compiledCount
    let edited = try await engine.run(chain)
    #expect(edited.executedCount == 1)
    #expect(await engine.compiledCount == compiled + 1)
    #expect(try await Engine().run(chain)[chain.output] == edited[chain.output])
  }

  @Test func anUndoneEditFindsEverythingInTheCaches() async throws {
    let engine = try Engine()
    let first = try await engine.run(Chain())
    _ = try await engine.run(Chain(filters: 8))
    let compiled = await engine.compiledCount
    let again = try await engine.run(Chain())
    #expect(again.executedCount == 0)
    #expect(await engine.compiledCount == compiled)
    let chain = try Chain()
    #expect(again[chain.output] == first[chain.output])
  }

  @Test func anotherInputRunsEverythingWithTheSamePrimitives() async throws {
    let chain = try Chain()
    let engine = try Engine()
    let first = try await engine.run(chain)
    let compiled = await engine.compiledCount
    let other = Tensor(shape: image.shape, repeating: 0.5)
    let second = try await engine.run(chain, other)
    #expect(second.executedCount == first.steps.count)
    #expect(await engine.compiledCount == compiled)
    #expect(second[chain.output] != first[chain.output])
  }

  @Test func layersThatAreAlikeShareTheirPrimitives() async throws {
    let engine = try Engine()
    _ = try await engine.run(Chain(units: [5, 5, 5, 5]))
    // Conv2D, BatchNormalization, ReLU, Flatten, the first Dense, and one for the three others.
    #expect(await engine.compiledCount == 6)
  }

  @Test func untouchedWeightsAreTheSameObjects() async throws {
    let engine = try Engine()
    let chain = try Chain()
    let kernel = try #require(chain.weights(of: chain.output).first)
    let before = try await engine.weight(kernel, seed: 0)
    _ = try await engine.run(Chain(units: [5, 6]))
    #expect(try await engine.weight(kernel, seed: 0) === before)
    #expect(try await engine.weight(kernel, seed: 1) !== before)
  }

  @Test func imagesOfABatchDoNotMeet() async throws {
    let chain = try Chain()
    let engine = try Engine()
    let batch = Tensor.pattern([3, 6, 6, 3])
    let together: Tensor = try #require(try await engine.run(chain, batch)[chain.output])
    for index in 0..<3 {
      let values = batch.values[index * image.count..<(index + 1) * image.count]
      let single = Tensor(shape: image.shape, values: Array(values))
      let alone: Tensor = try #require(try await engine.run(chain, single)[chain.output])
      let part = Tensor(shape: [1, 5], values: Array(together.values[index * 5..<index * 5 + 5]))
      #expect(relativeError(part, alone) <= 1e-5)
    }
  }

  @Test func loadedWeightsTakeThePlaceOfGeneratedOnes() async throws {
    let chain = try Chain()
    let engine = try Engine()
    let entries = chain.weights(of: chain.output).map {
      Safetensors.Entry(name: $0.path, tensor: Tensor(shape: $0.specification.shape, repeating: 0))
    }
    let loaded = LoadedWeights(Safetensors(entries: entries))
    let result = try await engine.run(chain.plan(), inputs: [chain.input: image], seed: 0, weights: loaded)
    #expect(result[chain.output]?.values == [0, 0, 0, 0, 0])
    #expect(try await engine.run(chain)[chain.output]?.values != [0, 0, 0, 0, 0])
  }

  /// The kernels know twelve axes at most; elementwise layers need only one.
  @Test func tensorsOfManyAxesRun() async throws {
    var model = TestGraph()
    let input = try model.input([2, 3])
    let sizes = [1, 1, 1, 2, 1, 1, 1, 1, 1, 1, 1, 3, 1, 1].map { ArgumentValue.int($0) }
    let wide = try model.call("Reshape", ["target_shape": .sequence(sizes)], [input])
    let sum = try model.call("Add", [:], [wide, wide])
    let joined = try model.call("Concatenate", ["axis": .int(4)], [sum, sum])
    let output = try model.call("Flatten", [:], [joined])
    let plan = try ExecutionPlan(graph: model.graph, outputs: [output], batch: 1)
    let tensor = Tensor.pattern([1, 2, 3])
    let actual: Tensor = try #require(try await Engine().run(plan, inputs: [input: tensor], seed: 0)[output])
    let doubled = tensor.values.map { $0 * 2 }
    #expect(actual.values == doubled + doubled)
  }

  @Test func everyTensorOfThePlanCanBeHad() async throws {
    let chain = try Chain()
    let plan = try chain.plan()
    let activations = try await Engine().run(plan, inputs: [chain.input: image], seed: 0)
    #expect(activations[chain.input] == image)
    for step in plan.steps {
      #expect(activations.shape(of: step.output) == step.outputShape)
      #expect(activations[step.output]?.shape == step.outputShape)
      let summary = try #require(activations.summary(of: step.output))
      #expect(summary.count == step.outputShape.reduce(1, *) && summary.isFinite)
    }
    let relu = try #require(activations.summary(of: chain.stem))
    #expect(relu.moments?.minimum == 0 && relu.zeroShare > 0)
  }
}

@Suite struct EngineRefusalTests {
  @Test func aCancelledTaskStops() async throws {
    let chain = try Chain()
    let engine = try Engine()
    let cancelled = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await engine.run(chain)
    }
    await #expect(throws: RuntimeProblem.cancelled) { try await cancelled.value }
    #expect(try await engine.run(chain).executedCount > 0)
  }

  @Test func inputsMustBeThereAndFit() async throws {
    let chain = try Chain()
    let plan = try chain.plan()
    let engine = try Engine()
    await #expect(throws: RuntimeProblem.missingInput(layer: "input_layer")) {
      try await engine.run(plan, inputs: [:], seed: 0)
    }
    let wrong = Tensor.pattern([2, 6, 6, 3])
    await #expect(
      throws: RuntimeProblem.inputShape(layer: "input_layer", expected: [1, 6, 6, 3], got: [2, 6, 6, 3])
    ) {
      try await engine.run(plan, inputs: [chain.input: wrong], seed: 0)
    }
  }

  @Test func aLoadedWeightMustFit() async throws {
    let chain = try Chain()
    let file = Safetensors(entries: [.init(name: "dense/bias", tensor: Tensor(shape: [4]))])
    await #expect(throws: RuntimeProblem.weightShape(path: "dense/bias", expected: [5], got: [4])) {
      try await Engine().run(
        chain.plan(), inputs: [chain.input: image], seed: 0, weights: LoadedWeights(file))
    }
  }

  /// The middle of a separable convolution is neither a weight nor a layer's output.
  @Test func aLayersOwnMemoryCountsToo() async throws {
    var model = TestGraph()
    let input = try model.input([64, 64, 1])
    let output = try model.call(
      "SeparableConv2D", ["filters": .int(1), "kernel_size": .int(1), "depth_multiplier": .int(1_000_000)], [input])
    let plan = try ExecutionPlan(graph: model.graph, outputs: [output], batch: 1)
    do {
      _ = try await Engine().run(plan, inputs: [input: .pattern([1, 64, 64, 1])], seed: 0)
      Issue.record("16 GB were not refused")
    } catch RuntimeProblem.memoryBudget(let estimate, _) {
      #expect(estimate.workspaceBytes >= 64 * 64 * 1_000_000 * 4)
    }
  }

  /// Attention among an image's pixels holds a number for each two of them: here 10 GB.
  @Test func attentionAmongTooManyPlacesIsRefusedBeforeItRuns() async throws {
    var model = TestGraph()
    let input = try model.input([224, 224, 3])
    let attention: [String: ArgumentValue] = ["num_heads": .int(1), "key_dim": .int(2)]
    let output = try model.call("MultiHeadAttention", attention, [input, input])
    let plan = try ExecutionPlan(graph: model.graph, outputs: [output], batch: 1)
    let batch = try BatchPlan(graph: model.graph, outputs: [output], batch: 1, group: 1)
    let inputs = [input: Tensor.pattern([1, 224, 224, 3])]
    let exact = await #expect(throws: RuntimeProblem.self) { try await Engine().run(plan, inputs: inputs, seed: 0) }
    let fused = await #expect(throws: RuntimeProblem.self) {
      try await Engine().predict(batch, inputs: inputs, seed: 0)
    }
    for problem in [exact, fused] {
      #expect(problem?.code == "memory-budget")
      #expect(problem?.message.contains("9.5 GiB") == true || problem?.message.contains("9.4 GiB") == true)
    }
  }

  @Test func messagesAreOneLineAndCodesDiffer() {
    let problems: [RuntimeProblem] = [
      .unknownSize(layer: "a", shape: [nil]), .memoryBudget(MemoryEstimate(), limit: 1), .missingInput(layer: "a"),
      .inputShape(layer: "a", expected: [nil], got: [1]), .weightShape(path: "a", expected: [1], got: [2]),
      .unsupported(layer: "a", what: "b"), .library(operation: "a", status: "b"), .outOfMemory(bytes: 1), .cancelled,
    ]
    #expect(Set(problems.map(\.code)).count == problems.count)
    #expect(problems.allSatisfy { !$0.message.isEmpty && !$0.message.contains("\n") })
  }
}

@Suite struct EngineThreadTests {
  /// Many callers at once take turns, and an engine can end on any thread.
  @Test func callersFromManyTasksTakeTurns() async throws {
    let chain = try Chain()
    let expected = try await Engine().run(chain)[chain.output]
    let outputs = try await withThrowingTaskGroup(of: Tensor?.self) { group in
      let engine = try Engine()
      for _ in 0..<32 {
        group.addTask { try await engine.run(chain)[chain.output] }
        group.addTask { try await Engine().run(chain)[chain.output] }
      }
      return try await group.reduce(into: [Tensor?]()) { $0.append($1) }
    }
    #expect(outputs.count == 64)
    #expect(outputs.allSatisfy { $0 == expected })
  }
}
