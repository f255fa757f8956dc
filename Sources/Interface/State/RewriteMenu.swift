// Rewriting the layer at the caret: the question, the menu of the kernel's answer, and writing what is chosen.

import Kernel
import Notebook
import Screen

/// What a layer could be, one way being chosen.
package struct RewriteMenu: Hashable, Sendable {
  package let offer: RewriteOffer
  package var chosen = 0

  init(_ offer: RewriteOffer) { self.offer = offer }

  var rewriting: Rewriting? { offer.rewritings.indices.contains(chosen) ? offer.rewritings[chosen] : nil }
}

extension RewriteMenu: OverlayList {
  var overlay: Overlay { .rewrite(self) }
  var count: Int { offer.rewritings.count }
  var hint: KeyedText { Messages.rewriteHint }

  func hitAreas(held: Int?, in area: Rect) -> [HitArea] { RewriteView.list(self, held: held, in: area).hitAreas }

  func draw(_ state: AppState, in area: Rect, on buffer: inout ScreenBuffer) -> Point? {
    RewriteView.draw(self, held: state.heldRow, in: area, on: &buffer)
    return nil
  }

  func take(_ key: KeyPress, in state: inout AppState) -> [Effect] { state.rewriteKey(key, self) }
}

extension AppState {
  /// Asks the kernel; its answer opens the menu.
  mutating func rewrite() -> [Effect] {
    guard cell.kind == .code else {
      message = Messages.noCodeToRewrite
      return []
    }
    message = Messages.rewriting
    awaited = .rewritings
    return [.rewrite(RewriteRequest(document: request.document, cell: caret.cell, offset: caret.offset))]
  }

  /// Takes over an answer. One about another place or revision is dropped, and one that nobody waits for any longer.
  package mutating func receive(_ answer: RewriteAnswer) {
    guard awaited == .rewritings, answer.revision == document.revision, answer.cell == caret.cell,
      answer.offset == caret.offset
    else { return }
    awaited = nil
    switch answer.result {
    case .success(let offer):
      message = nil
      overlay = .rewrite(RewriteMenu(offer))
    case .failure(let refusal): message = Message("\(refusal.reason)")
    }
  }

  mutating func rewriteKey(_ key: KeyPress, _ menu: RewriteMenu) -> [Effect] {
    overlay = nil
    guard key.key == .enter, let rewriting = menu.rewriting else { return [] }
    endWriting()
    perform(rewriting.edits, at: rewriting.offset)
    endWriting()
    focus = .notebook
    message = Messages.rewritten(rewriting.name)
    return []
  }
}
