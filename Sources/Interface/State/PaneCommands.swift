// Choosing and folding rows of the pane.

import Notebook
import Kernel

extension AppState {
  /// The pane's rows as they show now.
  var tableRows: [TableRow] {
    guard let subject = report.subject else { return [] }
    return LayerTable.rows(of: subject, pane: pane, cursor: caretLine, focused: focus == .pane)
  }

  mutating func show(_ tab: PaneTab) {
    // Where one pane shows at a time, asking for a tab shows it.
    if self.tab == tab, Frame(size: size, focus: focus).isSingle, focus == .pane {
      focus = .notebook
    } else {
      self.tab = tab
      if Frame(size: size, focus: focus).isSingle { focus = .pane }
    }
    if focus == .pane { keepChosenRow() }
  }

  mutating func switchFocus() {
    focus = focus == .pane ? .notebook : .pane
    if focus == .pane { keepChosenRow() }
  }

  /// Chooses a row where none is chosen that shows: the one that the caret's line made, else the first.
  private mutating func keepChosenRow() {
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

  /// Folds the chosen layer; one that is folded or has nothing to fold goes to the layer that holds it.
  mutating func foldRow() {
    guard let chosen = pane.chosen else { return }
    if pane.unfolded.remove(chosen) == nil, chosen.count > 1 { pane.chosen = chosen.dropLast() }
  }

  mutating func unfoldRow() {
    guard let row = tableRows.first(where: \.isChosen) else { return }
    if row.fold == .closed { pane.unfolded.insert(row.row.id) }
  }

  /// Folds or unfolds a layer of parts; goes to the line of one without.
  mutating func toggleRow() {
    guard let row = tableRows.first(where: \.isChosen) else { return }
    switch row.fold {
    case .open: pane.unfolded.remove(row.row.id)
    case .closed: pane.unfolded.insert(row.row.id)
    case .none: go(to: row.row.line)
    }
  }

  private mutating func go(to line: CellLine?) {
    guard let line, let index = document.index(of: line.cell) else { return }
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
