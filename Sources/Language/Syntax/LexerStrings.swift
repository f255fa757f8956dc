// String literals as single tokens: prefixes, quotes and the ends of strings that are never ended.

import Diagnostics

extension Lexer {
  /// The length of a string's prefix, nought for none, nil where no string starts.
  func stringPrefixLength() -> Int? {
    for length in 0...2 {
      guard let next = byte(length) else { return nil }
      if next == UInt8(ascii: "'") || next == UInt8(ascii: "\"") {
        let prefix = String(decoding: bytes[offset..<offset + length], as: UTF8.self).lowercased()
        return ["", "r", "u", "b", "f", "rb", "br", "fr", "rf"].contains(prefix) ? length : nil
      }
      guard "rRuUbBfF".utf8.contains(next) else { return nil }
    }
    return nil
  }

  mutating func lexString(prefix: Int) {
    let quote = bytes[offset + prefix]
    let isTriple = byte(prefix + 1) == quote && byte(prefix + 2) == quote
    var length = prefix + (isTriple ? 3 : 1)
    while let next = byte(length) {
      if next == UInt8(ascii: "\\"), byte(length + 1) != nil {
        length += 2
      } else if next == quote, !isTriple || (byte(length + 1) == quote && byte(length + 2) == quote) {
        emit(.string, length: length + (isTriple ? 3 : 1))
        return
      } else if next == UInt8(ascii: "\n"), !isTriple {
        break
      } else {
        length += 1
      }
    }
    length = min(length, end - offset)
    // The carriage return of a line ending is no part of the string.
    if !isTriple, length > prefix + 1, bytes[offset + length - 1] == UInt8(ascii: "\r") { length -= 1 }
    let line = source.location(of: source.base + offset + length).line
    report(.unterminatedString(isTriple: isTriple, line: line), at: offset, length: isTriple ? prefix + 3 : length)
    emit(.string, length: length)
  }
}
