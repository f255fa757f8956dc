// Keys as people write them: `Ctrl-S`, `Alt-Enter`, `F1`, and `^S` where room is short.

extension KeyPress: CustomStringConvertible {
  /// As help names it.
  package var description: String {
    var parts: [String] = []
    if modifiers.contains(.control) { parts.append("Ctrl") }
    if modifiers.contains(.alt) { parts.append("Alt") }
    if modifiers.contains(.shift) { parts.append("Shift") }
    return (parts + [key.name(capital: modifiers.contains(.control))]).joined(separator: "-")
  }

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
