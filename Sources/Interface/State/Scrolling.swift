// Scrolling the notebook: by the wheel, and by keys where there is more to see than the caret can reach.

import Kernel
import Notebook
import Screen

/// Where the view stands that was scrolled away from the caret: until the caret or the text is another.
struct ScrolledView: Hashable, Sendable {
  let top: Int
  let caret: Caret
  let revision: Int
}

extension AppState {
  /// The view's first row, where it does not follow the caret.
  var scrolledTop: Int? {
    guard let scrolled, scrolled.caret == caret, scrolled.revision == document.revision else { return nil }
    return min(scrolled.top, lastTop)
  }

  /// The first row of a view of the notebook's end.
  private var lastTop: Int { max(0, layout.rowCount - frame.notebook.height) }

  /// Keeps the view where it is, though the caret may be elsewhere.
  mutating func holdView() {
    let top = topRow
    // After each event, the view goes with the caret's row.
    caretRow = caretRowInNotebook - top
    scrolled = ScrolledView(top: top, caret: caret, revision: document.revision)
  }

  /// Scrolls the view. The caret stays where it is, or goes with the border that would pass it; where there is only
  /// output, it is left behind.
  mutating func scrollNotebook(by count: Int) {
    let height = frame.notebook.height
    let former = topRow
    let top = min(max(0, former + count), lastTop)
    guard top != former else { return }
    let row = caretRowInNotebook
    caretRow = row - top
    scrolled = nil
    let margin = height >= 6 ? 1 : 0
    let rows = top + margin..<max(top + margin + 1, min(layout.rowCount, top + height - margin))
    guard !rows.contains(row) else { return }
    let candidates = row < rows.lowerBound ? Array(rows) : rows.reversed()
    let column = goalColumn ?? text.column(of: caret.offset)
    // Prose would unfold under the caret, so that code is better.
    let place =
      candidates.compactMap { caret(atRow: $0, column: column, inProse: false) }.first
      ?? candidates.compactMap { caret(atRow: $0, column: column, inProse: true) }.first
    if let place {
      self.place(place)
    } else {
      scrolled = ScrolledView(top: top, caret: caret, revision: document.revision)
    }
    goalColumn = column
  }

  /// Scrolls instead of moving the caret, where the caret stays or would pass over more output than a page. Says whether
  /// it did.
  mutating func scroll(by motion: Motion, insteadOfGoingTo target: Caret) -> Bool {
    let count: Int
    switch motion {
    case .up: count = -1
    case .down: count = 1
    case .pageUp: count = -pageHeight
    case .pageDown: count = pageHeight
    default: return false
    }
    let former = topRow
    let top = min(max(0, former + count), lastTop)
    let isFar = abs(count) > 1 && !(top..<top + frame.notebook.height).contains(row(of: target))
    guard target == caret || isFar else { return false }
    scrollNotebook(by: count)
    return topRow != former
  }

  private func row(of place: Caret) -> Int {
    guard let index = document.index(of: place.cell) else { return 0 }
    let line = layout.cells[index].text.line(at: place.offset)
    return layout.row(ofLine: line, cell: index, offset: place.offset)
  }

  /// Two rows stay in view.
  var pageHeight: Int { max(1, frame.notebook.height - 2) }

  private func caret(atRow row: Int, column: Int, inProse: Bool) -> Caret? {
    guard layout.rowCount > row else { return nil }
    switch layout.row(row) {
    case .source(let cell, _, let range):
      let cell = layout.cells[cell]
      return Caret(cell: cell.id, offset: cell.text.offset(in: range, column: column))
    case .prose(let cell, let part) where inProse:
      let cell = layout.cells[cell]
      return cell.prose.map { Caret(cell: cell.id, offset: cell.text.clamp($0[part].offset)) }
    default: return nil
    }
  }
}
