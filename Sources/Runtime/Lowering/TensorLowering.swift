// Functions on tensors, as far as the primitives of layers do them: value by value, laid out anew, joined.

import CDNNL
import ModelGraph
import Tensors

extension Lowering {
  /// What is not here is refused by name.
  mutating func lower(_ operation: TensorOperation) throws(RuntimeProblem) {
    if let scalar = Scalar(operation) { return try combine(scalar) }
    guard !inputs.isEmpty else { throw refusal(operation) }
    switch operation.function {
    case .elementwise(.identity), .reshape, .expandDims, .squeeze: try handOn()
    case .cast(let type) where type.isFloat: try handOn()
    case .elementwise(let function):
      guard let functions = function.functions else { throw refusal(operation) }
      try apply(functions, inputs[0].flat, to: output.flat)
    case .activation(.softmax, let parameters), .activation(.logSoftmax, let parameters):
      try softmax(operation, parameters)
    case .activation(let activation, let parameters) where parameters.allSatisfy({ $0 == nil || $0 == 0 }):
      try activate(activation, inputs[0], to: output)
    case .activation(.relu, let parameters):
      guard let clipped = rectification(parameters) else { throw refusal(operation) }
      try apply([clipped], inputs[0].flat, to: output.flat)
    case .clip(let minimum, let maximum):
      let function = cdnnl_eltwise(
        kind: CDNNL_CLIP, alpha: Float(minimum ?? -.infinity), beta: Float(maximum ?? .infinity))
      try apply([function], inputs[0].flat, to: output.flat)
    case .binary(let function): try combine(function, operation)
    case .reduce(let function, let axes, _): try reduce(function, axes, operation)
    case .concatenate(let axis): try concatenate(axis: axis)
    case .transpose(let axes):
      let source = inputs[0]
      let order = axes.map { $0.map(source.index(ofAxis:)) } ?? source.sizes.indices.reversed()
      try copy(source.permuted(order), to: output)
    case .pad(let widths, .constant): try pad(widths)
    case .slice(let indices):
      guard let part = inputs[0].part(indices) else { throw refusal(operation) }
      try copy(part, to: output.reshaped(part.sizes))
    default: throw refusal(operation)
    }
  }

  private func refusal(_ operation: TensorOperation) -> RuntimeProblem {
    .unsupported(layer: layer, what: "the operation \(operation.typeName) yet")
  }

  // MARK: Value by value

  private mutating func softmax(_ operation: TensorOperation, _ parameters: [Double?]) throws(RuntimeProblem) {
    let axis = inputs[0].index(ofAxis: Int((parameters.first ?? nil) ?? -1))
    let isLogarithm = if case .activation(.logSoftmax, _) = operation.function { true } else { false }
    try softmax(inputs[0], axis: axis, logarithm: isLogarithm, to: output)
  }

  /// `relu` with a slope or a ceiling, but not both; nil where it is more than that.
  private func rectification(_ parameters: [Double?]) -> cdnnl_eltwise? {
    let values = parameters + Array(repeating: nil, count: max(0, 3 - parameters.count))
    let (slope, ceiling, threshold) = (values[0] ?? 0, values[1], values[2] ?? 0)
    guard threshold == 0 else { return nil }
    guard let ceiling else { return cdnnl_eltwise(kind: CDNNL_RELU, alpha: Float(slope), beta: 0) }
    return slope == 0 ? cdnnl_eltwise(kind: CDNNL_CLIP, alpha: 0, beta: Float(ceiling)) : nil
  }

  /// A tensor with a number.
  private mutating func combine(_ scalar: Scalar) throws(RuntimeProblem) {
    guard let functions = scalar.functions else {
      throw .unsupported(layer: layer, what: "the operation \(scalar.typeName) yet")
    }
    try apply(functions, inputs[scalar.isLeft ? 1 : 0].flat, to: output.flat)
  }

  /// Two tensors, of which one has the output's sizes.
  private mutating func combine(_ function: Binary, _ operation: TensorOperation) throws(RuntimeProblem) {
    guard let kind = function.kind else { throw refusal(operation) }
    let operands = inputs.map { $0.aligned(toRank: output.rank) }
    if operands[0].sizes == output.sizes {
      try binary(kind, operands[0], operands[1], to: output)
    } else if operands[1].sizes == output.sizes, function.isSymmetric {
      try binary(kind, operands[1], operands[0], to: output)
    } else {
      throw refusal(operation)
    }
  }

  /// Neighbouring axes are an image's height, for a pooling of the whole.
  private mutating func reduce(
    _ function: Reduction, _ axes: [Int]?, _ operation: TensorOperation
  ) throws(RuntimeProblem) {
    let source = inputs[0]
    let axes = Set(axes?.map(source.index(ofAxis:)) ?? Array(source.sizes.indices)).sorted()
    guard let first = axes.first, let last = axes.last, axes.count == last - first + 1 else {
      throw refusal(operation)
    }
    let sizes = source.sizes
    let image = source.reshaped(
      [sizes[..<first], sizes[first...last], [], sizes[(last + 1)...]].map { $0.reduce(1, *) }
    ).image(.channelsLast)
    switch function {
    case .max: try poolAll(.maximum, image)
    case .mean: try poolAll(.average, image)
    case .sum:
      try poolAll(.average, image)
      let sum = cdnnl_eltwise(kind: CDNNL_LINEAR, alpha: Float(image.sizes[2]), beta: 0)
      try apply([sum], output.flat, to: output.flat)
    default: throw refusal(operation)
    }
  }

  // MARK: Laid out anew

  private mutating func pad(_ widths: [PadWidth]) throws(RuntimeProblem) {
    let source = inputs[0]
    let widths = widths.count == 1 ? Array(repeating: widths[0], count: source.rank) : widths
    fill(output, with: 0)
    try copy(source, to: output.window(from: widths.map(\.before), sizes: source.sizes))
  }
}

/// An operation on a tensor and a number.
private struct Scalar {
  let typeName: String
  private let function: Binary
  private let value: Float
  /// Whether the number is the first operand.
  let isLeft: Bool

  init?(_ operation: TensorOperation) {
    guard case .binary(let function) = operation.function, operation.operands.count == 2 else { return nil }
    switch (operation.operands[0], operation.operands[1]) {
    case (.input, .constant(let constant)) where constant.tensor.count == 1:
      (value, isLeft) = (constant.tensor.values[0], false)
    case (.constant(let constant), .input) where constant.tensor.count == 1:
      (value, isLeft) = (constant.tensor.values[0], true)
    default: return nil
    }
    self.function = function
    typeName = operation.typeName
  }

  var functions: [cdnnl_eltwise]? {
    func affine(_ factor: Float, _ summand: Float) -> cdnnl_eltwise {
      cdnnl_eltwise(kind: CDNNL_LINEAR, alpha: factor, beta: summand)
    }
    return switch function {
    case .add: [affine(1, value)]
    case .subtract: isLeft ? [affine(-1, value)] : [affine(1, -value)]
    case .multiply: [affine(value, 0)]
    case .divide: isLeft ? nil : [affine(1 / value, 0)]
    case .power where !isLeft && value == 2: [cdnnl_eltwise(kind: CDNNL_SQUARE, alpha: 0, beta: 0)]
    case .power where !isLeft && value == 0.5: [cdnnl_eltwise(kind: CDNNL_SQUARE_ROOT, alpha: 0, beta: 0)]
    case .maximum: [cdnnl_eltwise(kind: CDNNL_CLIP, alpha: value, beta: .infinity)]
    case .minimum: [cdnnl_eltwise(kind: CDNNL_CLIP, alpha: -.infinity, beta: value)]
    default: nil
    }
  }
}

extension Elementwise {
  fileprivate var functions: [cdnnl_eltwise]? {
    let kind: cdnnl_eltwise_kind
    switch self {
    case .absolute: kind = CDNNL_ABS
    case .square: kind = CDNNL_SQUARE
    case .sqrt: kind = CDNNL_SQUARE_ROOT
    case .exp: kind = CDNNL_EXP
    case .negative: return [cdnnl_eltwise(kind: CDNNL_LINEAR, alpha: -1, beta: 0)]
    default: return nil
    }
    return [cdnnl_eltwise(kind: kind, alpha: 0, beta: 0)]
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
    default: nil
    }
  }

  fileprivate var isSymmetric: Bool { [.add, .multiply, .maximum, .minimum].contains(self) }
}

extension View {
  /// The last axes lined up, as numpy broadcasts.
  fileprivate func aligned(toRank rank: Int) -> View {
    self.rank == rank ? self : reshaped(Array(repeating: 1, count: rank - self.rank) + sizes)
  }

  /// The part that an index takes, in the input's own memory; nil where a step goes backwards.
  fileprivate func part(_ indices: [SliceIndex]) -> View? {
    var view = self
    view.sizes = []
    view.strides = []
    var axis = 0
    let consumed = indices.count { $0 != .ellipsis && $0 != .newAxis }
    func keep(_ count: Int) {
      for _ in 0..<count {
        view.sizes.append(sizes[axis])
        view.strides.append(strides[axis])
        axis += 1
      }
    }
    for index in indices {
      switch index {
      case .newAxis: continue
      case .ellipsis: keep(rank - consumed)
      case .index(let index):
        view.offset += (index < 0 ? index + sizes[axis] : index) * strides[axis]
        axis += 1
      case .range(let lower, let upper, let step):
        let size = sizes[axis]
        func bound(_ value: Int) -> Int { min(max(value < 0 ? value + size : value, 0), size) }
        let (start, stop) = (bound(lower ?? 0), bound(upper ?? size))
        guard step > 0, stop > start else { return nil }
        view.offset += start * strides[axis]
        view.sizes.append((stop - start - 1) / step + 1)
        view.strides.append(strides[axis] * step)
        axis += 1
      case .unknownRange: return nil
      }
    }
    keep(rank - axis)
    if view.sizes.isEmpty { (view.sizes, view.strides) = ([1], [1]) }
    return view
  }
}
