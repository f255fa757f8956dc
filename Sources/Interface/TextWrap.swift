// Breaking text into lines of a width.

import Screen

enum TextWrap {
  /// Breaks at blanks, and within a word that is wider than a line. No line where the width is 0.
  static func lines(_ text: String, width: Int) -> [String] {
    guard width > 0 else { return [] }
    return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph(String($0), width: width) }
  }

  /// The same, but no more than some lines: the last then ends with a sign that there would be more.
  static func lines(_ text: String, width: Int, limit: Int) -> [String] {
    let all = lines(text, width: width)
    guard all.count > limit, limit > 0 else { return all }
    return all.prefix(limit - 1) + [TextWidth.prefix(of: all[limit - 1], width: max(0, width - 1)) + "…"]
  }

  /// The parts of a line that fit into `width` columns each, in UTF-8 bytes: all of the line, each part with the blanks
  /// after it.
  static func ranges(_ line: String, width: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    var offset = 0
    /// Where the last word began, and the columns up to there.
    var word = (offset: 0, columns: 0)
    var columns = 0
    var previous: Character = " "
    for character in line {
      if previous == " ", character != " " { word = (offset, columns) }
      let size = TextWidth.of(character)
      if columns + size > width, character != " ", offset > start {
        // A word that is alone on its row is broken.
        let end = word.offset > start ? word : (offset: offset, columns: columns)
        ranges.append(start..<end.offset)
        start = end.offset
        columns -= end.columns
        word = (start, 0)
      }
      columns += size
      offset += character.utf8.count
      previous = character
    }
    return ranges + [start..<offset]
  }

  private static func paragraph(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      var word = String(word)
      if !line.isEmpty, TextWidth.of(line) + 1 + TextWidth.of(word) <= width {
        line += " " + word
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while TextWidth.of(word) > width {
        let piece = TextWidth.prefix(of: word, width: width)
        // A wide character does not fit into a width of 1: it is passed over rather than tried for ever.
        word.removeFirst(max(1, piece.count))
        if !piece.isEmpty { lines.append(piece) }
      }
      line = word
    }
    return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
  }
}
