// The keys of a question in the bottom line, and what its answer does. What is refused can be mended where it was typed.

import Kernel
import Lessons
import Notebook
import Screen
import Tensors

extension AppState {
  mutating func promptKey(_ key: KeyPress, _ prompt: Prompt) -> [Effect] {
    switch key.key {
    case .escape: return close()
    case .enter: return answer(prompt)
    case .tab where prompt.takesPath: return complete(prompt)
    default: break
    }
    if let start = prompt.searchStart, searchKey(key, prompt, from: start) { return [] }
    var text = prompt.text
    text.edit(key)
    if text != prompt.text { change(prompt, to: text) }
    return []
  }

  /// What is typed into the question changes; what is searched for is gone to at once.
  mutating func change(_ prompt: Prompt, to text: String) {
    var prompt = prompt
    prompt.text = text
    overlay = .prompt(prompt)
    if let start = prompt.searchStart { search(text, from: start) }
  }

  private mutating func answer(_ prompt: Prompt) -> [Effect] {
    let answer = prompt.answer
    switch prompt.purpose {
    case .find:
      goOn(prompt)
      return []
    case .input:
      guard !answer.isEmpty else { return close() }
      var settings = document.settings
      settings.input = answer
      return [.checkInput(ForwardOverrides().over(settings, session: document.path))]
    case .line:
      guard !answer.isEmpty else { return close() }
      go(toLine: answer)
      return []
    case .pin:
      guard !answer.isEmpty else { return close() }
      return [.openToPin(name: answer, path: resolved(answer, prompt))]
    case .replace:
      if matchCount(answer) > 0 {
        searched = answer
        overlay = .prompt(Prompt(purpose: .replacement(of: answer), text: ""))
      } else if !answer.isEmpty {
        message = Messages.nowhere(answer)
      }
      return []
    case .replacement(let wanted):
      overlay = nil
      startReplacing(wanted, by: answer)
      return []
    case .saveAs(let departure):
      guard !answer.isEmpty else {
        message = Messages.noName
        return []
      }
      departureAfterSave = departure
      if let path = document.path, path == answer { return [.save(path: path, replacement)] }
      let path = resolved(answer, prompt)
      return [.save(path: path, path == document.path ? replacement : .ofNothing)]
    case .seed:
      setSeed(answer)
      return []
    }
  }

  /// The path for the system. A session's name starts where the program does, any other in the session's folder.
  private func resolved(_ typed: String, _ prompt: Prompt) -> String {
    if case .saveAs = prompt.purpose { return TypedPath.resolved(typed, home: home) }
    return TypedPath.resolved(typed, from: document.path.flatMap(TypedPath.folder), home: home)
  }

  /// Takes over whether an input that was asked for can be had, and why not.
  package mutating func checked(_ input: String, problem: String?) -> [Effect] {
    if let problem {
      message = Messages.refused(input: problem)
      return []
    }
    return following { state in
      state.overlay = nil
      state.setInput(input)
      return []
    }
  }

  private mutating func setSeed(_ answer: String) {
    guard let seed = UInt64(answer) else {
      message = Messages.noSeed(answer)
      return
    }
    overlay = nil
    let isOther = changeSettings { $0.seed = seed }
    message = Messages.seed(seed, isOther: isOther)
  }

  /// To a line of the file as messages count them; from one that no cell shows, as a marker, to the next that one does.
  private mutating func go(toLine answer: String) {
    let count = document.lineCount
    guard let number = Int(answer), 1...max(1, count) ~= number else {
      message = Messages.noLine(answer, of: count)
      return
    }
    overlay = nil
    focus = .notebook
    let cells = request.document.cells
    let index =
      cells.indices.first { number < cells[$0].firstLine + layout.cells[$0].text.lineCount } ?? cells.count - 1
    let text = layout.cells[index].text
    let line = min(max(0, number - cells[index].firstLine), text.lineCount - 1)
    place(Caret(cell: cells[index].id, offset: text.range(ofLine: line).lowerBound))
  }

  // MARK: Paths

  private mutating func complete(_ prompt: Prompt) -> [Effect] {
    if prompt.text == "~" { change(prompt, to: "~/") }
    guard case .prompt(let prompt) = overlay else { return [] }
    let folder = resolved(PathCompletion.folder(of: prompt.text), prompt)
    return [.list(folder: folder.isEmpty ? "." : folder)]
  }

  /// Goes on with what is typed as far as the folder's entries are agreed; of several, it tells them.
  package mutating func listed(_ entries: [FolderEntry]) {
    guard case .prompt(let prompt) = overlay, prompt.takesPath else { return }
    // A lesson is meant by its name alone.
    let lessons = prompt.purpose == .pin && !prompt.text.contains("/") ? Lesson.all.map { FolderEntry($0.name) } : []
    let completion = PathCompletion(prompt.text, among: Set(entries + lessons))
    change(prompt, to: completion.text)
    switch completion.candidates.count {
    case 0: message = Messages.noFile(beginningWith: prompt.text)
    case 1: break
    default: message = Messages.files(completion.candidates)
    }
  }
}

extension String {
  /// The few keys that edit a line of a question.
  mutating func edit(_ key: KeyPress) {
    switch (key.key, key.modifiers) {
    case (.character("w"), .control), (.backspace, .alt): removeLastWord()
    case (.backspace, _): self = String(dropLast())
    case (.character("u"), .control): self = ""
    case (.character(let character), let modifiers) where modifiers.isSubset(of: .shift): append(character)
    default: break
    }
  }

  /// Of a path, the last name.
  private mutating func removeLastWord() {
    let ends: Set<Character> = [" ", "/"]
    while let last, ends.contains(last) { removeLast() }
    while let last, !ends.contains(last) { removeLast() }
  }
}
