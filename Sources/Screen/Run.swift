// What changed from one screen to the next, as runs of neighbouring cells.

/// Neighbouring cells of one row and one style.
package struct Run: Hashable, Sendable {
  package var origin: Point
  /// Without the right halves of wide characters.
  package var cells: [ScreenCell]

  package var style: Style { cells.first?.style ?? .plain }
  package var text: String { String(cells.map(\.character)) }
  package var width: Int { cells.reduce(0) { $0 + Int($1.width) } }
}

extension ScreenBuffer {
  /// The runs that turn `old` into this buffer: all of it where there is no older one or its size differs.
  package func runs(since old: ScreenBuffer?) -> [Run] {
    guard let old, old.size == size else { return (0..<size.height).flatMap { runs(inRow: $0) { _ in true } } }
    return (0..<size.height).flatMap { y in
      let before = old.row(y)
      let now = row(y)
      return before == now ? [] : runs(inRow: y) { before[$0] != now[$0] }
    }
  }

  private func runs(inRow y: Int, where changed: (Int) -> Bool) -> [Run] {
    let cells = row(y)
    var runs: [Run] = []
    var previous: Int?
    for index in cells.indices where !cells[index].isRightHalf {
      let cell = cells[index]
      guard changed(index) || (cell.width == 2 && changed(index + 1)) else { continue }
      if previous == index - 1, let last = runs.indices.last, runs[last].style == cell.style {
        runs[last].cells.append(cell)
      } else {
        runs.append(Run(origin: Point(x: index - cells.startIndex, y: y), cells: [cell]))
      }
      previous = index + Int(cell.width) - 1
    }
    return runs
  }
}
