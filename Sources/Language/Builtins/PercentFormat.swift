// `"…" % values`.

extension Interpreter {
  mutating func percentFormat(_ template: String, _ values: Value) throws(Raised) -> String {
    var format = PercentFormat(template, unwrapped(values), isMapping: isSubscriptable(values))
    return try format.expand(&self)
  }

  /// Whether a value may be a mapping for `%`: all that has items but tuples and strings.
  private func isSubscriptable(_ value: Value) -> Bool {
    switch unwrapped(value) {
    case .dict, .list, .range: true
    case .instance(let id): find("__getitem__", in: heap.instances[id].type) != nil
    default: false
    }
  }
}

private struct PercentFormat {
  private let template: [Unicode.Scalar]
  private let arguments: [Value]
  private let mapping: Value?
  private var position = 0
  private var nextArgument = 0
  /// Whether a key has been looked up, after which there are no arguments in a row.
  private var isKeyed = false

  init(_ template: String, _ values: Value, isMapping: Bool) {
    self.template = Array(template.unicodeScalars)
    if case .tuple(let values) = values { arguments = values.elements } else { arguments = [values] }
    mapping = isMapping ? values : nil
  }

  private func peek() -> Unicode.Scalar? { position < template.count ? template[position] : nil }

  private mutating func take() -> Unicode.Scalar? {
    defer { position += 1 }
    return peek()
  }

  mutating func expand(_ interpreter: inout Interpreter) throws(Raised) -> String {
    var size = 0
    var result = String.UnicodeScalarView()
    while let scalar = take() {
      if scalar != "%" {
        result.append(scalar)
      } else {
        let text = try conversion(&interpreter)
        size += text.utf8.count
        try interpreter.requireRoom(for: size)
        result.append(contentsOf: text.unicodeScalars)
      }
    }
    guard nextArgument == arguments.count || mapping != nil else {
      throw interpreter.raise(.leftoverFormatArguments)
    }
    return String(result)
  }

  private mutating func conversion(_ interpreter: inout Interpreter) throws(Raised) -> String {
    var keyed: Value?
    if peek() == "(" { keyed = try takeKey(&interpreter) }
    var specification = FormatSpecification()
    try takeFlags(&specification)
    specification.width = try takeNumber(&interpreter) ?? 0
    if specification.width < 0 {
      specification.alignment = "<"
      specification.width = -specification.width
    }
    if peek() == "." {
      position += 1
      specification.precision = max(try takeNumber(&interpreter) ?? 0, 0)
    }
    while let letter = peek(), "hlL".unicodeScalars.contains(letter) { position += 1 }
    try interpreter.reserve(max(specification.width, specification.precision ?? 0), each: 1)
    guard let code = take().map({ Character($0) }) else { throw interpreter.raise(.incompleteFormat) }
    if code == "%" { return "%" }
    let value: Value
    if let keyed { value = keyed } else { value = try takeArgument(&interpreter) }
    return try format(value, code, specification, &interpreter)
  }

  private mutating func takeKey(_ interpreter: inout Interpreter) throws(Raised) -> Value {
    position += 1
    var key = String.UnicodeScalarView()
    guard let mapping else { throw interpreter.raise(.formatNeedsMapping) }
    var depth = 1
    while true {
      guard let scalar = take() else { throw interpreter.raise(.incompleteFormatKey) }
      if scalar == "(" { depth += 1 }
      if scalar == ")" { depth -= 1 }
      if depth == 0 { break }
      key.append(scalar)
    }
    isKeyed = true
    return try interpreter.getItem(.string(String(key)), of: mapping)
  }

  private mutating func takeFlags(_ specification: inout FormatSpecification) throws(Raised) {
    while let flag = peek() {
      switch flag {
      case "-": specification.alignment = "<"
      case "+": specification.sign = "+"
      case " ": if specification.sign != "+" { specification.sign = " " }
      case "#": specification.isAlternate = true
      case "0": specification.fill = "0"
      default: return
      }
      position += 1
    }
  }

  private mutating func takeNumber(_ interpreter: inout Interpreter) throws(Raised) -> Int? {
    if peek() == "*" {
      position += 1
      guard let number = interpreter.unwrapped(try takeArgument(&interpreter)).integer else {
        throw interpreter.raise(.starNeedsInteger)
      }
      return max(min(number, 1_000_000_000), -1_000_000_000)
    }
    var number: Int?
    while let digit = peek(), ("0"..."9").contains(digit) {
      number = min((number ?? 0) * 10 + Int(digit.value - 48), 1_000_000_000)
      position += 1
    }
    return number
  }

  private mutating func takeArgument(_ interpreter: inout Interpreter) throws(Raised) -> Value {
    guard nextArgument < arguments.count, !isKeyed else { throw interpreter.raise(.notEnoughFormatArguments) }
    nextArgument += 1
    if arguments[nextArgument - 1].isHole { throw .hole }
    return arguments[nextArgument - 1]
  }

  private func format(
    _ value: Value, _ code: Character, _ specification: FormatSpecification, _ interpreter: inout Interpreter
  ) throws(Raised) -> String {
    var specification = specification
    switch code {
    case "s", "r", "a":
      specification.fill = " "
      let text = code == "s" ? try interpreter.str(value) : try interpreter.repr(value)
      let cut = specification.precision.map { String(text.unicodeScalars.prefix($0)) } ?? text
      return specification.pad(code == "a" ? cut.asciiEscaped : cut, default: ">")
    case "c":
      specification.fill = " "
      return specification.pad(try character(value, &interpreter), default: ">")
    case "d", "i", "u":
      let integer = try integer(value, code, &interpreter)
      return integerText(String(integer.magnitude), isNegative: integer < 0, prefix: "", specification)
    case "x", "X", "o":
      guard let number = try interpreter.indexNumber(value) else {
        throw interpreter.raise(.percentNumber(code, interpreter.typeName(value)))
      }
      let digits = String(number.magnitude, radix: code == "o" ? 8 : 16, uppercase: code == "X")
      let prefix = specification.isAlternate ? "0\(code)" : ""
      return integerText(digits, isNegative: number < 0, prefix: prefix, specification)
    case "e", "E", "f", "F", "g", "G":
      guard let number = try interpreter.realNumber(value) else {
        throw interpreter.raise(.percentReal(interpreter.typeName(value)))
      }
      specification.type = code
      if specification.fill == "0", specification.alignment == nil { specification.alignment = "=" }
      if specification.alignment == "<" { specification.fill = " " }
      return try interpreter.format(number, specification, typeName: "float")
    default: throw interpreter.raise(.unsupportedPercent(code, position - 1))
    }
  }

  /// The integer that `%d` writes: a float's whole part, or what `__int__` or `__index__` gives.
  private func integer(_ value: Value, _ code: Character, _ interpreter: inout Interpreter) throws(Raised) -> Int {
    if let integer = try interpreter.indexNumber(value) { return integer }
    if case .float(let number) = interpreter.unwrapped(value) {
      return try interpreter.integer(from: number.isFinite ? number.rounded(.towardZero) : number)
    }
    if case .instance = value, let method = try interpreter.specialMethod("__int__", of: value),
      let integer = try interpreter.call(method, Arguments()).integer
    {
      return integer
    }
    throw interpreter.raise(.percentNumber(code, interpreter.typeName(value)))
  }

  private func character(_ value: Value, _ interpreter: inout Interpreter) throws(Raised) -> String {
    if let text = interpreter.unwrapped(value).string, text.unicodeScalars.count == 1 { return text }
    guard let number = interpreter.unwrapped(value).integer else { throw interpreter.raise(.percentCharacter) }
    guard let scalar = UInt32(exactly: number).flatMap({ Unicode.Scalar($0) }) else {
      throw interpreter.raise(.percentCharacterRange)
    }
    return String(scalar)
  }

  private func integerText(
    _ digits: String, isNegative: Bool, prefix: String, _ specification: FormatSpecification
  ) -> String {
    var specification = specification
    let zeros = String(repeating: "0", count: max(0, (specification.precision ?? 0) - digits.count))
    if specification.alignment == "<" { specification.fill = " " }
    if specification.fill == "0" { specification.alignment = "=" }
    return specification.pad(
      zeros + digits, prefix: specification.signText(isNegative: isNegative) + prefix, default: ">")
  }
}

extension Fault {
  static func percentReal(_ type: String) -> Fault { Fault(.typeError, "must be real number, not \(type)") }
}
