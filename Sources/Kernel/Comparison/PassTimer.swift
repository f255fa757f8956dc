// How long the notebook's own pass takes, layer by layer: the median of several, while nothing else is asked for.

import Datasets
import ModelGraph
import Runtime
import Tensors

/// What several passes took.
package struct PassTime: Hashable, Sendable {
  /// In milliseconds.
  package var median: Double
  package var passes: Int

  package init(median: Double, passes: Int) {
    self.median = median
    self.passes = passes
  }
}

/// Runs passes of the same kind as the one that is shown, each on another random image, so that nothing is taken over from
/// the one before. The engine is its own: what an edit would take over stays where it is.
actor PassTimer {
  private static let passes = 15
  /// Slow networks are run less often: no longer than about this, in milliseconds, but for the least of passes.
  private static let budget = 1000.0
  private static let leastPasses = 3

  private var loader: InputLoader
  private var engine: Engine?

  init(environment: [String: String]) { loader = InputLoader(environment: environment) }

  /// Nil if the task was cancelled, and where there is no pass.
  func time(_ outputs: [TensorID], of graph: Graph, batch: Int) async -> PassTime? {
    guard let plan = try? ExecutionPlan(graph: graph, outputs: outputs, batch: batch, keeping: .outputs) else {
      return nil
    }
    var times: [Double] = []
    // The first compiles, and does not count.
    for pass in 0...Self.passes {
      guard let time = try? await milliseconds(plan, image: UInt64(pass)) else { return nil }
      if pass > 0 { times.append(time) }
      if times.count >= Self.leastPasses, times.reduce(0, +) > Self.budget { break }
    }
    return PassTime(median: times.median, passes: times.count)
  }

  private func milliseconds(_ plan: ExecutionPlan, image: UInt64) async throws -> Double {
    var inputs: [TensorID: Tensor] = [:]
    for (stream, input) in plan.inputs.enumerated() {
      let request = InputLoader.Request(shape: Shape(input.shape), seed: image, batch: plan.batch, stream: stream)
      inputs[input.tensor] = try loader.input(.random, for: request).tensor
    }
    let ready = try engine ?? Engine(spareBytes: 0)
    engine = ready
    return try await ready.run(plan, inputs: inputs, seed: 0).milliseconds
  }
}

extension [Double] {
  /// Of an even number the lower of the two in the middle. There must be one at least.
  var median: Double { sorted()[(count - 1) / 2] }
}
