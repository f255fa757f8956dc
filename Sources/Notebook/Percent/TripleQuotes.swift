// Finds which lines of a Python text begin within a triple-quoted string: there, nothing is a marker or a magic.

struct TripleQuotes {
  /// The quote of the string that is open.
  private(set) var open: UInt8?
  /// How many strings have ended.
  private(set) var closedCount = 0

  /// For each line, whether it begins within a string that is closed somewhere. One that never is protects nothing: the
  /// text is still being written.
  static func begin(within lines: [ArraySlice<UInt8>]) -> [Bool] {
    var quotes = TripleQuotes()
    var isWithin: [Bool] = []
    var opening = 0
    for (index, line) in lines.enumerated() {
      isWithin.append(quotes.open != nil)
      let (wasOpen, closedCount) = (quotes.open != nil, quotes.closedCount)
      quotes.readLine(line)
      if quotes.open != nil, !wasOpen || quotes.closedCount > closedCount { opening = index }
    }
    guard quotes.open != nil else { return isWithin }
    return isWithin.enumerated().map { $0.offset <= opening && $0.element }
  }

  /// Goes over whole lines.
  mutating func read(_ bytes: ArraySlice<UInt8>) {
    for line in Line.all(in: bytes) { readLine(line.content) }
  }

  /// Goes over a line without its ending.
  mutating func readLine(_ line: ArraySlice<UInt8>) {
    var rest = line
    while let byte = rest.first {
      if let quote = open {
        if byte == UInt8(ascii: "\\") {
          rest = rest.dropFirst(2)
        } else if rest.prefix(3).elementsEqual(repeatElement(quote, count: 3)) {
          open = nil
          closedCount += 1
          rest = rest.dropFirst(3)
        } else {
          rest = rest.dropFirst()
        }
      } else if byte == UInt8(ascii: "#") {
        return
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        if rest.prefix(3).elementsEqual(repeatElement(byte, count: 3)) {
          open = byte
          rest = rest.dropFirst(3)
        } else {
          rest = TripleQuotes.afterString(rest.dropFirst(), quote: byte)
        }
      } else {
        rest = rest.dropFirst()
      }
    }
  }

  /// What follows a string of one line.
  private static func afterString(_ text: ArraySlice<UInt8>, quote: UInt8) -> ArraySlice<UInt8> {
    var rest = text
    while let byte = rest.first {
      if byte == quote { return rest.dropFirst() }
      rest = rest.dropFirst(byte == UInt8(ascii: "\\") ? 2 : 1)
    }
    return rest
  }
}
