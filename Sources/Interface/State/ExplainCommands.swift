// Moving the explained layer's window, and going from layer to layer.

import Kernel

extension AppState {
  mutating func moveWindow(_ step: WindowStep) {
    guard let window = report.subject?.explanation?.window else {
      message = Messages.noWindow
      return
    }
    var place = window.clamp(pane.window)
    switch step {
    case .up: place.row -= 1
    case .down: place.row += 1
    case .left: place.column -= 1
    case .right: place.column += 1
    case .previousFilter: place.filter -= 1
    case .nextFilter: place.filter += 1
    case .previousChannel: place.channel -= 1
    case .nextChannel: place.channel += 1
    }
    pane.window = window.clamp(place)
  }

  /// Chooses the layer that is explained. Until there is one, the kernel chooses.
  mutating func keepExplainedLayer() { pane.chosen = report.subject?.explanation?.row }

  /// The layer so many after the explained one, of those that hold no others.
  mutating func explainLayer(by count: Int) {
    guard let subject = report.subject else { return }
    let rows = subject.rows.filter { !$0.hasChildren }
    guard !rows.isEmpty else { return }
    // The chosen one: its explanation may be on its way, and a row that failed has none.
    let current = rows.firstIndex { $0.id == pane.chosen } ?? rows.firstIndex { $0.id == subject.explanation?.row }
    pane.chosen = rows[min(max(0, (current ?? -count) + count), rows.count - 1)].id
  }
}
