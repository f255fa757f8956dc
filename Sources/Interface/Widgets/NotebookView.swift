// Draws the notebook: cells with their gutters, their lines, what they printed and what is wrong with them.

import Diagnostics
import Kernel
import Notebook
import Screen

struct NotebookView {
  private let area: Rect
  private let cells: [Cell]
  private let reports: [CellID: CellReport]
  private let rows: NotebookRows
  /// The rows in view.
  private let visible: ArraySlice<NotebookRow>
  /// The texts of the cells in view, by index.
  private let texts: [Int: CellText]
  /// The colours of what of them is in view, by index.
  private let syntax: [Int: [SyntaxRun]]
  /// The numbers of the code cells, as `In` counts them.
  private let numbers: [Int]

  private let caret: Caret
  private let caretLine: CellLine
  private let shift: Int
  private let selection: Range<Int>?
  /// The line of the row that is chosen in the pane.
  private let chosenLine: CellLine?

  init(_ state: AppState, in area: Rect) {
    self.area = area
    cells = state.document.cells
    reports = state.report.cells
    rows = state.notebookRows
    visible = rows.rows.dropFirst(state.topRow(rows)).prefix(area.height)
    texts = NotebookView.texts(of: visible, cells: cells)
    syntax = NotebookView.syntax(of: visible, cells: cells, texts: texts, state.syntax)
    numbers = NotebookView.numbers(of: cells)
    caret = state.caret
    caretLine = state.caretLine
    shift = state.horizontalShift
    selection = state.selection
    chosenLine = state.chosenLine
  }

  private static func texts(of rows: ArraySlice<NotebookRow>, cells: [Cell]) -> [Int: CellText] {
    var texts: [Int: CellText] = [:]
    for case .source(let cell, _, _) in rows where texts[cell] == nil { texts[cell] = CellText(cells[cell].text) }
    return texts
  }

  private static func syntax(
    of rows: ArraySlice<NotebookRow>, cells: [Cell], texts: [Int: CellText], _ syntax: CellSyntax
  ) -> [Int: [SyntaxRun]] {
    var ranges: [Int: Range<Int>] = [:]
    for case .source(let cell, _, let range) in rows where cells[cell].kind == .code {
      ranges[cell] = (ranges[cell]?.lowerBound ?? range.lowerBound)..<range.upperBound
    }
    return ranges.reduce(into: [:]) { runs, entry in
      runs[entry.key] = texts[entry.key].map { syntax.runs(of: $0.utf8, in: entry.value) }
    }
  }

  private static func numbers(of cells: [Cell]) -> [Int] {
    var count = 0
    return cells.map { cell in
      if cell.kind == .code { count += 1 }
      return count
    }
  }

  /// Draws what is in view, and returns where the caret stands on the screen.
  func draw(on buffer: inout ScreenBuffer) -> Point? {
    var place: Point?
    for (y, row) in visible.enumerated() {
      let area = area.row(y)
      switch row {
      case .gap(let cell): drawTitle(cells[cell].title, in: area, on: &buffer)
      case .source(let cell, let line, let range):
        drawGutter(cell, line: line, isFirst: range.lowerBound == 0, in: area, on: &buffer)
        guard let text = texts[cell] else { continue }
        place = drawSource(cell, text, line: line, range, in: area, on: &buffer) ?? place
      case .problem(let cell, let problem, let part):
        guard let problem = reports[cells[cell].id]?.problems[problem] else { continue }
        let look = ProblemLook(problem.severity)
        drawText(row, gutter: part == 0 ? "    \(look.sign)" : "", look.style, look.style, in: area, on: &buffer)
      case .output: drawText(row, gutter: "", Theme.gutter, Theme.output, in: area, on: &buffer)
      case .result(let cell, let part):
        let gutter = part == 0 ? "Out \(numbers[cell])" : ""
        drawText(row, gutter: gutter, Theme.gutter, Theme.output, in: area, on: &buffer)
      }
    }
    return place
  }

  private func drawText(
    _ row: NotebookRow, gutter: String, _ gutterStyle: Style, _ style: Style, in place: Rect,
    on buffer: inout ScreenBuffer
  ) {
    if rows.gutterWidth > 0 { buffer.write(gutter, at: place.origin, style: gutterStyle, in: place) }
    let area = place.inset(left: rows.gutterWidth)
    buffer.write(TextWidth.truncate(rows.text(of: row), to: area.width), at: area.origin, style: style, in: area)
  }

  private func drawTitle(_ title: String, in place: Rect, on buffer: inout ScreenBuffer) {
    let area = place.inset(left: rows.gutterWidth)
    guard !title.isEmpty else { return }
    buffer.write(TextWidth.truncate("── " + title, to: area.width), at: area.origin, style: Theme.cellTitle, in: area)
  }

  private func drawGutter(_ index: Int, line: Int, isFirst: Bool, in place: Rect, on buffer: inout ScreenBuffer) {
    guard rows.gutterWidth > 0 else { return }
    let cell = cells[index]
    let isCurrent = cell.id == caret.cell
    let style = isCurrent ? Theme.currentGutter : Theme.gutter
    if cell.kind == .code && isFirst {
      buffer.write("In \(numbers[index])", at: place.origin, style: style, in: place)
    } else if isCurrent {
      // The caret's cell has a bar along it, so that it is known without colour.
      buffer.write("▏", at: place.origin, style: style, in: place)
    }
    if chosenLine == CellLine(cell: cell.id, line: line) {
      buffer.write("▸", at: Point(x: place.x + rows.gutterWidth - 1, y: place.y), style: Theme.marked, in: place)
    }
  }

  /// Returns where the caret stands, if it is on this line.
  private func drawSource(
    _ index: Int, _ text: CellText, line: Int, _ range: Range<Int>, in place: Rect, on buffer: inout ScreenBuffer
  ) -> Point? {
    let cell = cells[index]
    let isCurrent = cell.id == caret.cell
    // A wrapped row's end is the start of the next.
    let isLast = range.upperBound == text.range(ofLine: line).upperBound
    let holdsCaret = range.contains(caret.offset) || (isLast && caret.offset == range.upperBound)
    let isCaretLine = isCurrent && holdsCaret
    let caretColumn = isCaretLine ? TextWidth.of(text[range.lowerBound..<caret.offset]) : nil
    let shift = isCaretLine ? shift : 0
    let area = place.inset(left: rows.gutterWidth)
    let view = SourceLine(
      text: text, line: line, range: range, kind: cell.kind, syntax: syntax[index] ?? [], area: area, shift: shift)
    view.draw(
      report: reports[cell.id], selection: isCurrent ? selection : nil,
      isChosen: chosenLine == CellLine(cell: cell.id, line: line), on: &buffer)
    // Blanks at the end of a wrapped row reach beyond it; the caret does not.
    return caretColumn.map { Point(x: max(place.x, min(area.x + $0 - shift, area.maxX - 1)), y: area.y) }
  }
}

/// How a diagnostic looks: a sign beside the colour.
struct ProblemLook {
  let sign: String
  let style: Style

  init(_ severity: Diagnostic.Severity) {
    switch severity {
    case .error: (sign, style) = ("✗", Theme.problem)
    case .warning: (sign, style) = ("!", Theme.warning)
    case .note: (sign, style) = ("·", Theme.note)
    }
  }
}
