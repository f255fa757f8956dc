// Keys while help, the palette or a question takes them.

import Kernel
import Notebook
import Screen
import Tensors

extension AppState {
  mutating func handle(_ key: KeyPress, over overlay: Overlay) -> [Effect] {
    if let moved = overlay.moved(by: key.key) {
      self.overlay = moved
      return []
    }
    switch overlay {
    case .help(let top): return helpKey(key, top: top)
    case .palette(let palette): return paletteKey(key, palette)
    case .prompt(let prompt): return promptKey(key, prompt)
    case .samples(let chosen): return sampleKey(key, chosen)
    case .replacing(let replacing):
      replacingKey(key, replacing)
      return []
    case .start(let start): return startKey(key, start)
    case .rewrite(let menu): return rewriteKey(key, menu)
    case .unsavedQuestion(let departure): return unsavedKey(key, departure)
    case .conflict(let conflict): return conflictKey(key, conflict)
    case .recovery(let list): return recoveryKey(key, list)
    }
  }

  private mutating func helpKey(_ key: KeyPress, top: Int) -> [Effect] {
    let page = HelpView.page(size)
    let last = HelpView.clamp(Int.max, size)
    let moves: [Key: Int] = [
      .up: -1, .down: 1, .pageUp: -page, .pageDown: page, .character(" "): page, .home: -top, .end: last,
    ]
    if let count = moves[key.key] {
      overlay = .help(top: HelpView.clamp(top + count, size))
    } else {
      overlay = opensPalette(key) ? .palette(Palette()) : nil
    }
    return []
  }

  private mutating func paletteKey(_ key: KeyPress, _ palette: Palette) -> [Effect] {
    var palette = palette
    switch key.key {
    case .escape: return close()
    case _ where opensPalette(key): return close()
    case .enter:
      overlay = nil
      guard let command = palette.command else { return [] }
      return perform(command)
    default: palette.edit { $0.edit(key) }
    }
    overlay = .palette(palette)
    return []
  }

  private func opensPalette(_ key: KeyPress) -> Bool { keymap.command(for: key, in: .everywhere) == .palette }

  private mutating func sampleKey(_ key: KeyPress, _ chosen: Int) -> [Effect] {
    if key.key == .enter {
      overlay = nil
      if Sample.all.indices.contains(chosen) { setInput(Sample.all[chosen].input) }
    } else if case .character(let letter) = key.key, key.modifiers.isSubset(of: .shift) {
      overlay = .samples(SampleChooser.next(after: chosen, beginningWith: letter) ?? chosen)
    } else {
      return close()
    }
    return []
  }

  private mutating func unsavedKey(_ key: KeyPress, _ departure: Departure) -> [Effect] {
    switch key {
    case KeyPress("y"), KeyPress("Y"), KeyPress("Y", .shift):
      overlay = nil
      return save(then: departure)
    case KeyPress("n"), KeyPress("N"), KeyPress("N", .shift):
      overlay = nil
      depart(departure)
      return []
    case KeyPress(.escape): return close()
    default: return []
    }
  }

  mutating func close() -> [Effect] {
    overlay = nil
    return []
  }
}
