// Folding a long diagram into columns, and the arrows from one to the next.

extension GroupLayout {
  /// Breaks a long diagram into columns side by side, only where a single arrow goes on.
  mutating func fold() {
    let aspect = 1.4
    guard height > 900 else { return }
    let target = height / max(1, (aspect * height / max(1, width + GroupLayout.columnGap)).squareRoot().rounded())
    var crossings = Array(repeating: 0, count: ranks.count)
    for chain in chains {
      for upper in chain.dropLast() { crossings[items[upper].rank] += 1 }
    }
    var starts = [0]
    for rank in ranks.indices.dropLast() where crossings[rank] == 1 || branches(below: rank) {
      let start = rankTops[starts[starts.count - 1]]
      let next = rankTops[rank + 1]
      if next - start >= target, height - next > target / 4 { starts.append(rank + 1) }
    }
    columns = ranks.indices.map { rank in starts.lastIndex { $0 <= rank } ?? 0 }
    var left = 0.0
    var lowest = 0.0
    for (column, start) in starts.enumerated() {
      let inside = items.indices.filter { columns[items[$0].rank] == column }
      let from = inside.map { items[$0].x - items[$0].width / 2 }.min() ?? 0
      let to = inside.map { items[$0].x + items[$0].width / 2 }.max() ?? 0
      for index in inside {
        items[index].x += left - from
        items[index].y -= rankTops[start]
        lowest = max(lowest, items[index].y + items[index].height / 2)
      }
      left += to - from + GroupLayout.columnGap
    }
    // An arrow to the next column turns above and below the boxes.
    for index in items.indices where starts.count > 1 { items[index].y += GroupLayout.turn }
    width = left - GroupLayout.columnGap
    height = lowest + (starts.count > 1 ? 2 * GroupLayout.turn : 0)
  }

  /// Whether all arrows below a rank go from its one item to the next rank's.
  private func branches(below rank: Int) -> Bool {
    ranks[rank].count == 1 && !ranks[rank + 1].contains { items[$0].isPassing }
  }

  /// From the foot of a column to the head of the next.
  func turning(_ upper: Item, _ lower: Item, x: Double, y: Double) -> DiagramLayout.Route {
    let (start, end) = (x + leave(upper), x + enter(lower))
    let (foot, head) = (y + upper.y + upper.height / 2, y + lower.y - lower.height / 2)
    let column = columns[lower.rank]
    let left = items.filter { columns[$0.rank] == column }.map { $0.x - $0.width / 2 }.min() ?? 0
    let between = x + left - GroupLayout.columnGap / 2
    let top = y + (ranks[lower.rank].map { items[$0].y - items[$0].height / 2 }.min() ?? 0)
    let points = [
      (start, foot), (start, foot + GroupLayout.turn), (between, foot + GroupLayout.turn),
      (between, top - GroupLayout.turn), (end, top - GroupLayout.turn), (end, head),
    ]
    return DiagramLayout.Route(
      points: points.map { DiagramLayout.Point(x: $0.0, y: $0.1) }, isAngular: true, hasHead: !lower.isEntered)
  }
}
