// Memory follows what is wanted: other outputs are let go of, and an edit still finds what it starts from.

import ModelGraph
import Runtime
import Tensors
import Testing

/// Images of 4 kB in a row of ReLUs, and a few numbers that come out of them at the end.
private struct Row {
  static let imageBytes = 16 * 16 * 4 * 4

  var model = TestGraph()
  let input: TensorID
  private(set) var layers: [TensorID] = []
  let output: TensorID

  init(layers count: Int = 10, units: Int = 2) throws {
    input = try model.input([16, 16, 4])
    var x = input
    for _ in 0..<count {
      x = try model.call("ReLU", [:], [x])
      layers.append(x)
    }
    x = try model.call("GlobalAveragePooling2D", [:], [x])
    output = try model.call("Dense", ["units": .int(units)], [x])
  }

  func plan(_ outputs: [TensorID], keeping: ExecutionPlan.Keeping = .outputs) throws -> ExecutionPlan {
    try ExecutionPlan(graph: model.graph, outputs: outputs, batch: 1, keeping: keeping)
  }

  var image: [TensorID: Tensor] { [input: .pattern([1, 16, 16, 4])] }

  /// An engine that keeps two of the images that nobody wants.
  static func engine() throws -> Engine { try Engine(spareBytes: imageBytes + 100) }
}

@Suite struct KeepingTests {
  @Test func onlyWhatIsWantedIsKept() async throws {
    let row = try Row(layers: 3)
    let activations = try await Engine().run(row.plan([row.layers[1], row.output]), inputs: row.image, seed: 0)
    #expect(activations[row.input] != nil)
    #expect(activations[row.layers[1]]?.shape == [1, 16, 16, 4])
    #expect(activations[row.output]?.shape == [1, 2])
    #expect(activations[row.layers[0]] == nil)
    #expect(activations[row.layers[2]] == nil)
    #expect(activations.steps.count == 5)
    #expect(activations.executedCount == 5)
  }

  @Test func theEstimateIsOfWhatIsThereAtTheSameTime() throws {
    let row = try Row()
    let image = Row.imageBytes
    // The input stays; of the layers' outputs two are there at once, one being made of the other.
    #expect(try row.plan([row.output]).memory.activationBytes == 3 * image)
    #expect(try row.plan([row.layers[4], row.output]).memory.activationBytes == 4 * image)
    #expect(try row.plan([row.output], keeping: .everything).memory.activationBytes == 11 * image + 16 + 8)
  }

  @Test func whatIsNotKeptDoesNotCountAgainstTheBudget() throws {
    let row = try Row()
    let limit = 5 * Row.imageBytes
    let graph = row.model.graph
    #expect(throws: RuntimeProblem.self) {
      try ExecutionPlan(graph: graph, outputs: [row.output], batch: 1, keeping: .everything, memoryLimit: limit)
    }
    _ = try ExecutionPlan(graph: graph, outputs: [row.output], batch: 1, keeping: .outputs, memoryLimit: limit)
  }

  @Test func anUnchangedModelIsNotRunAgainThoughItsLayersWereLetGo() async throws {
    let row = try Row()
    let engine = try Row.engine()
    let first = try await engine.run(row.plan([row.output]), inputs: row.image, seed: 0)
    let second = try await engine.run(row.plan([row.output]), inputs: row.image, seed: 0)
    #expect(second.executedCount == 0)
    #expect(second[row.output] == first[row.output])
    #expect(second.milliseconds == first.milliseconds)
  }

  @Test func anEditAtTheEndStartsFromTheLastOutputs() async throws {
    let (row, edited) = (try Row(), try Row(units: 3))
    let engine = try Row.engine()
    _ = try await engine.run(row.plan([row.output]), inputs: row.image, seed: 0)
    #expect(try await engine.run(edited.plan([edited.output]), inputs: edited.image, seed: 0).executedCount == 1)
  }

  @Test func anOutputThatNobodyTakesIsNotComputed() async throws {
    var model = TestGraph()
    let input = try model.input([4])
    let split = TensorOperation("Split", .split(.count(2), axis: -1)).operation
    let origin = model.graph[model.graph[input].producer].origin
    let layer = model.graph.addLayer(
      .primitive(split), name: "split", typeName: "Split", origin: origin, role: .operation)
    let halves = try model.graph.apply(split, of: layer, to: [input], origin: origin)
    let plan = try ExecutionPlan(graph: model.graph, outputs: [halves[1]], batch: 1, keeping: .outputs)
    let image = Tensor(shape: [1, 4], values: [1, 2, 3, 4])
    let engine = try Engine()
    for executed in [1, 0] {
      let activations = try await engine.run(plan, inputs: [input: image], seed: 0)
      #expect(activations.executedCount == executed)
      #expect(activations.steps.map(\.output) == [halves[1]])
      #expect(activations[halves[1]]?.values == [3, 4])
    }
  }

  /// What has been let go of is computed again, from where it still is known.
  @Test func aLayerThatIsWantedLaterIsTheSameAsEver() async throws {
    let row = try Row()
    let engine = try Row.engine()
    let first = try await engine.run(row.plan([row.output]), inputs: row.image, seed: 0)
    let again = try await engine.run(row.plan([row.layers[1], row.output]), inputs: row.image, seed: 0)
    #expect(again.executedCount == 2)
    #expect(again[row.layers[1]]?.values == row.image[row.input]?.values.map { max(0, $0) })
    #expect(again[row.output] == first[row.output])
    // While somebody holds it, it is there.
    let held = try await engine.run(row.plan([row.layers[1], row.output]), inputs: row.image, seed: 0)
    #expect(held.executedCount == 0)
    #expect(again[row.layers[1]] == held[row.layers[1]])
  }
}
