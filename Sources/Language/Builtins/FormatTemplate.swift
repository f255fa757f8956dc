// `str.format`: templates with `{}` fields.

/// The arguments of one `str.format`, and how far the automatic numbering has come.
struct FormatTemplate {
  private let positional: [Value]
  private let keywords: [KeywordArgument]
  /// What `format_map` looks names up in.
  private var mapping: Value?
  private var nextIndex = 0
  private var isManual = false

  init(_ positional: [Value], _ keywords: [KeywordArgument]) {
    self.positional = positional
    self.keywords = keywords
  }

  init(mapping: Value) {
    self.init([], [])
    self.mapping = mapping
  }

  mutating func expand(_ template: String, _ interpreter: inout Interpreter, depth: Int = 0) throws(Raised) -> String {
    var result = String.UnicodeScalarView()
    var size = 0
    var rest = Array(template.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "{" where rest.first == "{", "}" where rest.first == "}":
        result.append(scalar)
        rest.removeFirst()
      case "{":
        guard !rest.isEmpty else { throw interpreter.raise(.singleOpeningBrace) }
        let field = try takeField(&rest, &interpreter)
        let text = try replace(field, &interpreter, depth)
        size += text.utf8.count
        try interpreter.requireRoom(for: size)
        result.append(contentsOf: text.unicodeScalars)
      case "}": throw interpreter.raise(.singleClosingBrace)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// The text up to the closing brace, which is dropped.
  private func takeField(
    _ rest: inout ArraySlice<Unicode.Scalar>, _ interpreter: inout Interpreter
  ) throws(Raised) -> [Unicode.Scalar] {
    var field: [Unicode.Scalar] = []
    var depth = 0
    while let scalar = rest.popFirst() {
      if scalar == "}", depth == 0 { return field }
      if scalar == "{" { depth += 1 }
      if scalar == "}" { depth -= 1 }
      field.append(scalar)
    }
    throw interpreter.raise(.expectedClosingBrace)
  }

  private mutating func replace(
    _ field: [Unicode.Scalar], _ interpreter: inout Interpreter, _ depth: Int
  ) throws(Raised) -> String {
    let name = field.prefix { $0 != "!" && $0 != ":" }
    var rest = field[name.count...]
    let value = try look(up: String(String.UnicodeScalarView(name)), &interpreter)
    var conversion: Character?
    if rest.first == "!" {
      rest.removeFirst()
      conversion = rest.popFirst().map { Character($0) }
      if let conversion, !"rsa".contains(conversion) { throw interpreter.raise(.unknownConversion(conversion)) }
    }
    var specification = ""
    if rest.first == ":" {
      specification = String(String.UnicodeScalarView(rest.dropFirst()))
      if specification.contains("{"), depth < 2 {
        specification = try expand(specification, &interpreter, depth: depth + 1)
      }
    }
    return try interpreter.format(value, conversion: conversion, specification)
  }

  /// The value of a field's name: `0`, `name`, `point.x`, `sizes[2]`.
  private mutating func look(up field: String, _ interpreter: inout Interpreter) throws(Raised) -> Value {
    let first = field.prefix { $0 != "." && $0 != "[" }
    var rest = field.dropFirst(first.count)
    var value = try argument(String(first), &interpreter)
    while let mark = rest.popFirst() {
      if mark == "." {
        let name = rest.prefix { $0 != "." && $0 != "[" }
        rest = rest.dropFirst(name.count)
        value = try interpreter.getAttribute(String(name), of: value)
      } else {
        let key = rest.prefix { $0 != "]" }
        rest = rest.dropFirst(key.count + 1)
        value = try interpreter.getItem(Int(key).map { .int($0) } ?? .string(String(key)), of: value)
      }
    }
    return value
  }

  private mutating func argument(_ name: String, _ interpreter: inout Interpreter) throws(Raised) -> Value {
    guard name.isEmpty || Int(name) != nil else {
      if let mapping { return try interpreter.getItem(.string(name), of: mapping) }
      guard let keyword = keywords.first(where: { $0.name == name }) else {
        throw interpreter.raise(interpreter.makeException(.keyError, [.string(name)]), at: nil)
      }
      return keyword.value
    }
    if Int(name) != nil {
      if nextIndex > 0 { throw interpreter.raise(.manualAfterAutomatic) }
      isManual = true
    }
    if name.isEmpty, isManual { throw interpreter.raise(.mixedNumbering) }
    let index = Int(name) ?? nextIndex
    if name.isEmpty { nextIndex += 1 }
    guard positional.indices.contains(index) else { throw interpreter.raise(.replacementIndex(index)) }
    return positional[index]
  }
}
