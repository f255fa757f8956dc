// Plans: order, flattening, concrete sizes, and refusals before anything is allocated.

import ModelGraph
import Runtime
import Tensors
import Testing

private func problem(_ body: () throws -> ExecutionPlan) -> RuntimeProblem? {
  do {
    _ = try body()
    return nil
  } catch {
    return error as? RuntimeProblem
  }
}

@Suite struct PlanTests {
  @Test func stepsFollowTheirInputsAndLeaveOutWhatNobodyNeeds() throws {
    var model = TestGraph()
    let input = try model.input([8, 8, 3])
    let stem = try model.call("Conv2D", ["filters": .int(4), "kernel_size": .int(1)], [input])
    _ = try model.call("Flatten", [:], [stem])
    let branch = try model.composite("Sequential", stem) { model, x in
      try model.call("ReLU", [:], [model.call("BatchNormalization", [:], [x])])
    }
    let sum = try model.call("Add", [:], [stem, branch])

    let plan = try ExecutionPlan(graph: model.graph, outputs: [sum], batch: 2)
    #expect(plan.inputs.map(\.shape) == [[2, 8, 8, 3]])
    #expect(plan.steps.map(\.name) == ["conv2d", "batch_normalization", "re_lu", "add"])
    #expect(plan.steps.map(\.outputShape) == Array(repeating: [2, 8, 8, 4], count: 4))
    #expect(plan.steps[1].weights.map(\.path).first == "sequential/batch_normalization/gamma")
    #expect(plan.steps[3].inputs == [stem, branch])
  }

  @Test func memoryIsReckonedFromShapes() throws {
    var model = TestGraph()
    let input = try model.input([10])
    let output = try model.call("Dense", ["units": .int(5)], [input])
    let plan = try ExecutionPlan(graph: model.graph, outputs: [output], batch: 3)
    #expect(plan.memory.activationBytes == (3 * 10 + 3 * 5) * 4)
    #expect(plan.memory.weightBytes == (10 * 5 + 5) * 4)
    #expect(plan.memory.total == 180 + 2 * 220)
  }

  @Test func aSharedLayersWeightsAreCountedOnce() throws {
    var model = TestGraph()
    let input = try model.input([4])
    let hidden = try model.call("Dense", ["units": .int(4)], [input])
    let layer = model.graph[model.graph[hidden].producer].layer
    let operation = try #require(model.graph.operation(of: layer))
    let again = try model.graph.apply(operation, of: layer, to: [hidden], origin: model.graph[layer].origin)[0]
    let plan = try ExecutionPlan(graph: model.graph, outputs: [again], batch: 1)
    #expect(plan.steps.count == 2)
    #expect(plan.memory.weightBytes == (4 * 4 + 4) * 4)
  }

  @Test func aHugeLayerIsRefusedWithItsFigure() throws {
    var model = TestGraph()
    let input = try model.input([4])
    let output = try model.call("Dense", ["units": .int(1_000_000_000_000)], [input])
    let refusal = try #require(problem { try ExecutionPlan(graph: model.graph, outputs: [output], batch: 1) })
    #expect(refusal.code == "memory-budget")
    // 4 · 10¹² weights and 10¹² biases, twice, and 10¹² outputs, of 4 bytes each: 44 · 10¹² bytes.
    #expect(refusal.message.contains("needs 40 TiB"), "\(refusal.message)")
    #expect(refusal.message.contains("the memory budget is 2 GiB"), "\(refusal.message)")
  }

  @Test func aSizeBeyondCountingIsRefused() throws {
    var model = TestGraph()
    let input = try model.input([4])
    let output = try model.call("Dense", ["units": .int(4_000_000_000_000_000_000)], [input])
    let refusal = try #require(problem { try ExecutionPlan(graph: model.graph, outputs: [output], batch: 1) })
    #expect(refusal.message.contains("more than 8 EiB"), "\(refusal.message)")
  }

  @Test func theLimitIsTheCallers() throws {
    var model = TestGraph()
    let input = try model.input([10])
    let output = try model.call("ReLU", [:], [input])
    #expect(problem { try ExecutionPlan(graph: model.graph, outputs: [output], batch: 1, memoryLimit: 80) } == nil)
    #expect(
      problem { try ExecutionPlan(graph: model.graph, outputs: [output], batch: 1, memoryLimit: 79) }
        == .memoryBudget(MemoryEstimate(activationBytes: 80), limit: 79))
  }

  @Test func unknownSizesComeWithTheData() throws {
    var model = TestGraph()
    let input = try model.input([nil, nil, 3])
    let output = try model.call("MaxPooling2D", [:], [input])
    #expect(
      problem { try ExecutionPlan(graph: model.graph, outputs: [output], batch: 1) }
        == .unknownSize(layer: "input_layer", shape: [nil, nil, nil, 3]))
    let plan = try ExecutionPlan(
      graph: model.graph, outputs: [output], batch: 1, inputShapes: [input: [1, 6, 4, 3]])
    #expect(plan.steps[0].outputShape == [1, 3, 2, 3])
    #expect(
      problem {
        try ExecutionPlan(graph: model.graph, outputs: [output], batch: 1, inputShapes: [input: [1, 6, 4, 1]])
      } == .inputShape(layer: "input_layer", expected: [nil, nil, nil, 3], got: [1, 6, 4, 1]))
  }

  @Test func aLayerMayRefuseTheConcreteSizes() throws {
    var model = TestGraph()
    let input = try model.input([nil, nil, 3])
    let output = try model.call("MaxPooling2D", ["pool_size": .int(5)], [input])
    let refusal = try #require(
      problem {
        try ExecutionPlan(graph: model.graph, outputs: [output], batch: 1, inputShapes: [input: [1, 4, 4, 3]])
      })
    guard case .layer = refusal else {
      Issue.record("expected the layer's refusal, got \(refusal)")
      return
    }
  }
}
