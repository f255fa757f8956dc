// The lists that lie over the notebook: what each must say of itself, and what all of them do alike.

import Screen

/// A list over the panes, of whose entries one is chosen.
protocol OverlayList {
  /// The list as an overlay.
  var overlay: Overlay { get }
  var count: Int { get }
  /// The chosen entry's place.
  var chosen: Int { get set }
  /// The keys that matter in it.
  var hint: KeyedText { get }
  /// Where the entries stand. The chosen one stays on the screen's row `held`.
  func hitAreas(held: Int?, in area: Rect) -> [HitArea]
  /// Draws over the panes, and returns the caret's place where it has one.
  func draw(_ state: AppState, in area: Rect, on buffer: inout ScreenBuffer) -> Point?
  /// Does what a key does that does not move in the list.
  func take(_ key: KeyPress, in state: inout AppState) -> [Effect]
}

extension OverlayList {
  /// The list with another entry chosen, or the one that is nearest.
  func choosing(_ index: Int) -> Overlay {
    var list = self
    list.chosen = min(max(0, index), max(0, count - 1))
    return list.overlay
  }

  /// The list with the entry chosen that a key leads to; nil for a key that does not move.
  func moved(by key: Key) -> Overlay? {
    let moves: [Key: Int] = [
      .up: chosen - 1, .down: chosen + 1, .pageUp: chosen - 10, .pageDown: chosen + 10, .home: 0, .end: count - 1,
    ]
    return moves[key].map(choosing)
  }
}
