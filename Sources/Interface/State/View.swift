// Where the notebook is scrolled to: the view keeps the caret in sight and moves no more than it must.

import Notebook
import Kernel
import Screen

extension AppState {
  var frame: Frame { Frame(size: size, focus: focus, isZoomed: isZoomed) }

  /// The row of the notebook on which the caret stands.
  var caretRowInNotebook: Int { layout.row(ofLine: caretLine.line, cell: cellIndex, offset: caret.offset) }

  /// The row of the view for the caret, so that it is in sight and the view does not begin before the first row. A
  /// notebook that fits shows whole.
  func clampedCaretRow(_ wanted: Int) -> Int {
    let row = caretRowInNotebook
    let height = frame.notebook.height
    let isLast = row == layout.rowCount - 1
    let added = isLast ? firstWords.count : 0
    guard layout.rowCount + added > height else { return row }
    // A row of context above and below, where there is room for it and something to show.
    let margin = height >= 6 ? 1 : 0
    let below = max(added, min(margin, layout.rowCount - 1 - row))
    return min(max(margin, wanted), max(0, height - 1 - below), row)
  }

  /// What an empty notebook says of what to type, below its last row, where no pane beside it says so.
  var firstWords: [String] {
    let isEmpty = cell.kind == .code && text.text.allSatisfy(\.isWhitespace)
    guard frame.isSingle, report.subject == nil, isEmpty, caret.cell == document.cells.last?.id,
      frame.notebook.height > Messages.emptyNotebook.count + 1
    else { return [] }
    return Messages.emptyNotebook
  }

  /// The row of the view for a caret that went where the view did not: a few rows further the view follows it, and a
  /// place far away comes into the middle.
  func followedCaretRow(_ wanted: Int) -> Int {
    let height = frame.notebook.height
    let few = 3
    guard height > 0, !(-few..<height + few).contains(wanted) else { return clampedCaretRow(wanted) }
    return fullCaretRow(height / 2)
  }

  /// The same, with a view that is as full as it can be.
  func fullCaretRow(_ wanted: Int) -> Int {
    let mostAbove = max(0, layout.rowCount - frame.notebook.height)
    return clampedCaretRow(max(wanted, caretRowInNotebook - mostAbove))
  }

  /// The view of another size is as full as it can be.
  mutating func resize(to size: Size) {
    self.size = size
    caretRow = fullCaretRow(caretRow)
  }

  /// The notebook's first visible row.
  var topRow: Int {
    let top = scrolledTop ?? max(0, caretRowInNotebook - caretRow)
    guard let line = chosenLine, let cell = document.index(of: line.cell) else { return top }
    let row = layout.row(ofLine: line.line, cell: cell)
    let height = frame.notebook.height
    return row >= top && row < top + height ? top : max(0, row - height / 2)
  }

  /// The columns for code, beside the cells' numbers.
  private var sourceWidth: Int { frame.notebook.width - layout.gutterWidth }

  private var caretLineWidth: Int { TextWidth.of(text[text.range(ofLine: caretLine.line)]) }

  private var caretLineEnd: LineEnd? { LineEnd(of: caretLine.line, in: report.cells[caret.cell]) }

  /// What stands at the end of the line that is being written, where the line itself takes its room.
  var displacedLineEnd: LineEnd? {
    guard isWriting(caretLine), cell.kind == .code, let end = caretLineEnd else { return nil }
    return end.covers(caretLineWidth, in: sourceWidth) && caretLineWidth < sourceWidth ? end : nil
  }

  /// How many columns the caret's line is shifted to the left: so many that the caret is in sight, left of the line's
  /// shape. Prose is wrapped instead.
  var horizontalShift: Int {
    guard cell.kind != .markdown else { return 0 }
    let width = sourceWidth
    let room = caretLineEnd?.room(in: width, beside: caretLineWidth, isWritten: isWriting(caretLine)) ?? width
    let last = max(0, room - 1)
    let column = text.column(of: caret.offset)
    return column <= last ? 0 : column - last + min(8, last / 2)
  }

  /// The place in the text under a point of the screen.
  func caret(at point: Point) -> Caret? {
    let area = frame.notebook
    let row = topRow + point.y - area.y
    guard area.contains(point), 0..<layout.rowCount ~= row else { return nil }
    let column = max(0, point.x - area.x - layout.gutterWidth)
    switch layout.row(row) {
    case .source(let index, let line, let range):
      let cell = layout.cells[index]
      let shift = cell.id == caret.cell && line == caretLine.line ? horizontalShift : 0
      return Caret(cell: cell.id, offset: cell.text.offset(in: range, column: column + shift))
    case .prose(let index, let part):
      let cell = layout.cells[index]
      return cell.prose.map { Caret(cell: cell.id, offset: cell.text.clamp($0[part].offset(atColumn: column))) }
    case .gap, .problem, .output, .result: return nil
    }
  }
}
