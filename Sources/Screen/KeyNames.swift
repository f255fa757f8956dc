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
    let names: [(modifier: Modifiers, name: String)] = [(.control, "Ctrl-"), (.alt, "Alt-"), (.shift, "Shift-")]
    return names.filter { modifiers.contains($0.modifier) }.map(\.name).joined()
  }

  private var name: String { key.name(capital: modifiers.contains(.control)) }

  /// As the bottom line names it.
  package var shortName: String {
    guard modifiers == .control, case .character(let character) = key, character != " " else { return description }
    return "^" + character.uppercased()
  }
}

extension Key {
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
