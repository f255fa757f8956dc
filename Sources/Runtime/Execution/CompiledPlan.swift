// A whole plan made for prediction: fused kernels with their weights, and where everything between them will lie.

import ModelGraph
import Tensors

/// What does not change from run to run, nor from thread to thread.
struct CompiledPlan {
  /// A tensor's place in the memory of a run.
  struct Region {
    let tensor: TensorID
    let offset: Int
    let count: Int
    /// The number of one image's values.
    let imageSize: Int
  }

  let kernels: [ProgramLayout.Kernel]
  /// Of each kernel, in the layouts that its primitives prefer.
  let weights: [[Buffer]]
  /// Where each value of the layout begins, and the size of it all, in values.
  let memory: BufferPlan
  let inputs: [Region]
  let outputs: [Region]

  init(
    _ plan: ExecutionPlan, on device: Device, weights: (Weight) throws(RuntimeProblem) -> Tensor
  ) throws(RuntimeProblem) {
    let plan = plan.simplified()
    var layout = ProgramLayout(plan.inputs)
    for fused in Fusion.steps(of: plan) {
      let compiled = try Lowering.compile(fused, on: device)
      try compiled.checkWorkspace(in: plan)
      layout.add(fused, compiled)
    }
    for output in plan.outputs { layout.keep(output) }
    let memory = BufferPlan(layout.values)
    func region(_ tensor: TensorID) -> Region {
      let number = layout.number(of: tensor)
      let count = layout.values[number].count
      return Region(tensor: tensor, offset: memory.offsets[number], count: count, imageSize: count / plan.batch)
    }
    self.memory = memory
    inputs = plan.inputs.map { region($0.tensor) }
    outputs = plan.outputs.map(region)
    kernels = layout.kernels
    var prepared: [[Buffer]] = []
    for kernel in kernels {
      prepared.append(try kernel.compiled.prepare(try kernel.fused.weights(weights), on: device))
    }
    self.weights = prepared
  }
}

extension FusedStep {
  /// The weights of its kernel, by name; those of a chain by their links' numbers, too.
  fileprivate func weights(
    _ weights: (Weight) throws(RuntimeProblem) -> Tensor
  ) throws(RuntimeProblem) -> NamedWeights {
    if followers.isEmpty { return try linkWeights(weights) }
    var all: NamedWeights = [:]
    for (index, link) in links.enumerated() {
      for (name, tensor) in try link.linkWeights(weights) { all[FusedStep.weightName(name, ofLink: index)] = tensor }
    }
    return all
  }

  private func linkWeights(
    _ weights: (Weight) throws(RuntimeProblem) -> Tensor
  ) throws(RuntimeProblem) -> NamedWeights {
    let own = try step.weights(weights)
    guard let normalization, case .batchNormalization(let layer) = normalization.operation,
      let product = step.operation.product
    else { return own }
    return layer.folded(try normalization.weights(weights), into: own, kernel: product.kernel)
  }
}

extension ExecutionPlan.Step {
  fileprivate func weights(
    _ tensor: (Weight) throws(RuntimeProblem) -> Tensor
  ) throws(RuntimeProblem) -> NamedWeights {
    NamedWeights(weights, try weights.map(tensor))
  }
}
