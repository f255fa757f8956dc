// How a cell looks: colours and attributes.

/// A colour as the program wants it; the terminal takes the nearest it has.
package enum Color: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case `default`
  /// One of xterm's 256: 0–7 the basic colours, 8–15 their bright forms, 16–231 a 6×6×6 cube, 232–255 greys.
  case indexed(UInt8)
  case rgb(UInt8, UInt8, UInt8)
  /// Stands for a whole style of the program's theme, by its number, until `ScreenBuffer.resolve` puts that in.
  case theme(UInt8)

  package static let red = Color.indexed(1)
  package static let green = Color.indexed(2)
  package static let yellow = Color.indexed(3)
  package static let blue = Color.indexed(4)
  package static let magenta = Color.indexed(5)
  package static let cyan = Color.indexed(6)
}

package struct Style: Hashable, Sendable {
  package struct Attributes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let bold = Attributes(rawValue: 1)
    package static let dim = Attributes(rawValue: 2)
    package static let italic = Attributes(rawValue: 4)
    package static let underline = Attributes(rawValue: 8)
    package static let reverse = Attributes(rawValue: 16)
  }

  package var foreground: Color
  package var background: Color
  package var attributes: Attributes

  package init(foreground: Color = .default, background: Color = .default, _ attributes: Attributes = []) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  package static let plain = Style()

  /// The style with more attributes.
  package func with(_ more: Attributes) -> Style {
    var style = self
    style.attributes.formUnion(more)
    return style
  }

  /// The style that a theme has in this one's place. What was added to it stays.
  package func resolved(by theme: [Style]) -> Style {
    guard case .theme(let number) = foreground, Int(number) < theme.count else { return self }
    var style = theme[Int(number)]
    if background != .default { style.background = background }
    style.attributes.formUnion(attributes)
    return style
  }

  /// The style on another background.
  package func on(_ background: Color) -> Style {
    var style = self
    style.background = background
    return style
  }
}

extension Style: CustomStringConvertible {
  /// Words for snapshots, such as `red on 236 bold`; `plain` where nothing is set.
  package var description: String {
    var words: [String] = []
    if foreground != .default { words.append(foreground.description) }
    if background != .default { words.append("on \(background)") }
    words += Attributes.names.filter { attributes.contains($0.attribute) }.map(\.name)
    return words.isEmpty ? "plain" : words.joined(separator: " ")
  }
}

extension Style.Attributes {
  fileprivate static let names: [(attribute: Style.Attributes, name: String)] = [
    (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"), (.reverse, "reverse"),
  ]
}

extension Color: CustomStringConvertible {
  private static let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]

  package var description: String {
    switch self {
    case .default: "default"
    case .indexed(let index): index < 8 ? Color.names[Int(index)] : "\(index)"
    case .rgb(let red, let green, let blue): "\(red),\(green),\(blue)"
    case .theme(let number): "theme \(number)"
    }
  }
}
