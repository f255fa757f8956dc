// The keys of a question in the bottom line, and what its answer does. What is refused can be mended where it was typed.

import Kernel
import Notebook
import Screen
import Tensors

extension AppState {
  mutating func promptKey(_ key: KeyPress, _ prompt: Prompt) -> [Effect] {
    switch key.key {
    case .escape: return close()
    case .enter: return answer(prompt)
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
      overlay = nil
      if !answer.isEmpty { setInput(answer) }
      return []
    case .pin:
      overlay = nil
      guard !answer.isEmpty else { return [] }
      // As an input's path: from the session's folder.
      let path = TypedPath.resolved(answer, from: document.path.flatMap(TypedPath.folder), home: home)
      return [.openToPin(name: answer, path: path)]
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
      overlay = nil
      guard !answer.isEmpty else { return [] }
      departureAfterSave = departure
      if let path = document.path, path == answer { return [.save(path: path, replacement)] }
      let path = TypedPath.resolved(answer, home: home)
      return [.save(path: path, path == document.path ? replacement : .ofNothing)]
    }
  }
}

extension String {
  /// The few keys that edit a line of a question.
  mutating func edit(_ key: KeyPress) {
    switch (key.key, key.modifiers) {
    case (.backspace, _): self = String(dropLast())
    case (.character("u"), .control): self = ""
    case (.character(let character), let modifiers) where modifiers.isSubset(of: .shift): append(character)
    default: break
    }
  }
}
