// Keys while help, the palette or a question takes them.

import Kernel
import Notebook
import Screen
import Tensors

extension AppState {
  mutating func handle(_ key: KeyPress, over overlay: Overlay) -> [Effect] {
    if let list = overlay.list {
      guard let moved = list.moved(by: key.key) else { return list.take(key, in: &self) }
      self.overlay = moved
      return []
    }
    switch overlay {
    case .help(let top): return helpKey(key, top: top)
    case .prompt(let prompt): return promptKey(key, prompt)
    case .replacing(let replacing):
      replacingKey(key, replacing)
      return []
    case .unsavedQuestion(let departure): return unsavedKey(key, departure)
    case .conflict(let conflict): return conflictKey(key, conflict)
    case .palette, .samples, .start, .rewrite, .recovery: return []
    }
  }

  private mutating func helpKey(_ key: KeyPress, top: Int) -> [Effect] {
    let view = helpView
    let page = view.page
    let last = view.clamp(Int.max)
    let moves: [Key: Int] = [
      .up: -1, .down: 1, .pageUp: -page, .pageDown: page, .character(" "): page, .home: -top, .end: last,
    ]
    if let count = moves[key.key] {
      overlay = .help(top: view.clamp(top + count))
    } else {
      overlay = opensPalette(key) ? .palette(Palette()) : nil
    }
    return []
  }

  func opensPalette(_ key: KeyPress) -> Bool { keymap.command(for: key, in: .everywhere) == .palette }

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
