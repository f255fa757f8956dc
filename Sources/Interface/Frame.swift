// Where everything stands on the screen.

import Screen

/// The areas for a size: both panes side by side where there is room, one above the other where it is only high, else
/// the one that has the focus.
struct Frame: Hashable, Sendable {
  enum Arrangement: Hashable, Sendable {
    case sideBySide, stacked, single

    init(_ size: Size) {
      if size.width >= 72, size.height >= 16 {
        self = .sideBySide
      } else if size.width >= 20, size.height >= 24 {
        self = .stacked
      } else {
        self = size.width >= 60 && size.height >= 16 ? .sideBySide : .single
      }
    }
  }

  let title: Rect
  /// Within the borders, where there are any.
  let notebook: Rect
  let pane: Rect
  let bottom: Rect
  /// The borders' outline, empty where the screen is too low for them.
  let outline: Rect
  let arrangement: Arrangement
  /// Whether one pane shows at a time.
  var isSingle: Bool { arrangement == .single }

  init(size: Size, focus: Focus, isZoomed: Bool = false) {
    let all = Rect(x: 0, y: 0, width: size.width, height: size.height)
    arrangement = isZoomed ? .single : Arrangement(size)
    let hasFrame = size.height >= 8 && size.width >= 20
    let rows = all.rows([.fixed(hasFrame ? 1 : 0), .flexible, .fixed(size.height >= 2 ? 1 : 0)])
    title = rows[0]
    bottom = rows[2]
    outline = hasFrame ? rows[1] : Rect(x: 0, y: 0, width: 0, height: 0)
    // Text stands off the borders; a pane's first column, for marks, does so by itself.
    let margin = hasFrame ? 1 : 0
    let inner = hasFrame ? rows[1].inset(left: 1, top: 1, right: 1, bottom: 1) : rows[1]
    switch arrangement {
    case .single:
      let nothing = Rect(x: inner.x, y: inner.y, width: 0, height: inner.height)
      notebook = focus == .notebook ? inner.inset(left: margin) : nothing
      pane = focus == .pane ? inner.inset(right: margin) : nothing
    case .stacked:
      let parts = inner.rows([.flexible, .fixed(1), .flexible])
      notebook = parts[0].inset(left: margin)
      pane = parts[2].inset(right: margin)
    case .sideBySide:
      // Beyond 60 columns, in which its tables hold what matters most, the pane takes what 100 for the notebook leave.
      let paneWidth = min(inner.width * 45 / 100, max(60, min(inner.width - 100, 104)))
      let parts = inner.columns([.flexible, .fixed(1), .fixed(paneWidth)])
      notebook = parts[0].inset(left: margin)
      pane = parts[2].inset(right: margin)
    }
  }
}
