// The table of `model.summary()` to the letter: what rich draws for Keras at 80 columns.

/// A table with rich's HEAVY_HEAD box and a line between rows, as keras/src/utils/summary_utils.py asks for it.
struct SummaryTable {
  enum Alignment { case left, right }

  struct Column {
    let title: String
    let alignment: Alignment
    /// Where the column ends, as a share of the line.
    let end: Double
  }

  /// The layouts of Keras: with a column of connections where the model is no plain sequence.
  static let sequence = [
    Column(title: "Layer (type)", alignment: .left, end: 0.45),
    Column(title: "Output Shape", alignment: .left, end: 0.8),
    Column(title: "Param #", alignment: .right, end: 1),
  ]
  static let network = [
    Column(title: "Layer (type)", alignment: .left, end: 0.3),
    Column(title: "Output Shape", alignment: .left, end: 0.56),
    Column(title: "Param #", alignment: .right, end: 0.74),
    Column(title: "Connected to", alignment: .left, end: 1),
  ]

  /// Keras takes a line of 88 (108 with connections), but four less than the terminal, which is 80 wide in a pipe.
  static let lineLength = 76

  let columns: [Column]
  var rows: [[String]] = []

  var text: String {
    let widths = contentWidths()
    var lines = [border("┏", "━", "┳", "┓", widths)]
    lines += cells(columns.map(\.title), widths, edge: "┃", alignments: columns.map(\.alignment))
    lines.append(border("┡", "━", "╇", "┩", widths))
    let rule = border("├", "─", "┼", "┤", widths)
    for (index, row) in rows.enumerated() {
      if index > 0 { lines.append(rule) }
      lines += cells(row, widths, edge: "│", alignments: columns.map(\.alignment))
    }
    lines.append(border("└", "─", "┴", "┘", widths))
    return lines.joined(separator: "\n")
  }

  /// Keras asks for more than the line holds; rich takes the excess from all columns alike (`ratio_reduce`).
  private func contentWidths() -> [Int] {
    let padding = 2
    var start = 0
    var widths: [Int] = []
    for column in columns {
      let width = Int(column.end * Double(Self.lineLength)) - start
      start += width
      widths.append(width + padding)
    }
    var excess = widths.reduce(0, +) - (Self.lineLength - columns.count - 1)
    for index in widths.indices {
      let share = (Double(excess) / Double(widths.count - index)).rounded(.toNearestOrEven)
      widths[index] -= Int(share)
      excess -= Int(share)
    }
    return widths.map { $0 - padding }
  }

  private func border(_ left: String, _ line: String, _ cross: String, _ right: String, _ widths: [Int]) -> String {
    left + widths.map { String(repeating: line, count: $0 + 2) }.joined(separator: cross) + right
  }

  private func cells(_ texts: [String], _ widths: [Int], edge: String, alignments: [Alignment]) -> [String] {
    let wrapped = zip(texts, widths).map { wrap($0, to: $1) }
    let height = wrapped.map(\.count).max() ?? 1
    return (0..<height).map { line in
      let parts = wrapped.indices.map { column in
        let text = line < wrapped[column].count ? wrapped[column][line] : ""
        let blanks = String(repeating: " ", count: max(0, widths[column] - text.count))
        return " " + (alignments[column] == .left ? text + blanks : blanks + text) + " "
      }
      return edge + parts.joined(separator: edge) + edge
    }
  }

  /// Wraps at spaces; a word longer than the line is cut to it with an ellipsis, as rich does.
  private func wrap(_ text: String, to width: Int) -> [String] {
    // As most texts do; no text has more characters than bytes.
    if text.utf8.count <= width { return [text.trimmingTrailingSpaces] }
    var lines: [String] = []
    var line = ""
    for word in words(of: text) {
      if !line.isEmpty, line.count + word.trimmingTrailingSpaces.count > width {
        lines.append(line)
        line = ""
      }
      line += word
    }
    return (lines + [line]).map { line in
      let line = line.trimmingTrailingSpaces
      return line.count > width ? line.prefix(width - 1) + "…" : line
    }
  }

  /// The words, each with the spaces after it.
  private func words(of text: String) -> [String] {
    var words: [String] = []
    for character in text {
      if character != " ", words.last?.last != " ", !words.isEmpty {
        words[words.count - 1].append(character)
      } else if character == " ", !words.isEmpty {
        words[words.count - 1].append(character)
      } else {
        words.append(String(character))
      }
    }
    return words
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
