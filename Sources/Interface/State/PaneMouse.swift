// The mouse over the pane: rows of its tables, feature maps, and the wheel.

import Kernel
import Screen

extension AppState {
  /// What of the pane's tab the mouse does something with.
  var paneHitAreas: [HitArea] {
    guard let subject = report.subject, !frame.pane.isEmpty else { return [] }
    return tab.view.hitAreas(paneContext(subject), frame.pane)
  }

  mutating func enterPane() { if focus != .pane { switchFocus() } }

  /// One click chooses a row, two go to its line.
  mutating func clickRow(_ index: Int, count: Int) -> [Effect] {
    choose(row: index)
    return count == 2 ? perform(.goToRow) : []
  }

  /// A click on the sign of a layer that folds.
  mutating func clickFold(_ index: Int) {
    choose(row: index)
    toggleRow()
  }

  private mutating func choose(row index: Int) {
    let rows = tableRows
    if rows.indices.contains(index) { pane.chosen = rows[index].row.id }
    enterPane()
  }

  /// A click on a map enlarges it, and on the enlarged one goes back to all.
  mutating func clickMap(_ channel: Int?) {
    keepLayerOfMaps()
    enterPane()
    if let channel { pane.channel = channel }
    pane.isEnlarged = channel != nil
  }

  /// The layer whose maps show is the chosen one from now on.
  private mutating func keepLayerOfMaps() {
    guard let subject = report.subject, let forward = subject.forward else { return }
    pane.chosen = FeatureMaps(paneContext(subject), forward)?.row.id ?? pane.chosen
  }

  /// The wheel over the pane: in steps of one, by what the tab shows.
  mutating func scrollPane(_ target: HitTarget, by count: Int) {
    let step = count.signum()
    switch target {
    case .maps, .map, .enlargedMap:
      keepLayerOfMaps()
      enterPane()
      pageMaps(by: step)
    default:
      enterPane()
      tab.view.step(&self, step)
    }
  }
}
