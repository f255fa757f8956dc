// A layer's operation for given shapes, as oneDNN primitives on the step's memory.

import CDNNL
import ModelGraph
import Tensors

/// A function of ours on values where they lie, for what the library has no primitive for.
struct HostCall {
  /// What it reads and, at the end, what it writes.
  let views: [View]
  /// Gets where each of the views begins; their sizes and strides it knows.
  let body: @Sendable ([UnsafeMutablePointer<Float>]) -> Void

  /// Where the views begin, where each place is a buffer and an offset into it.
  func pointers(_ place: (View.Place) -> (buffer: Buffer, offset: Int)) -> [UnsafeMutablePointer<Float>] {
    views.map { view in
      let (buffer, offset) = place(view.place)
      return buffer.values + offset + view.offset
    }
  }
}

/// What runs for one step. It holds no weights, so that layers that are alike share it.
struct CompiledOperation {
  struct Argument {
    let role: Role
    let place: View.Place
    let offset: Int
    let layout: Layout
  }

  enum Action {
    case execute(Primitive, [Argument])
    case call(HostCall)
  }

  /// How a weight is brought from Keras' layout into the one that a primitive prefers.
  struct WeightPreparation {
    /// Keras' name: `kernel`.
    let name: String
    let keras: Layout
    /// Where the part that is needed begins among Keras' values.
    let offset: Int
    let preferred: Layout
    /// Nil where the primitive takes the values as they are.
    let reorder: Primitive?
  }

  var actions: [Action] = []
  var weights: [WeightPreparation] = []
  /// Numbers of values.
  var temporaries: [Int] = []
  var constants: [Buffer] = []
  /// The output is the input's values in their order: nothing runs.
  var sharesInput = false

  /// What running takes for its own: temporaries, and the largest scratch memory of a primitive.
  var workspaceBytes: Int {
    let scratch = actions.map { if case .execute(let primitive, _) = $0 { primitive.scratchBytes } else { 0 } }
    return temporaries.reduce(scratch.max() ?? 0) { $0.addingSaturated(floatBytes([$1])) }
  }

  /// Refuses what would take more for its own than the plan's limit leaves.
  func checkWorkspace(in plan: ExecutionPlan) throws(RuntimeProblem) {
    var memory = plan.memory
    memory.workspaceBytes = workspaceBytes
    if memory.total > plan.memoryLimit { throw .memoryBudget(memory, limit: plan.memoryLimit) }
  }
}

extension CompiledOperation {
  /// The weights in the layouts that the primitives prefer, from tensors as Keras keeps them.
  func prepare(_ tensors: NamedWeights, on device: Device) throws(RuntimeProblem) -> [Buffer] {
    var buffers: [Buffer] = []
    for weight in weights {
      guard let tensor = tensors[weight.name] else {
        preconditionFailure("a lowering asks for a weight that its layer lacks: \(weight.name)")
      }
      let result = try Buffer(bytes: weight.preferred.size)
      try tensor.values.withUnsafeBufferPointer { (values) throws(RuntimeProblem) in
        guard let reorder = weight.reorder else { return result.copy(values) }
        try device.execute(
          reorder,
          [
            (.source, try Memory(device, weight.keras, reading: values, offset: weight.offset)),
            (.destination, try Memory(device, weight.preferred, in: result)),
          ])
      }
      buffers.append(result)
    }
    return buffers
  }
}

extension [CompiledOperation.Argument] {
  /// The arguments' memories, where each place is a buffer and an offset into it.
  func memories(
    on device: Device, _ place: (View.Place) -> (buffer: Buffer, offset: Int)
  ) throws(RuntimeProblem) -> [(role: Role, memory: Memory)] {
    var memories: [(role: Role, memory: Memory)] = []
    for argument in self {
      let (buffer, offset) = place(argument.place)
      let memory = try Memory(device, argument.layout, in: buffer, offset: offset + argument.offset)
      memories.append((argument.role, memory))
    }
    return memories
  }
}
