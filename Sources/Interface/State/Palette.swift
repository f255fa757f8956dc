// The palette: the commands by name, of which one is done.

import Screen

/// The commands by name, narrowed by what is typed.
package struct Palette: Hashable, Sendable {
  package private(set) var query = ""
  package var chosen = 0

  package init() {}

  /// The commands whose names or explanations hold every word of the query, those named so first.
  var matches: [CommandEntry] {
    let words = query.lowercased().split(separator: " ")
    let ranked = CommandTable.entries.compactMap { entry -> (rank: Int, entry: CommandEntry)? in
      let name = entry.name.lowercased()
      if words.allSatisfy({ name.hasPrefix($0) }) { return (0, entry) }
      if words.allSatisfy({ name.contains($0) }) { return (1, entry) }
      let help = entry.help.lowercased()
      return words.allSatisfy { name.contains($0) || help.contains($0) } ? (2, entry) : nil
    }
    return ranked.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
      .map(\.element.entry)
  }

  var command: Command? {
    let matches = matches
    return matches.indices.contains(chosen) ? matches[chosen].command : nil
  }

  mutating func edit(_ change: (inout String) -> Void) {
    change(&query)
    chosen = 0
  }
}

extension Palette: OverlayList {
  var overlay: Overlay { .palette(self) }
  var count: Int { matches.count }
  var hint: KeyedText { Messages.paletteHint }

  func hitAreas(held: Int?, in area: Rect) -> [HitArea] { PaletteView.list(self, held: held, in: area).hitAreas }

  func draw(_ state: AppState, in area: Rect, on buffer: inout ScreenBuffer) -> Point? {
    PaletteView.draw(self, held: state.heldRow, keymap: state.keymap, in: area, on: &buffer)
  }

  func take(_ key: KeyPress, in state: inout AppState) -> [Effect] {
    switch key.key {
    case .escape: return state.close()
    case _ where state.opensPalette(key): return state.close()
    case .enter:
      state.overlay = nil
      return command.map { state.perform($0) } ?? []
    default:
      var palette = self
      palette.edit { $0.edit(key) }
      state.overlay = .palette(palette)
      return []
    }
  }
}
