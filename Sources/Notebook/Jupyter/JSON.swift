// JSON as notebooks need it: members in their order, numbers as they are spelt. RFC 8259.

indirect enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  /// As it is spelt.
  case number(String)
  case string(String)
  case array([JSON])
  case object([Member])

  struct Member: Hashable, Sendable {
    var key: String
    var value: JSON
  }

  subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }

  var text: String? { if case .string(let text) = self { text } else { nil } }
  var items: [JSON]? { if case .array(let items) = self { items } else { nil } }
  var members: [Member]? { if case .object(let members) = self { members } else { nil } }
  var integer: Int? { if case .number(let number) = self { Int(number) } else { nil } }

  // MARK: Writing

  /// On one line, as Python's `json.dumps` spells it but with letters beyond ASCII as they are.
  var compact: String { spelled(indent: nil) }

  /// Over many lines, a column deeper for each level, as nbformat writes notebooks.
  var indented: String { spelled(indent: 0) }

  private func spelled(indent: Int?) -> String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let number): number
    case .string(let text): JSON.quoted(text)
    case .array(let items): JSON.list(items.map { $0.spelled(indent: indent.map { $0 + 1 }) }, "[", "]", indent)
    case .object(let members):
      JSON.list(
        members.map { JSON.quoted($0.key) + ": " + $0.value.spelled(indent: indent.map { $0 + 1 }) }, "{", "}", indent)
    }
  }

  private static func list(_ items: [String], _ open: String, _ close: String, _ indent: Int?) -> String {
    guard let indent, !items.isEmpty else { return open + items.joined(separator: ", ") + close }
    let outer = "\n" + String(repeating: " ", count: indent)
    return open + outer + " " + items.joined(separator: "," + outer + " ") + outer + close
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\u{8}": quoted += "\\b"
      case "\u{C}": quoted += "\\f"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

// MARK: - Reading

extension JSON {
  /// The value of a whole text, which is UTF-8; nil for anything but one value.
  init?(_ text: [UInt8]) {
    var reader = JSONReader(rest: text[...])
    guard let value = reader.value(depth: 0), reader.isAtEnd else { return nil }
    self = value
  }
}

private struct JSONReader {
  /// Deeper ones are refused rather than exhausting the stack.
  private static let deepest = 200

  var rest: ArraySlice<UInt8>

  var isAtEnd: Bool {
    mutating get {
      skipBlanks()
      return rest.isEmpty
    }
  }

  private mutating func skipBlanks() { rest = rest.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) } }

  /// Takes a sign, blanks before it left out.
  private mutating func take(_ text: StaticString) -> Bool {
    skipBlanks()
    guard rest.starts(with: text) else { return false }
    rest = rest.dropFirst(text.utf8CodeUnitCount)
    return true
  }

  mutating func value(depth: Int) -> JSON? {
    guard depth < JSONReader.deepest else { return nil }
    if take("{") { return object(depth: depth) }
    if take("[") { return array(depth: depth) }
    if take("\"") { return string().map { .string($0) } }
    if take("null") { return .null }
    if take("true") { return .bool(true) }
    if take("false") { return .bool(false) }
    return number()
  }

  private mutating func object(depth: Int) -> JSON? {
    var members: [JSON.Member] = []
    if take("}") { return .object([]) }
    repeat {
      guard take("\""), let key = string(), take(":"), let value = value(depth: depth + 1) else { return nil }
      members.append(JSON.Member(key: key, value: value))
    } while take(",")
    return take("}") ? .object(members) : nil
  }

  private mutating func array(depth: Int) -> JSON? {
    var items: [JSON] = []
    if take("]") { return .array([]) }
    repeat {
      guard let item = value(depth: depth + 1) else { return nil }
      items.append(item)
    } while take(",")
    return take("]") ? .array(items) : nil
  }

  private mutating func number() -> JSON? {
    let digits = rest.prefix { "+-.0123456789eE".utf8.contains($0) }
    guard JSONReader.isNumber(digits) else { return nil }
    rest = rest.dropFirst(digits.count)
    return .number(String(decoding: digits, as: UTF8.self))
  }

  /// As RFC 8259 has it in section 6: no zeros before other digits, and digits on both sides of a point.
  private static func isNumber(_ text: some Collection<UInt8>) -> Bool {
    var rest = text[...]
    func take(_ signs: String) -> Bool {
      guard let first = rest.first, signs.utf8.contains(first) else { return false }
      rest = rest.dropFirst()
      return true
    }
    func takeDigits() -> Bool {
      let count = rest.prefix { "0123456789".utf8.contains($0) }.count
      rest = rest.dropFirst(count)
      return count > 0
    }
    _ = take("-")
    guard take("0") || takeDigits() else { return false }
    if take("."), !takeDigits() { return false }
    if take("eE") {
      _ = take("+-")
      if !takeDigits() { return false }
    }
    return rest.isEmpty
  }

  /// What stands up to the closing quote.
  private mutating func string() -> String? {
    var units: [UInt8] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = escape() else { return nil }
        units += Array(String(Character(scalar)).utf8)
      default: units.append(byte)
      }
    }
    return nil
  }

  private static let escapes: [UInt8: Unicode.Scalar] = [
    UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t", UInt8(ascii: "b"): "\u{8}",
    UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/",
  ]

  private mutating func escape() -> Unicode.Scalar? {
    guard let sign = rest.popFirst() else { return nil }
    guard sign == UInt8(ascii: "u") else { return JSONReader.escapes[sign] }
    guard let first = unit() else { return nil }
    guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
    let before = rest
    if rest.starts(with: "\\u") {
      rest = rest.dropFirst(2)
      if let second = unit(), (0xDC00..<0xE000).contains(second) {
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      }
      rest = before
    }
    return "\u{FFFD}"
  }

  private mutating func unit() -> UInt32? {
    defer { rest = rest.dropFirst(4) }
    return rest.count < 4 ? nil : UInt32(String(decoding: rest.prefix(4), as: UTF8.self), radix: 16)
  }
}
