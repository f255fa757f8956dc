// Reads the Python of errors.json as far as it is calls of dotted names, literals, and calls of what those return.

/// An expression such as `keras.layers.Dense(3, activation='relu')(keras.Input((8,)))`.
indirect enum Expression {
  struct Argument {
    var keyword: String?
    var value: Expression
  }

  case none
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(String)
  case sequence([Expression])
  case name(String)
  case call(Expression, [Argument])

  struct Unreadable: Error {}

  /// Throws `Unreadable` for Python beyond that: lambdas, attributes of results, operators.
  init(_ source: String) throws {
    var reader = Reader(text: Array(source))
    self = try reader.expression()
    if reader.position < reader.text.count { throw Unreadable() }
  }

  private struct Reader {
    let text: [Character]
    var position = 0

    var next: Character? { position < text.count ? text[position] : nil }

    mutating func take(_ character: Character) -> Bool {
      if next != character { return false }
      position += 1
      while next == " " { position += 1 }
      return true
    }

    mutating func word(_ isPart: (Character) -> Bool) -> String {
      let start = position
      while let next, isPart(next) { position += 1 }
      let word = String(text[start..<position])
      while next == " " { position += 1 }
      return word
    }

    mutating func expression() throws -> Expression {
      var result = try atom()
      while take("(") { result = .call(result, try arguments()) }
      return result
    }

    mutating func atom() throws -> Expression {
      guard let next else { throw Unreadable() }
      if take("(") { return try parenthesis() }
      if take("[") { return .sequence(try items(until: "]").items) }
      if take("'") {
        let value = word { $0 != "'" }
        guard take("'") else { throw Unreadable() }
        return .string(value)
      }
      if next == "-" || next.isNumber { return try number() }
      let name = word { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
      switch name {
      case "None": return .none
      case "True": return .bool(true)
      case "False": return .bool(false)
      case "", "lambda": throw Unreadable()
      default: return .name(name)
      }
    }

    mutating func number() throws -> Expression {
      let digits = word { $0 == "-" || $0 == "." || $0.isNumber }
      if let value = Int(digits) { return .int(value) }
      guard let value = Double(digits) else { throw Unreadable() }
      return .float(value)
    }

    /// A tuple, or one expression in parentheses.
    mutating func parenthesis() throws -> Expression {
      let (items, hasComma) = try items(until: ")")
      return items.count == 1 && !hasComma ? items[0] : .sequence(items)
    }

    mutating func items(until end: Character) throws -> (items: [Expression], hasComma: Bool) {
      var items: [Expression] = []
      var hasComma = false
      while !take(end) {
        items.append(try expression())
        if take(",") { hasComma = true } else if next != end { throw Unreadable() }
      }
      return (items, hasComma)
    }

    mutating func arguments() throws -> [Argument] {
      var arguments: [Argument] = []
      while !take(")") {
        let start = position
        let word = word { $0.isLetter || $0 == "_" || $0.isNumber }
        let keyword: String? = !word.isEmpty && take("=") ? word : nil
        if keyword == nil { position = start }
        arguments.append(Argument(keyword: keyword, value: try expression()))
        if !take(","), next != ")" { throw Unreadable() }
      }
      return arguments
    }
  }
}
