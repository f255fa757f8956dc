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
    default: palette.edit { edit(&$0, key) }
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

  private mutating func promptKey(_ key: KeyPress, _ prompt: Prompt) -> [Effect] {
    var prompt = prompt
    switch key.key {
    case .escape: return close()
    case .enter:
      overlay = nil
      return answer(prompt)
    default:
      edit(&prompt.text, key)
      overlay = .prompt(prompt)
      return []
    }
  }

  /// The few keys that edit a line of a question.
  private func edit(_ text: inout String, _ key: KeyPress) {
    switch (key.key, key.modifiers) {
    case (.backspace, _): text = String(text.dropLast())
    case (.character("u"), .control): text = ""
    case (.character(let character), let modifiers) where modifiers.isSubset(of: .shift): text.append(character)
    default: break
    }
  }

  private mutating func answer(_ prompt: Prompt) -> [Effect] {
    switch prompt.purpose {
    case .find:
      find(prompt.text.isEmpty ? searched : prompt.text)
      return []
    case .input:
      if !prompt.text.isEmpty { setInput(prompt.text) }
      return []
    case .pin:
      guard !prompt.text.isEmpty else { return [] }
      // As an input's path: from the session's folder.
      let path = TypedPath.resolved(prompt.text, from: document.path.flatMap(TypedPath.folder), home: home)
      return [.openToPin(name: prompt.text, path: path)]
    case .replace:
      let wanted = prompt.text.isEmpty ? searched : prompt.text
      if !wanted.isEmpty { overlay = .prompt(Prompt(purpose: .replacement(of: wanted), text: "")) }
      return []
    case .replacement(let wanted):
      startReplacing(wanted, by: prompt.text)
      return []
    case .saveAs(let departure):
      guard !prompt.text.isEmpty else { return [] }
      departureAfterSave = departure
      if let path = document.path, path == prompt.text { return [.save(path: path, replacement)] }
      let path = TypedPath.resolved(prompt.text, home: home)
      return [.save(path: path, path == document.path ? replacement : .ofNothing)]
    }
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
