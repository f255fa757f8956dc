// The rows of a list that are in view and where they stand: what is drawn and what the mouse hits come from it.

import Screen

struct ListRows {
  /// The entries in view.
  let shown: Range<Int>
  private let area: Rect

  /// A list of one row an entry, so scrolled that `wanted` is in view and the area as full as it can be. The wanted entry
  /// stands in the middle, or on the screen's row `held`.
  init(count: Int, showing wanted: Int?, held: Int? = nil, in area: Rect) {
    let place = held.map { min(max(0, $0 - area.y), max(0, area.height - 1)) } ?? area.height / 2
    let top = max(0, min((wanted ?? 0) - place, count - area.height))
    shown = top..<max(top, min(count, top + area.height))
    self.area = area
  }

  var rows: [(index: Int, area: Rect)] { shown.map { ($0, area.row($0 - shown.lowerBound)) } }

  var hitAreas: [HitArea] { rows.map { HitArea(area: $0.area, target: .entry($0.index)) } }
}
