// What md4c is to read besides the text, so that it finds the tables that GitHub and Jupyter find: a table may follow a
// paragraph at once, and one dash rules a column, where md4c wants a blank line and, before 0.5, three signs.

enum TableSpelling {
  /// Signs to put in, by the offsets before which they stand.
  static func additions(to bytes: [UInt8]) -> [(offset: Int, signs: [UInt8])] {
    var additions: [(offset: Int, signs: [UInt8])] = []
    /// The two lines before the one at hand.
    var before: (last: ArraySlice<UInt8>, header: ArraySlice<UInt8>) = ([], [])
    var fence: UInt8?
    var isInTable = false
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let content = content(of: line)
      if let sign = fenceSign(of: content) {
        if fence == nil { fence = sign } else if fence == sign { fence = nil }
      }
      if content.isEmpty { isInTable = false }
      if fence == nil, isRule(content) {
        if !isInTable, cellCount(before.header) == cellCount(content) {
          if !before.last.isEmpty { additions.append(blankLine(before: before.header, in: bytes)) }
          isInTable = true
        }
        additions += dashes(in: content)
      }
      before = (before.header, fence == nil ? content : [])
    }
    // A rule that turns out to be a table's head was seen before.
    return additions.sorted { $0.offset < $1.offset }
  }

  /// A line without the blanks and the signs of quotes before it and the blanks after it.
  private static func content(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let rest = line.drop { " \t>".utf8.contains($0) }
    return rest[..<(rest.lastIndex { !" \t\r".utf8.contains($0) }.map { $0 + 1 } ?? rest.startIndex)]
  }

  private static func fenceSign(of content: ArraySlice<UInt8>) -> UInt8? {
    ["```", "~~~"].first { content.starts(with: $0.utf8) }.flatMap { $0.utf8.first }
  }

  private static func isRule(_ content: ArraySlice<UInt8>) -> Bool {
    // A dash and a blank begin an item.
    content.contains(UInt8(ascii: "|")) && content.contains(UInt8(ascii: "-"))
      && content.allSatisfy { "|:- \t".utf8.contains($0) } && !content.starts(with: "- ".utf8)
  }

  private static func cells(_ content: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    let bar = UInt8(ascii: "|")
    var cells: [ArraySlice<UInt8>] = []
    var start = content.startIndex
    for index in content.indices where content[index] == bar {
      // A bar after a backslash is text.
      if index > content.startIndex, content[index - 1] == UInt8(ascii: "\\") { continue }
      if index > content.startIndex { cells.append(content[start..<index]) }
      start = index + 1
    }
    if start < content.endIndex { cells.append(content[start...]) }
    return cells
  }

  private static func cellCount(_ content: ArraySlice<UInt8>) -> Int { cells(content).count }

  /// An empty line before another, with what stands before that one's text: within a quote it is one of the quote.
  private static func blankLine(before content: ArraySlice<UInt8>, in bytes: [UInt8]) -> (offset: Int, signs: [UInt8]) {
    let start = bytes[..<content.startIndex].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return (start, bytes[start..<content.startIndex] + [UInt8(ascii: "\n")])
  }

  private static func dashes(in rule: ArraySlice<UInt8>) -> [(offset: Int, signs: [UInt8])] {
    let dash = UInt8(ascii: "-")
    return cells(rule).compactMap { cell in
      let count = cell.count { !" \t".utf8.contains($0) }
      guard count < 3, let offset = cell.firstIndex(of: dash) else { return nil }
      return (offset, Array(repeating: dash, count: 3 - count))
    }
  }
}
