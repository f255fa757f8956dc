// Arrays as values of the language: making them, reading them, and what counts as one.

import OrderedCollections

let ndarrayClass = HostClass("ndarray", module: "numpy", members: arrayMembers)

/// What the numbers of numpy have in common: they are arrays of no axis.
private let genericClass = HostClass("generic", module: "numpy", members: arrayMembers)

let scalarClasses: [ElementType: HostClass] = Dictionary(
  uniqueKeysWithValues: ElementType.allCases.map { type in
    (type, HostClass(type.rawValue, module: "numpy", base: genericClass, members: [scalarMaker(type)]))
  })

let dtypeClass = HostClass("dtype", module: "numpy", members: dtypeMembers)

/// `np.float32(2)`: a number of the type.
private func scalarMaker(_ type: ElementType) -> (name: String, member: HostClass.Member) {
  let maker = HostFunction.builtin("__new__", [.at("class"), .at("value", default: .int(0))]) {
    interpreter, arguments throws(Raised) in
    interpreter.arrayValue(try interpreter.ndarray(arguments[1]).converted(to: type))
  }
  return ("__new__", .staticMethod(maker))
}

extension Interpreter {
  // MARK: Hosts' surface

  /// The array that a value is: one of numpy's, a number, or nested lists and tuples of numbers; nil for all else.
  package mutating func arrayContents(of value: Value) throws(Raised) -> NDArray? {
    if let array = payload(of: value, as: NDArray.self) { return array }
    switch unwrapped(value) {
    case .bool, .int, .float, .list, .tuple, .range: return try ndarray(value)
    default: return nil
    }
  }

  /// A new array of numpy's.
  package mutating func makeArray(_ elements: [Double], shape: [Int], type: ElementType = .float64) -> Value {
    makeArray(NDArray(shape: shape, type: type, elements: elements))
  }

  // MARK: Making values

  mutating func makeArray(_ array: NDArray) -> Value {
    heap.bytes += array.elements.count * 8
    var array = array
    array.isWeak = false
    return makeInstance(of: ndarrayClass, payload: array)
  }

  /// An array, or of no axis the number.
  mutating func arrayValue(_ array: NDArray) -> Value {
    guard array.rank == 0, let type = scalarClasses[array.type] else { return makeArray(array) }
    var array = array
    array.isWeak = false
    let value = makeInstance(of: type, payload: array)
    if case .instance(let id) = value { heap.instances[id].core = plainNumber(array) }
    return value
  }

  /// A number as Python's own.
  func plainNumber(_ array: NDArray) -> Value { plainNumber(array.elements[0], array.type) }

  func plainNumber(_ value: Double, _ type: ElementType) -> Value {
    switch type {
    case .bool: .bool(value != 0)
    case .float32, .float64: .float(value)
    default: .int(Int(value))
    }
  }

  /// A checked result: integers beyond what is exact are refused.
  mutating func checked(_ array: NDArray) throws(Raised) -> Value {
    if array.type.isInteger, array.elements.contains(where: { $0.magnitude >= NDArray.largestInteger }) {
      throw raise(.integerOverflow)
    }
    return arrayValue(array)
  }

  // MARK: Reading values

  mutating func ndarray(_ value: Value, _ type: ElementType? = nil) throws(Raised) -> NDArray {
    let array = try ndarray(value, depth: 0)
    guard let type else { return array }
    return array.converted(to: type)
  }

  private mutating func ndarray(_ value: Value, depth: Int) throws(Raised) -> NDArray {
    if let array = payload(of: value, as: NDArray.self) { return array }
    guard depth < 32 else { throw raise(.tooManyAxes) }
    switch unwrapped(value) {
    case .bool(let flag): return NDArray(scalar: flag ? 1 : 0, .bool, isWeak: true)
    case .int(let number):
      guard Double(number).magnitude < NDArray.largestInteger else { throw raise(.integerOverflow) }
      return NDArray(scalar: Double(number), .int64, isWeak: true)
    case .float(let number): return NDArray(scalar: number, .float64, isWeak: true)
    case .list, .tuple, .range: break
    case .hole: throw .hole
    default: throw raise(.outside("an array of '\(typeName(value))' objects"))
    }
    let parts = try elements(of: value).map { (part) throws(Raised) in try ndarray(part, depth: depth + 1) }
    guard let first = parts.first else { return NDArray(shape: [0], type: .float64, elements: []) }
    guard parts.allSatisfy({ $0.shape == first.shape }) else { throw raise(.inhomogeneous(parts.count, depth)) }
    let type = parts.dropFirst().reduce(first.type) { $0.promoted(with: $1.type) }
    try reserve(parts.count * first.elements.count, each: 8)
    return NDArray(
      shape: [parts.count] + first.shape, type: type,
      elements: parts.flatMap { part in part.elements.map { type.converted($0) } })
  }

  /// The element type that a `dtype` argument names, nil for None.
  mutating func elementType(_ value: Value) throws(Raised) -> ElementType? {
    if value.isNone { return nil }
    if let type = payload(of: value, as: ElementType.self) { return type }
    switch value {
    case .string(let name):
      if let type = ElementType(rawValue: name) { return type }
      if let type = ["int": ElementType.int64, "float": .float64][name] { return type }
    case .type(let id):
      if id == standard[.int] { return .int64 }
      if id == standard[.float] { return .float64 }
      if id == standard[.bool] { return .bool }
      if let type = ElementType(rawValue: heap.classes[id].name), heap.classes[id].module == "numpy" { return type }
    default: break
    }
    throw raise(.unknownElementType(try str(value)))
  }

  mutating func makeElementType(_ type: ElementType) -> Value { makeInstance(of: dtypeClass, payload: type) }

  /// Integers of an argument that is one or several of them.
  mutating func integers(_ value: Value) throws(Raised) -> [Int] {
    if let number = try indexNumber(value) { return [number] }
    return try elements(of: value).map { (element) throws(Raised) in
      guard let number = try indexNumber(element) else { throw raise(.notAnInteger(typeName(element))) }
      return number
    }
  }

  /// An axis counted from the front.
  mutating func axis(_ number: Int, rank: Int) throws(Raised) -> Int {
    guard (-rank..<rank).contains(number) else { throw raise(.axisOutOfBounds(number, rank)) }
    return number < 0 ? number + rank : number
  }

  /// Counts the room that an array of a shape takes, and refuses one too large.
  mutating func reserveArray(_ shape: [Int]) throws(Raised) {
    var count = 1
    for size in shape {
      guard size >= 0 else { throw raise(.negativeDimensions) }
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      count = overflow ? Int.max : product
    }
    try reserve(count, each: 8)
  }
}

private let dtypeMembers: [(name: String, member: HostClass.Member)] = [
  (
    "name",
    .property(
      getter: .builtin("name", [.at("self")]) { interpreter, arguments throws(Raised) in
        .string(try interpreter.elementType(arguments[0])?.rawValue ?? "")
      })
  ),
  (
    "__str__",
    .method(
      .builtin("__str__", [.at("self")]) { interpreter, arguments throws(Raised) in
        .string(try interpreter.elementType(arguments[0])?.rawValue ?? "")
      })
  ),
  (
    "__repr__",
    .method(
      .builtin("__repr__", [.at("self")]) { interpreter, arguments throws(Raised) in
        .string("dtype('\(try interpreter.elementType(arguments[0])?.rawValue ?? "")')")
      })
  ),
  (
    "__eq__",
    .method(
      .builtin("__eq__", [.at("self"), .at("other")]) { interpreter, arguments throws(Raised) in
        let own = try interpreter.elementType(arguments[0])
        let other = arguments[1]
        let type = try interpreter.unlessRaised(.typeError) { (me) throws(Raised) in
          .string(try me.elementType(other)?.rawValue ?? "float64")
        }
        return .bool(type?.string == own?.rawValue)
      })
  ),
]

extension Fault {
  static var tooManyAxes: Fault { Fault(.valueError, "maximum supported dimension for an ndarray is 64") }
  static var negativeDimensions: Fault { Fault(.valueError, "negative dimensions are not allowed") }

  static func inhomogeneous(_ count: Int, _ depth: Int) -> Fault {
    Fault(
      .valueError,
      "setting an array element with a sequence. The requested array has an inhomogeneous shape after "
        + "\(depth + 1) dimensions. The detected shape was (\(count),) + inhomogeneous part.")
  }

  static func unknownElementType(_ name: String) -> Fault {
    Fault(.typeError, "data type '\(name)' not understood")
  }

  static func axisOutOfBounds(_ axis: Int, _ rank: Int) -> Fault {
    Fault(.valueError, "axis \(axis) is out of bounds for array of dimension \(rank)")
  }

  static func cannotBroadcast(_ left: [Int], _ right: [Int]) -> Fault {
    func tuple(_ shape: [Int]) -> String {
      shape.count == 1 ? "(\(shape[0]),)" : "(" + shape.map(String.init).joined(separator: ",") + ")"
    }
    return Fault(
      .valueError, "operands could not be broadcast together with shapes \(tuple(left)) \(tuple(right)) ")
  }

  static func cannotReshape(_ count: Int, _ shape: [Int]) -> Fault {
    let text = shape.count == 1 ? "(\(shape[0]),)" : "(" + shape.map(String.init).joined(separator: ",") + ")"
    return Fault(.valueError, "cannot reshape array of size \(count) into shape \(text)")
  }

  static var ambiguousTruth: Fault {
    Fault(
      .valueError,
      "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()")
  }

  static var onlyScalars: Fault {
    Fault(.typeError, "only 0-dimensional arrays can be converted to Python scalars")
  }

  static var notOneElement: Fault {
    Fault(.valueError, "can only convert an array of size 1 to a Python scalar")
  }

  static func arrayIndex(_ index: Int, axis: Int, size: Int) -> Fault {
    Fault(.indexError, "index \(index) is out of bounds for axis \(axis) with size \(size)")
  }

  static func tooManyIndices(_ rank: Int, _ given: Int) -> Fault {
    Fault(
      .indexError,
      "too many indices for array: array is \(rank)-dimensional, but \(given) were indexed")
  }

  static var badArrayIndex: Fault {
    Fault(
      .indexError,
      "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices"
    )
  }

  static func emptyReduction(_ name: String) -> Fault {
    Fault(.valueError, "zero-size array to reduction operation \(name) which has no identity")
  }

  static var joinShapes: Fault {
    Fault(
      .valueError, "all the input array dimensions except for the concatenation axis must match exactly")
  }
}
