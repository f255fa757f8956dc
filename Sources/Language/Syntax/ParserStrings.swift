// String literals, adjacent ones joined, and the parts of f-strings.

import Diagnostics

extension Parser {
  /// One or more string tokens: one constant, or an f-string where one of them is one. One that is never ended is
  /// still being typed: its value is missing.
  mutating func parseStrings() -> Expression {
    let start = token.range.lowerBound
    var parts: [FormattedPart] = []
    var isFormatted = false
    var isEnded = true
    while token.kind == .string {
      let literal = StringLiteral(source, advance().range)
      isEnded = isEnded && literal.isEnded
      if literal.isBytes { report(.outside("a bytes literal"), at: literal.range) }
      if literal.isFormatted {
        isFormatted = true
        parts += parseFormatted(literal, literal.body, depth: 0)
      } else {
        parts.append(.text(unescape(literal, literal.body)))
      }
    }
    guard isEnded else { return make(.missing, from: start) }
    if isFormatted { return make(.formatted(parts), from: start) }
    let text = parts.reduce(into: "") { text, part in
      if case .text(let piece) = part { text += piece }
    }
    return make(.constant(.string(text)), from: start)
  }

  private mutating func unescape(_ literal: StringLiteral, _ range: SourceRange) -> String {
    let text = source[range]
    if literal.isRaw { return text }
    switch Literals.unescape(text.unicodeScalars[...]) {
    case .success(let text): return text
    case .failure(let problem):
      report(problem.problem, at: literal.range)
      return text
    }
  }

  /// The texts and values of a part of an f-string.
  private mutating func parseFormatted(_ literal: StringLiteral, _ body: SourceRange, depth: Int) -> [FormattedPart] {
    var parts: [FormattedPart] = []
    var text = ""
    var start = body.lowerBound
    var cursor = start
    func byte(_ position: Int) -> UInt8? { position < body.upperBound ? source.utf8[position - source.base] : nil }
    while let next = byte(cursor) {
      let isBrace = next == UInt8(ascii: "{") || next == UInt8(ascii: "}")
      if next == UInt8(ascii: "\\"), byte(cursor + 1) == UInt8(ascii: "N"), byte(cursor + 2) == UInt8(ascii: "{"),
        !literal.isRaw
      {
        // The braces of a character's name are none of the f-string's.
        while let inner = byte(cursor), inner != UInt8(ascii: "}") { cursor += 1 }
        cursor += 1
      } else if isBrace, byte(cursor + 1) == next, depth == 0 {
        text += unescape(literal, SourceRange(start, cursor + 1))
        cursor += 2
        start = cursor
      } else if next == UInt8(ascii: "{") {
        text += unescape(literal, SourceRange(start, cursor))
        let replacement = parseReplacement(literal, SourceRange(cursor, body.upperBound), depth: depth)
        text += replacement.text
        if !text.isEmpty { parts.append(.text(text)) }
        text = ""
        if let part = replacement.part { parts.append(part) }
        cursor = replacement.end
        start = cursor
      } else if next == UInt8(ascii: "}") {
        report(.formatString("single '}' is not allowed"), at: SourceRange(cursor, cursor + 1))
        cursor += 1
      } else {
        cursor += 1
      }
    }
    text += unescape(literal, SourceRange(start, min(cursor, body.upperBound)))
    if !text.isEmpty { parts.append(.text(text)) }
    return parts
  }

  /// One `{value!r:format}`. `text` is what `{value=}` writes before the value.
  private mutating func parseReplacement(
    _ literal: StringLiteral, _ range: SourceRange, depth: Int
  ) -> (text: String, part: FormattedPart?, end: Int) {
    let bounds = ReplacementBounds(source, range)
    guard let end = bounds.end else {
      report(.formatString("expecting '}'"), at: SourceRange(range.lowerBound, range.lowerBound + 1))
      return ("", nil, range.upperBound)
    }
    guard source[bounds.expression].contains(where: { !$0.isWhitespace }) else {
      report(.formatString("empty expression not allowed"), at: SourceRange(range.lowerBound, end))
      return ("", nil, end)
    }
    guard depth < 2 else {
      report(.formatString("expressions nested too deeply"), at: bounds.expression)
      return ("", nil, end)
    }
    nesting += 1
    defer { nesting -= 1 }
    let value = parsePart(bounds.expression) { parser in
      let value = parser.parseExpressionList()
      if parser.token.kind != .end { parser.report(.formatString("invalid syntax"), at: parser.token.range) }
      return value
    }
    let format = bounds.format.map { parseFormatted(literal, $0, depth: depth + 1) } ?? []
    let conversion = bounds.conversion ?? (bounds.echo != nil && bounds.format == nil ? "r" : nil)
    let echo = bounds.echo.map { source[$0] } ?? ""
    return (echo, .value(value, conversion: conversion, format: format), end)
  }
}

/// A string token taken apart.
private struct StringLiteral {
  let range: SourceRange
  let body: SourceRange
  let isRaw: Bool
  let isBytes: Bool
  let isFormatted: Bool
  /// Not of a string that the line or the file ends.
  let isEnded: Bool

  init(_ source: SourceText, _ range: SourceRange) {
    self.range = range
    let bytes = source.utf8[range.lowerBound - source.base..<range.upperBound - source.base]
    let prefix = bytes.prefix { $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "\"") }
    let quote = bytes.dropFirst(prefix.count).first ?? 0
    let afterPrefix = bytes.dropFirst(prefix.count)
    let width = afterPrefix.count >= 3 && afterPrefix.prefix(3).allSatisfy { $0 == quote } ? 3 : 1
    let content = afterPrefix.dropFirst(width)
    // A string that is never ended has no quotes at its end.
    isEnded = content.count >= width && content.suffix(width).allSatisfy { $0 == quote }
    let lower = min(range.lowerBound + prefix.count + width, range.upperBound)
    body = SourceRange(lower, max(lower, range.upperBound - (isEnded ? width : 0)))
    let letters = String(decoding: prefix, as: UTF8.self).lowercased()
    isRaw = letters.contains("r")
    isBytes = letters.contains("b")
    isFormatted = letters.contains("f")
  }
}

/// Where the parts of an f-string's `{value=!r:format}` lie.
private struct ReplacementBounds {
  var expression: SourceRange
  /// The text that `=` echoes.
  var echo: SourceRange?
  var conversion: Character?
  var format: SourceRange?
  /// Just past the closing brace, nil without one.
  var end: Int?

  init(_ source: SourceText, _ range: SourceRange) {
    let start = range.lowerBound + 1
    var cursor = start
    func byte(_ position: Int) -> UInt8? {
      position < range.upperBound ? source.utf8[position - source.base] : nil
    }
    cursor = Self.endOfExpression(from: start, byte)
    expression = SourceRange(start, max(start, cursor))
    if byte(cursor) == UInt8(ascii: "=") {
      cursor += 1
      while byte(cursor) == UInt8(ascii: " ") { cursor += 1 }
      echo = SourceRange(start, cursor)
    }
    if byte(cursor) == UInt8(ascii: "!"), let letter = byte(cursor + 1) {
      conversion = Character(UnicodeScalar(letter))
      cursor += 2
    }
    if byte(cursor) == UInt8(ascii: ":") {
      let formatStart = cursor + 1
      cursor = formatStart
      var depth = 0
      while let next = byte(cursor), depth > 0 || next != UInt8(ascii: "}") {
        if next == UInt8(ascii: "{") { depth += 1 }
        if next == UInt8(ascii: "}") { depth -= 1 }
        cursor += 1
      }
      format = SourceRange(formatStart, cursor)
    }
    end = byte(cursor) == UInt8(ascii: "}") ? cursor + 1 : nil
  }

  /// The first `!`, `:`, `=` or `}` outside of brackets and strings that is no part of an operator.
  private static func endOfExpression(from start: Int, _ byte: (Int) -> UInt8?) -> Int {
    var cursor = start
    var depth = 0
    var quote: UInt8?
    while let next = byte(cursor) {
      defer { cursor += 1 }
      if let open = quote {
        if next == open { quote = nil }
      } else if next == UInt8(ascii: "'") || next == UInt8(ascii: "\"") {
        quote = next
      } else if "([{".utf8.contains(next) {
        depth += 1
      } else if depth > 0 {
        if ")]}".utf8.contains(next) { depth -= 1 }
      } else if next == UInt8(ascii: "}") || next == UInt8(ascii: ":") {
        return cursor
      } else if next == UInt8(ascii: "!"), byte(cursor + 1) != UInt8(ascii: "=") {
        return cursor
      } else if next == UInt8(ascii: "="), byte(cursor + 1) != UInt8(ascii: "="),
        !"=!<>".utf8.contains(byte(cursor - 1) ?? 0)
      {
        return cursor
      }
    }
    return cursor
  }
}
