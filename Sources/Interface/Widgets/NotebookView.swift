// Draws the notebook: cells with their gutters, shapes at the lines' ends, output and problems.

import Diagnostics
import Kernel
import Notebook
import Screen
import Tensors

struct NotebookView {
  let state: AppState
  let area: Rect
  private let rows: NotebookRows
  /// The numbers of the code cells, as `In` counts them.
  private let numbers: [Int]

  init(_ state: AppState, in area: Rect) {
    self.state = state
    self.area = area
    rows = state.notebookRows
    var count = 0
    numbers = state.document.cells.map { cell in
      if cell.kind == .code { count += 1 }
      return count
    }
  }

  /// Draws what is in view, and returns where the caret stands on the screen.
  func draw(on buffer: inout ScreenBuffer) -> Point? {
    var caret: Point?
    let top = state.topRow(rows)
    for (y, row) in rows.rows.dropFirst(top).prefix(area.height).enumerated() {
      let place = area.row(y)
      switch row {
      case .source(let cell, let line):
        let found = drawSource(cell: cell, line: line, in: place, on: &buffer)
        caret = found ?? caret
      case .problem(let cell, let problem, let part):
        drawProblem(row, state.report.cells[state.document.cells[cell].id]?.problems[problem], part, place, &buffer)
      case .output: drawText(row, "", Theme.output, in: place, on: &buffer)
      case .result(let cell, let part):
        drawText(row, part == 0 ? "Out \(numbers[cell])" : "", Theme.output, in: place, on: &buffer)
      case .gap: break
      }
    }
    return caret
  }

  private func textArea(_ place: Rect) -> Rect { place.inset(left: rows.gutterWidth) }

  private func drawText(
    _ row: NotebookRow, _ gutter: String, _ style: Style, in place: Rect, on buffer: inout ScreenBuffer
  ) {
    let area = textArea(place)
    if rows.gutterWidth > 0 { buffer.write(gutter, at: place.origin, style: Theme.gutter, in: place) }
    buffer.write(TextWidth.truncate(rows.text(of: row), to: area.width), at: area.origin, style: style, in: area)
  }

  private func drawProblem(
    _ row: NotebookRow, _ problem: CellProblem?, _ part: Int, _ place: Rect, _ buffer: inout ScreenBuffer
  ) {
    guard let problem else { return }
    let look = ProblemLook(problem.severity)
    if part == 0, rows.gutterWidth > 0 {
      buffer.write("    \(look.sign)", at: place.origin, style: look.style, in: place)
    }
    let area = textArea(place)
    buffer.write(rows.text(of: row), at: area.origin, style: look.style, in: area)
  }

  // MARK: Source lines

  private func drawSource(cell index: Int, line: Int, in place: Rect, on buffer: inout ScreenBuffer) -> Point? {
    let cell = state.document.cells[index]
    let isCurrent = cell.id == state.caret.cell
    let isCaretLine = isCurrent && state.caretLine.line == line
    drawGutter(cell, number: numbers[index], line: line, isCurrent: isCurrent, in: place, on: &buffer)

    let text = CellText(cell.text)
    let area = textArea(place)
    let shift = isCaretLine ? state.horizontalShift : 0
    let range = text.range(ofLine: line)
    let source = text[range]
    let style = lineStyle(cell, source)
    buffer.write(source, at: Point(x: area.x - shift, y: area.y), style: style, in: area)
    let report = state.report.cells[cell.id]
    markProblems(report, line: line, source: source, shift: shift, in: area, on: &buffer)
    if isCurrent { markSelection(text, range, shift: shift, in: area, on: &buffer) }
    if let inlay = report?.inlays.first(where: { $0.line == line }), cell.kind == .code {
      let caret = isCaretLine ? text.column(of: state.caret.offset) - shift : 0
      draw(inlay, after: TextWidth.of(source) - shift, caret: caret, in: area, on: &buffer)
    }
    markCut(TextWidth.of(source) - shift, shift: shift, in: area, on: &buffer)
    if let chosen = state.chosenLine, chosen == CellLine(cell: cell.id, line: line) {
      buffer.write("▸", at: Point(x: area.x - 1, y: area.y), style: Theme.marked, in: place)
      buffer.restyle(area) { $0 = $0.with(.reverse) }
    }
    guard isCaretLine else { return nil }
    return Point(x: area.x + text.column(of: state.caret.offset) - shift, y: area.y)
  }

  private func drawGutter(
    _ cell: Cell, number: Int, line: Int, isCurrent: Bool, in place: Rect, on buffer: inout ScreenBuffer
  ) {
    guard rows.gutterWidth > 0 else { return }
    let style = isCurrent ? Theme.currentGutter : Theme.gutter
    if cell.kind == .code && line == 0 {
      buffer.write("In \(number)", at: place.origin, style: style, in: place)
    } else if isCurrent {
      // The caret's cell has a bar along it, so that it is known without colour.
      buffer.write("▏", at: place.origin, style: style, in: place)
    }
  }

  private func lineStyle(_ cell: Cell, _ source: String) -> Style {
    guard cell.kind != .code else { return Theme.plain }
    return source.hasPrefix("#") ? Theme.heading : Theme.prose
  }

  /// Underlines what the problems of a line are about, at least one column of it.
  private func markProblems(
    _ report: CellReport?, line: Int, source: String, shift: Int, in area: Rect, on buffer: inout ScreenBuffer
  ) {
    let text = CellText(source)
    for problem in report?.problems ?? [] where problem.place.line == line {
      let start = text.column(of: text.clamp(problem.columns.lowerBound))
      let end = max(start + 1, text.column(of: text.clamp(problem.columns.upperBound)))
      let look = ProblemLook(problem.severity)
      buffer.restyle(Rect(x: area.x + start - shift, y: area.y, width: end - start, height: 1).intersection(area)) {
        $0 = Style(foreground: look.style.foreground, background: $0.background, $0.attributes.union(.underline))
      }
    }
  }

  private func markSelection(
    _ text: CellText, _ line: Range<Int>, shift: Int, in area: Rect, on buffer: inout ScreenBuffer
  ) {
    guard let selection = state.selection, selection.lowerBound <= line.upperBound,
      selection.upperBound > line.lowerBound
    else { return }
    let start = text.column(of: max(selection.lowerBound, line.lowerBound))
    // A selected line end shows as one column.
    let end =
      selection.upperBound > line.upperBound
      ? text.column(of: line.upperBound) + 1 : text.column(of: selection.upperBound)
    buffer.restyle(Rect(x: area.x + start - shift, y: area.y, width: end - start, height: 1).intersection(area)) {
      $0 = $0.with(.reverse)
    }
  }

  /// The shape at the line's end, on the right. It stands over the end of a long line too, but never over the caret.
  private func draw(
    _ inlay: Inlay, after end: Int, caret: Int, in area: Rect, on buffer: inout ScreenBuffer
  ) {
    let text = inlay.shape.display + (inlay.count > 1 ? " ×\(inlay.count)" : "")
    let width = TextWidth.of(text)
    let start = area.width - width - 1
    guard start > 0, end + 2 <= start || (start >= 12 && caret < start - 4) else { return }
    if end + 2 > start {
      buffer.write("…  ", at: Point(x: area.x + start - 3, y: area.y), style: Theme.inlay, in: area)
    }
    buffer.write(text + " ", at: Point(x: area.x + start, y: area.y), style: Theme.inlay, in: area)
  }

  /// Signs where a line goes on beyond the borders.
  private func markCut(_ end: Int, shift: Int, in area: Rect, on buffer: inout ScreenBuffer) {
    if shift > 0 { buffer.write("…", at: area.origin, style: Theme.hint, in: area) }
    let last = Point(x: area.maxX - 1, y: area.y)
    if end > area.width, buffer[last].style != Theme.inlay {
      buffer.write("…", at: last, style: Theme.hint, in: area)
    }
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
