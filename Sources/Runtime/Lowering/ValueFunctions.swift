// Functions of single values, by name: what runs along a row where the library has no kernel that is exact.

import ModelGraph

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A function on one row of views that are walked together. The last of them is written.
typealias RowFunction = @Sendable (Walk.Row) -> Void

/// A function of one value as a function on rows.
@inline(__always)
private func each(_ function: @escaping @Sendable (Float) -> Float) -> RowFunction {
  { row in
    let (x, result) = (row.values[0], row.values[1])
    let (step, resultStep) = (row.steps[0], row.steps[1])
    for index in 0..<row.count { result[index &* resultStep] = function(x[index &* step]) }
  }
}

/// A function of two values as a function on rows.
@inline(__always)
private func each(_ function: @escaping @Sendable (Float, Float) -> Float) -> RowFunction {
  { row in
    let (x, y, result) = (row.values[0], row.values[1], row.values[2])
    let (step, otherStep, resultStep) = (row.steps[0], row.steps[1], row.steps[2])
    switch (step, otherStep, resultStep) {
    // The usual steps have loops of their own, which the compiler can make vectors of.
    case (1, 1, 1):
      for index in 0..<row.count { result[index] = function(x[index], y[index]) }
    case (1, 0, 1):
      let other = y[0]
      for index in 0..<row.count { result[index] = function(x[index], other) }
    default:
      for index in 0..<row.count {
        result[index &* resultStep] = function(x[index &* step], y[index &* otherStep])
      }
    }
  }
}

/// Truth as TensorFlow's casts give it.
@inline(__always)
private func truth(_ isTrue: Bool) -> Float { isTrue ? 1 : 0 }

// MARK: - One value

extension Elementwise {
  var rowFunction: RowFunction { row(of: self) }
}

/// Outside the family, whose names hide those of the functions.
private func row(of function: Elementwise) -> RowFunction {
  switch function {
  case .identity: each { $0 }
  case .absolute: each { abs($0) }
  case .negative: each { -$0 }
  case .square: each { $0 * $0 }
  case .sqrt: each { $0.squareRoot() }
  case .rsqrt: each { 1 / $0.squareRoot() }
  case .exp: each { exp($0) }
  case .exp2: each { exp2($0) }
  case .expm1: each { expm1($0) }
  case .log: each { log($0) }
  case .log10: each { log10($0) }
  case .log1p: each { log1p($0) }
  case .log2: each { log2($0) }
  case .reciprocal: each { 1 / $0 }
  case .sign: each { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }
  case .cbrt: each { cbrt($0) }
  case .sinc: each { $0 == 0 ? 1 : sin(.pi * $0) / (.pi * $0) }
  case .sin: each { sin($0) }
  case .cos: each { cos($0) }
  case .tan: each { tan($0) }
  case .sinh: each { sinh($0) }
  case .cosh: each { cosh($0) }
  case .arcsin: each { asin($0) }
  case .arccos: each { acos($0) }
  case .arctan: each { atan($0) }
  case .arcsinh: each { asinh($0) }
  case .arccosh: each { acosh($0) }
  case .arctanh: each { atanh($0) }
  case .erf: each { erf($0) }
  case .erfc: each { erfc($0) }
  case .degreesToRadians: each { $0 * (.pi / 180) }
  case .radiansToDegrees: each { $0 * (180 / .pi) }
  case .floor: each { $0.rounded(.down) }
  case .ceil: each { $0.rounded(.up) }
  case .round: each { $0.rounded(.toNearestOrEven) }
  case .trunc: each { $0.rounded(.towardZero) }
  case .logicalNot: each { truth($0 == 0) }
  case .isFinite: each { truth($0.isFinite) }
  case .isInfinite: each { truth($0.isInfinite) }
  case .isPositiveInfinite: each { truth($0 == .infinity) }
  case .isNegativeInfinite: each { truth($0 == -.infinity) }
  case .isNotANumber: each { truth($0.isNaN) }
  case .numbersAlone:
    each { $0.isNaN ? 0 : max(-Float.greatestFiniteMagnitude, min($0, Float.greatestFiniteMagnitude)) }
  }
}

extension TensorFunction {
  /// To so many decimals, as Keras does it: scaled, rounded, and scaled back.
  static func rounding(decimals: Int) -> RowFunction {
    let factor = Float(pow(10, Double(decimals)))
    return each { ($0 * factor).rounded(.toNearestOrEven) / factor }
  }
}

extension NumberType {
  /// What a cast to the type does to a value; nil where float32 holds it as it is. What is then computed of narrow floats is
  /// computed in float32.
  var rowFunction: RowFunction? {
    switch self {
    case .bool: each { truth($0 != 0) }
    case .uint8: each { wrapped($0, 256, lowest: 0) }
    case .int8: each { wrapped($0, 256, lowest: -128) }
    case .int16: each { wrapped($0, 65_536, lowest: -32_768) }
    case .uint16: each { wrapped($0, 65_536, lowest: 0) }
    // Whole numbers have no negative nought.
    case .int32, .int64, .uint32, .uint64: each { $0.rounded(.towardZero) + 0 }
    case .float16: each(roundedToHalf)
    case .bfloat16: each(roundedToBrain)
    default: nil
    }
  }
}

@Sendable
private func roundedToHalf(_ value: Float) -> Float {
  #if os(macOS) && arch(x86_64)
    value
  #else
    Float(Float16(value))
  #endif
}

/// To the upper half of the bits, ties to the even one.
@Sendable
private func roundedToBrain(_ value: Float) -> Float {
  if value.isNaN { return value }
  let bits = value.bitPattern
  return Float(bitPattern: (bits &+ 0x7FFF &+ (bits >> 16 & 1)) & 0xFFFF_0000)
}

/// Towards nought, and then modulo the number of the type's values.
@inline(__always)
private func wrapped(_ value: Float, _ count: Float, lowest: Float) -> Float {
  let whole = value.rounded(.towardZero)
  return whole - ((whole - lowest) / count).rounded(.down) * count + 0
}

// MARK: - Two values

extension Binary {
  var rowFunction: RowFunction {
    switch self {
    case .add: each { $0 + $1 }
    case .subtract: each { $0 - $1 }
    case .multiply: each { $0 * $1 }
    case .divide: each { $0 / $1 }
    case .floorDivide: each { ($0 / $1).rounded(.down) }
    case .mod: each(modulo)
    case .power: each { pow($0, $1) }
    case .maximum: each { $0 > $1 || $0.isNaN ? $0 : $1 }
    case .minimum: each { $0 < $1 || $0.isNaN ? $0 : $1 }
    case .squaredDifference: each { ($0 - $1) * ($0 - $1) }
    case .arctan2: each { atan2($0, $1) }
    case .remainder: each { fmod($0, $1) }
    case .divideOrZero: each { $1 == 0 ? 0 : $0 / $1 }
    case .logAddExp: each { max($0, $1) + log1p(exp(-abs($0 - $1))) }
    case .logAddExp2: each { max($0, $1) + log2(1 + exp2(-abs($0 - $1))) }
    case .hypot: each(hypotenuse)
    case .heaviside: each { $0 > 0 ? 1 : $0 < 0 ? 0 : $1 }
    case .equal: each { truth($0 == $1) }
    case .notEqual: each { truth($0 != $1) }
    case .less: each { truth($0 < $1) }
    case .lessEqual: each { truth($0 <= $1) }
    case .greater: each { truth($0 > $1) }
    case .greaterEqual: each { truth($0 >= $1) }
    case .logicalAnd: each { truth($0 != 0 && $1 != 0) }
    case .logicalOr: each { truth($0 != 0 || $1 != 0) }
    case .logicalXor: each { truth(($0 != 0) != ($1 != 0)) }
    }
  }
}

/// Outside the family, whose names hide those of the functions.
@Sendable
private func hypotenuse(_ x: Float, _ y: Float) -> Float { hypot(x, y) }

/// The remainder with the divisor's sign, as Python's.
@Sendable
private func modulo(_ value: Float, _ divisor: Float) -> Float {
  let rest = fmod(value, divisor)
  return rest != 0 && (divisor < 0) != (rest < 0) ? rest + divisor : rest
}

/// A condition, what stands where it holds, and what elsewhere.
let selectingRow: RowFunction = { row in
  let (condition, yes, no, result) = (row.values[0], row.values[1], row.values[2], row.values[3])
  let steps = (row.steps[0], row.steps[1], row.steps[2], row.steps[3])
  for index in 0..<row.count {
    result[index &* steps.3] =
      condition[index &* steps.0] != 0 ? yes[index &* steps.1] : no[index &* steps.2]
  }
}

// MARK: - Activations with parameters

extension Activation {
  /// The activation with the arguments after `x` of its function in `keras.activations`; nil where it has none that count
  /// or is more than a function of each value.
  func rowFunction(_ parameters: [Double?]) -> RowFunction? { row(of: self, parameters) }
}

private func row(of activation: Activation, _ parameters: [Double?]) -> RowFunction? {
  func parameter(_ index: Int, _ usual: Double) -> Float {
    Float(index < parameters.count ? parameters[index] ?? usual : usual)
  }
  switch activation {
  case .relu:
    let (slope, ceiling, threshold) = (parameter(0, 0), parameter(1, .infinity), parameter(2, 0))
    return each { value in
      let above = value > threshold ? max(0, min(value, ceiling)) : 0
      return slope == 0 ? above : above - slope * max(0, threshold - value)
    }
  case .leakyReLU:
    let slope = parameter(0, 0.2)
    return each { $0 > 0 ? $0 : slope * $0 }
  case .elu:
    let alpha = parameter(0, 1)
    return each { $0 > 0 ? $0 : alpha * expm1($0) }
  case .celu:
    let alpha = parameter(0, 1)
    return each { $0 > 0 ? $0 : alpha * expm1($0 / alpha) }
  case .squareplus:
    let b = parameter(0, 4)
    return each { ($0 + ($0 * $0 + b).squareRoot()) / 2 }
  case .softShrink:
    let threshold = parameter(0, 0.5)
    return each { $0 > threshold ? $0 - threshold : $0 < -threshold ? $0 + threshold : 0 }
  case .hardShrink:
    let threshold = parameter(0, 0.5)
    return each { abs($0) > threshold ? $0 : 0 }
  case .threshold:
    let (threshold, other) = (parameter(0, 0), parameter(1, 0))
    return each { $0 > threshold ? $0 : other }
  case .gelu:
    if parameter(0, 0) == 0 { return nil }
    // The approximation by tanh.
    let factor = Float((2 / Double.pi).squareRoot())
    return each { $0 / 2 * (1 + tanh(factor * ($0 + 0.044_715 * $0 * $0 * $0))) }
  default: return nil
  }
}
