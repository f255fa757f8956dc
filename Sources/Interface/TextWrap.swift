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
    let characters = Array(line)
    var offset = 0
    let offsets =
      [0]
      + characters.map { character in
        offset += character.utf8.count
        return offset
      }
    return ranges(of: characters, width: width).map { offsets[$0.lowerBound]..<offsets[$0.upperBound] }
  }

  /// The same, in characters.
  static func ranges(of line: [Character], width: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    /// Where the last word began, and the columns up to there.
    var word = (index: 0, columns: 0)
    var columns = 0
    for (index, character) in line.enumerated() {
      if character != " ", index == 0 || line[index - 1] == " " { word = (index, columns) }
      let size = TextWidth.of(character, at: columns)
      if columns + size > width, character != " ", index > start {
        // A word that is alone on its row is broken.
        let end = word.index > start ? word : (index: index, columns: columns)
        ranges.append(start..<end.index)
        start = end.index
        columns -= end.columns
        word = (start, 0)
      }
      columns += size
    }
    return ranges + [start..<line.count]
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

extension ScreenBuffer {
  /// Writes text broken into lines, as many as there is room for.
  mutating func writeLines(_ text: String, style: Style, in area: Rect) {
    for (index, line) in TextWrap.lines(text, width: area.width).prefix(max(0, area.height)).enumerated() {
      let row = area.row(index)
      write(line, at: row.origin, style: style, in: row)
    }
  }
}
