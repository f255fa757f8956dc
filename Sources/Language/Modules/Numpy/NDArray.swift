// Small arrays as numpy's: elements in row-major order, with a shape and a type.

/// The types of elements. The names are numpy's.
package enum ElementType: String, CaseIterable, Sendable {
  case bool, int8, int16, int32, int64, uint8, float32, float64

  var isFloat: Bool { self == .float32 || self == .float64 }
  var isInteger: Bool { !isFloat && self != .bool }

  private var bits: Int {
    switch self {
    case .bool: 1
    case .int8, .uint8: 8
    case .int16: 16
    case .int32, .float32: 32
    case .int64, .float64: 64
    }
  }

  /// The type that holds the values of both, after numpy's table.
  func promoted(with other: ElementType) -> ElementType {
    if self == other || other == .bool { return self }
    if self == .bool { return other }
    if isFloat != other.isFloat {
      let integer = isFloat ? other : self
      return (isFloat ? self : other) == .float32 && integer.bits <= 16 ? .float32 : .float64
    }
    if bits != other.bits { return bits > other.bits ? self : other }
    return isFloat ? self : .int16
  }

  /// A value as this type holds it; integers wrap around as numpy's do.
  func converted(_ value: Double) -> Double {
    switch self {
    case .bool: return value != 0 ? 1 : 0
    case .float64: return value
    case .float32: return Double(Float(value))
    case .int64: return value.isFinite ? value.rounded(.towardZero) : value
    case .int8, .int16, .int32, .uint8:
      guard value.isFinite, let whole = Int(exactly: value.rounded(.towardZero)) else { return value }
      switch self {
      case .int8: return Double(Int8(truncatingIfNeeded: whole))
      case .int16: return Double(Int16(truncatingIfNeeded: whole))
      case .uint8: return Double(UInt8(truncatingIfNeeded: whole))
      default: return Double(Int32(truncatingIfNeeded: whole))
      }
    }
  }
}

/// An array. Integers are kept as floats too, and so are exact to 2⁵³; what would go beyond is refused.
package struct NDArray: Sendable {
  package var shape: [Int]
  package var type: ElementType
  package var elements: [Double]
  /// Whether it is a number of Python's own, whose type gives way to an array's.
  var isWeak = false

  static let largestInteger = 9_007_199_254_740_992.0

  package init(shape: [Int], type: ElementType, elements: [Double]) {
    self.shape = shape
    self.type = type
    self.elements = elements
  }

  init(scalar: Double, _ type: ElementType, isWeak: Bool = false) {
    self.init(shape: [], type: type, elements: [scalar])
    self.isWeak = isWeak
  }

  var rank: Int { shape.count }

  /// How far apart in `elements` neighbours along each axis lie.
  var strides: [Int] {
    var strides = Array(repeating: 1, count: rank)
    for axis in shape.indices.reversed().dropFirst() { strides[axis] = strides[axis + 1] * shape[axis + 1] }
    return strides
  }

  func reshaped(_ shape: [Int]) -> NDArray {
    var array = self
    array.shape = shape
    return array
  }

  func converted(to type: ElementType) -> NDArray {
    NDArray(shape: shape, type: type, elements: elements.map { type.converted($0) })
  }

  func map(_ type: ElementType, _ body: (Double) -> Double) -> NDArray {
    NDArray(shape: shape, type: type, elements: elements.map { type.converted(body($0)) })
  }

  /// The elements in another order of the axes.
  func transposed(_ axes: [Int]) -> NDArray {
    let strides = strides
    return picking(shape: axes.map { shape[$0] }, strides: axes.map { strides[$0] })
  }

  /// The shape that two broadcast to, nil where they do not.
  static func broadcast(_ left: [Int], _ right: [Int]) -> [Int]? {
    var shape: [Int] = []
    for index in 0..<max(left.count, right.count) {
      let (a, b) = (
        index < left.count ? left[left.count - 1 - index] : 1, index < right.count ? right[right.count - 1 - index] : 1
      )
      guard a == b || a == 1 || b == 1 else { return nil }
      shape.insert(a == 1 ? b : a, at: 0)
    }
    return shape
  }

  /// The array repeated to a shape that it broadcasts to.
  func broadcast(to target: [Int]) -> NDArray {
    if shape == target { return self }
    let own = strides
    let missing = target.count - rank
    let strides = target.indices.map { $0 < missing || shape[$0 - missing] == 1 ? 0 : own[$0 - missing] }
    return picking(shape: target, strides: strides)
  }

  /// The array whose element at an index is the one as many strides from `start`.
  func picking(shape: [Int], strides: [Int], from start: Int = 0) -> NDArray {
    var picked: [Double] = []
    picked.reserveCapacity(shape.reduce(1, *))
    func walk(_ axis: Int, _ offset: Int) {
      guard axis < shape.count else { return picked.append(elements[offset]) }
      for index in 0..<shape[axis] { walk(axis + 1, offset + index * strides[axis]) }
    }
    walk(0, start)
    return NDArray(shape: shape, type: type, elements: picked)
  }

  /// Applies a function to the rows along an axis, or to all elements, giving one element for each.
  func reduced(
    _ axis: Int?, keepsAxis: Bool, _ type: ElementType, _ body: ([Double]) -> Double
  ) -> NDArray {
    guard let axis else {
      return NDArray(
        shape: keepsAxis ? shape.map { _ in 1 } : [], type: type, elements: [type.converted(body(elements))])
    }
    var outer = shape
    let count = outer.remove(at: axis)
    let rows = transposed(shape.indices.filter { $0 != axis } + [axis])
    let values = (0..<outer.reduce(1, *)).map { row in
      type.converted(body(Array(rows.elements[row * count..<(row + 1) * count])))
    }
    if keepsAxis { outer.insert(1, at: axis) }
    return NDArray(shape: outer, type: type, elements: values)
  }

  /// Joins arrays along an axis; their other axes are equal.
  static func joined(_ arrays: [NDArray], axis: Int) -> NDArray {
    var shape = arrays[0].shape
    shape[axis] = arrays.reduce(0) { $0 + $1.shape[axis] }
    let type = arrays.dropFirst().reduce(arrays[0].type) { $0.promoted(with: $1.type) }
    let outer = shape[..<axis].reduce(1, *)
    var elements: [Double] = []
    for row in 0..<outer {
      for array in arrays {
        let length = array.shape[axis...].reduce(1, *)
        elements += array.elements[row * length..<(row + 1) * length]
      }
    }
    return NDArray(shape: shape, type: type, elements: elements).converted(to: type)
  }
}
