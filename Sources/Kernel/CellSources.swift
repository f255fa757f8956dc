// From positions in the space of sources to lines of cells.

import Diagnostics
import Notebook

/// The cells' sources, each with the cell that it is.
struct CellSources: Sendable {
  private(set) var map = SourceMap()
  private var cells: [Int: CellID] = [:]
  /// The files that the session imported.
  var imported = SourceMap()

  /// The cells and the files that they imported.
  var all: SourceMap { SourceMap(map.sources + imported.sources) }

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

  /// The line of the session that made something: for what a file beside it made, the line that led there.
  func line(of origin: Origin) -> CellLine? {
    ([origin.range] + origin.calls.reversed()).lazy.compactMap { line(of: $0.lowerBound) }.first
  }

  func problem(_ diagnostic: Diagnostic) -> (cell: CellID, problem: CellProblem)? {
    let calls = diagnostic.frames.map(\.call)
    let ranges = [diagnostic.range] + calls.reversed()
    guard let range = ranges.first(where: { self.line(of: $0.lowerBound) != nil }),
      let source = map.source(at: range.lowerBound), let cell = cells[source.base]
    else { return nil }
    let line = source.lineIndex(of: range.lowerBound)
    let whole = source.rangeOfLine(line)
    let start = min(range.lowerBound, whole.upperBound) - whole.lowerBound
    let end = min(range.upperBound, whole.upperBound) - whole.lowerBound
    return (
      cell,
      CellProblem(
        severity: diagnostic.severity, code: diagnostic.code,
        message: place(of: diagnostic) + diagnostic.message(in: map),
        place: CellLine(cell: cell, line: line), columns: start..<max(start, end), fileLine: source.firstLine + line,
        calls: calls.compactMap { self.line(of: $0.lowerBound) },
        fix: range == diagnostic.range ? diagnostic.correction.flatMap { fix($0, at: range, in: source, cell) } : nil)
    )
  }

  private func fix(
    _ correction: Diagnostic.Correction, at range: SourceRange, in source: SourceText, _ cell: CellID
  ) -> CellProblem.Fix? {
    switch correction {
    case .spelling(let wrong, let right): return spelling(right, for: wrong, at: range, in: source, cell)
    case .insertion(let signs, let position):
      let offset = position - source.base
      return CellProblem.Fix(
        .insertion(signs), edits: [.replaceText(cell: cell, range: offset..<offset, text: signs)],
        offset: offset + signs.utf8.count)
    // For that the call must be read.
    case .argument: return nil
    }
  }

  /// Writes the right word in the place of the wrong one, where that stands in the range: the last such place.
  private func spelling(
    _ right: String, for wrong: String, at range: SourceRange, in source: SourceText, _ cell: CellID
  ) -> CellProblem.Fix? {
    let wrong = Array(wrong.utf8)
    let bytes = source.utf8
    let (lower, upper) = (range.lowerBound - source.base, min(range.upperBound - source.base, bytes.count))
    func isName(_ index: Int) -> Bool {
      guard bytes.indices.contains(index) else { return false }
      let character = Character(UnicodeScalar(bytes[index]))
      return bytes[index] >= 0x80 || character.isLetter || character.isNumber || character == "_"
    }
    let start = stride(from: upper - wrong.count, through: lower, by: -1).first { start in
      bytes[start...].starts(with: wrong) && !isName(start - 1) && !isName(start + wrong.count)
    }
    return start.map { start in
      CellProblem.Fix(
        .spelling, edits: [.replaceText(cell: cell, range: start..<start + wrong.count, text: right)],
        offset: start + right.utf8.count)
    }
  }

  /// `blocks.py:12: ` for what is wrong in a file beside the session.
  private func place(of diagnostic: Diagnostic) -> String {
    let position = diagnostic.range.lowerBound
    guard self.line(of: position) == nil, let source = imported.source(at: position) else { return "" }
    return "\(source.name):\(source.location(of: position).line): "
  }
}
