// `math`.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

let mathModule = HostModule("math") { constants + roundings + functions + integerFunctions }

private typealias Members = [(name: String, member: HostMember)]

private let constants: Members = [
  ("pi", .value(.float(.pi))), ("e", .value(.float(M_E))), ("tau", .value(.float(2 * .pi))),
  ("inf", .value(.float(.infinity))), ("nan", .value(.float(.nan))),
]

private func rounding(_ name: String, _ rule: FloatingPointRoundingRule) -> (name: String, member: HostMember) {
  (
    name,
    .function(
      .builtin("math.\(name)", named: name, [.at("x")]) { interpreter, arguments throws(Raised) in
        if let integer = arguments[0].integer { return .int(integer) }
        if case .instance = arguments[0], let method = try interpreter.specialMethod("__\(name)__", of: arguments[0]) {
          return try interpreter.call(method, Arguments())
        }
        let number = try arguments.number(0, &interpreter)
        return .int(try interpreter.integer(from: number.isFinite ? number.rounded(rule) : number))
      })
  )
}

private let roundings: Members = [
  rounding("floor", .down), rounding("ceil", .up), rounding("trunc", .towardZero),
]

/// A function of one number. A result that is no number, or an endless one, of a good argument is an error.
private func function(
  _ name: String, _ body: @escaping @Sendable (Double) -> Double
) -> (name: String, member: HostMember) {
  (
    name,
    .function(
      .builtin("math.\(name)", named: name, [.at("x")]) { interpreter, arguments throws(Raised) in
        let number = try arguments.number(0, &interpreter)
        let result = body(number)
        if result.isNaN, !number.isNaN { throw interpreter.raise(.mathDomain) }
        if result.isInfinite, number.isFinite {
          throw interpreter.raise(name.hasPrefix("log") ? .mathDomain : .mathRange)
        }
        return .float(result)
      })
  )
}

private let functions: Members = [
  function("sqrt") { $0.squareRoot() }, function("exp") { exp($0) }, function("sin") { sin($0) },
  function("cos") { cos($0) }, function("tan") { tan($0) }, function("asin") { asin($0) },
  function("acos") { acos($0) }, function("atan") { atan($0) }, function("sinh") { sinh($0) },
  function("cosh") { cosh($0) }, function("tanh") { tanh($0) }, function("log2") { log2($0) },
  function("log10") { log10($0) }, function("log1p") { log1p($0) }, function("expm1") { expm1($0) },
  function("fabs") { $0.magnitude }, function("degrees") { $0 * 180 / .pi }, function("radians") { $0 * .pi / 180 },
  function("erf") { erf($0) }, function("erfc") { erfc($0) }, function("acosh") { acosh($0) },
  function("asinh") { asinh($0) }, function("atanh") { atanh($0) }, function("gamma") { tgamma($0) },
  function("lgamma") { lgamma($0) }, function("cbrt") { cbrt($0) }, function("exp2") { exp2($0) },
  (
    "log",
    .function(
      .builtin("log", [.at("x"), .at("base", default: Value.none)]) { interpreter, arguments throws(Raised) in
        let number = try arguments.number(0, &interpreter)
        guard number > 0 || number.isNaN else { throw interpreter.raise(.mathDomain) }
        if arguments[1].isNone { return .float(log(number)) }
        let base = try arguments.number(1, &interpreter)
        guard base > 0 else { throw interpreter.raise(.mathDomain) }
        return try interpreter.binary(.divide, .float(log(number)), .float(log(base)))
      })
  ),
  (
    "pow",
    .function(
      .builtin("pow", [.at("x"), .at("y")]) { interpreter, arguments throws(Raised) in
        let (x, y) = (try arguments.number(0, &interpreter), try arguments.number(1, &interpreter))
        let result = pow(x, y)
        if result.isNaN, !x.isNaN, !y.isNaN { throw interpreter.raise(.mathDomain) }
        if result.isInfinite, x.isFinite, y.isFinite { throw interpreter.raise(x == 0 ? .mathDomain : .mathRange) }
        return .float(result)
      })
  ),
  (
    "atan2",
    .function(
      .builtin("atan2", [.at("y"), .at("x")]) { interpreter, arguments throws(Raised) in
        .float(atan2(try arguments.number(0, &interpreter), try arguments.number(1, &interpreter)))
      })
  ),
  (
    "fmod",
    .function(
      .builtin("fmod", [.at("x"), .at("y")]) { interpreter, arguments throws(Raised) in
        let divisor = try arguments.number(1, &interpreter)
        guard divisor != 0 else { throw interpreter.raise(.mathDomain) }
        return .float(fmod(try arguments.number(0, &interpreter), divisor))
      })
  ),
  (
    "remainder",
    .function(
      .builtin("remainder", [.at("x"), .at("y")]) { interpreter, arguments throws(Raised) in
        let divisor = try arguments.number(1, &interpreter)
        guard divisor != 0 else { throw interpreter.raise(.mathDomain) }
        return .float(remainder(try arguments.number(0, &interpreter), divisor))
      })
  ),
  (
    "modf",
    .function(
      .builtin("modf", [.at("x")]) { interpreter, arguments throws(Raised) in
        let number = try arguments.number(0, &interpreter)
        if number.isInfinite { return .tuple([.float(copysign(0, number)), .float(number)]) }
        let whole = number.rounded(.towardZero)
        return .tuple([.float(copysign(number - whole, number)), .float(whole)])
      })
  ),
  (
    "frexp",
    .function(
      .builtin("frexp", [.at("x")]) { interpreter, arguments throws(Raised) in
        let number = try arguments.number(0, &interpreter)
        guard number.isFinite, number != 0 else { return .tuple([.float(number), .int(0)]) }
        return .tuple([
          .float(copysign(number.significand / 2, number)), .int(Int(number.exponent) + 1),
        ])
      })
  ),
  (
    "ldexp",
    .function(
      .builtin("ldexp", [.at("x"), .at("i")]) { interpreter, arguments throws(Raised) in
        let number = try arguments.number(0, &interpreter)
        let exponent = try arguments.integer(1, &interpreter)
        let result = scalbn(number, Int32(clamping: exponent))
        if result.isInfinite, number.isFinite { throw interpreter.raise(.mathRange) }
        return .float(result)
      })
  ),
  (
    "dist",
    .function(
      .builtin("dist", [.at("p"), .at("q")]) { interpreter, arguments throws(Raised) in
        let points = try (0..<2).map { (index) throws(Raised) in
          try interpreter.elements(of: arguments[index]).compactMap(\.number)
        }
        guard points[0].count == points[1].count else { throw interpreter.raise(.distanceDimensions) }
        return .float(zip(points[0], points[1]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot())
      })
  ),
  (
    "copysign",
    .function(
      .builtin("copysign", [.at("x"), .at("y")]) { interpreter, arguments throws(Raised) in
        .float(copysign(try arguments.number(0, &interpreter), try arguments.number(1, &interpreter)))
      })
  ),
  (
    "hypot",
    .function(
      .builtin("hypot", [.rest]) { _, arguments throws(Raised) in
        .float(arguments.variadic.compactMap(\.value.number).reduce(0) { $0 + $1 * $1 }.squareRoot())
      })
  ),
  (
    "isnan",
    .function(
      .builtin("isnan", [.at("x")]) { interpreter, arguments throws(Raised) in
        .bool(try arguments.number(0, &interpreter).isNaN)
      })
  ),
  (
    "isinf",
    .function(
      .builtin("isinf", [.at("x")]) { interpreter, arguments throws(Raised) in
        .bool(try arguments.number(0, &interpreter).isInfinite)
      })
  ),
  (
    "isfinite",
    .function(
      .builtin("isfinite", [.at("x")]) { interpreter, arguments throws(Raised) in
        .bool(try arguments.number(0, &interpreter).isFinite)
      })
  ),
  (
    "isclose",
    .function(
      .builtin(
        "isclose",
        [.at("a"), .at("b"), .keyword("rel_tol", default: .float(1e-9)), .keyword("abs_tol", default: .float(0))]
      ) { interpreter, arguments throws(Raised) in
        let (a, b) = (try arguments.number(0, &interpreter), try arguments.number(1, &interpreter))
        if a == b { return .bool(true) }
        guard a.isFinite, b.isFinite else { return .bool(false) }
        let relative = (arguments["rel_tol"].number ?? 0) * max(a.magnitude, b.magnitude)
        return .bool((a - b).magnitude <= max(relative, arguments["abs_tol"].number ?? 0))
      })
  ),
  (
    "fsum",
    .function(
      .builtin("fsum", [.at("seq")]) { interpreter, arguments throws(Raised) in
        // Neumaier's sum: the part that each addition loses is kept apart.
        var (sum, lost) = (0.0, 0.0)
        for value in try interpreter.elements(of: arguments[0]) {
          guard let number = value.number else { throw interpreter.raise(.notANumber(interpreter.typeName(value))) }
          let total = sum + number
          lost += sum.magnitude >= number.magnitude ? (sum - total) + number : (number - total) + sum
          sum = total
        }
        return .float(sum + lost)
      })
  ),
]

private let integerFunctions: Members = [
  (
    "gcd",
    .function(
      .builtin("gcd", [.rest]) { interpreter, arguments throws(Raised) in
        .int(try greatestDivisor(try integers(arguments, &interpreter), &interpreter))
      })
  ),
  (
    "lcm",
    .function(
      .builtin("lcm", [.rest]) { interpreter, arguments throws(Raised) in
        var result = Value.int(1)
        for number in try integers(arguments, &interpreter) {
          if number == 0 { return .int(0) }
          let divisor = try greatestDivisor([result.integer ?? 1, number], &interpreter)
          result = try interpreter.binary(.multiply, result, .int(number / divisor))
        }
        return try interpreter.binary(.multiply, result, .int((result.integer ?? 1).signum()))
      })
  ),
  (
    "isqrt",
    .function(
      .builtin("isqrt", [.at("n")]) { interpreter, arguments throws(Raised) in
        let number = try arguments.integer(0, &interpreter)
        guard number >= 0 else { throw interpreter.raise(.negativeRoot) }
        var root = Int(Double(number).squareRoot())
        while root > 0, root.multipliedReportingOverflow(by: root).overflow || root * root > number { root -= 1 }
        while let next = Optional(root + 1), !next.multipliedReportingOverflow(by: next).overflow, next * next <= number
        {
          root = next
        }
        return .int(root)
      })
  ),
  (
    "factorial",
    .function(
      .builtin("factorial", [.at("n")]) { interpreter, arguments throws(Raised) in
        let number = try arguments.integer(0, &interpreter)
        guard number >= 0 else { throw interpreter.raise(.negativeFactorial) }
        guard number <= 20 else { throw interpreter.raise(.integerOverflow) }
        return .int((0..<number).reduce(1) { $0 * ($1 + 1) })
      })
  ),
  (
    "prod",
    .function(
      .builtin("prod", [.at("iterable"), .keyword("start", default: .int(1))]) {
        interpreter, arguments throws(Raised) in
        var result = arguments["start"]
        for value in try interpreter.elements(of: arguments[0]) {
          try interpreter.step()
          result = try interpreter.binary(.multiply, result, value)
        }
        return result
      })
  ),
  (
    "perm",
    .function(
      .builtin("perm", [.at("n"), .at("k", default: Value.none)]) { interpreter, arguments throws(Raised) in
        let n = try arguments.integer(0, &interpreter)
        let k = try arguments.optionalInteger(1, &interpreter) ?? n
        guard n >= 0, k >= 0 else { throw interpreter.raise(.negativePermutation(n < 0 ? "n" : "k")) }
        guard k <= n else { return .int(0) }
        var result = Value.int(1)
        for index in 0..<k {
          try interpreter.step()
          result = try interpreter.binary(.multiply, result, .int(n - index))
        }
        return result
      })
  ),
  (
    "comb",
    .function(
      .builtin("comb", [.at("n"), .at("k")]) { interpreter, arguments throws(Raised) in
        let (n, k) = (try arguments.integer(0, &interpreter), try arguments.integer(1, &interpreter))
        guard k >= 0, k <= n else { return .int(0) }
        var result = Value.int(1)
        for index in 0..<min(k, n - k) {
          try interpreter.step()
          result = try interpreter.binary(.multiply, result, .int(n - index))
          result = try interpreter.binary(.floorDivide, result, .int(index + 1))
        }
        return result
      })
  ),
]

private func integers(_ arguments: BoundArguments, _ interpreter: inout Interpreter) throws(Raised) -> [Int] {
  try arguments.variadic.map { (argument) throws(Raised) in
    guard let number = try interpreter.indexNumber(argument.value) else {
      throw interpreter.raise(.notAnInteger(interpreter.typeName(argument.value)), at: argument.range)
    }
    return number
  }
}

private func greatestDivisor(_ numbers: [Int], _ interpreter: inout Interpreter) throws(Raised) -> Int {
  var result: UInt = 0
  for number in numbers {
    var (a, b) = (result, number.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    result = a
  }
  guard let divisor = Int(exactly: result) else { throw interpreter.raise(.integerOverflow) }
  return divisor
}

extension HostFunction {
  /// A function that messages call by its module too.
  fileprivate static func builtin(
    _ qualifiedName: String, named name: String, _ parameters: [Parameter], body: @escaping Body
  ) -> HostFunction {
    HostFunction(name, qualifiedName: qualifiedName, parameters, style: .builtin, body: body)
  }
}

extension Fault {
  static var distanceDimensions: Fault {
    Fault(.valueError, "both points must have the same number of dimensions")
  }
  static func negativePermutation(_ name: String) -> Fault {
    Fault(.valueError, "\(name) must be a non-negative integer")
  }
  static var negativeRoot: Fault { Fault(.valueError, "isqrt() argument must be nonnegative") }
}
