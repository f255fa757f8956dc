// A cell's text by lines, grapheme clusters, words and columns. Offsets are UTF-8 bytes from the text's start.

import Diagnostics
import Screen

struct CellText {
  let text: String
  private let source: SourceText

  init(_ text: String) {
    self.text = text
    source = SourceText(name: "", text: text)
  }

  var utf8: [UInt8] { source.utf8 }
  var count: Int { source.utf8.count }
  var lineCount: Int { source.lineCount }

  // MARK: Lines

  func line(at offset: Int) -> Int { source.lineIndex(of: offset) }

  /// A line without its ending. A line beyond the last is an empty one at the text's end.
  func range(ofLine line: Int) -> Range<Int> {
    guard 0..<lineCount ~= line else { return count..<count }
    let range = source.rangeOfLine(line)
    return range.lowerBound..<range.upperBound
  }

  func line(_ line: Int) -> String { self[range(ofLine: line)] }

  subscript(range: Range<Int>) -> String { source[SourceRange(range.lowerBound, range.upperBound)] }

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
    return index > text.startIndex ? text.utf8.distance(from: text.startIndex, to: text.index(before: index)) : 0
  }

  func next(_ offset: Int) -> Int {
    let index = characterIndex(offset)
    return index < text.endIndex ? text.utf8.distance(from: text.startIndex, to: text.index(after: index)) : count
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
  func clamp(_ offset: Int) -> Int {
    text.utf8.distance(from: text.startIndex, to: characterIndex(offset))
  }
}
