// The family of functions on tensors, and which rule gives each its shapes.

import Tensors

/// A function on tensors, named as in keras.ops. Axes count from the end where they are negative; nil is all of them.
package enum TensorFunction: Hashable, Sendable {
  // Value by value.
  case elementwise(Elementwise)
  /// With the arguments after `x` of the function in `keras.activations`, nil where it has its default.
  case activation(Activation, parameters: [Double?])
  case cast(NumberType)
  /// Two operands, the axes of size 1 repeated.
  case binary(Binary)
  /// A condition, and what stands where it is true and where it is false.
  case select
  case clip(minimum: Double?, maximum: Double?)
  /// To so many decimals, halves to the even one.
  case round(decimals: Int)
  /// One value everywhere, in the operand's shape.
  case likeConstant(Double)

  // Along axes.
  case reduce(Reduction, axes: [Int]?, keepsAxes: Bool)
  /// The root of the sum of powers; the largest magnitude for infinity, the number of what is not 0 for 0.
  case norm(order: Double, axes: [Int]?, keepsAxes: Bool)
  /// Mean and variance.
  case moments(axes: [Int], keepsAxes: Bool)
  /// A running sum or product; over all values in a row where there is no axis.
  case cumulate(Cumulation, axis: Int?)
  case sort(Sorting)
  /// Divided by the norm along the axes, which is taken to be at least so much.
  case normalize(axes: [Int]?, order: Double, leastNorm: Double)
  /// x, mean, variance, and then offset and scale where they are given.
  case batchNormalize(Moments)
  /// Divided by what the neighbouring channels hold, as in AlexNet.
  case normalizeLocally(radius: Int, bias: Double, alpha: Double, beta: Double)
  /// What is above or below a diagonal set to nought.
  case triangle(isUpper: Bool, diagonal: Int)
  /// The largest values and their indices.
  case topK(Int)
  case oneHot(count: Int, axis: Int)

  // The same values laid out anew.
  /// The whole shape: -1 is what remains, nil is known only with data.
  case reshape([Int?])
  case transpose([Int]?)
  case expandDims([Int])
  case squeeze([Int]?)
  case broadcast([Int?])
  /// How often along each axis, nil where that is known only with data.
  case tile([Int?])
  case `repeat`(Int?, axis: Int?)
  case flip([Int]?)
  case roll([Int], axes: [Int]?)
  /// With a value, which only the constant mode needs.
  case pad([PadWidth], PadMode, value: Double)
  case slice([SliceIndex])
  /// Entries by index; of all values in a row where there is no axis. The first axes of both may be common.
  case take(axis: Int?, batchAxes: Int = 0)
  case depthToSpace(block: Int, DataFormat)
  case spaceToDepth(block: Int, DataFormat)
  /// A size is nil where it is known only with data.
  case resize(height: Int?, width: Int?, Interpolation, antialias: Bool, DataFormat)
  case patches(Window, DataFormat)

  // Several made one, and one made several.
  case concatenate(axis: Int)
  case stack(axis: Int)
  case split(Sections, axis: Int)
  case unstack(count: Int?, axis: Int)

  // Products.
  case matmul(transposesLeft: Bool, transposesRight: Bool)
  case dot
  /// Keras 2's `batch_dot`, over one axis of each.
  case batchDot(left: Int, right: Int)
  case tensordot(left: [Int], right: [Int])
  case einsum(Einsum)
  /// An image and a kernel.
  case convolve(Window, DataFormat)
  case convolveDepthwise(Window, DataFormat)
  case pool(isMaximum: Bool, Window, DataFormat)

  /// From nothing: values in a shape, of which a size may be known only with data.
  case fill([Int?], Filling)
}

package enum Filling: Hashable, Sendable {
  case value(Double)
  case random(Distribution, seed: Int)

  package enum Distribution: Hashable, Sendable {
    case normal(mean: Double, deviation: Double)
    /// Drawn again while further than two deviations from the mean.
    case truncatedNormal(mean: Double, deviation: Double)
    case uniform(minimum: Double, maximum: Double)
  }
}

/// Values in order along an axis, or where they were.
package struct Sorting: Hashable, Sendable {
  package let axis: Int
  package let isDescending: Bool
  package let givesIndices: Bool
  /// How many of the first are kept; nil is all.
  package let count: Int?

  package init(axis: Int, isDescending: Bool = false, givesIndices: Bool, count: Int? = nil) {
    self.axis = axis
    self.isDescending = isDescending
    self.givesIndices = givesIndices
    self.count = count
  }
}

/// What `batchNormalize` takes besides the tensors.
package struct Moments: Hashable, Sendable {
  /// The axis of operands that have one axis only.
  package let axis: Int
  package let epsilon: Double
  package let hasOffset: Bool
  package let hasScale: Bool

  package init(axis: Int, epsilon: Double, hasOffset: Bool, hasScale: Bool) {
    self.axis = axis
    self.epsilon = epsilon
    self.hasOffset = hasOffset
    self.hasScale = hasScale
  }
}

package struct PadWidth: Hashable, Sendable {
  package let before: Int
  package let after: Int

  package init(_ before: Int, _ after: Int) {
    self.before = before
    self.after = after
  }
}

package enum PadMode: String, Hashable, Sendable, CaseIterable {
  case constant, reflect, symmetric, edge
}

package enum Interpolation: String, Hashable, Sendable, CaseIterable {
  case nearest, bilinear, bicubic, lanczos3, lanczos5, area
}

/// Where a tensor is cut.
package enum Sections: Hashable, Sendable {
  /// Into so many equal parts.
  case count(Int)
  /// Before each of these.
  case indices([Int])
  /// Into parts of these sizes, one of which may be -1: TensorFlow's way.
  case sizes([Int])
}

package enum Reduction: String, Hashable, Sendable, CaseIterable {
  case sum, mean, max, min, prod, all, any, std, `var`, logsumexp, argmax, argmin, median
  /// The largest less the smallest, and the number of what is not 0.
  case spread, nonzeroCount

  var type: NumberType? {
    switch self {
    case .all, .any: .bool
    case .argmax, .argmin, .nonzeroCount: .int32
    default: nil
    }
  }

  /// Whether whole numbers have one that is none.
  var isFractional: Bool { [.mean, .std, .var, .logsumexp, .median].contains(self) }
}

/// A running sum or product.
package struct Cumulation: Hashable, Sendable {
  package let isProduct: Bool
  /// A place counts what comes before it, without itself.
  package let isExclusive: Bool
  package let isReversed: Bool

  package init(isProduct: Bool, isExclusive: Bool = false, isReversed: Bool = false) {
    self.isProduct = isProduct
    self.isExclusive = isExclusive
    self.isReversed = isReversed
  }
}

/// Functions of one value.
package enum Elementwise: String, Hashable, Sendable, CaseIterable {
  case absolute, negative, square, sqrt, rsqrt, exp, exp2, expm1, log, log10, log1p, log2, reciprocal, sign
  case cbrt, sinc, sin, cos, tan, sinh, cosh, arcsin, arccos, arctan, arcsinh, arccosh, arctanh, erf, erfc
  case degreesToRadians, radiansToDegrees
  case floor, ceil, round, trunc
  case logicalNot, isFinite, isInfinite, isPositiveInfinite, isNegativeInfinite, isNotANumber
  /// Nought for what is no number, and the largest number for infinity.
  case numbersAlone
  /// Handed on unchanged: `stop_gradient`, `copy`, `identity`.
  case identity

  var type: NumberType? {
    switch self {
    case .logicalNot, .isFinite, .isInfinite, .isPositiveInfinite, .isNegativeInfinite, .isNotANumber: .bool
    default: nil
    }
  }
  var keepsIntegers: Bool {
    [.absolute, .negative, .square, .sign, .floor, .ceil, .round, .trunc, .identity].contains(self)
  }
}

/// Functions of two values.
package enum Binary: String, Hashable, Sendable, CaseIterable {
  case add, subtract, multiply, divide, floorDivide, mod, power, maximum, minimum, squaredDifference, arctan2
  /// The remainder with the sign of what is divided; nought where the divisor is; and `log(exp(x) + exp(y))`.
  case remainder, divideOrZero, logAddExp, logAddExp2, hypot, heaviside
  case equal, notEqual, less, lessEqual, greater, greaterEqual
  case logicalAnd, logicalOr, logicalXor

  var isTruth: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .logicalAnd, .logicalOr, .logicalXor: true
    default: false
    }
  }
}

// MARK: - Shapes

extension TensorFunction {
  /// The outputs' shapes for the operands' shapes. `name` is what messages call the operation.
  func outputShapes(for operands: [Shape], name: String) throws(LayerProblem) -> [Shape] {
    let rule = ShapeRule(operands, name: name)
    switch self {
    case .activation(.glu, let parameters):
      return [try rule.halved(Int(exactly: (parameters.first ?? nil) ?? -1) ?? -1)]
    case .activation(.softmax, let parameters), .activation(.logSoftmax, let parameters),
      .activation(.sparsemax, let parameters):
      if let axis = parameters.first ?? nil { _ = try rule.index(of: Int(exactly: axis) ?? .min) }
      return [rule.first]
    case .elementwise, .activation, .cast, .clip, .round, .likeConstant, .batchNormalize: return [rule.first]
    case .normalizeLocally: return [try rule.atLeast(rank: 4)]
    case .flip(let axes), .normalize(let axes, _, _), .roll(_, let axes):
      _ = try axes.map { (axes) throws(LayerProblem) in try rule.indices(of: axes) }
      return [rule.first]
    case .sort(let sorting):
      let axis = try rule.index(of: sorting.axis)
      return [
        try sorting.count.map { (count) throws(LayerProblem) in try rule.replacing(axis, by: count) } ?? rule.first
      ]
    case .triangle: return [try rule.atLeast(rank: 2)]
    case .binary, .select: return [try rule.broadcast()]
    case .reduce(_, let axes, let keepsAxes), .norm(_, let axes, let keepsAxes):
      return [try rule.reduced(axes, keepsAxes: keepsAxes)]
    case .moments(let axes, let keepsAxes):
      return Array(repeating: try rule.reduced(axes, keepsAxes: keepsAxes), count: 2)
    case .cumulate(_, let axis): return [try rule.cumulated(axis)]
    case .topK(let count): return Array(repeating: try rule.replacing(-1, by: count), count: 2)
    case .oneHot(let count, let axis): return [try rule.inserting(count, at: axis)]
    case .reshape(let sizes): return [try rule.reshaped(to: sizes)]
    case .transpose(let axes): return [try rule.transposed(axes)]
    case .expandDims(let axes): return [try rule.expanded(axes)]
    case .squeeze(let axes): return [try rule.squeezed(axes)]
    case .broadcast(let sizes): return [try rule.broadcast(to: sizes)]
    case .tile(let counts): return [try rule.tiled(counts)]
    case .repeat(let count, let axis): return [try rule.repeated(count, axis: axis)]
    case .pad(let widths, _, _): return [try rule.padded(widths)]
    case .slice(let indices): return [try rule.sliced(indices)]
    case .take(let axis, let batchAxes): return [try rule.taken(axis, batchAxes)]
    case .depthToSpace(let block, let format): return [try rule.depthToSpace(block, format)]
    case .spaceToDepth(let block, let format): return [try rule.spaceToDepth(block, format)]
    case .resize(let height, let width, _, _, let format): return [try rule.resized(height, width, format)]
    case .patches(let window, let format): return [try rule.patches(window, format)]
    case .concatenate(let axis): return [try rule.concatenated(axis)]
    case .stack(let axis): return [try rule.stacked(axis)]
    case .split(let sections, let axis): return try rule.split(sections, axis: axis)
    case .unstack(let count, let axis): return try rule.unstacked(count, axis: axis)
    case .matmul(let left, let right): return [try rule.matmul(transposesLeft: left, transposesRight: right)]
    case .dot: return [try rule.dot()]
    case .batchDot(let left, let right): return [try rule.batchDot(left, right)]
    case .tensordot(let left, let right): return [try rule.tensordot(left, right)]
    case .einsum(let einsum): return [try einsum.outputShape(for: operands, name: name)]
    case .convolve(let window, let format): return [try rule.convolved(window, format, isDepthwise: false)]
    case .convolveDepthwise(let window, let format): return [try rule.convolved(window, format, isDepthwise: true)]
    case .pool(_, let window, let format): return [try rule.pooled(window, format)]
    case .fill(let sizes, _): return [Shape(sizes)]
    }
  }

  /// What the outputs' numbers are. Nil among the operands is a Python number.
  func outputTypes(for operands: [NumberType?], count: Int) -> [NumberType] {
    let known = operands.compactMap { $0 }
    let floats = known.filter(\.isFloat)
    let common = floats.first ?? known.first { $0 != .bool } ?? known.first ?? .float32
    let fractional = common.isFloat ? common : .float32
    let type: NumberType
    switch self {
    case .cast(let wanted): type = wanted
    case .elementwise(let function): type = function.type ?? (function.keepsIntegers ? common : fractional)
    case .binary(let function):
      type = function.isTruth ? .bool : function == .divide ? fractional : common
    case .reduce(let function, _, _): type = function.type ?? (function.isFractional ? fractional : common)
    case .select:
      let values = operands.dropFirst().compactMap { $0 }
      type = values.first(where: \.isFloat) ?? values.first ?? .float32
    case .sort(let sorting) where sorting.givesIndices: type = .int32
    case .topK: return [common, .int32]
    case .take: type = operands.first.flatMap { $0 } ?? .float32
    case .activation, .norm, .normalize, .normalizeLocally, .batchNormalize, .oneHot, .fill, .moments: type = fractional
    default: type = common
    }
    return Array(repeating: type, count: count)
  }

  /// Whether it multiplies and sums, which is what multiply-adds count.
  var isProduct: Bool {
    switch self {
    case .matmul, .dot, .batchDot, .tensordot, .einsum, .convolve, .convolveDepthwise: true
    default: false
    }
  }

  /// How many products are summed for each value of the output; nil where it is unknown.
  func productDepth(of operands: [Shape]) -> Int? {
    guard let left = operands.first, let right = operands.last else { return nil }
    switch self {
    case .matmul(true, _) where left.rank > 1: return left[left.rank - 2]
    case .matmul, .dot: return left.dimensions.last ?? nil
    case .batchDot(let axis, _): return left.index(ofAxis: axis).flatMap { left[$0] }
    case .tensordot(let axes, _): return Shape.product(axes.map { left.index(ofAxis: $0).flatMap { left[$0] } })
    case .einsum(let einsum): return einsum.contracted(operands)
    case .convolve: return Shape.product(right.dimensions.dropLast())
    case .convolveDepthwise: return Shape.product(right.dimensions.dropLast(2))
    default: return nil
    }
  }
}
