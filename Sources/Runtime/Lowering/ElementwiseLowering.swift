// Functions of tensors value by value: the library's kernels where they are exact, else rows of ours.

import CDNNL
import ModelGraph
import Tensors

extension Lowering {
  /// A function of ours on views that are repeated to the destination's sizes. It may write one of them.
  mutating func map(_ function: @escaping RowFunction, _ operands: [View], to destination: View) {
    let views = operands.map { $0.broadcast(to: destination.sizes) } + [destination]
    let walk = Walk(views)
    call(views) { walk.rows(from: $0, function) }
  }

  // MARK: One operand

  mutating func apply(_ function: Elementwise, _ x: View, to destination: View) throws(RuntimeProblem) {
    if let functions = function.functions { return try apply(functions, x.flat, to: destination.flat) }
    map(function.rowFunction, [x.flat], to: destination.flat)
  }

  /// Hands a value on where float32 holds the type's.
  mutating func cast(to type: NumberType) throws(RuntimeProblem) {
    guard let function = type.rowFunction else { return try handOn() }
    map(function, [inputs[0].flat], to: output.flat)
  }

  mutating func activate(_ activation: Activation, _ parameters: [Double?]) throws(RuntimeProblem) {
    let axis = inputs[0].index(ofAxis: Int((parameters.first ?? nil) ?? -1))
    switch activation {
    case .softmax: return try softmax(inputs[0], axis: axis, to: output)
    case .logSoftmax: return try softmax(inputs[0], axis: axis, logarithm: true, to: output)
    case .sparsemax: return mapRows(inputs[0], along: [axis], to: output, along: [axis], RowFunctions.sparsemax)
    case .glu: return mapRows(inputs[0], along: [axis], to: output, along: [axis], RowFunctions.gatedHalves)
    default: break
    }
    if let functions = activation.functions(parameters) {
      return try apply(functions, inputs[0].flat, to: output.flat)
    }
    if let function = activation.rowFunction(parameters) { return map(function, [inputs[0].flat], to: output.flat) }
    try activate(activation, inputs[0].flat, to: output.flat)
  }

  // MARK: Several operands

  mutating func combine(_ function: Binary) throws(RuntimeProblem) {
    let destination = output.rank == 0 ? output.flat : output
    try combine(function, inputs[0], inputs[1], to: destination)
  }

  /// Row-major operands, repeated where their axes have size 1.
  mutating func combine(
    _ function: Binary, _ left: View, _ right: View, to destination: View
  ) throws(RuntimeProblem) {
    let operands = [left, right].map { $0.aligned(toRank: destination.rank) }
    if let kind = function.kind {
      if operands[0].sizes == destination.sizes {
        return try binary(kind, operands[0], operands[1], to: destination)
      }
      if operands[1].sizes == destination.sizes, function.isSymmetric {
        return try binary(kind, operands[1], operands[0], to: destination)
      }
    }
    map(function.rowFunction, operands, to: destination)
  }

  /// `(x - mean) scale / sqrt(variance + epsilon) + offset`.
  mutating func normalize(_ moments: Moments) throws(RuntimeProblem) {
    let axis = output.index(ofAxis: moments.axis)
    let operands = inputs.map { operand in
      operand.rank == 1
        ? operand.reshaped(output.sizes.indices.map { $0 == axis ? operand.count : 1 })
        : operand.aligned(toRank: output.rank)
    }
    let (offset, scale) = (moments.hasOffset ? 3 : nil, moments.hasScale ? operands.count - 1 : nil)
    let variance = operands[2]
    var factor = temporary(variance.sizes)
    try combine(.add, variance, constant(Float(moments.epsilon), rank: variance.rank), to: factor)
    map(Elementwise.rsqrt.rowFunction, [factor], to: factor)
    if let scale = scale.map({ operands[$0] }) {
      let scaled = temporary(zip(factor.sizes, scale.sizes).map { max($0, $1) })
      try combine(.multiply, factor, scale, to: scaled)
      factor = scaled
    }
    try combine(.subtract, operands[0], operands[1], to: output)
    try combine(.multiply, output, factor, to: output)
    if let offset { try combine(.add, output, operands[offset], to: output) }
  }
}

// MARK: - What the library has

extension Elementwise {
  fileprivate var functions: [cdnnl_eltwise]? {
    switch self {
    case .absolute: [cdnnl_eltwise(kind: CDNNL_ABS, alpha: 0, beta: 0)]
    case .square: [cdnnl_eltwise(kind: CDNNL_SQUARE, alpha: 0, beta: 0)]
    case .sqrt: [cdnnl_eltwise(kind: CDNNL_SQUARE_ROOT, alpha: 0, beta: 0)]
    case .exp: [cdnnl_eltwise(kind: CDNNL_EXP, alpha: 0, beta: 0)]
    case .negative: [cdnnl_eltwise(kind: CDNNL_LINEAR, alpha: -1, beta: 0)]
    default: nil
    }
  }
}

extension Activation {
  /// The activation with parameters as the library's functions; nil where it has none for that.
  fileprivate func functions(_ parameters: [Double?]) -> [cdnnl_eltwise]? {
    let values = parameters + Array(repeating: nil, count: max(0, 3 - parameters.count))
    switch (self, values[0], values[1], values[2] ?? 0) {
    case (.relu, let slope, nil, 0): return [cdnnl_eltwise(kind: CDNNL_RELU, alpha: Float(slope ?? 0), beta: 0)]
    case (.relu, nil, let ceiling?, 0), (.relu, 0, let ceiling?, 0):
      return [cdnnl_eltwise(kind: CDNNL_CLIP, alpha: 0, beta: Float(ceiling))]
    case (.leakyReLU, let slope?, _, _): return [cdnnl_eltwise(kind: CDNNL_RELU, alpha: Float(slope), beta: 0)]
    case (.silu, let beta?, _, _): return [cdnnl_eltwise(kind: CDNNL_SWISH, alpha: Float(beta), beta: 0)]
    case (.hardSigmoid, let slope?, _, _):
      return [
        cdnnl_eltwise(kind: CDNNL_LINEAR, alpha: Float(slope), beta: 0.5),
        cdnnl_eltwise(kind: CDNNL_CLIP, alpha: 0, beta: 1),
      ]
    case (.elu, let alpha?, _, _): return [cdnnl_eltwise(kind: CDNNL_ELU, alpha: Float(alpha), beta: 0)]
    case (.gelu, let approximate?, _, _) where approximate != 0:
      return [cdnnl_eltwise(kind: CDNNL_GELU_TANH, alpha: 0, beta: 0)]
    default: return parameters.allSatisfy { $0 == nil } ? self.functions : nil
    }
  }
}

extension Binary {
  fileprivate var kind: cdnnl_binary_kind? {
    switch self {
    case .add: CDNNL_ADD
    case .subtract: CDNNL_SUBTRACT
    case .multiply: CDNNL_MULTIPLY
    case .divide: CDNNL_DIVIDE
    case .maximum: CDNNL_MAXIMUM
    case .minimum: CDNNL_MINIMUM
    case .greater: CDNNL_GREATER
    default: nil
    }
  }

  fileprivate var isSymmetric: Bool { [.add, .multiply, .maximum, .minimum].contains(self) }
}

extension View {
  /// Whether the library has fast kernels that repeat the view over another one's sizes: one value, the last axes, or the
  /// last ones for each image. What it does otherwise takes forty times as long.
  func isRepeatedFast(over other: View) -> Bool {
    let axes = sizes.indices.filter { other.sizes[$0] > 1 }
    let kept = axes.map { sizes[$0] > 1 }
    guard let last = kept.lastIndex(of: false) else { return true }
    let first = kept.first == true && axes.first == 0 ? 1 : 0
    if !kept.contains(true) { return true }
    return last < kept.count - 1 && !kept[first...last].contains(true)
  }
}

extension cdnnl_binary_kind {
  /// The function of two values.
  fileprivate var function: Binary {
    switch self {
    case CDNNL_SUBTRACT: .subtract
    case CDNNL_MULTIPLY: .multiply
    case CDNNL_DIVIDE: .divide
    case CDNNL_MAXIMUM: .maximum
    case CDNNL_MINIMUM: .minimum
    case CDNNL_GREATER: .greater
    default: .add
    }
  }

  var rowFunction: RowFunction { function.rowFunction }
}

func clipping(_ minimum: Double?, _ maximum: Double?) -> cdnnl_eltwise {
  cdnnl_eltwise(kind: CDNNL_CLIP, alpha: Float(minimum ?? -.infinity), beta: Float(maximum ?? .infinity))
}

extension TensorOperation {
  /// The operation as the library's functions of each value of its one tensor, which a kernel's epilogue can do too; nil
  /// where it is more than that.
  var functions: [cdnnl_eltwise]? {
    if let scalar = Scalar(self) { return scalar.functions }
    guard operands == [.input] else { return nil }
    return switch function {
    case .elementwise(.identity): []
    case .elementwise(let function): function.functions
    case .activation(let activation, let parameters): activation.functions(parameters)
    case .clip(let minimum, let maximum): [clipping(minimum, maximum)]
    default: nil
    }
  }
}

/// A tensor and a number, as functions of each value that a kernel's epilogue can do too.
private struct Scalar {
  private let function: Binary
  private let value: Float
  private let isLeft: Bool

  init?(_ operation: TensorOperation) {
    guard case .binary(let function) = operation.function, operation.operands.count == 2 else { return nil }
    switch (operation.operands[0], operation.operands[1]) {
    case (.input, .constant(let constant)) where constant.tensor.shape.isEmpty:
      (value, isLeft) = (constant.tensor.values[0], false)
    case (.constant(let constant), .input) where constant.tensor.shape.isEmpty:
      (value, isLeft) = (constant.tensor.values[0], true)
    default: return nil
    }
    self.function = function
  }

  /// Nil where there are none that are exact.
  var functions: [cdnnl_eltwise]? {
    func affine(_ factor: Float, _ summand: Float) -> cdnnl_eltwise {
      cdnnl_eltwise(kind: CDNNL_LINEAR, alpha: factor, beta: summand)
    }
    return switch function {
    case .add: [affine(1, value)]
    case .subtract: isLeft ? [affine(-1, value)] : [affine(1, -value)]
    case .multiply: [affine(value, 0)]
    // A power of two has an exact reciprocal.
    case .divide where !isLeft && value.significand == 1: [affine(1 / value, 0)]
    case .power where !isLeft && value == 2: [cdnnl_eltwise(kind: CDNNL_SQUARE, alpha: 0, beta: 0)]
    case .power where !isLeft && value == 0.5: [cdnnl_eltwise(kind: CDNNL_SQUARE_ROOT, alpha: 0, beta: 0)]
    case .maximum: [cdnnl_eltwise(kind: CDNNL_CLIP, alpha: value, beta: .infinity)]
    case .minimum: [cdnnl_eltwise(kind: CDNNL_CLIP, alpha: -.infinity, beta: value)]
    default: nil
    }
  }
}
