// The rows of a list that are in view and where they stand: what is drawn and what the mouse hits come from it.

import Screen

/// How many rows of a list are out of sight.
struct HiddenRows: Hashable, Sendable {
  var above = 0
  var below = 0
  /// What one of them is.
  var noun = "layer"

  func of(_ noun: String) -> HiddenRows { HiddenRows(above: above, below: below, noun: noun) }
}

struct ListRows {
  /// The entries in view.
  let shown: Range<Int>
  let hidden: HiddenRows
  private let area: Rect

  /// A list of one row an entry, so scrolled that `wanted` is in view and the area as full as it can be. The wanted entry
  /// stands in the middle, or on the screen's row `held`.
  init(count: Int, showing wanted: Int?, held: Int? = nil, in area: Rect) {
    let place = held.map { min(max(0, $0 - area.y), max(0, area.height - 1)) } ?? area.height / 2
    self.init(count: count, from: (wanted ?? 0) - place, in: area)
  }

  /// The same from a row on, or from one before it where the rest would leave room.
  init(count: Int, from top: Int, in area: Rect) {
    let top = max(0, min(top, count - area.height))
    shown = top..<max(top, min(count, top + area.height))
    hidden = HiddenRows(above: top, below: max(0, count - shown.upperBound))
    self.area = area
  }

  var rows: [(index: Int, area: Rect)] { shown.map { ($0, area.row($0 - shown.lowerBound)) } }

  var hitAreas: [HitArea] { rows.map { HitArea(area: $0.area, target: .entry($0.index)) } }
}
