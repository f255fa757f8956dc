// Breaking text into lines of a width.

import Screen

enum TextWrap {
  /// Breaks at blanks, and within a word that is wider than a line. No line where the width is 0.
  static func lines(_ text: String, width: Int) -> [String] {
    guard width > 0 else { return [] }
    return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph(String($0), width: width) }
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
