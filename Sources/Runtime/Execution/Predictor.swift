// Prediction: a model's outputs alone, as fast as the machine gives them.

import ModelGraph
import Synchronization
import Tensors

/// The inputs and outputs of a whole batch.
struct BatchMemory: Sendable {
  private(set) var tensors: [TensorID: Buffer] = [:]

  init(_ plan: BatchPlan, _ inputs: [TensorID: Tensor]) throws(RuntimeProblem) {
    for input in plan.inputs {
      guard let tensor = inputs[input.tensor] else { throw .missingInput(layer: input.layer) }
      guard tensor.shape == input.shape else {
        throw .inputShape(layer: input.layer, expected: Shape(input.shape), got: tensor.shape)
      }
      tensors[input.tensor] = try Buffer(copying: tensor.values)
    }
    // A model may hand an input on.
    for (output, shape) in plan.outputShapes where tensors[output] == nil {
      tensors[output] = try Buffer(count: shape.reduce(1, *))
    }
  }
}

/// What one thread needs to run groups of images by itself.
///
/// Unchecked, because the compiler cannot see the rule: each lane is used by one thread at a time.
private final class Lane: @unchecked Sendable {
  let device: Device
  private let programs: [FusedProgram]

  init(_ plans: [CompiledPlan], on device: Device) throws(RuntimeProblem) {
    self.device = device
    var programs: [FusedProgram] = []
    for plan in plans { programs.append(try FusedProgram(plan, on: device)) }
    self.programs = programs
  }

  func run(_ group: BatchPlan.Group, of batch: BatchMemory) throws(RuntimeProblem) {
    try programs[group.plan].run(on: batch, from: group.start, device)
  }
}

/// The compiled programs of a batch. A single group is run by all processors together; of several groups each processor
/// takes one after another, which needs no waiting for each other and keeps each in its own cache.
final class Predictor {
  private let groups: [BatchPlan.Group]
  private let lanes: [Lane]

  init(
    _ plan: BatchPlan, on device: Device, weights: (Weight) throws(RuntimeProblem) -> Tensor
  ) throws(RuntimeProblem) {
    groups = plan.groups
    let count = min(groups.count, Device.processors)
    device.useAllProcessors(count == 1)
    var plans: [CompiledPlan] = []
    for plan in plan.plans { plans.append(try CompiledPlan(plan, on: device, weights: weights)) }
    var lanes = [try Lane(plans, on: device)]
    for _ in 1..<count { lanes.append(try Lane(plans, on: Device(beside: device))) }
    self.lanes = lanes
  }

  func run(on batch: BatchMemory) throws(RuntimeProblem) {
    if lanes.count == 1 {
      for group in groups { try lanes[0].run(group, of: batch) }
      return
    }
    let next = Atomic(0)
    let failure = Mutex<RuntimeProblem?>(nil)
    Device.inParallel(lanes.count) { [lanes, groups] index in
      let lane = lanes[index]
      lane.device.useAllProcessors(false)
      do throws(RuntimeProblem) {
        while true {
          let group = next.add(1, ordering: .relaxed).oldValue
          guard group < groups.count else { return }
          try lane.run(groups[group], of: batch)
        }
      } catch {
        failure.withLock { $0 = error }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
  }
}

extension Engine {
  /// A model's outputs for a batch, by fused kernels; runs that often, and tells how long each run took, in milliseconds.
  package func predict(
    _ plan: BatchPlan, inputs: [TensorID: Tensor], seed: UInt64, weights loaded: LoadedWeights? = nil,
    runs: Int = 1
  ) throws(RuntimeProblem) -> (outputs: [TensorID: Tensor], milliseconds: [Double]) {
    let predictor = try Predictor(plan, on: device) { weight throws(RuntimeProblem) in
      try self.weight(weight, seed: seed, loaded: loaded).tensor
    }
    let batch = try BatchMemory(plan, inputs)
    var times: [Double] = []
    for _ in 0..<runs {
      if Task.isCancelled { throw .cancelled }
      let start = ContinuousClock.now
      try predictor.run(on: batch)
      times.append((ContinuousClock.now - start) / .milliseconds(1))
    }
    var outputs: [TensorID: Tensor] = [:]
    for (output, shape) in plan.outputShapes { outputs[output] = batch.tensors[output]?.tensor(shape: shape) }
    return (outputs, times)
  }
}
