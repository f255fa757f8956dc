// Format specifications, `[[fill]align][sign][#][0][width][grouping][.precision][type]`, and the values they format.

struct FormatSpecification {
  var fill: Unicode.Scalar = " "
  var alignment: Unicode.Scalar?
  var sign: Unicode.Scalar = "-"
  var isAlternate = false
  var width = 0
  var grouping: Unicode.Scalar?
  var precision: Int?
  var type: Character?

  /// Nil where the text is no specification.
  init?(_ text: String) {
    var rest = Array(text.unicodeScalars)[...]
    var hasFill = false
    let alignments: Set<Unicode.Scalar> = ["<", ">", "=", "^"]
    if rest.count >= 2, alignments.contains(rest[rest.startIndex + 1]) {
      fill = rest.removeFirst()
      alignment = rest.removeFirst()
      hasFill = true
    } else if let first = rest.first, alignments.contains(first) {
      alignment = rest.removeFirst()
    }
    if let first = rest.first, ["+", "-", " "].contains(first) { sign = rest.removeFirst() }
    if rest.first == "#" {
      isAlternate = true
      rest.removeFirst()
    }
    if rest.first == "0" {
      if !hasFill { fill = "0" }
      if alignment == nil { alignment = "=" }
      rest.removeFirst()
    }
    guard let width = Self.number(&rest) else { return nil }
    self.width = width
    if let first = rest.first, first == "," || first == "_" { grouping = rest.removeFirst() }
    if rest.first == "." {
      rest.removeFirst()
      guard let first = rest.first, ("0"..."9").contains(first), let precision = Self.number(&rest) else { return nil }
      self.precision = precision
    }
    if let first = rest.popFirst() { type = Character(first) }
    guard rest.isEmpty else { return nil }
  }

  init() {}

  /// The digits ahead, nought without any, nil for what is unreasonably large.
  private static func number(_ rest: inout ArraySlice<Unicode.Scalar>) -> Int? {
    var number = 0
    while let digit = rest.first, ("0"..."9").contains(digit) {
      number = number * 10 + Int(digit.value - 48)
      if number > 1_000_000 { return nil }
      rest.removeFirst()
    }
    return number
  }

  // MARK: Padding

  /// Pads to the width; `prefix` is what stands before the padding of `=`: the sign and the base.
  func pad(_ body: String, prefix: String = "", default alignment: Unicode.Scalar) -> String {
    let missing = width - prefix.unicodeScalars.count - body.unicodeScalars.count
    guard missing > 0 else { return prefix + body }
    func filling(_ count: Int) -> String { String(fill).repeated(count) }
    switch self.alignment ?? alignment {
    case "<": return prefix + body + filling(missing)
    case "^": return filling(missing / 2) + prefix + body + filling(missing - missing / 2)
    case "=": return prefix + zeroFilled(body, prefix, missing)
    default: return filling(missing) + prefix + body
    }
  }

  /// Zeros between sign and digits are grouped as the digits are.
  private func zeroFilled(_ body: String, _ prefix: String, _ missing: Int) -> String {
    guard let grouping, fill == "0" else { return String(fill).repeated(missing) + body }
    let integerPart = body.prefix { $0.isHexDigit || $0 == Character(grouping) }
    let rest = body.dropFirst(integerPart.count)
    let room = width - prefix.count - rest.count
    let digits = integerPart.filter { $0 != Character(grouping) }
    // A group of digits and its separator together are one longer; a separator never comes first.
    let wanted = room - (room - 1) / (groupSize + 1)
    return grouped(String(repeating: "0", count: max(0, wanted - digits.count)) + digits) + rest
  }

  /// Digits with the separator between groups of three, or four of a binary, octal or hexadecimal number.
  func grouped(_ digits: String) -> String {
    guard let grouping else { return digits }
    let count = digits.count
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (count - index) % groupSize == 0 { result.unicodeScalars.append(grouping) }
      result.append(digit)
    }
    return result
  }

  private var groupSize: Int { type.map { "boxX".contains($0) } == true ? 4 : 3 }

  func signText(isNegative: Bool) -> String { isNegative ? "-" : sign == "-" ? "" : String(sign) }
}

extension Interpreter {
  /// `format(value, specification)` after a conversion.
  mutating func format(_ value: Value, conversion: Character?, _ specification: String) throws(Raised) -> String {
    if value.isHole { throw .hole }
    switch conversion {
    case "r": return try format(.string(try repr(value)), specification)
    case "s": return try format(.string(try str(value)), specification)
    case "a": return try format(.string(try repr(value).asciiEscaped), specification)
    default: return try format(value, specification)
    }
  }

  private mutating func format(_ value: Value, _ text: String) throws(Raised) -> String {
    if case .instance = value, let method = try specialMethod("__format__", of: value) {
      return try str(try call(method, [.string(text)]))
    }
    if text.isEmpty { return try str(value) }
    if case .instance(let id) = value, let core = heap.instances[id].core { return try format(core, text) }
    guard let specification = FormatSpecification(text) else { throw raise(.invalidFormat(text, typeName(value))) }
    try reserve(specification.width + (specification.precision ?? 0), each: 1)
    switch value {
    case .string(let text): return try format(text, specification)
    case .int(let number): return try format(number, specification, typeName: "int")
    case .bool(let flag): return try format(flag ? 1 : 0, specification, typeName: "bool")
    case .float(let number): return try format(number, specification, typeName: "float")
    default: throw raise(.unsupportedFormat(typeName(value)))
    }
  }

  private mutating func format(_ text: String, _ specification: FormatSpecification) throws(Raised) -> String {
    if let type = specification.type, type != "s" { throw raise(.unknownFormat(type, "str")) }
    if specification.sign != "-" { throw raise(.formatNotAllowed("Sign", "in string format specifier")) }
    if specification.alignment == "=", specification.fill != "0" {
      throw raise(.formatNotAllowed("'=' alignment", "in string format specifier"))
    }
    if let grouping = specification.grouping { throw raise(.cannotSpecify(Character(grouping), with: "s")) }
    var specification = specification
    if specification.alignment == "=" { specification.alignment = "<" }
    let cut = specification.precision.map { String(text.unicodeScalars.prefix($0)) } ?? text
    return specification.pad(cut, default: "<")
  }

  mutating func format(
    _ number: Int, _ specification: FormatSpecification, typeName: String
  ) throws(Raised) -> String {
    guard let type = specification.type, type != "d", type != "n" else {
      if specification.precision != nil {
        throw raise(.formatNotAllowed("Precision", "in integer format specifier"))
      }
      let sign = specification.signText(isNegative: number < 0)
      return specification.pad(specification.grouped(String(number.magnitude)), prefix: sign, default: ">")
    }
    if let grouping = specification.grouping, grouping == "," && "boxX".contains(type) || type == "c" {
      throw raise(.cannotSpecify(Character(grouping), with: type))
    }
    if let radix = ["b": 2, "o": 8, "x": 16, "X": 16][type] {
      let digits = String(number.magnitude, radix: radix, uppercase: type == "X")
      let base = specification.isAlternate ? "0\(type)" : ""
      let sign = specification.signText(isNegative: number < 0)
      return specification.pad(specification.grouped(digits), prefix: sign + base, default: ">")
    }
    if type == "c" {
      guard let value = UInt32(exactly: number), let scalar = Unicode.Scalar(value) else {
        throw raise(.characterRange)
      }
      return specification.pad(String(scalar), default: "<")
    }
    guard "eEfFgG%".contains(type) else { throw raise(.unknownFormat(type, typeName)) }
    return try format(Double(number), specification, typeName: typeName)
  }

  mutating func format(
    _ number: Double, _ specification: FormatSpecification, typeName: String
  ) throws(Raised) -> String {
    let isNegative = number.sign == .minus && !number.isNaN
    let sign = specification.signText(isNegative: isNegative)
    let magnitude = number.magnitude
    let type = specification.type
    if let type, !"eEfFgGn%".contains(type) { throw raise(.unknownFormat(type, typeName)) }
    guard magnitude.isFinite else {
      let text = (number.isNaN ? "nan" : "inf") + (type == "%" ? "%" : "")
      let isUpper = type.map { "EFG".contains($0) } == true
      return specification.pad(isUpper ? text.uppercased() : text, prefix: sign, default: ">")
    }
    let digits = Self.digits(of: magnitude, specification)
    let integerPart = digits.prefix { $0.isNumber }
    let body = specification.grouped(String(integerPart)) + digits.dropFirst(integerPart.count)
    return specification.pad(body, prefix: sign, default: ">")
  }

  /// The digits of a finite number that is not negative.
  private static func digits(of number: Double, _ specification: FormatSpecification) -> String {
    let alternate = specification.isAlternate ? "#" : ""
    switch specification.type {
    case "%": return printed(number * 100, "%\(alternate).\(specification.precision ?? 6)f") + "%"
    case nil:
      guard let precision = specification.precision else { return number.pythonDescription }
      return general(number, precision: max(precision, 1), alternate)
    case "n": return printed(number, "%\(alternate).\(specification.precision ?? 6)g")
    case let type?: return printed(number, "%\(alternate).\(specification.precision ?? 6)\(type)")
    }
  }

  /// A float with a precision and no type: as `g`, but with at least one digit after the point, for which CPython
  /// turns to an exponent one digit sooner.
  private static func general(_ number: Double, precision: Int, _ alternate: String) -> String {
    let scientific = printed(number, "%.\(precision - 1)e")
    let parts = scientific.split(separator: "e").map { String($0) }
    let exponent = parts.last.flatMap { Int($0) } ?? 0
    if exponent < -4 || exponent >= precision - 1 { return trimmed(parts[0]) + "e" + parts[parts.count - 1] }
    let text = printed(number, "%\(alternate).\(precision)g")
    return text.contains(".") ? text : text + ".0"
  }

  private static func trimmed(_ digits: String) -> String {
    guard digits.contains(".") else { return digits }
    var digits = digits
    while digits.hasSuffix("0") { digits.removeLast() }
    if digits.hasSuffix(".") { digits.removeLast() }
    return digits
  }
}

extension String {
  var asciiEscaped: String { unicodeScalars.map { $0.isASCII ? String($0) : $0.pythonEscape }.joined() }
}
