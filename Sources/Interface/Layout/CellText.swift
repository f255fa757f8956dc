// A cell's text by lines, grapheme clusters, words and columns. Offsets are UTF-8 bytes from the text's start.

import Screen

struct CellText: Sendable {
  private(set) var text: String
  /// The offsets at which lines begin.
  private var lineStarts: [Int]

  init(_ text: String) {
    self.text = text
    lineStarts = [0] + CellText.starts(in: text.utf8[...], at: 0)
  }

  /// The offsets of the lines that begin after a line ending in a part of a text, which itself lies at an offset.
  private static func starts(in part: Substring.UTF8View, at offset: Int) -> [Int] {
    part.enumerated().filter { $0.element == UInt8(ascii: "\n") }.map { offset + $0.offset + 1 }
  }

  /// Takes over the text that comes of this one when a range gives way to so many bytes; looks at those alone.
  mutating func update(to new: String, replacing range: Range<Int>, count: Int) {
    text = new
    let added = CellText.starts(in: bytes(range.lowerBound..<range.lowerBound + count), at: range.lowerBound)
    let first = lineIndex(after: range.lowerBound)
    let last = lineIndex(after: range.upperBound)
    lineStarts.replaceSubrange(first..<last, with: added)
    let shift = count - range.count
    guard shift != 0 else { return }
    for index in first + added.count..<lineStarts.count { lineStarts[index] += shift }
  }

  var utf8: [UInt8] { Array(text.utf8) }
  var count: Int { text.utf8.count }
  var lineCount: Int { lineStarts.count }

  private func bytes(_ range: Range<Int>) -> Substring.UTF8View {
    let start = text.utf8.index(text.startIndex, offsetBy: min(max(0, range.lowerBound), count))
    let end = text.utf8.index(text.startIndex, offsetBy: min(max(0, range.upperBound), count))
    return text.utf8[start..<end]
  }

  // MARK: Lines

  /// The index of the first line that begins after an offset.
  private func lineIndex(after offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while low < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The line, counted from 0, that holds an offset; the first or last for one beyond.
  func line(at offset: Int) -> Int { max(0, lineIndex(after: offset) - 1) }

  /// A line without its ending. A line beyond the last is an empty one at the text's end.
  func range(ofLine line: Int) -> Range<Int> {
    guard 0..<lineCount ~= line else { return count..<count }
    return lineStarts[line]..<(line + 1 < lineCount ? lineStarts[line + 1] - 1 : count)
  }

  func line(_ line: Int) -> String { self[range(ofLine: line)] }

  subscript(range: Range<Int>) -> String { String(decoding: bytes(range), as: UTF8.self) }

  /// The part of the caret's line that lies before it.
  func lineBefore(_ offset: Int) -> String {
    let start = range(ofLine: line(at: offset)).lowerBound
    return self[start..<max(start, offset)]
  }

  // MARK: Columns

  /// The column of the screen at which an offset lies in its line.
  func column(of offset: Int) -> Int { TextWidth.of(lineBefore(offset)) }

  /// The offset in a line that is nearest before a column.
  func offset(inLine line: Int, column: Int) -> Int { offset(in: range(ofLine: line), column: column) }

  /// The same in a part of a line, columns being counted from its start.
  func offset(in range: Range<Int>, column: Int) -> Int {
    range.lowerBound + TextWidth.prefix(of: self[range], width: column).utf8.count
  }

  // MARK: Characters and words

  /// The border of a grapheme cluster before an offset.
  func previous(_ offset: Int) -> Int {
    let index = characterIndex(offset)
    return index > text.startIndex ? self.offset(text.index(before: index)) : 0
  }

  func next(_ offset: Int) -> Int {
    let index = characterIndex(offset)
    return index < text.endIndex ? self.offset(text.index(after: index)) : count
  }

  /// The start of the word before an offset, across what is no word between.
  func previousWord(_ offset: Int) -> Int {
    var place = offset
    while place > 0, !isWord(before: place) { place = previous(place) }
    while place > 0, isWord(before: place) { place = previous(place) }
    return place
  }

  func nextWord(_ offset: Int) -> Int {
    var place = offset
    while place < count, !isWord(before: next(place)) { place = next(place) }
    while place < count, isWord(before: next(place)) { place = next(place) }
    return place
  }

  /// The word at an offset; where none is, the character.
  func word(at offset: Int) -> Range<Int> {
    guard offset < count, isWord(before: next(offset)) else { return clamp(offset)..<next(offset) }
    var start = clamp(offset)
    while start > 0, isWord(before: start) { start = previous(start) }
    var end = start
    while end < count, isWord(before: next(end)) { end = next(end) }
    return start..<end
  }

  private func isWord(before offset: Int) -> Bool {
    let index = characterIndex(offset)
    guard index > text.startIndex else { return false }
    let character = text[text.index(before: index)]
    return character.isLetter || character.isNumber || character == "_"
  }

  /// The border of a grapheme cluster at an offset or right before it.
  private func characterIndex(_ offset: Int) -> String.Index {
    let index = text.utf8.index(text.startIndex, offsetBy: min(max(0, offset), count))
    // Going no character further rounds down to a character's start.
    return text.index(index, offsetBy: 0)
  }

  /// The offset, moved to the border of a grapheme cluster within the text.
  func clamp(_ offset: Int) -> Int { self.offset(characterIndex(offset)) }

  private func offset(_ index: String.Index) -> Int { text.utf8.distance(from: text.startIndex, to: index) }
}
