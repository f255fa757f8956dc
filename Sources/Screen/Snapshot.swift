// A screen as text, for tests: its characters, and its styles as a second grid with a legend.

extension ScreenBuffer {
  /// The rows as lines, without the blanks at their ends.
  package var lines: [String] {
    (0..<size.height).map { y in
      let line = String(row(y).filter { !$0.isRightHalf }.map(\.character))
      let end = line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex
      return String(line[..<end])
    }
  }

  package var text: String { lines.joined(separator: "\n") }

  /// The styles as a grid, one letter a cell and `.` for the plain style, then a legend of the letters.
  package var styles: String {
    var letters: [Style: Character] = [.plain: "."]
    var legend: [String] = []
    let grid = (0..<size.height).map { y in
      String(
        row(y).map { cell in
          if let letter = letters[cell.style] { return letter }
          let letter = ScreenBuffer.letter(legend.count)
          letters[cell.style] = letter
          legend.append("\(letter): \(cell.style)")
          return letter
        })
    }
    return (grid + legend).joined(separator: "\n")
  }

  /// Letters and digits, then CJK ideographs, of which there are enough for pictures.
  private static func letter(_ index: Int) -> Character {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    if index < alphabet.count { return alphabet[index] }
    return Character(Unicode.Scalar(0x4E00 + UInt32(index - alphabet.count)) ?? "?")
  }
}
