// `numpy`, as far as scripts use it to reckon sizes: making small arrays, and functions of their elements.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

let numpyModule = HostModule("numpy", omitsOthers: "works on data") {
  var members: [(name: String, member: HostMember)] = [
    ("ndarray", .type(ndarrayClass)), ("dtype", .type(dtypeClass)), ("pi", .value(.float(.pi))),
    ("e", .value(.float(M_E))), ("inf", .value(.float(.infinity))), ("nan", .value(.float(.nan))),
    ("newaxis", .value(.none)), ("bool_", .type(scalarClasses[.bool] ?? ndarrayClass)),
  ]
  members += scalarClasses.map { ($0.key.rawValue, .type($0.value)) }
  let functions =
    creationFunctions + elementFunctions + pairFunctions + numpyMethods + reductionFunctions + shapingFunctions
  return members + functions.map { ($0.name, .function($0.ofNumpy)) } + [("around", .function(rounding.ofNumpy))]
}

private let rounding =
  shapingMethods.first { $0.name == "round" } ?? HostFunction("round") { _, _ throws(Raised) in .none }

extension HostFunction {
  /// Named by its module, which tells it from a function of Python's own of the same name.
  fileprivate var ofNumpy: HostFunction {
    HostFunction(name, qualifiedName: "numpy.\(name)", signature.parameters, style: .builtin, body: body)
  }
}

// MARK: Making arrays

private let dtypeParameter = Parameter("dtype", default: Value.none)

private let creationFunctions: [HostFunction] =
  ["array", "asarray"].map { name in
    .builtin(name, [Parameter("a"), dtypeParameter, .keyword("copy", default: .none)]) {
      interpreter, arguments throws(Raised) in
      let type = try interpreter.elementType(arguments[1])
      return interpreter.makeArray(try interpreter.ndarray(arguments[0], type))
    }
  }
  + [("zeros", 0.0), ("ones", 1.0), ("empty", 0.0)].map { name, value in
    .builtin(name, [Parameter("shape"), dtypeParameter]) { interpreter, arguments throws(Raised) in
      let shape = try interpreter.integers(arguments[0])
      try interpreter.reserveArray(shape)
      let type = try interpreter.elementType(arguments[1]) ?? .float64
      return interpreter.makeArray(Array(repeating: value, count: shape.reduce(1, *)), shape: shape, type: type)
    }
  }
  + [("zeros_like", 0.0), ("ones_like", 1.0)].map { name, value in
    .builtin(name, [Parameter("a"), dtypeParameter]) { interpreter, arguments throws(Raised) in
      let array = try interpreter.ndarray(arguments[0])
      let type = try interpreter.elementType(arguments[1]) ?? array.type
      return interpreter.makeArray(Array(repeating: value, count: array.elements.count), shape: array.shape, type: type)
    }
  } + [
    .builtin("full", [Parameter("shape"), Parameter("fill_value"), dtypeParameter]) {
      interpreter, arguments throws(Raised) in
      let shape = try interpreter.integers(arguments[0])
      try interpreter.reserveArray(shape)
      let value = try interpreter.ndarray(arguments[1])
      let type = try interpreter.elementType(arguments[2]) ?? value.type
      return interpreter.makeArray(value.broadcast(to: shape).converted(to: type))
    },
    .builtin("eye", [Parameter("N"), dtypeParameter]) { interpreter, arguments throws(Raised) in
      let count = try arguments.integer(0, &interpreter)
      try interpreter.reserveArray([count, count])
      let type = try interpreter.elementType(arguments[1]) ?? .float64
      let elements = (0..<count * count).map { $0 % (count + 1) == 0 ? 1.0 : 0.0 }
      return interpreter.makeArray(elements, shape: [count, count], type: type)
    },
    .builtin(
      "arange",
      [
        Parameter("start"), Parameter("stop", default: Value.none), Parameter("step", default: .int(1)), dtypeParameter,
      ]
    ) { interpreter, arguments throws(Raised) in try interpreter.arange(arguments) },
    .builtin(
      "linspace",
      [
        Parameter("start"), Parameter("stop"), Parameter("num", default: .int(50)),
        Parameter("endpoint", default: .bool(true)), .keyword("dtype", default: .none),
      ]
    ) { interpreter, arguments throws(Raised) in try interpreter.linspace(arguments) },
  ]

extension Interpreter {
  fileprivate mutating func arange(_ arguments: BoundArguments) throws(Raised) -> Value {
    let hasStop = !arguments[1].isNone
    let bounds = [hasStop ? arguments[0] : .int(0), hasStop ? arguments[1] : arguments[0], arguments[2]]
    let numbers = try bounds.map { (bound) throws(Raised) in try ndarray(bound) }
    let (start, stop, step) = (numbers[0].elements[0], numbers[1].elements[0], numbers[2].elements[0])
    guard step != 0 else { throw raise(.zeroDivision("division by zero")) }
    let count = max(0, ((stop - start) / step).rounded(.up))
    guard count.isFinite, count < 1e15 else { throw raise(.arangeTooLong) }
    try reserve(Int(count), each: 8)
    let isWhole = numbers.allSatisfy { !$0.type.isFloat }
    let type = try elementType(arguments["dtype"]) ?? (isWhole ? .int64 : .float64)
    return makeArray(
      (0..<Int(count)).map { type.converted(start + Double($0) * step) }, shape: [Int(count)], type: type)
  }

  fileprivate mutating func linspace(_ arguments: BoundArguments) throws(Raised) -> Value {
    let (start, stop) = (try ndarray(arguments[0]), try ndarray(arguments[1]))
    guard start.rank == 0, stop.rank == 0 else { throw raise(.outside("numpy.linspace between arrays")) }
    let count = try arguments.integer(2, &self)
    guard count >= 0 else { throw raise(.negativeSamples(count)) }
    try reserve(count, each: 8)
    let hasEnd = try isTrue(arguments["endpoint"])
    let parts = Double(hasEnd ? count - 1 : count)
    let (first, last) = (start.elements[0], stop.elements[0])
    let step = parts > 0 ? (last - first) / parts : 0
    var elements = (0..<count).map { Double($0) * step + first }
    if hasEnd, count > 1 { elements[count - 1] = last }
    let type = try elementType(arguments["dtype"]) ?? .float64
    let whole = type.isInteger ? elements.map { $0.rounded(.down) } : elements
    return makeArray(whole.map { type.converted($0) }, shape: [count], type: type)
  }
}

// MARK: Functions of elements

private func elementwise(
  _ name: String, keepsIntegers: Bool = false, isTruth: Bool = false,
  _ body: @escaping @Sendable (Double) -> Double
) -> HostFunction {
  .builtin(name, [.at("x")]) { interpreter, arguments throws(Raised) in
    let array = try interpreter.ndarray(arguments[0])
    let type: ElementType = isTruth ? .bool : array.type.isFloat || keepsIntegers ? array.type : .float64
    return try interpreter.checked(array.map(type, body))
  }
}

private let elementFunctions: [HostFunction] = [
  elementwise("floor", keepsIntegers: true) { $0.rounded(.down) },
  elementwise("ceil", keepsIntegers: true) { $0.rounded(.up) },
  elementwise("trunc", keepsIntegers: true) { $0.rounded(.towardZero) },
  elementwise("rint") { $0.rounded(.toNearestOrEven) },
  elementwise("sqrt") { $0.squareRoot() }, elementwise("exp") { exp($0) }, elementwise("log") { log($0) },
  elementwise("log2") { log2($0) }, elementwise("log10") { log10($0) }, elementwise("log1p") { log1p($0) },
  elementwise("sin") { sin($0) }, elementwise("cos") { cos($0) }, elementwise("tan") { tan($0) },
  elementwise("tanh") { tanh($0) },
  elementwise("abs", keepsIntegers: true) { $0.magnitude },
  elementwise("absolute", keepsIntegers: true) { $0.magnitude },
  elementwise("square", keepsIntegers: true) { $0 * $0 },
  elementwise("negative", keepsIntegers: true) { -$0 },
  elementwise("sign", keepsIntegers: true) { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 },
  elementwise("isnan", isTruth: true) { $0.isNaN ? 1 : 0 },
  elementwise("isinf", isTruth: true) { $0.isInfinite ? 1 : 0 },
  elementwise("isfinite", isTruth: true) { $0.isFinite ? 1 : 0 },
  elementwise("logical_not", isTruth: true) { $0 == 0 ? 1 : 0 },
]

private let pairFunctions: [HostFunction] = [
  ("add", .add), ("subtract", .subtract), ("multiply", .multiply), ("divide", .divide), ("true_divide", .divide),
  ("floor_divide", .floorDivide), ("mod", .modulo), ("remainder", .modulo), ("power", .power), ("maximum", .maximum),
  ("minimum", .minimum), ("equal", .equal), ("not_equal", .notEqual), ("less", .less), ("greater", .greater),
  ("less_equal", .lessOrEqual), ("greater_equal", .greaterOrEqual),
  ("logical_and", ArrayOperator(.bool) { $0 != 0 && $1 != 0 ? 1 : 0 }),
  ("logical_or", ArrayOperator(.bool) { $0 != 0 || $1 != 0 ? 1 : 0 }),
].map { (name: String, operation: ArrayOperator) in
  .builtin(name, [.at("x1"), .at("x2")]) { interpreter, arguments throws(Raised) in
    try interpreter.checked(
      try interpreter.combined(
        operation, try interpreter.ndarray(arguments[0]), try interpreter.ndarray(arguments[1])))
  }
}

extension Fault {
  fileprivate static var arangeTooLong: Fault { Fault(.valueError, "Maximum allowed size exceeded") }
  fileprivate static func negativeSamples(_ count: Int) -> Fault {
    Fault(.valueError, "Number of samples, \(count), must be non-negative.")
  }
}
