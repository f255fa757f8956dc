// A whole plan as one program: fused kernels on memory that is shared out beforehand. Of the layers' outputs it keeps those
// alone that the plan wants.

import ModelGraph
import Tensors

/// A compiled plan with its weights and memory, for one batch size.
final class FusedProgram {
  private let program: Program
  private let arena: Buffer
  private let inputs: [Region]
  private let outputs: [Region]

  /// A tensor's place in the arena.
  private struct Region {
    let tensor: TensorID
    let offset: Int
    let count: Int
    /// The number of one image's values.
    let imageSize: Int
  }

  init(
    _ plan: ExecutionPlan, on device: Device, weights: (Weight) throws(RuntimeProblem) -> Tensor
  ) throws(RuntimeProblem) {
    let plan = plan.simplified()
    var layout = ProgramLayout(plan.inputs)
    for fused in Fusion.steps(of: plan) {
      layout.add(fused, try Lowering.compile(fused.step, then: fused.epilogue, on: device))
    }
    for output in plan.outputs { layout.keep(output) }
    let memory = BufferPlan(layout.values)
    arena = try Buffer(count: memory.count)
    func region(_ tensor: TensorID) -> Region {
      let number = layout.number(of: tensor)
      let count = layout.values[number].count
      return Region(tensor: tensor, offset: memory.offsets[number], count: count, imageSize: count / plan.batch)
    }
    inputs = plan.inputs.map { region($0.tensor) }
    outputs = plan.outputs.map(region)
    program = try Program()
    for kernel in layout.kernels { try append(kernel, memory.offsets, on: device, weights) }
  }

  private func append(
    _ kernel: ProgramLayout.Kernel, _ offsets: [Int], on device: Device,
    _ weights: (Weight) throws(RuntimeProblem) -> Tensor
  ) throws(RuntimeProblem) {
    let prepared = try kernel.compiled.prepare(try kernel.fused.weights(weights), on: device)
    func place(_ place: View.Place) -> (buffer: Buffer, offset: Int) {
      switch place {
      case .input(let index): (arena, offsets[kernel.inputs[index]])
      case .output: (arena, offsets[kernel.output])
      case .temporary(let index): (arena, offsets[kernel.temporaries[index]])
      case .weight(let index): (prepared[index], 0)
      case .constant(let index): (kernel.compiled.constants[index], 0)
      }
    }
    for action in kernel.compiled.actions {
      switch action {
      case .call(let call):
        try program.append(call, on: call.views.map { place($0.place).buffer }, at: call.pointers(place))
      case .execute(let primitive, let arguments):
        try program.append(primitive, try arguments.memories(on: device, place))
      }
    }
  }

  /// Runs on the images from `first` on of tensors that hold a larger batch.
  func run(
    _ tensors: [TensorID: Tensor], into results: inout [TensorID: Tensor], from first: Int, on device: Device
  ) throws(RuntimeProblem) {
    for region in inputs {
      tensors[region.tensor]?.values.withUnsafeBufferPointer { values in
        guard let base = values.baseAddress else { return }
        (arena.values + region.offset).update(from: base + first * region.imageSize, count: region.count)
      }
    }
    try program.run(on: device)
    for region in outputs {
      results[region.tensor]?.values.withUnsafeMutableBufferPointer { values in
        guard let base = values.baseAddress else { return }
        (base + first * region.imageSize).update(from: arena.values + region.offset, count: region.count)
      }
    }
  }
}

extension FusedStep {
  /// The weights of its kernel, by name.
  fileprivate func weights(
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
