// The screen for terminals that show nothing but ASCII.

extension ScreenBuffer {
  /// Every character beyond ASCII replaced by the one most like it, or `?`.
  package func inASCII() -> ScreenBuffer {
    var buffer = ScreenBuffer(size: size)
    for y in 0..<size.height {
      for (x, cell) in row(y).enumerated() {
        let character = cell.isRightHalf ? " " : ASCIIFallback.character(for: cell.character)
        buffer.write(String(character), at: Point(x: x, y: y), style: cell.style)
      }
    }
    return buffer
  }
}

enum ASCIIFallback {
  static func character(for character: Character) -> Character {
    if character.isASCII { return character }
    if let known = table[character] { return known }
    // A letter with a combining mark is that letter.
    if let base = character.unicodeScalars.first, base.isASCII { return Character(base) }
    return "?"
  }

  private static let table: [Character: Character] = [
    "│": "|", "─": "-", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+",
    "▌": ">", "▸": "+", "▾": "-", "●": "*", "×": "x", "·": "-", "…": "~", "→": ">", "←": "<", "↑": "^", "↓": "v",
    "▁": "_", "▂": "_", "▃": "_", "▄": "=", "▅": "=", "▆": "#", "▇": "#", "█": "#", "▏": "|", "▎": "|", "▍": "|",
    "▋": "#", "▊": "#", "▉": "#", "▀": "\"", "░": ".", "▒": ":", "▓": "#", "µ": "u", "σ": "s", "✓": "v", "–": "-",
    "—": "-", "‘": "'", "’": "'", "“": "\"", "”": "\"", "\u{A0}": " ", "✗": "x", "○": "o", "∞": "8", "≤": "<", "≥": ">",
    "≠": "!", "−": "-", "›": ">", "•": "*", "□": "o", "■": "#", "┏": "+", "┓": "+", "┳": "+", "┡": "+", "┩": "+",
    "╇": "+", "━": "=", "┃": "|",
  ]
}
