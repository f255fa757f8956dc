// Keys as people write them: `Ctrl-S`, `Alt-Enter`, `F1`, and `^S` where room is short.

extension KeyPress: CustomStringConvertible {
  /// As help names it.
  package var description: String { lead + name }

  /// Several keys in short: `Ctrl-K/U/W`.
  package static func list(_ keys: [KeyPress]) -> String {
    guard let first = keys.first, keys.allSatisfy({ $0.modifiers == first.modifiers }) else {
      return keys.map(\.description).joined(separator: " ")
    }
    return first.lead + keys.map(\.name).joined(separator: "/")
  }

  private var lead: String {
    KeyPress.leads.filter { modifiers.contains($0.modifier) }.map(\.name).joined()
  }

  private static let leads: [(modifier: Modifiers, name: String)] = [
    (.control, "Ctrl-"), (.alt, "Alt-"), (.shift, "Shift-"),
  ]

  private var name: String { key.name(capital: modifiers.contains(.control)) }

  /// Reads what `description` writes; nil where it is no key.
  package init?(named text: String) {
    if text == Key.backTab.name(capital: false) {
      self.init(.backTab)
      return
    }
    var rest = Substring(text)
    var modifiers: Modifiers = []
    while let lead = KeyPress.leads.first(where: { rest.hasPrefix($0.name) && rest.count > $0.name.count }) {
      modifiers.insert(lead.modifier)
      rest = rest.dropFirst(lead.name.count)
    }
    if let key = Key.named.first(where: { $0.name(capital: false) == rest }) {
      self.init(key, modifiers)
    } else if rest.count == 1, let character = rest.first, !character.isWhitespace {
      // Ctrl-S is the key s.
      self.init(modifiers.contains(.control) ? Character(character.lowercased()) : character, modifiers)
    } else {
      return nil
    }
  }

  /// As the bottom line names it.
  package var shortName: String {
    guard modifiers == .control, case .character(let character) = key, character != " " else { return description }
    return "^" + character.uppercased()
  }
}

extension Key {
  /// Those whose name is more than a character.
  fileprivate static let named: [Key] =
    [
      .character(" "), .enter, .tab, .backspace, .delete, .insert, .escape, .up, .down, .left, .right, .home, .end,
      .pageUp, .pageDown,
    ] + (1...12).map(Key.function)

  fileprivate func name(capital: Bool) -> String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): capital ? character.uppercased() : String(character)
    case .function(let number): "F\(number)"
    case .enter: "Enter"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .backspace: "Backspace"
    case .delete: "Delete"
    case .insert: "Insert"
    case .escape: "Esc"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    }
  }
}
