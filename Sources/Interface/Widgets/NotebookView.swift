// Draws the notebook: cells with their gutters, their lines, what they printed and what is wrong with them.

import Diagnostics
import Kernel
import Notebook
import Screen

struct NotebookView {
  private let area: Rect
  private let reports: [CellID: CellReport]
  private let layout: NotebookLayout
  /// The rows in view.
  private let visible: Range<Int>
  /// The colours of the code that is in view, by the cell's index.
  private let syntax: [Int: [SyntaxRun]]

  private let caret: Caret
  private let caretLine: CellLine
  private let shift: Int
  /// Whether the caret's line is being written.
  private let isWriting: Bool
  /// The selected part of each cell, by index.
  private let selection: [Int: Range<Int>]
  /// The bracket at the caret and its partner, as offsets in the caret's cell.
  private let brackets: [Int]
  /// The line of the row that is chosen in the pane.
  private let chosenLine: CellLine?

  init(_ state: AppState, in area: Rect) {
    self.area = area
    reports = state.report.cells
    layout = state.layout
    let top = state.topRow
    visible = top..<max(top, min(layout.rowCount, top + area.height))
    syntax = NotebookView.syntax(of: visible.map(layout.row), in: layout, state.syntax)
    caret = state.caret
    caretLine = state.caretLine
    shift = state.horizontalShift
    isWriting = state.isWriting(state.caretLine)
    selection = Dictionary(uniqueKeysWithValues: state.selectedParts.map { ($0.cell, $0.range) })
    let pair = state.cell.kind == .code ? BracketPair(at: caret.offset, in: state.text) : nil
    brackets = pair.map { [$0.opening, $0.closing] } ?? []
    chosenLine = state.chosenLine
  }

  private static func syntax(
    of rows: [NotebookRow], in layout: NotebookLayout, _ syntax: CellSyntax
  ) -> [Int: [SyntaxRun]] {
    var ranges: [Int: Range<Int>] = [:]
    for case .source(let cell, _, let range) in rows where layout.cells[cell].kind == .code {
      ranges[cell] = (ranges[cell]?.lowerBound ?? range.lowerBound)..<range.upperBound
    }
    return ranges.reduce(into: [:]) { runs, entry in
      runs[entry.key] = syntax.runs(of: layout.cells[entry.key].text.utf8, in: entry.value)
    }
  }

  /// Draws what is in view, and returns where the caret stands on the screen.
  func draw(on buffer: inout ScreenBuffer) -> Point? {
    var place: Point?
    for (y, index) in visible.enumerated() {
      let area = area.row(y)
      let row = layout.row(index)
      switch row {
      case .gap(let cell): drawTitle(layout.cells[cell].title, in: area, on: &buffer)
      case .source(let cell, let line, let range):
        drawGutter(cell, line: line, isFirst: range.lowerBound == 0, in: area, on: &buffer)
        place = drawSource(cell, line: line, range, in: area, on: &buffer) ?? place
      case .prose(let cell, let part): drawProse(cell, part, in: area, on: &buffer)
      case .problem(let cell, let problem, let part):
        guard let problem = reports[layout.cells[cell].id]?.problems[problem] else { continue }
        let look = ProblemLook(problem.severity)
        drawText(row, gutter: part == 0 ? "    \(look.sign)" : "", look.style, look.style, in: area, on: &buffer)
      case .output: drawText(row, gutter: "", Theme.gutter, Theme.output, in: area, on: &buffer)
      case .result(let cell, let part):
        let gutter = part == 0 ? "Out \(layout.numbers[cell])" : ""
        drawText(row, gutter: gutter, Theme.gutter, Theme.output, in: area, on: &buffer)
      }
    }
    return place
  }

  private func drawText(
    _ row: NotebookRow, gutter: String, _ gutterStyle: Style, _ style: Style, in place: Rect,
    on buffer: inout ScreenBuffer
  ) {
    if layout.gutterWidth > 0 { buffer.write(gutter, at: place.origin, style: gutterStyle, in: place) }
    let area = place.inset(left: layout.gutterWidth)
    buffer.write(TextWidth.truncate(layout.text(of: row), to: area.width), at: area.origin, style: style, in: area)
  }

  private func drawTitle(_ title: String, in place: Rect, on buffer: inout ScreenBuffer) {
    let area = place.inset(left: layout.gutterWidth)
    guard !title.isEmpty else { return }
    buffer.write(TextWidth.truncate("── " + title, to: area.width), at: area.origin, style: Theme.cellTitle, in: area)
  }

  private func drawGutter(_ index: Int, line: Int, isFirst: Bool, in place: Rect, on buffer: inout ScreenBuffer) {
    guard layout.gutterWidth > 0 else { return }
    let cell = layout.cells[index]
    let isCurrent = cell.id == caret.cell
    let style = isCurrent ? Theme.currentGutter : Theme.gutter
    if cell.kind == .code && isFirst {
      buffer.write("In \(layout.numbers[index])", at: place.origin, style: style, in: place)
    } else if isCurrent {
      // The caret's cell has a bar along it, so that it is known without colour.
      buffer.write("▏", at: place.origin, style: style, in: place)
    }
    if chosenLine == CellLine(cell: cell.id, line: line) {
      buffer.write("▸", at: Point(x: place.x + layout.gutterWidth - 1, y: place.y), style: Theme.marked, in: place)
    }
  }

  private func drawProse(_ index: Int, _ part: Int, in place: Rect, on buffer: inout ScreenBuffer) {
    let cell = layout.cells[index]
    guard var row = cell.prose?[part] else { return }
    if let selection = selection[index] { row.select(selection) }
    row.draw(in: place.inset(left: layout.gutterWidth), on: &buffer)
    guard let chosenLine, chosenLine.cell == cell.id else { return }
    let isChosen = cell.row(ofLine: chosenLine.line, offset: 0) == part
    if isChosen { buffer.restyle(place) { $0 = $0.with(.reverse) } }
  }

  /// Returns where the caret stands, if it is on this line.
  private func drawSource(
    _ index: Int, line: Int, _ range: Range<Int>, in place: Rect, on buffer: inout ScreenBuffer
  ) -> Point? {
    let cell = layout.cells[index]
    let text = cell.text
    let isCurrent = cell.id == caret.cell
    // A wrapped row's end is the start of the next.
    let isLast = range.upperBound == text.range(ofLine: line).upperBound
    let holdsCaret = range.contains(caret.offset) || (isLast && caret.offset == range.upperBound)
    let isCaretLine = isCurrent && holdsCaret
    let caretColumn = isCaretLine ? TextWidth.of(text[range.lowerBound..<caret.offset]) : nil
    let shift = isCaretLine ? shift : 0
    let area = place.inset(left: layout.gutterWidth)
    let view = SourceLine(
      text: text, line: line, range: range, kind: cell.kind, syntax: syntax[index] ?? [], area: area, shift: shift,
      isWritten: isCaretLine && isWriting)
    view.draw(
      report: reports[cell.id], selection: selection[index], brackets: isCurrent ? brackets : [],
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
