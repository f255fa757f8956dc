// Unsaved work that was found at the start: which of it is restored, kept or discarded.

import Notebook
import Screen

/// Unsaved notebooks of programs that ended too early. Never empty.
package struct RecoveryList: Hashable, Sendable {
  package private(set) var journals: [FoundJournal]
  package var chosen = 0 { didSet { asksToDiscard = false } }
  /// Whether the next key decides if the chosen one is discarded: what was typed ahead is no answer.
  private(set) var asksToDiscard = false

  package init?(_ journals: [FoundJournal]) {
    guard !journals.isEmpty else { return nil }
    self.journals = journals
  }

  var journal: FoundJournal { journals[chosen] }

  func asking(toDiscard asks: Bool) -> RecoveryList {
    var list = self
    list.asksToDiscard = asks
    return list
  }

  /// The list without the chosen one; nil where it was the last.
  func removingChosen() -> RecoveryList? {
    var list = self
    list.journals.remove(at: chosen)
    list.chosen = max(0, min(chosen, list.journals.count - 1))
    return list.journals.isEmpty ? nil : list
  }
}

extension RecoveryList: OverlayList {
  var overlay: Overlay { .recovery(self) }
  var count: Int { journals.count }
  var hint: KeyedText { asksToDiscard ? Messages.discardQuestion : Messages.recoveryHint }

  func hitAreas(held: Int?, in area: Rect) -> [HitArea] { RecoveryView.list(self, held: held, in: area).hitAreas }

  func draw(_ state: AppState, in area: Rect, on buffer: inout ScreenBuffer) -> Point? {
    RecoveryView.draw(self, held: state.heldRow, in: area, on: &buffer)
    return nil
  }

  func take(_ key: KeyPress, in state: inout AppState) -> [Effect] { state.recoveryKey(key, self) }
}
