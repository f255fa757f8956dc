// Arithmetic of arrays, element by element, with broadcasting.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A function of two elements, and the type of its results.
struct ArrayOperator: Sendable {
  enum Result: Sendable {
    /// That of the operands.
    case promoted
    /// A float at least.
    case float
    case bool
  }
  let result: Result
  let body: @Sendable (Double, Double) -> Double

  init(_ result: Result = .promoted, _ body: @escaping @Sendable (Double, Double) -> Double) {
    self.result = result
    self.body = body
  }

  static let add = ArrayOperator { $0 + $1 }
  static let subtract = ArrayOperator { $0 - $1 }
  static let multiply = ArrayOperator { $0 * $1 }
  static let divide = ArrayOperator(.float) { $0 / $1 }
  static let floorDivide = ArrayOperator { $1 == 0 ? ($0 / $1) : Interpreter.floorDivide($0, $1).quotient }
  static let modulo = ArrayOperator { $1 == 0 ? .nan : Interpreter.floorDivide($0, $1).remainder }
  static let power = ArrayOperator { pow($0, $1) }
  static let maximum = ArrayOperator { $0.isNaN || $1.isNaN ? .nan : max($0, $1) }
  static let minimum = ArrayOperator { $0.isNaN || $1.isNaN ? .nan : min($0, $1) }
  static let less = ArrayOperator(.bool) { $0 < $1 ? 1 : 0 }
  static let lessOrEqual = ArrayOperator(.bool) { $0 <= $1 ? 1 : 0 }
  static let greater = ArrayOperator(.bool) { $0 > $1 ? 1 : 0 }
  static let greaterOrEqual = ArrayOperator(.bool) { $0 >= $1 ? 1 : 0 }
  static let equal = ArrayOperator(.bool) { $0 == $1 ? 1 : 0 }
  static let notEqual = ArrayOperator(.bool) { $0 != $1 ? 1 : 0 }
  static let and = ArrayOperator { Double(Int($0) & Int($1)) }
  static let or = ArrayOperator { Double(Int($0) | Int($1)) }
  static let xor = ArrayOperator { Double(Int($0) ^ Int($1)) }
}

extension NDArray {
  /// The type that an operator works in: a number of Python's own gives way to an array's type.
  static func commonType(_ left: NDArray, _ right: NDArray) -> ElementType {
    if left.isWeak == right.isWeak { return left.type.promoted(with: right.type) }
    let (weak, strong) = left.isWeak ? (left.type, right.type) : (right.type, left.type)
    if weak == .bool || weak.isInteger && strong != .bool || weak.isFloat && strong.isFloat { return strong }
    return weak
  }
}

extension Interpreter {
  mutating func combined(
    _ operation: ArrayOperator, _ left: NDArray, _ right: NDArray
  ) throws(Raised) -> NDArray {
    guard let shape = NDArray.broadcast(left.shape, right.shape) else {
      throw raise(.cannotBroadcast(left.shape, right.shape))
    }
    try reserveArray(shape)
    let common = NDArray.commonType(left, right)
    let type: ElementType
    switch operation.result {
    case .promoted: type = common
    case .float: type = common.isFloat ? common : .float64
    case .bool: type = .bool
    }
    let (one, other) = (left.broadcast(to: shape), right.broadcast(to: shape))
    let elements = zip(one.elements, other.elements).map { type.converted(operation.body($0, $1)) }
    // Integers have no infinity: numpy gives nought, with a warning.
    let whole = type.isInteger ? elements.map { $0.isFinite ? $0 : 0 } : elements
    return NDArray(shape: shape, type: type, elements: whole)
  }

  /// An operator between an array and another value; NotImplemented where that is no array.
  mutating func arrayOperator(_ operation: ArrayOperator, _ left: Value, _ right: Value) throws(Raised) -> Value {
    guard let one = try arrayContents(of: left), let other = try arrayContents(of: right) else {
      return .notImplemented
    }
    return try checked(try combined(operation, one, other))
  }

  /// The product of two arrays as numpy's `dot` of at most two axes each.
  mutating func dot(_ left: NDArray, _ right: NDArray) throws(Raised) -> NDArray {
    if left.rank == 0 || right.rank == 0 { return try combined(.multiply, left, right) }
    guard left.rank <= 2, right.rank <= 2 else { throw raise(.outside("numpy.dot of more than two axes")) }
    let (one, other) = (
      left.rank == 1 ? left.reshaped([1] + left.shape) : left,
      right.rank == 1 ? right.reshaped(right.shape + [1]) : right
    )
    guard one.shape[1] == other.shape[0] else { throw raise(.notAligned(left, right)) }
    let (rows, inner, columns) = (one.shape[0], one.shape[1], other.shape[1])
    try reserve(rows &* columns, each: 8)
    try step(over: rows &* columns &* max(inner, 1))
    var elements: [Double] = []
    for row in 0..<rows {
      for column in 0..<columns {
        elements.append(
          (0..<inner).reduce(0.0) { $0 + one.elements[row * inner + $1] * other.elements[$1 * columns + column] })
      }
    }
    let shape = (left.rank == 1 ? [] : [rows]) + (right.rank == 1 ? [] : [columns])
    return NDArray(shape: shape, type: NDArray.commonType(left, right), elements: elements)
  }
}

extension Fault {
  fileprivate static func notAligned(_ left: NDArray, _ right: NDArray) -> Fault {
    let (one, other) = (left.shape[left.rank - 1], right.shape[0])
    return Fault(
      .valueError,
      "shapes \(NDArray.tuple(left.shape)) and \(NDArray.tuple(right.shape)) not aligned: \(one) (dim \(left.rank - 1)) != \(other) (dim 0)"
    )
  }
}
