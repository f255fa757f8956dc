// How long a model takes for random images as for prediction, its kernels fused, over many runs.

import Datasets
import KerasBindings
import ModelGraph
import Runtime
import Tensors

/// Runs a plan as for prediction, again and again.
struct PredictionTimer {
  let engine: Engine
  let environment: [String: String]
  /// About how long to measure.
  let milliseconds: Double

  /// The sorted times of as many runs as fit, after some that do not count.
  func times(_ plan: BatchPlan, weights: LoadedWeights? = nil) async throws -> [Double] {
    var loader = InputLoader(environment: environment)
    var inputs: [TensorID: Tensor] = [:]
    for (stream, input) in plan.inputs.enumerated() {
      let request = InputLoader.Request(shape: Shape(input.shape), batch: plan.batch, stream: stream)
      inputs[input.tensor] = try loader.input(.random, for: request).tensor
    }
    let trial =
      try await engine.predict(
        plan, inputs: inputs, seed: 0, weights: weights, runs: 5
      ).milliseconds.min() ?? 1
    let runs = max(10, Int(milliseconds / max(trial, 0.001)))
    let times = try await engine.predict(
      plan, inputs: inputs, seed: 0, weights: weights, runs: runs + runs / 10 + 1
    ).milliseconds
    return times.suffix(runs).sorted()
  }
}
