// Styles in words, as a configuration spells them: `bold cyan`, `dim`, `#ff8800 on 236`.

import Screen

extension Style {
  private static let colours = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
  private static let attributeNames: [(name: String, attribute: Attributes)] = [
    ("bold", .bold), ("dim", .dim), ("italic", .italic), ("underline", .underline), ("reverse", .reverse),
  ]

  /// Nil where a word is none.
  init?(words text: String) {
    self.init()
    var isBackground = false
    for word in text.lowercased().split(separator: " ").map(String.init) {
      if let known = Style.attributeNames.first(where: { $0.name == word }) {
        attributes.insert(known.attribute)
      } else if word == "on" {
        isBackground = true
      } else if let color = Style.color(word) {
        if isBackground { background = color } else { foreground = color }
      } else if word != "plain" {
        return nil
      }
    }
    if text.allSatisfy(\.isWhitespace) { return nil }
  }

  /// The words that mean this.
  var words: String {
    var words = Style.attributeNames.filter { attributes.contains($0.attribute) }.map(\.name)
    if let name = Style.name(foreground) { words.append(name) }
    if let name = Style.name(background) { words += ["on", name] }
    return words.isEmpty ? "plain" : words.joined(separator: " ")
  }

  private static func color(_ word: String) -> Color? {
    if let index = colours.firstIndex(of: word) { return .indexed(UInt8(index)) }
    if let number = UInt8(word) { return .indexed(number) }
    let digits = word.dropFirst()
    guard word.hasPrefix("#"), digits.count == 6, let value = Int(digits, radix: 16), value >= 0 else { return nil }
    return .rgb(UInt8(value >> 16), UInt8(value >> 8 & 255), UInt8(value & 255))
  }

  private static func name(_ color: Color) -> String? {
    switch color {
    case .default, .theme: nil
    case .indexed(let number): number < 8 ? colours[Int(number)] : String(number)
    case .rgb(let red, let green, let blue):
      "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
  }
}
