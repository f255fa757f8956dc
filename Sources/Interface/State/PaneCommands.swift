// Choosing and folding rows of the pane.

import Notebook
import Kernel
import Screen

extension AppState {
  /// The pane's rows as they show now.
  var tableRows: [TableRow] {
    guard let subject = report.subject else { return [] }
    return LayerTable.rows(of: subject, pane: pane, cursor: caretLine, focused: focus == .pane)
  }

  mutating func show(_ tab: PaneTab) {
    // Where one pane shows at a time, asking for a tab shows it.
    if self.tab == tab, frame.isSingle, focus == .pane {
      focus = .notebook
    } else {
      self.tab = tab
      if frame.isSingle { focus = .pane }
    }
    if focus == .pane { self.tab.view.enter(&self) }
  }

  mutating func switchFocus() {
    focus = focus == .pane ? .notebook : .pane
    if focus == .pane { tab.view.enter(&self) }
  }

  /// Gives the side with the focus the screen, or lets both share it again.
  mutating func zoom() {
    if !isZoomed, frame.isSingle { message = Messages.roomForOne } else { isZoomed.toggle() }
  }

  /// Chooses a row where none is chosen that shows: the one that the caret's line made, else the first.
  mutating func keepChosenRow() {
    let rows = tableRows
    if rows.contains(where: { $0.row.id == pane.chosen }) { return }
    pane.chosen = (rows.first(where: \.isMarked) ?? rows.first)?.row.id
    if rows.isEmpty { message = Messages.noSubject }
  }

  mutating func chooseRow(by count: Int) {
    let rows = tableRows
    guard !rows.isEmpty else { return }
    let current = rows.firstIndex(where: \.isChosen)
    let next = current.map { min(max(0, $0 + count), rows.count - 1) } ?? 0
    pane.chosen = rows[next].row.id
  }

  /// The table of the compared layers, so many rows on.
  mutating func scrollCompared(by count: Int) {
    guard let subject = report.subject else { return }
    let most = ComparePane.mostTop(paneContext(subject), in: frame.pane)
    pane.comparedTop = min(max(0, min(pane.comparedTop, most) + count), most)
  }

  /// Folds the chosen layer; one that is folded or has nothing to fold goes to the layer that holds it.
  mutating func foldRow() {
    guard let chosen = pane.chosen else { return }
    if pane.unfolded.remove(chosen) == nil, chosen.count > 1 { pane.chosen = chosen.dropLast() }
  }

  mutating func unfoldRow() {
    guard let row = tableRows.first(where: \.isChosen) else { return }
    if row.fold == .closed { pane.unfolded.insert(row.row.id) }
  }

  /// Folds or unfolds the chosen layer.
  mutating func toggleRow() {
    guard let row = tableRows.first(where: \.isChosen) else { return }
    switch row.fold {
    case .open: pane.unfolded.remove(row.row.id)
    case .closed: pane.unfolded.insert(row.row.id)
    case .none: break
    }
  }

  /// Unfolds the outermost layers that are folded.
  mutating func unfoldLevel() {
    let closed = tableRows.filter { $0.fold == .closed }
    guard let depth = closed.map(\.row.depth).min() else { return }
    pane.unfolded.formUnion(closed.filter { $0.row.depth == depth }.map(\.row.id))
  }

  /// Folds the innermost layers that are unfolded.
  mutating func foldLevel() {
    let open = tableRows.filter { $0.fold == .open }
    guard let depth = open.map(\.row.depth).max() else { return }
    pane.unfolded.subtract(open.filter { $0.row.depth == depth }.map(\.row.id))
    chooseFolded()
  }

  /// Unfolds every layer; where all are unfolded, folds them.
  mutating func foldAll() {
    let layers = Set(report.subject?.rows.filter(\.hasChildren).map(\.id) ?? [])
    if layers.isSubset(of: pane.unfolded) {
      pane.unfolded.subtract(layers)
      chooseFolded()
    } else {
      pane.unfolded.formUnion(layers)
    }
  }

  /// Of a chosen row that has been folded away, the layer that holds it and shows is chosen instead.
  private mutating func chooseFolded() {
    guard let chosen = pane.chosen else { return }
    let shown = Set(tableRows.map(\.row.id))
    pane.chosen = (1...chosen.count).reversed().lazy.map { Array(chosen.prefix($0)) }.first(where: shown.contains)
  }

  mutating func sortRows(by order: LayerOrder, isReversed: Bool) {
    (pane.order, pane.isReversed) = (order, isReversed)
    message = Messages.sorted(order, isReversed: isReversed)
  }

  /// From all calls of the function at the cursor to the first, one by one to the last, and back to all.
  mutating func showNextCall() {
    guard let function = report.function, function.calls > 1 else {
      message = report.function.map(Messages.noOtherCall) ?? Messages.noFunction
      return
    }
    let next = function.shown.map { $0 + 1 } ?? 0
    call = next < function.calls ? FunctionCall(name: function.name, number: next) : nil
  }

  /// Leaves the enlarged map, else the pane.
  mutating func leavePane() {
    if tab == .forward, pane.isEnlarged { pane.isEnlarged = false } else { focus = .notebook }
  }

  /// So many pages of maps on; of an enlarged one, so many channels.
  mutating func pageMaps(by count: Int) {
    guard let subject = report.subject, let forward = subject.forward,
      let maps = FeatureMaps(paneContext(subject), forward)
    else { return }
    let step = pane.isEnlarged ? 1 : max(1, ForwardPane.mapsPerPage(paneContext(subject), forward, in: frame.pane))
    let first = min(pane.channel, maps.count - 1) / step * step
    pane.channel = min(max(0, first + count * step), (maps.count - 1) / step * step)
  }

  var pageOfRows: Int { max(1, frame.pane.height / 2) }

  mutating func goToRow() {
    guard let row = tableRows.first(where: \.isChosen) else { return }
    guard let line = row.row.line, let index = document.index(of: line.cell) else {
      message = Messages.noLine
      return
    }
    let text = layout.cells[index].text
    let start = text.range(ofLine: line.line).lowerBound
    place(Caret(cell: line.cell, offset: start + Indentation.of(text.line(line.line)).utf8.count))
    focus = .notebook
  }

  /// The line of the row that is chosen in the pane, to be shown in the notebook.
  var chosenLine: CellLine? {
    focus == .pane ? tableRows.first(where: \.isChosen)?.row.line : nil
  }
}
