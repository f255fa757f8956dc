// The built-in functions over numbers, and the methods of int and float.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

let numberFunctions: [HostFunction] = [
  .builtin("abs", [.at("x")]) { interpreter, arguments throws(Raised) in try interpreter.absolute(arguments[0]) },
  .builtin("round", [Parameter("number"), Parameter("ndigits", default: Value.none)]) {
    interpreter, arguments throws(Raised) in
    try interpreter.round(arguments[0], digits: try arguments.optionalInteger(1, &interpreter))
  },
  .builtin("divmod", [.at("x"), .at("y")]) { interpreter, arguments throws(Raised) in
    try interpreter.divmod(arguments[0], arguments[1])
  },
  .builtin("pow", [Parameter("base"), Parameter("exp"), Parameter("mod", default: Value.none)]) {
    interpreter, arguments throws(Raised) in
    guard !arguments[2].isNone else { return try interpreter.binary(.power, arguments[0], arguments[1]) }
    if let method = try interpreter.specialMethod("__pow__", of: arguments[0]) {
      return try interpreter.call(method, [arguments[1], arguments[2]])
    }
    guard (0..<3).allSatisfy({ interpreter.unwrapped(arguments[$0]).integer != nil }) else {
      throw interpreter.raise(.modulusNeedsIntegers)
    }
    let (base, exponent) = (try arguments.integer(0, &interpreter), try arguments.integer(1, &interpreter))
    return .int(try interpreter.power(base, exponent, modulo: try arguments.integer(2, &interpreter)))
  },
  .builtin("chr", [.at("i")]) { interpreter, arguments throws(Raised) in
    let code = try arguments.integer(0, &interpreter)
    guard let value = UInt32(exactly: code), let scalar = Unicode.Scalar(value) else {
      throw interpreter.raise(.characterRange)
    }
    return .string(String(scalar))
  },
  .builtin("ord", [.at("c")]) { interpreter, arguments throws(Raised) in
    guard let scalars = arguments[0].string?.unicodeScalars, scalars.count == 1, let scalar = scalars.first else {
      throw interpreter.raise(.ordArgument(arguments[0].string, interpreter.typeName(arguments[0])))
    }
    return .int(Int(scalar.value))
  },
  radix("bin", 2, "0b"),
  radix("oct", 8, "0o"),
  radix("hex", 16, "0x"),
]

private func radix(_ name: String, _ radix: Int, _ prefix: String) -> HostFunction {
  .builtin(name, [.at("number")]) { interpreter, arguments throws(Raised) in
    let number = try arguments.integer(0, &interpreter)
    return .string((number < 0 ? "-" : "") + prefix + String(number.magnitude, radix: radix))
  }
}

extension Interpreter {
  mutating func absolute(_ value: Value) throws(Raised) -> Value {
    if case .instance = value, let method = try specialMethod("__abs__", of: value) {
      return try call(method, Arguments())
    }
    switch unwrapped(value) {
    case .int(let number):
      guard number != Int.min else { throw raise(.integerOverflow) }
      return .int(Swift.abs(number))
    case .bool(let flag): return .int(flag ? 1 : 0)
    case .float(let number): return .float(number.magnitude)
    default: throw raise(.badAbsolute(typeName(value)))
    }
  }

  fileprivate mutating func divmod(_ left: Value, _ right: Value) throws(Raised) -> Value {
    for (name, receiver, argument) in [("__divmod__", left, right), ("__rdivmod__", right, left)] {
      guard case .instance = receiver, let method = try specialMethod(name, of: receiver) else { continue }
      let result = try call(method, [argument])
      if case .notImplemented = result { continue }
      return result
    }
    if case .float? = [left, right].first(where: { if case .float = $0 { true } else { false } }), left.number != nil,
      right.number == 0
    {
      throw raise(.zeroDivision("float divmod()"))
    }
    return .tuple([
      try binary(.floorDivide, left, right, symbol: "divmod()"), try binary(.modulo, left, right, symbol: "divmod()"),
    ])
  }

  /// Rounds to even at halves: to an int, or with digits to the same type.
  mutating func round(_ value: Value, digits: Int?) throws(Raised) -> Value {
    if case .instance = value, let method = try specialMethod("__round__", of: value) {
      return try call(method, digits.map { [.int($0)] } ?? [])
    }
    switch unwrapped(value) {
    case .int, .bool:
      let number = unwrapped(value).integer ?? 0
      guard let digits, digits < 0 else { return .int(number) }
      guard digits > -19 else { return .int(0) }
      let unit = (0..<(-digits)).reduce(1) { result, _ in result * 10 }
      let (quotient, remainder) = number.quotientAndRemainder(dividingBy: unit)
      let twice = remainder.magnitude.multipliedReportingOverflow(by: 2)
      let isUp = twice.overflow || twice.partialValue > unit || (twice.partialValue == unit && quotient % 2 != 0)
      let (result, overflow) = (quotient + (isUp ? (number < 0 ? -1 : 1) : 0)).multipliedReportingOverflow(by: unit)
      if overflow { throw raise(.integerOverflow) }
      return .int(result)
    case .float(let number):
      guard let digits else { return .int(try integer(from: number.rounded(.toNearestOrEven))) }
      guard number.isFinite, digits < 300 else { return value }
      if digits < -308 { return .float(0) }
      // The decimal digits themselves decide, as in CPython, not a product with a power of ten.
      if digits >= 0 { return .float(strtod(printed(number, "%.\(digits)f"), nil)) }
      let unit = pow(10, Double(-digits))
      return .float((number / unit).rounded(.toNearestOrEven) * unit)
    default:
      throw raise(.cannotRound(typeName(value)))
    }
  }

  /// The integer of a whole float.
  mutating func integer(from number: Double) throws(Raised) -> Int {
    guard let integer = Int(exactly: number) else { throw raise(.floatToInteger(number)) }
    return integer
  }

  fileprivate mutating func power(_ base: Int, _ exponent: Int, modulo: Int) throws(Raised) -> Int {
    guard modulo != 0 else { throw raise(.zeroModulus) }
    if modulo == -1 { return 0 }
    guard exponent >= 0 else {
      guard let inverse = Self.inverse(of: base, modulo: modulo), exponent != Int.min else {
        throw raise(.notInvertible)
      }
      return try power(inverse, -exponent, modulo: modulo)
    }
    func multiply(_ left: Int, _ right: Int) -> Int {
      let product = left.multipliedFullWidth(by: right)
      return modulo.dividingFullWidth(product).remainder
    }
    var result = 1 % modulo
    var factor = base % modulo
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result = multiply(result, factor) }
      factor = multiply(factor, factor)
      rest >>= 1
    }
    return result != 0 && (result < 0) != (modulo < 0) ? result + modulo : result
  }
}

extension Interpreter {
  /// By Euclid's extended algorithm; nil where the two have a common divisor.
  fileprivate static func inverse(of base: Int, modulo: Int) -> Int? {
    let modulus = modulo == Int.min ? Int.max : Swift.abs(modulo)
    var (rest, next) = (modulus, ((base % modulus) + modulus) % modulus)
    var (coefficient, following) = (0, 1)
    while next != 0 {
      let quotient = rest / next
      (rest, next) = (next, rest - quotient * next)
      (coefficient, following) = (following, coefficient &- quotient &* following)
    }
    return rest == 1 ? coefficient : nil
  }
}

/// A number as C's `printf` writes it, correctly rounded at any precision.
func printed(_ number: Double, _ format: String) -> String {
  var size = 64
  while true {
    var buffer = [CChar](repeating: 0, count: size)
    let length = withVaList([number]) { Int(vsnprintf(&buffer, size, format, $0)) }
    if length < size {
      return String(decoding: buffer.prefix(max(length, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    size = length + 1
  }
}

let integerMethods: [HostFunction] = [
  .method(of: "int", "bit_length") { interpreter, arguments throws(Raised) in
    .int(Int.bitWidth - (try arguments.integer(0, &interpreter)).magnitude.leadingZeroBitCount)
  },
  .method(of: "int", "bit_count") { interpreter, arguments throws(Raised) in
    .int((try arguments.integer(0, &interpreter)).magnitude.nonzeroBitCount)
  },
  .method(of: "int", "as_integer_ratio") { interpreter, arguments throws(Raised) in
    .tuple([.int(try arguments.integer(0, &interpreter)), .int(1)])
  },
  .method(of: "int", "conjugate") { interpreter, arguments throws(Raised) in
    .int(try arguments.integer(0, &interpreter))
  },
]

let integerProperties: [(String, HostFunction)] = [
  ("real", getter("real") { $0.integer.map { .int($0) } ?? $0 }),
  ("imag", getter("imag") { _ in .int(0) }),
  ("numerator", getter("numerator") { $0.integer.map { .int($0) } ?? $0 }),
  ("denominator", getter("denominator") { _ in .int(1) }),
]

let floatMethods: [HostFunction] = [
  .method(of: "float", "is_integer") { interpreter, arguments throws(Raised) in
    let number = try arguments.number(0, &interpreter)
    return .bool(number.isFinite && number == number.rounded())
  },
  .method(of: "float", "as_integer_ratio") { interpreter, arguments throws(Raised) in
    let number = try arguments.number(0, &interpreter)
    guard number.isFinite else { throw interpreter.raise(.noIntegerRatio(number)) }
    var (numerator, denominator) = (number, 1.0)
    while numerator != numerator.rounded() { (numerator, denominator) = (numerator * 2, denominator * 2) }
    return .tuple([
      .int(try interpreter.integer(from: numerator)), .int(try interpreter.integer(from: denominator)),
    ])
  },
  .method(of: "float", "conjugate") { _, arguments throws(Raised) in arguments[0] },
]

let floatProperties: [(String, HostFunction)] = [
  ("real", getter("real") { $0 }),
  ("imag", getter("imag") { _ in .float(0) }),
]

let sliceProperties: [(String, HostFunction)] = [
  ("start", getter("start") { if case .slice(let slice) = $0 { slice.lower } else { .none } }),
  ("stop", getter("stop") { if case .slice(let slice) = $0 { slice.upper } else { .none } }),
  ("step", getter("step") { if case .slice(let slice) = $0 { slice.step } else { .none } }),
]

let sliceMethods: [HostFunction] = [
  .method(of: "slice", "indices", [.at("length")]) { interpreter, arguments throws(Raised) in
    guard case .slice(let slice) = arguments[0] else { throw arguments.receiverMismatch(&interpreter, "slice") }
    let count = try arguments.integer(1, &interpreter)
    guard count >= 0 else { throw interpreter.raise(.negativeSliceLength) }
    let bounds = try interpreter.bounds(slice, count: count)
    return .tuple([.int(bounds.start), .int(bounds.stop), .int(bounds.step)])
  }
]

let rangeProperties: [(String, HostFunction)] = [
  ("start", getter("start") { if case .range(let range) = $0 { .int(range.start) } else { .none } }),
  ("stop", getter("stop") { if case .range(let range) = $0 { .int(range.stop) } else { .none } }),
  ("step", getter("step") { if case .range(let range) = $0 { .int(range.step) } else { .none } }),
]

private func getter(_ name: String, _ body: @escaping @Sendable (Value) -> Value) -> HostFunction {
  .builtin(name, [.at("self")]) { _, arguments throws(Raised) in body(arguments[0]) }
}

let rangeMethods: [HostFunction] = [
  .method(of: "range", "index", [.at("value")]) { interpreter, arguments throws(Raised) in
    guard case .range(let range) = arguments[0], let number = arguments[1].integer, let index = range.index(of: number)
    else { throw interpreter.raise(.notInRange(try interpreter.repr(arguments[1]))) }
    return .int(index)
  },
  .method(of: "range", "count", [.at("value")]) { _, arguments throws(Raised) in
    guard case .range(let range) = arguments[0], let number = arguments[1].integer else { return .int(0) }
    return .int(range.index(of: number) == nil ? 0 : 1)
  },
]

extension Fault {
  static var zeroModulus: Fault { Fault(.valueError, "pow() 3rd argument cannot be 0") }
  static var modulusNeedsIntegers: Fault {
    Fault(.typeError, "pow() 3rd argument not allowed unless all arguments are integers")
  }
  static var notInvertible: Fault { Fault(.valueError, "base is not invertible for the given modulus") }
  static var negativeSliceLength: Fault { Fault(.valueError, "length should not be negative") }
  static func noIntegerRatio(_ number: Double) -> Fault {
    Fault(
      number.isNaN ? .valueError : .overflowError,
      "cannot convert \(number.isNaN ? "NaN" : "Infinity") to integer ratio")
  }
  static func notInRange(_ repr: String) -> Fault { Fault(.valueError, "\(repr) is not in range") }
}
