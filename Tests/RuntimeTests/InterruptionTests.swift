// A run that is wanted no more stops soon: counted by the work between two looks at it, not by a clock.

import ModelGraph
import Runtime
import Synchronization
import Tensors
import Testing

/// What a run has told at each of its looks.
private final class Looks: Sendable {
  private let state = Mutex<[WorkDone]>([])
  /// The number of the first look that says no.
  private let limit: Int

  init(limit: Int = .max) { self.limit = limit }

  var all: [WorkDone] { state.withLock { $0 } }

  func isWanted(_ done: WorkDone) -> Bool {
    state.withLock { looks in
      looks.append(done)
      return looks.count < limit
    }
  }
}

@Suite struct InterruptionTests {
  /// Wide weights by every way of drawing, and some layers.
  private static func plan() throws -> (plan: ExecutionPlan, inputs: [TensorID: Tensor]) {
    var model = TestGraph()
    let input = try model.input([8, 8, 16])
    var x = try model.call(
      "Conv2D",
      ["filters": .int(96), "kernel_size": .int(3), "kernel_initializer": .string("orthogonal")], [input])
    x = try model.call("BatchNormalization", [:], [x])
    x = try model.call("Flatten", [:], [x])
    for initializer in ["glorot_uniform", "random_normal", "he_normal", "zeros", "identity"] {
      x = try model.call("Dense", ["units": .int(700), "kernel_initializer": .string(initializer)], [x])
    }
    let plan = try ExecutionPlan(graph: model.graph, outputs: [x], batch: 1)
    return (plan, [input: .pattern([1, 8, 8, 16])])
  }

  @Test func betweenTwoLooksThereAreFewStepsAndAtMostOneKernel() async throws {
    let (plan, inputs) = try Self.plan()
    let looks = Looks()
    let engine = try Engine()
    _ = try await engine.run(plan, inputs: inputs, seed: 0) { looks.isWanted($0) }
    let all = looks.all
    #expect(all.first == WorkDone(steps: 0, kernels: 0))
    // Each layer but Flatten is compiled and executed twice, and all but one of those bring weights into a layout.
    #expect(try #require(all.last).kernels >= 7 * 3 + 6)
    #expect(try #require(all.last).steps > 96 * 144 + 3456 * 700 + 4 * 700 * 700)
    for (before, after) in zip(all, all.dropFirst()) {
      #expect(after.kernels - before.kernels <= 1)
      #expect(after.steps - before.steps <= 1 << 18)
      #expect(after != before, "a look without work before it")
    }
  }

  @Test func afterALookThatSaysNoThereIsNoOther() async throws {
    let (plan, inputs) = try Self.plan()
    let whole = Looks()
    _ = try await Engine().run(plan, inputs: inputs, seed: 0) { whole.isWanted($0) }
    let count = whole.all.count
    for limit in [1, 2, count / 3, count / 2, count - 1] {
      let looks = Looks(limit: limit)
      let engine = try Engine()
      await #expect(throws: RuntimeProblem.cancelled) {
        try await engine.run(plan, inputs: inputs, seed: 0) { looks.isWanted($0) }
      }
      #expect(looks.all == Array(whole.all.prefix(limit)))
    }
  }

  @Test func whatACancelledRunHasDoneServesTheNext() async throws {
    let (plan, inputs) = try Self.plan()
    let whole = Looks()
    _ = try await Engine().run(plan, inputs: inputs, seed: 0) { whole.isWanted($0) }
    let engine = try Engine()
    let (first, second) = (Looks(limit: whole.all.count / 2), Looks())
    _ = try? await engine.run(plan, inputs: inputs, seed: 0) { first.isWanted($0) }
    let result = try await engine.run(plan, inputs: inputs, seed: 0) { second.isWanted($0) }
    // A weight that was cut off is drawn again from its beginning, and no other.
    let widest = 3456 * 700
    let (all, before, after) = (whole.all.last, first.all.last, second.all.last)
    #expect(try #require(before).steps + #require(after).steps <= #require(all).steps + widest)
    #expect(result.executedCount == plan.steps.count)
  }
}
