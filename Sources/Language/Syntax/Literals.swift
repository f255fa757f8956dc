// The values of number and string literals.

import Diagnostics

struct LiteralProblem: Error {
  let problem: SyntaxProblem
}

enum Literals {
  /// The value of a number token.
  static func number(_ text: String) -> Result<Constant, LiteralProblem> {
    let digits = text.replacing("_", with: "").lowercased()
    guard !text.contains("__"), !text.hasSuffix("_") else {
      return .failure(LiteralProblem(problem: .invalidNumber))
    }
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where digits.hasPrefix(prefix) {
      let rest = digits.dropFirst(2)
      guard !rest.isEmpty, rest.allSatisfy({ $0.hexDigitValue.map { $0 < radix } ?? false }) else {
        return .failure(LiteralProblem(problem: .invalidNumber))
      }
      return integer(Int(rest, radix: radix))
    }
    if digits.utf8.allSatisfy(\.isDigit) {
      if digits.hasPrefix("0"), digits.contains(where: { $0 != "0" }) {
        return .failure(LiteralProblem(problem: .leadingZeros))
      }
      return integer(Int(digits))
    }
    if digits.hasSuffix("j"), Double(digits.dropLast()) != nil {
      return .failure(LiteralProblem(problem: .outside("a complex number")))
    }
    let isFloat = digits.utf8.allSatisfy { $0.isDigit || ".e+-".utf8.contains($0) }
    let padded = digits.hasPrefix(".") ? "0" + digits : digits.replacing(".e", with: ".0e")
    guard isFloat, let value = Double(padded.hasSuffix(".") ? padded + "0" : padded) else {
      return .failure(LiteralProblem(problem: .invalidNumber))
    }
    return .success(.float(value))
  }

  private static func integer(_ value: Int?) -> Result<Constant, LiteralProblem> {
    value.map { .success(.int($0)) } ?? .failure(LiteralProblem(problem: .integerTooLarge))
  }

  private static let simpleEscapes: [Unicode.Scalar: Unicode.Scalar] = [
    "\\": "\\", "'": "'", "\"": "\"", "a": "\u{07}", "b": "\u{08}", "f": "\u{0C}", "n": "\n", "r": "\r", "t": "\t",
    "v": "\u{0B}",
  ]

  /// The text of a string literal's inside with its escapes replaced.
  static func unescape(_ text: Substring.UnicodeScalarView) -> Result<String, LiteralProblem> {
    guard text.contains("\\") else { return .success(String(text)) }
    var result = String.UnicodeScalarView()
    var rest = text
    while let scalar = rest.popFirst() {
      guard scalar == "\\", let escape = rest.popFirst() else {
        result.append(scalar)
        continue
      }
      if let simple = simpleEscapes[escape] {
        result.append(simple)
      } else if escape == "\n" {
        continue
      } else if let length = ["x": 2, "u": 4, "U": 8][escape] {
        guard let decoded = hexadecimal(&rest, length) else {
          return .failure(LiteralProblem(problem: .invalidEscape("truncated \\\(escape) escape")))
        }
        result.append(decoded)
      } else if escape == "N" {
        switch named(&rest) {
        case .success(let character): result.append(character)
        case .failure(let problem): return .failure(problem)
        }
      } else if let digit = octal(escape) {
        var value = digit
        for _ in 0..<2 {
          guard let next = rest.first, let digit = octal(next) else { break }
          rest.removeFirst()
          value = value * 8 + digit
        }
        result.append(Unicode.Scalar(value) ?? "\u{FFFD}")
      } else {
        result.append("\\")
        result.append(escape)
      }
    }
    return .success(String(result))
  }

  /// The character of `{NAME}`.
  private static func named(_ rest: inout Substring.UnicodeScalarView) -> Result<Unicode.Scalar, LiteralProblem> {
    guard rest.popFirst() == "{", let end = rest.firstIndex(of: "}") else {
      return .failure(LiteralProblem(problem: .invalidEscape("malformed \\N character escape")))
    }
    guard let scalar = CharacterNames.scalar(named: String(rest[..<end])) else {
      return .failure(LiteralProblem(problem: .invalidEscape("unknown Unicode character name")))
    }
    rest = rest[rest.index(after: end)...]
    return .success(scalar)
  }

  private static func octal(_ scalar: Unicode.Scalar) -> UInt32? {
    ("0"..."7").contains(scalar) ? scalar.value - 48 : nil
  }

  private static func hexadecimal(_ rest: inout Substring.UnicodeScalarView, _ length: Int) -> Unicode.Scalar? {
    let digits = rest.prefix(length)
    guard digits.count == length, let value = UInt32(String(digits), radix: 16) else { return nil }
    rest.removeFirst(length)
    return Unicode.Scalar(value)
  }
}
