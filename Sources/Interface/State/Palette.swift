// The palette: the commands by name, of which one is done.

import Screen

/// The commands by name, narrowed by what is typed.
package struct Palette: Hashable, Sendable {
  package private(set) var query = ""
  package var chosen = 0

  package init() {}

  /// The commands that every word of the query finds: those named so first, then those that other programs call so, then
  /// those that are explained so. A colon may stand before a name.
  var matches: [CommandEntry] {
    let words = query.lowercased().drop { $0 == ":" }.split(separator: " ")
    let ranked = CommandTable.entries.compactMap { entry -> (rank: Int, entry: CommandEntry)? in
      let name = entry.name.lowercased()
      if words.allSatisfy({ name.hasPrefix($0) }) { return (0, entry) }
      if words.allSatisfy({ name.contains($0) }) { return (1, entry) }
      let others = SearchWords.words(of: entry.command)
      func isCalled(_ word: Substring) -> Bool { name.contains(word) || others.contains { $0.hasPrefix(word) } }
      if words.allSatisfy(isCalled) { return (2, entry) }
      let help = entry.help.lowercased()
      return words.allSatisfy { isCalled($0) || help.contains($0) } ? (3, entry) : nil
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
      // Where nothing matches, the words are there to be mended.
      guard let command else { return [] }
      state.overlay = nil
      return state.perform(command)
    default:
      var palette = self
      palette.edit { $0.edit(key) }
      state.overlay = .palette(palette)
      return []
    }
  }
}
