// The layer table without its columns: which rows show, how they fold, which are marked.

import Kernel
import Screen

/// What the pane's user has folded, chosen and scrolled.
package struct PaneState: Hashable, Sendable {
  /// Layers whose nested layers show.
  var unfolded: Set<LayerRow.ID> = []
  var order = LayerOrder.model
  var isReversed = false
  /// The first feature map of the page that shows, or the one that fills the pane.
  var channel = 0
  var isEnlarged = false
  /// The row chosen while the pane has the focus.
  var chosen: LayerRow.ID?
  /// Which of the pinned models is compared with, counted from the newest.
  var comparedPin = 0
  /// The first row that shows of the table of compared layers.
  var comparedTop = 0
  /// Where the explained layer's window stands.
  var window = SlidingWindow.Place()

  /// Which of so many pins, the oldest first, is compared with: the newest, or one chosen before it.
  func comparedIndex(ofPins count: Int) -> Int? { count == 0 ? nil : count - 1 - min(comparedPin, count - 1) }
}

/// One row of the table as it shows.
struct TableRow: Hashable, Sendable {
  enum Fold: Hashable, Sendable {
    case none, open, closed
  }

  var row: LayerRow
  var fold: Fold
  /// Whether the cursor's line had a part in making it.
  var isMarked: Bool
  var isChosen: Bool

  /// The columns before its sign of folding.
  var indentation: Int { 2 * row.depth }

  /// The columns of its whole label.
  var labelWidth: Int { indentation + 2 + TextWidth.of(row.name) }

  /// The name behind its indentation and its sign of folding.
  func label(width: Int) -> String {
    let sign =
      switch fold {
      case .none: "  "
      case .open: "▾ "
      case .closed: "▸ "
      }
    let lead = String(repeating: " ", count: indentation) + sign
    return lead + TextWidth.truncateMiddle(row.name, to: max(1, width - TextWidth.of(lead)))
  }
}

enum LayerTable {
  /// The rows that show: a folded layer hides those nested in it.
  static func rows(of subject: Subject, pane: PaneState, cursor: CellLine?, focused: Bool) -> [TableRow] {
    let shown = unsorted(subject, pane: pane, cursor: cursor, focused: focused)
    return pane.order.sorted(shown[...], subject.forward, isReversed: pane.isReversed)
  }

  private static func unsorted(
    _ subject: Subject, pane: PaneState, cursor: CellLine?, focused: Bool
  ) -> [TableRow] {
    var shown: [TableRow] = []
    var hiddenDepth: Int?
    for row in subject.rows {
      if let depth = hiddenDepth {
        if row.depth > depth { continue }
        hiddenDepth = nil
      }
      let isOpen = row.hasChildren && pane.unfolded.contains(row.id)
      if row.hasChildren && !isOpen { hiddenDepth = row.depth }
      shown.append(
        TableRow(
          row: row, fold: row.hasChildren ? (isOpen ? .open : .closed) : .none,
          isMarked: cursor.map(row.lines.contains) ?? false, isChosen: focused && row.id == pane.chosen))
    }
    return shown
  }
}
