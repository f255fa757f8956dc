// The one way of a key: an event changes the state and may ask for effects.

import Notebook
import Kernel
import Screen

extension AppState {
  /// Takes an event of the terminal. Pure: the same state and event make the same state and effects.
  package mutating func update(_ event: TerminalEvent) -> [Effect] {
    if case .resize(let size) = event {
      resize(to: size)
      return []
    }
    return following { state in
      switch event {
      case .key(let key):
        state.message = nil
        state.heldRow = nil
        return state.giveUpAwaited() + state.handle(key)
      case .paste(let text):
        let effects = state.giveUpAwaited()
        state.pasteText(text)
        return effects
      case .mouse(let mouse): return state.handle(mouse)
      case .background(let isLight): state.take(isLight: isLight)
      case .resize, .wake, .terminate: break
      }
      return []
    }
  }

  /// Makes a change; the view and the kernel follow where it leads.
  mutating func following(_ change: (inout AppState) -> [Effect]) -> [Effect] {
    let before = (request: EvaluationKey(self), place: AssistanceKey(self), row: caretRowInNotebook)
    var effects = change(&self)
    // The view stays, or follows the caret.
    caretRow = followedCaretRow(caretRow + caretRowInNotebook - before.row)
    if EvaluationKey(self) != before.request { effects.append(.evaluate(request)) }
    if AssistanceKey(self) != before.place {
      let isEdited = caret.cell == before.place.caret.cell && text.text != before.place.text
      assist.follow(caret, in: text, isEdited: isEdited)
      if let question { effects.append(.assist(question)) }
    }
    return effects
  }

  /// Takes over what the kernel says. What stands at the caret stays where it is on the screen. A command that has waited
  /// for it is done.
  @discardableResult
  package mutating func receive(_ snapshot: KernelSnapshot) -> [Effect] {
    report.receive(snapshot)
    setUnfinishedAside()
    caretRow = clampedCaretRow(caretRow)
    return performAwaited()
  }

  mutating func handle(_ key: KeyPress) -> [Effect] {
    if let overlay { return handle(key, over: overlay) }
    let writing = assist.chosen == nil ? CommandContext.notebook : .completions
    let context = focus == .pane ? CommandContext.tab(tab) : writing
    if let command = keymap.command(for: key, in: context) { return perform(command) }
    guard case .character(let character) = key.key, key.modifiers.isSubset(of: .shift) else { return [] }
    if focus == .pane {
      message = Messages.notInPane
    } else if !takeCompletion(before: character) {
      type(String(character))
      assist.write()
    }
    return []
  }

  private mutating func pasteText(_ text: String) {
    message = nil
    switch overlay {
    case .start:
      overlay = nil
      pasteText(text)
    case nil where focus == .notebook: paste(text)
    case .prompt(let prompt): change(prompt, to: prompt.text + text.prefix { !$0.isNewline })
    default: break
    }
  }
}

/// What help while typing depends on.
private struct AssistanceKey: Equatable {
  var caret: Caret
  var text: String

  init(_ state: AppState) {
    caret = state.caret
    text = state.text.text
  }
}

/// What an evaluation depends on: when it changes, the kernel is asked again.
private struct EvaluationKey: Hashable {
  var revision: Int
  var cursor: CellLine
  var settings: NotebookSettings
  var shown: ShownLayers
  var call: FunctionCall?

  init(_ state: AppState) {
    revision = state.document.revision
    cursor = state.caretLine
    settings = state.document.settings
    shown = state.shownLayers
    call = state.call
  }
}
