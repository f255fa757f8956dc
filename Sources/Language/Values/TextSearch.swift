// Characters of strings: counting them, and finding a text in another in time that grows with their lengths alone.

extension String {
  /// Whether every character is one byte; known without looking at them.
  var isASCII: Bool { utf8.count == utf16.count }

  /// The text many times over; copies bytes, where `String(repeating:count:)` goes through the characters.
  func repeated(_ count: Int) -> String {
    let bytes = Array(utf8)
    guard count > 0, !bytes.isEmpty else { return "" }
    if bytes.count == 1 { return String(decoding: Array(repeating: bytes[0], count: count), as: UTF8.self) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count * count)
    for _ in 0..<count { result += bytes }
    return String(decoding: result, as: UTF8.self)
  }
}

extension Interpreter {
  /// How many characters Python counts in a text.
  mutating func scalarCount(of text: String) throws(Raised) -> Int {
    if text.isASCII { return text.utf8.count }
    try step(over: text.utf8.count)
    return text.unicodeScalars.count
  }
}

extension Array where Element: Equatable {
  /// Where a part first occurs at or after `start`, after Knuth, Morris and Pratt. An empty part occurs at once.
  func firstIndex(of part: [Element], from start: Int = 0) -> Int? {
    firstIndex(of: part, borders: part.borders, from: start)
  }

  private func firstIndex(of part: [Element], borders: [Int], from start: Int) -> Int? {
    guard !part.isEmpty else { return start <= count ? start : nil }
    var matched = 0
    for index in Swift.min(start, count)..<count {
      while matched > 0, self[index] != part[matched] { matched = borders[matched - 1] }
      if self[index] == part[matched] { matched += 1 }
      if matched == part.count { return index - matched + 1 }
    }
    return nil
  }

  /// Where a part last occurs.
  func lastIndex(of part: [Element]) -> Int? {
    Array(reversed()).firstIndex(of: part.reversed()).map { count - part.count - $0 }
  }

  /// The pieces between the occurrences of a separator, which is not empty, and of which at most `limit` count.
  func split(by separator: [Element], limit: Int) -> [ArraySlice<Element>] {
    var pieces: [ArraySlice<Element>] = []
    var start = 0
    let borders = separator.borders
    while pieces.count < limit, let found = firstIndex(of: separator, borders: borders, from: start) {
      pieces.append(self[start..<found])
      start = found + separator.count
    }
    return pieces + [self[start...]]
  }

  /// Of each beginning of a part the length of the longest shorter beginning that it also ends with.
  private var borders: [Int] {
    var borders: [Int] = []
    borders.reserveCapacity(count)
    var length = 0
    for index in indices {
      guard index > 0 else {
        borders.append(0)
        continue
      }
      while length > 0, self[index] != self[length] { length = borders[length - 1] }
      if self[index] == self[length] { length += 1 }
      borders.append(length)
    }
    return borders
  }
}
