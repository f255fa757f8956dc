// Several tensors made one.

import CDNNL
import ModelGraph

extension Lowering {
  /// The inputs combined in their order, each repeated along its axes of size 1.
  mutating func merge(_ layer: Merge) throws(RuntimeProblem) {
    if inputs.count == 1 { return try handOn() }
    let areEqual = inputs.allSatisfy { $0.sizes == output.sizes }
    let result = areEqual ? output.flat : output
    var operands = inputs.map { areEqual ? $0.flat : aligned($0, rank: output.rank) }[...]
    let first = operands.removeFirst()
    if first.sizes == result.sizes {
      try binary(layer.kind.function, first, operands.removeFirst(), to: result)
    } else {
      // The left operand cannot be repeated: it is laid down in the result first.
      lay(first, over: result)
    }
    for operand in operands { try binary(layer.kind.function, result, operand, to: result) }
    if layer.kind == .average {
      try eltwise(
        cdnnl_eltwise(kind: CDNNL_LINEAR, alpha: 1 / Float(inputs.count), beta: 0), output.flat, to: output.flat)
    }
  }

  /// Keras lines up the last axes and puts the missing ones after the batch.
  private func aligned(_ view: View, rank: Int) -> View {
    view.reshaped(
      view.sizes.prefix(1) + Array(repeating: 1, count: rank - view.rank) + view.sizes.dropFirst())
  }

  mutating func concatenate(axis: Int) throws(RuntimeProblem) {
    if inputs.count == 1 { return try handOn() }
    let axis = output.index(ofAxis: axis)
    var parts: [(view: View, layout: Layout)] = []
    for input in inputs {
      let view = input.split(at: axis)
      parts.append((view, try view.layout()))
    }
    let destination = output.split(at: axis)
    let layout = try destination.layout()
    execute(
      try .concatenation(device, sources: parts.map(\.layout), axis: 1, destination: layout),
      parts.enumerated().map { (.source($0), $1.view, $1.layout) } + [(.destination, destination, layout)])
  }
}

extension Merge.Kind {
  /// What combines two values; a mean is a sum that is divided in the end.
  fileprivate var function: cdnnl_binary_kind {
    switch self {
    case .add, .average: CDNNL_ADD
    case .subtract: CDNNL_SUBTRACT
    case .multiply: CDNNL_MULTIPLY
    case .maximum: CDNNL_MAXIMUM
    case .minimum: CDNNL_MINIMUM
    }
  }
}
