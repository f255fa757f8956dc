// Whether a function on tensors treats each image of a batch by itself, so that a batch may be computed in parts.

import Tensors

extension Operation {
  /// Whether each image's output comes from that image alone. A tensor whose first size is open is a batch; layers keep
  /// the images of one apart.
  package func keepsImagesApart(_ inputs: [Shape], _ outputs: [Shape]) -> Bool {
    guard case .tensor(let operation) = self else { return true }
    return operation.keepsImagesApart(inputs, outputs)
  }
}

extension Shape {
  /// Whether the first axis is the images'.
  package var isBatch: Bool { rank > 0 && self[0] == nil }
}

extension TensorOperation {
  fileprivate func keepsImagesApart(_ inputs: [Shape], _ outputs: [Shape]) -> Bool {
    guard outputs.contains(where: \.isBatch) || inputs.contains(where: \.isBatch) else { return true }
    guard let output = outputs.first, outputs.allSatisfy(\.isBatch) else { return false }
    let operands = operandShapes(inputs)
    guard let first = operands.first else { return !function.isRandom }
    let isAlone = !operands.dropFirst().contains(where: \.isBatch)
    /// Whether none of the axes is the batch's; nil is all of them.
    func spares(_ axes: [Int]?) -> Bool {
      guard let axes else { return false }
      return !first.isBatch || !axes.contains { first.index(ofAxis: $0) == 0 }
    }
    switch function {
    case .elementwise, .cast, .clip, .round, .likeConstant, .expandDims, .squeeze: return true
    case .activation(.softmax, let parameters), .activation(.logSoftmax, let parameters),
      .activation(.sparsemax, let parameters), .activation(.glu, let parameters):
      return spares([Int(exactly: (parameters.first ?? nil) ?? -1) ?? -1])
    case .activation: return true
    case .binary, .select, .batchNormalize, .broadcast:
      // The batches lie over one another, and nothing else lies along them.
      return operands.allSatisfy { $0.rank == output.rank ? $0.isBatch || $0[0] == 1 : !$0.isBatch }
    case .reduce(_, let axes, _), .norm(_, let axes, _), .normalize(let axes, _, _), .flip(let axes):
      return spares(axes)
    case .moments(let axes, _): return spares(axes)
    case .cumulate(_, let axis), .repeat(_, let axis): return spares(axis.map { [$0] })
    case .sort(let sorting): return spares([sorting.axis])
    case .roll(_, let axes): return spares(axes)
    case .topK, .normalizeLocally, .pool, .patches: return first.rank > 1
    case .triangle: return first.rank > 2
    case .depthToSpace, .spaceToDepth: return true
    case .resize: return first.rank == 4
    case .oneHot(_, let axis): return axis < 0 ? axis + output.rank > 0 : axis > 0
    case .reshape:
      return Shape.product(Array(first.dimensions.dropFirst())) == Shape.product(Array(output.dimensions.dropFirst()))
    case .transpose(let axes): return axes.map { first.index(ofAxis: $0[0]) == 0 } ?? (first.rank == 1)
    case .tile(let counts):
      return !first.isBatch || first.rank == output.rank && (counts.count < first.rank || counts[0] == 1)
    case .pad(let widths, _, _): return widths[0] == PadWidth(0, 0)
    case .slice(let indices): return !first.isBatch || indices.first.map(\.isWhole) ?? true
    case .take(let axis, let batchAxes):
      return first.isBatch ? batchAxes > 0 || isAlone && spares(axis.map { [$0] }) : axis == 0 || axis == nil
    case .concatenate(let axis): return operands.allSatisfy(\.isBatch) && spares([axis])
    case .stack(let axis): return operands.allSatisfy(\.isBatch) && output.index(ofAxis: axis) != 0
    case .split(_, let axis), .unstack(_, let axis): return spares([axis])
    case .matmul, .batchDot:
      return operands.allSatisfy { $0.rank == output.rank && $0.rank > 2 || !$0.isBatch }
        || isAlone && first.isBatch
    case .dot: return isAlone && first.rank > 1
    case .tensordot(let left, _): return isAlone && spares(left)
    case .einsum(let einsum):
      return zip(operands, einsum.inputs).allSatisfy { shape, letters in
        !shape.isBatch || letters.first == einsum.output.first
      }
    case .convolve, .convolveDepthwise: return isAlone
    case .fill: return !function.isRandom
    }
  }
}

extension TensorFunction {
  fileprivate var isRandom: Bool { if case .fill(_, .random) = self { true } else { false } }
}

extension SliceIndex {
  /// Whether nothing is left out, and all is in its order.
  fileprivate var isWhole: Bool {
    switch self {
    case .range(let lower, let upper, let step): lower ?? 0 == 0 && upper == nil && step == 1
    case .ellipsis: true
    case .index, .newAxis, .unknownRange: false
    }
  }
}
