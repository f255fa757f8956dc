// From positions in the space of sources to lines of cells.

import Diagnostics
import Notebook

/// The cells' sources, each with the cell that it is.
struct CellSources: Sendable {
  private(set) var map = SourceMap()
  private var cells: [Int: CellID] = [:]

  mutating func insert(_ source: SourceText, cell: CellID) {
    map.insert(source)
    cells[source.base] = cell
  }

  func line(of position: Int) -> CellLine? {
    guard let source = map.source(at: position), let cell = cells[source.base] else { return nil }
    return CellLine(cell: cell, line: source.lineIndex(of: position))
  }

  func covers(_ range: SourceRange, _ line: CellLine) -> Bool {
    guard let first = self.line(of: range.lowerBound), let last = lastLine(of: range), first.cell == line.cell else {
      return false
    }
    return (first.line...max(first.line, last.line)).contains(line.line)
  }

  /// The line on which a range ends: there stands what the range made.
  func lastLine(of range: SourceRange) -> CellLine? {
    line(of: range.isEmpty ? range.lowerBound : range.upperBound - 1)
  }

  func problem(_ diagnostic: Diagnostic) -> (cell: CellID, problem: CellProblem)? {
    guard let source = map.source(at: diagnostic.range.lowerBound), let cell = cells[source.base] else { return nil }
    let line = source.lineIndex(of: diagnostic.range.lowerBound)
    let whole = source.rangeOfLine(line)
    let start = min(diagnostic.range.lowerBound, whole.upperBound) - whole.lowerBound
    let end = min(diagnostic.range.upperBound, whole.upperBound) - whole.lowerBound
    return (
      cell,
      CellProblem(
        severity: diagnostic.severity, code: diagnostic.code, message: diagnostic.message(in: map),
        place: CellLine(cell: cell, line: line), columns: start..<max(start, end), fileLine: source.firstLine + line,
        calls: diagnostic.frames.compactMap { self.line(of: $0.call.lowerBound) })
    )
  }
}
