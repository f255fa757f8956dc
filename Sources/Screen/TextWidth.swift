// How many columns text takes, and cutting text to a width.

package enum TextWidth {
  /// The columns that a grapheme cluster takes: 0, 1 or 2. Control characters take 1, for they are drawn as a picture.
  package static func of(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    if first.value < 0x7F && character.utf8.count <= 2 { return 1 }
    if isControl(first) { return 1 }
    if scalars.count > 1 && (isRegionalIndicator(first) || scalars.contains("\u{FE0F}") && isEmojiBase(first)) {
      return 2
    }
    // Emoji joined to one picture, and letters joined to one sign, take two columns however many they are.
    return min(2, scalars.reduce(0) { $0 + of($1) })
  }

  /// A tab takes the columns up to its next stop, counted from the text's start.
  package static func of(_ text: String) -> Int {
    isPlain(text) ? text.utf8.count : text.reduce(0) { $0 + of($1, at: $0) }
  }

  /// Callers in other modules run the generic form unspecialized, which is slow: it does no more than this.
  package static func of(_ text: some StringProtocol) -> Int { of(String(text)) }

  /// Whether every byte is a character of one column. Most text is, and needs no look at its grapheme clusters.
  static func isPlain(_ text: String) -> Bool {
    text.utf8.withContiguousStorageIfAvailable { $0.allSatisfy { 0x20..<0x7F ~= $0 } } ?? false
  }

  /// The columns of a character that begins at a column of its line.
  package static func of(_ character: Character, at column: Int) -> Int {
    character == "\t" ? tabStop - column % tabStop : of(character)
  }

  /// Tabs stand at every eighth column, as Python counts them.
  static let tabStop = 8

  /// The columns of one scalar by itself, as the `wcwidth` tables of Unicode have it.
  package static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return scalar.value == 0 ? 0 : 1 }
    if WidthTable.contains(scalar.value, in: WidthTable.zero) { return 0 }
    return WidthTable.contains(scalar.value, in: WidthTable.wide) ? 2 : 1
  }

  /// The text, or as much of it as leaves room for an ellipsis.
  package static func truncate(_ text: String, to width: Int, ellipsis: Character = "…") -> String {
    // Text of so few bytes fits without measuring.
    if (text.utf8.count <= width && !text.utf8.contains(0x09)) || of(text) <= width { return text }
    guard width > 0 else { return "" }
    return prefix(of: text, width: width - of(ellipsis)) + String(ellipsis)
  }

  /// The text, or its beginning and its end with an ellipsis between: names often differ in their last characters.
  package static func truncateMiddle(_ text: String, to width: Int) -> String {
    guard of(text) > width, width > 3 else { return truncate(text, to: width) }
    let end = String(prefix(of: String(text.reversed()), width: (width - 1) / 3).reversed())
    return prefix(of: text, width: width - 1 - of(end)) + "…" + end
  }

  /// The longest beginning that takes at most `width` columns.
  package static func prefix(of text: String, width: Int) -> String {
    if isPlain(text) { return String(Substring(text.utf8.prefix(max(0, width)))) }
    var column = 0
    let end = text.indices.first { index in
      column += of(text[index], at: column)
      return column > width
    }
    return String(text[..<(end ?? text.endIndex)])
  }

  /// The text with spaces up to `width` columns, or truncated to it.
  package static func pad(_ text: String, to width: Int, alignment: Alignment = .left) -> String {
    let cut = truncate(text, to: max(0, width))
    let space = String(repeating: " ", count: max(0, width - of(cut)))
    return alignment == .left ? cut + space : space + cut
  }

  package enum Alignment: Sendable {
    case left, right
  }

  /// C0, C1 and DEL: never sent to a terminal as they are.
  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }

  private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
    (0x1F1E6...0x1F1FF).contains(scalar.value)
  }

  /// Whether a variation selector makes the scalar an emoji, and so wide.
  private static func isEmojiBase(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isEmoji
  }
}
