// Draws one line of a cell: its text, what is wrong in it, what is selected, and the shape that it makes.

import Diagnostics
import Kernel
import Notebook
import Screen

struct SourceLine {
  private let text: CellText
  private let line: Int
  private let range: Range<Int>
  private let source: String
  private let kind: CellKind
  private let syntax: [SyntaxRun]
  private let area: Rect
  /// How many columns the line is shifted to the left.
  private let shift: Int
  private let isWritten: Bool

  init(
    text: CellText, line: Int, range: Range<Int>, kind: CellKind, syntax: [SyntaxRun], area: Rect, shift: Int,
    isWritten: Bool
  ) {
    self.text = text
    self.line = line
    self.kind = kind
    self.syntax = syntax
    self.area = area
    self.shift = shift
    self.isWritten = isWritten
    self.range = range
    source = text[range]
  }

  func draw(
    report: CellReport?, selection: Range<Int>?, brackets: [Int] = [], isChosen: Bool, on buffer: inout ScreenBuffer
  ) {
    buffer.write(source, at: Point(x: area.x - shift, y: area.y), style: style, in: area)
    colour(on: &buffer)
    mark((report?.problems ?? []).filter { $0.place.line == line }, on: &buffer)
    for bracket in brackets where range.contains(bracket) {
      let column = column(bracket)
      buffer.restyle(place(column..<column + 1)) { $0 = Theme.bracket.with($0.attributes) }
    }
    if let selection { mark(selection, on: &buffer) }
    let end = TextWidth.of(source) - shift
    let lineEnd = kind == .code ? LineEnd(of: line, in: report) : nil
    let isInlaid = lineEnd.map { draw($0, after: end, on: &buffer) } ?? false
    markCut(end, isInlaid: isInlaid, on: &buffer)
    if isChosen { buffer.restyle(area) { $0 = $0.with(.reverse) } }
  }

  private var style: Style {
    guard kind != .code else { return Theme.plain }
    return kind == .markdown && text.line(line).hasPrefix("#") ? Theme.heading : Theme.prose
  }

  private func colour(on buffer: inout ScreenBuffer) {
    for run in syntax where run.range.overlaps(range) {
      let start = column(max(run.range.lowerBound, range.lowerBound))
      let end = column(min(run.range.upperBound, range.upperBound))
      buffer.restyle(place(start..<max(start, end))) { $0 = Theme.code(run.role) }
    }
  }

  /// The column at which an offset lies in what the row shows.
  private func column(_ offset: Int) -> Int { TextWidth.of(text[range.lowerBound..<text.clamp(offset)]) }

  /// Columns of the row as they stand on the screen.
  private func place(_ columns: Range<Int>) -> Rect {
    Rect(x: area.x + columns.lowerBound - shift, y: area.y, width: columns.count, height: 1).intersection(area)
  }

  /// A line that is not run is dim; what other problems are about is underlined.
  private func mark(_ problems: [CellProblem], on buffer: inout ScreenBuffer) {
    if !problems.isEmpty, problems.allSatisfy(\.isOfWholeLine) { buffer.restyle(area) { $0 = $0.with(.dim) } }
    for problem in problems where !problem.isNotRun { mark(problem, on: &buffer) }
  }

  /// Underlines what a problem is about, at least one column of it.
  private func mark(_ problem: CellProblem, on buffer: inout ScreenBuffer) {
    let start = column(min(range.upperBound, range.lowerBound + problem.columns.lowerBound))
    let end = column(min(range.upperBound, range.lowerBound + problem.columns.upperBound))
    let look = ProblemLook(problem.severity)
    buffer.restyle(place(start..<max(start + 1, end))) {
      $0 = Style(foreground: look.style.foreground, background: $0.background, $0.attributes.union(.underline))
    }
  }

  /// A selected line end shows as one column.
  private func mark(_ selection: Range<Int>, on buffer: inout ScreenBuffer) {
    guard selection.lowerBound <= range.upperBound, selection.upperBound > range.lowerBound else { return }
    let start = column(max(selection.lowerBound, range.lowerBound))
    let end = column(min(selection.upperBound, range.upperBound)) + (selection.upperBound > range.upperBound ? 1 : 0)
    buffer.restyle(place(start..<max(start, end))) { $0 = $0.with(.reverse) }
  }

  /// The shape or check at the line's end, on the right. It stands over the end of a line that is too long, too.
  /// Says whether there was room for it.
  private func draw(_ lineEnd: LineEnd, after end: Int, on buffer: inout ScreenBuffer) -> Bool {
    let room = lineEnd.room(in: area.width, beside: end + shift, isWritten: isWritten)
    let start = lineEnd.start(in: area.width)
    let isOver = lineEnd.covers(end, in: area.width)
    guard start > 0, !isOver || room < area.width else { return false }
    if isOver { buffer.write("…  ", at: Point(x: area.x + start - 3, y: area.y), style: Theme.inlay, in: area) }
    buffer.write(lineEnd.text + " ", at: Point(x: area.x + start, y: area.y), style: lineEnd.style, in: area)
    return true
  }

  /// Signs where the line goes on beyond the borders.
  private func markCut(_ end: Int, isInlaid: Bool, on buffer: inout ScreenBuffer) {
    if shift > 0 { buffer.write("…", at: area.origin, style: Theme.hint, in: area) }
    // Prose is wrapped: at most the blanks after a row reach beyond it.
    guard end > area.width, !isInlaid, kind != .markdown else { return }
    buffer.write("…", at: Point(x: area.maxX - 1, y: area.y), style: Theme.hint, in: area)
  }
}

extension CellProblem {
  /// Whether it is the note of something that is not run.
  fileprivate var isNotRun: Bool { code == "not-run" }

  /// Whether all of its line is not run, and not just something in a function that it calls.
  fileprivate var isOfWholeLine: Bool { isNotRun && calls.isEmpty }
}
