// The kernels of a program and the values between them, each with the time that it is needed.

import ModelGraph

/// What a program consists of, before it has memory.
struct ProgramLayout {
  struct Kernel {
    let fused: FusedStep
    let compiled: CompiledOperation
    /// Numbers of values.
    let inputs: [Int]
    let output: Int
    let temporaries: [Int]
  }

  private(set) var kernels: [Kernel] = []
  private(set) var values: [BufferPlan.Value] = []
  private var numbers: [TensorID: Int] = [:]

  init(_ inputs: [ExecutionPlan.Input]) {
    for input in inputs { numbers[input.tensor] = addValue(input.shape.reduce(1, *)) }
  }

  /// Adds a step's kernel, or only another name where its output is its input's values.
  mutating func add(_ fused: FusedStep, _ compiled: CompiledOperation) {
    let inputs = fused.step.inputs.map(number)
    if compiled.sharesInput {
      numbers[fused.output] = inputs[0]
      return
    }
    let output = fused.summand.map(number) ?? addValue(fused.outputShape.reduce(1, *))
    numbers[fused.output] = output
    let temporaries = compiled.temporaries.map { addValue($0) }
    kernels.append(
      Kernel(fused: fused, compiled: compiled, inputs: inputs, output: output, temporaries: temporaries))
    for number in inputs + [output] { values[number].last = kernels.count - 1 }
  }

  /// Keeps a tensor to the end.
  mutating func keep(_ tensor: TensorID) { values[number(of: tensor)].last = kernels.count }

  /// The number of a tensor's values.
  func number(of tensor: TensorID) -> Int {
    guard let number = numbers[tensor] else { preconditionFailure("a step takes a tensor that no step makes") }
    return number
  }

  private mutating func addValue(_ count: Int) -> Int {
    values.append(BufferPlan.Value(count: count, first: kernels.count, last: kernels.count))
    return values.count - 1
  }
}
