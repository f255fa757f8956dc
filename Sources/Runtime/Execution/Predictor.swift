// Prediction: a model's outputs alone, as fast as the machine gives them.

import ModelGraph
import Tensors

/// The compiled programs of a batch.
final class Predictor {
  private let plan: BatchPlan
  private let programs: [FusedProgram]

  init(
    _ plan: BatchPlan, on device: Device, weights: (Weight) throws(RuntimeProblem) -> Tensor
  ) throws(RuntimeProblem) {
    self.plan = plan
    var programs: [FusedProgram] = []
    for plan in plan.plans { programs.append(try FusedProgram(plan, on: device, weights: weights)) }
    self.programs = programs
  }

  /// Runs all groups. The tensors hold the whole batch.
  func run(
    _ inputs: [TensorID: Tensor], into results: inout [TensorID: Tensor], on device: Device
  ) throws(RuntimeProblem) {
    for group in plan.groups {
      try programs[group.plan].run(inputs, into: &results, from: group.start, on: device)
    }
  }
}

extension Engine {
  /// A model's outputs for a batch, by fused kernels; runs that often, and tells how long each run took, in milliseconds.
  package func predict(
    _ plan: BatchPlan, inputs: [TensorID: Tensor], seed: UInt64, weights loaded: LoadedWeights? = nil,
    runs: Int = 1
  ) throws(RuntimeProblem) -> (outputs: [TensorID: Tensor], milliseconds: [Double]) {
    device.useAllProcessors(true)
    let predictor = try Predictor(plan, on: device) { weight throws(RuntimeProblem) in
      try self.weight(weight, seed: seed, loaded: loaded).tensor
    }
    var outputs = plan.emptyOutputs
    var times: [Double] = []
    for _ in 0..<runs {
      if Task.isCancelled { throw .cancelled }
      let start = ContinuousClock.now
      try predictor.run(inputs, into: &outputs, on: device)
      times.append((ContinuousClock.now - start) / .milliseconds(1))
    }
    return (outputs, times)
  }
}
