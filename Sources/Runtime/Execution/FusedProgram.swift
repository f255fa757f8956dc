// A compiled plan with memory to run on: one call runs it all.

import Tensors

/// The kernels of a plan, bound to memory of their own. Of the layers' outputs it keeps those alone that the plan wants.
final class FusedProgram {
  private let plan: CompiledPlan
  private let program: Program
  private let arena: Buffer

  init(_ plan: CompiledPlan, on device: Device) throws(RuntimeProblem) {
    self.plan = plan
    arena = try Buffer(count: plan.memory.count)
    program = try Program()
    for (kernel, weights) in zip(plan.kernels, plan.weights) { try append(kernel, weights, on: device) }
  }

  private func append(
    _ kernel: ProgramLayout.Kernel, _ weights: [Buffer], on device: Device
  ) throws(RuntimeProblem) {
    let offsets = plan.memory.offsets
    func place(_ place: View.Place) -> (buffer: Buffer, offset: Int) {
      switch place {
      case .input(let index): (arena, offsets[kernel.inputs[index]])
      case .output: (arena, offsets[kernel.output])
      case .temporary(let index): (arena, offsets[kernel.temporaries[index]])
      case .weight(let index): (weights[index], 0)
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

  /// Runs on the images from `first` on of a larger batch.
  func run(on batch: BatchMemory, from first: Int, _ device: Device) throws(RuntimeProblem) {
    for region in plan.inputs {
      guard let whole = batch.tensors[region.tensor] else { continue }
      (arena.values + region.offset).update(from: whole.values + first * region.imageSize, count: region.count)
    }
    try program.run(on: device)
    for region in plan.outputs {
      guard let whole = batch.tensors[region.tensor] else { continue }
      (whole.values + first * region.imageSize).update(from: arena.values + region.offset, count: region.count)
    }
  }
}
