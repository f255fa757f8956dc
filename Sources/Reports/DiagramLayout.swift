// Where a diagram's boxes and arrows stand: layers from top to bottom, nested layers within their group's box.

import Kernel

/// A placed diagram, in pixels.
struct DiagramLayout {
  struct Point: Hashable {
    var x: Double
    var y: Double
  }

  struct Box {
    let node: Diagram.Node
    var x: Double
    var y: Double
    var width: Double
    var height: Double
    let depth: Int
  }

  /// An arrow or a piece of one: from a box or a group's border, by the gaps between boxes, to another.
  struct Route {
    var points: [Point]
    /// One that leads to the next column: straight pieces with corners.
    var isAngular = false
    /// A piece that ends at a group's border goes on within the group.
    let hasHead: Bool
  }

  private(set) var boxes: [Box] = []
  private(set) var routes: [Route] = []
  let width: Double
  let height: Double

  private static let margin = 16.0

  init(_ diagram: Diagram) {
    var group = GroupLayout(diagram.nodes, edges: diagram.edges, scope: nil, depth: 0)
    group.fold()
    width = group.width + 2 * DiagramLayout.margin
    height = group.height + 2 * DiagramLayout.margin
    (boxes, routes) = group.placed(x: DiagramLayout.margin, y: DiagramLayout.margin)
  }
}

/// The inside of a group, or the whole diagram: its nodes in ranks.
private struct GroupLayout {
  private enum Kind {
    case node(Diagram.Node, inside: GroupLayoutBox?)
    /// Where an arrow passes a rank.
    case passing
    /// Where arrows come in from outside, or leave.
    case border
  }

  /// What stands in a rank.
  private struct Item {
    var kind: Kind
    var width: Double
    var height: Double
    var rank: Int
    /// The middle.
    var x = 0.0
    var y = 0.0

    var isPassing: Bool {
      if case .passing = kind { true } else { false }
    }

    /// Whether arrows that come in go on within it.
    var isEntered: Bool {
      if case .node(_, .some) = kind { true } else { false }
    }
  }

  static let gap = 22.0
  static let rankGap = 22.0
  static let columnGap = 52.0
  static let padding = 14.0
  static let titleHeight = 24.0

  private var items: [Item] = []
  /// Chains of items from a source to a target, by way of the ranks between.
  private var chains: [[Int]] = []
  private var ranks: [[Int]] = []
  private var rankTops: [Double] = []
  /// The column that each rank stands in, once they are folded.
  private var columns: [Int] = []
  private let depth: Int
  private let isGroup: Bool
  private(set) var width = 0.0
  private(set) var height = 0.0

  /// Where arrows come in and leave, from the left.
  private(set) var entry: Double?
  private(set) var exit: Double?

  init(_ nodes: [Diagram.Node], edges: [Diagram.Edge], scope: ClosedRange<Int>?, depth: Int) {
    self.depth = depth
    isGroup = scope != nil
    for node in nodes { items.append(GroupLayout.item(node, edges: edges, depth: depth)) }
    var links = GroupLayout.links(nodes, edges: edges, scope: scope)
    let entersAndLeaves = links.contains { $0.from < 0 } || links.contains { $0.to < 0 }
    if entersAndLeaves { addBorders(&links) }
    assignRanks(links)
    addChains(links)
    order()
    place()
  }

  private static func item(_ node: Diagram.Node, edges: [Diagram.Edge], depth: Int) -> Item {
    guard !node.children.isEmpty else {
      let size = DiagramText.size(of: node)
      return Item(kind: .node(node, inside: nil), width: size.width, height: size.height, rank: 0)
    }
    let inside = GroupLayout(node.children, edges: edges, scope: node.id...node.lastID, depth: depth + 1)
    let title = DiagramText.width(DiagramText.groupTitle(of: node), size: 12) + 2 * padding
    return Item(
      kind: .node(node, inside: GroupLayoutBox(inside)), width: max(inside.width + 2 * padding, title),
      height: inside.height + titleHeight + padding, rank: 0)
  }

  /// Arrows between the nodes of a group, by their places; -1 stands for the outside. Each once.
  private static func links(
    _ nodes: [Diagram.Node], edges: [Diagram.Edge], scope: ClosedRange<Int>?
  ) -> [(from: Int, to: Int)] {
    func place(_ id: Int) -> Int? {
      if let index = nodes.firstIndex(where: { ($0.id...$0.lastID).contains(id) }) { return index }
      return scope == nil ? nil : -1
    }
    var found: [(from: Int, to: Int)] = []
    for edge in edges {
      guard let from = place(edge.from), let to = place(edge.to), from != to else { continue }
      if !found.contains(where: { $0 == (from, to) }) { found.append((from, to)) }
    }
    return found
  }

  private mutating func addBorders(_ links: inout [(from: Int, to: Int)]) {
    let (first, last) = (items.count, items.count + 1)
    for _ in 0..<2 { items.append(Item(kind: .border, width: 0, height: 0, rank: 0)) }
    links = links.map { ($0.from < 0 ? first : $0.from, $0.to < 0 ? last : $0.to) }
  }

  /// Each item below all that it takes from. An arrow back, to an earlier row of the table, does not count.
  private mutating func assignRanks(_ links: [(from: Int, to: Int)]) {
    let nodeCount = items.count { if case .border = $0.kind { false } else { true } }
    // The outside comes before all nodes, and after them.
    let order = { (item: Int) in item == nodeCount ? -1 : item }
    let hasBorders = items.count > nodeCount
    let forward = links.filter { order($0.from) < order($0.to) }.sorted { order($0.from) < order($1.from) }
    let offset = hasBorders ? 1 : 0
    for index in 0..<nodeCount { items[index].rank = offset }
    for link in forward where link.to < nodeCount {
      items[link.to].rank = max(items[link.to].rank, items[link.from].rank + 1)
    }
    if hasBorders {
      items[nodeCount].rank = 0
      items[nodeCount + 1].rank = (items.prefix(nodeCount).map(\.rank).max() ?? 0) + 1
    }
    // What nothing feeds stands right above what it feeds.
    for index in 0..<nodeCount where !forward.contains(where: { $0.to == index }) {
      let targets = forward.filter { $0.from == index }.map { items[$0.to].rank }
      if let nearest = targets.min() { items[index].rank = max(items[index].rank, nearest - 1) }
    }
  }

  private mutating func addChains(_ links: [(from: Int, to: Int)]) {
    for link in links {
      var chain = [link.from]
      let (low, high) = (items[link.from].rank, items[link.to].rank)
      if high > low + 1 {
        for rank in low + 1..<high {
          chain.append(items.count)
          items.append(Item(kind: .passing, width: 8, height: 0, rank: rank))
        }
      }
      chains.append(chain + [link.to])
    }
    let count = (items.map(\.rank).max() ?? -1) + 1
    ranks = Array(repeating: [], count: count)
    for index in items.indices { ranks[items[index].rank].append(index) }
  }

  private var neighbours: [(above: [Int], below: [Int])] {
    var found = Array(repeating: (above: [Int](), below: [Int]()), count: items.count)
    for chain in chains {
      for (upper, lower) in zip(chain, chain.dropFirst()) {
        found[upper].below.append(lower)
        found[lower].above.append(upper)
      }
    }
    return found
  }

  /// Orders each rank by the mean place of what its items are joined to, down and up in turns.
  private mutating func order() {
    let neighbours = neighbours
    var place = Array(repeating: 0.0, count: items.count)
    func note(_ rank: Int) { for (index, item) in ranks[rank].enumerated() { place[item] = Double(index) } }
    for rank in ranks.indices { note(rank) }
    for sweep in 0..<8 {
      let isDown = sweep.isMultiple(of: 2)
      for rank in isDown ? Array(ranks.indices) : ranks.indices.reversed() {
        let means = ranks[rank].enumerated().map { index, item -> (Double, Int, Int) in
          let joined = isDown ? neighbours[item].above : neighbours[item].below
          let mean = joined.isEmpty ? Double(index) : joined.map { place[$0] }.reduce(0, +) / Double(joined.count)
          return (mean, index, item)
        }
        ranks[rank] = means.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
        note(rank)
      }
    }
  }

  private mutating func place() {
    let neighbours = neighbours
    for rank in ranks.indices { spread(rank, around: ranks[rank].map { _ in 0 }) }
    for sweep in 0..<12 {
      let isDown = sweep.isMultiple(of: 2)
      for rank in isDown ? Array(ranks.indices) : ranks.indices.reversed() {
        spread(
          rank,
          around: ranks[rank].map { item in
            let near = isDown ? neighbours[item].above : neighbours[item].below
            let joined = near.isEmpty ? neighbours[item].above + neighbours[item].below : near
            return joined.isEmpty ? items[item].x : joined.map { items[$0].x }.reduce(0, +) / Double(joined.count)
          })
      }
    }
    let left = items.map { $0.x - $0.width / 2 }.min() ?? 0
    for index in items.indices { items[index].x -= left }
    width = items.map { $0.x + $0.width / 2 }.max() ?? 0
    var y = 0.0
    for rank in ranks {
      let tallest = rank.map { items[$0].height }.max() ?? 0
      rankTops.append(y)
      for item in rank { items[item].y = y + tallest / 2 }
      y += tallest + GroupLayout.rankGap
    }
    height = max(0, y - GroupLayout.rankGap)
    for item in items {
      guard case .border = item.kind else { continue }
      if item.rank == 0 { entry = item.x } else { exit = item.x }
    }
  }

  /// Puts a rank's items as near to where they want to be as their widths allow: least squares, by pooling those that
  /// would overlap.
  private mutating func spread(_ rank: Int, around wanted: [Double]) {
    var offsets: [Double] = []
    var offset = 0.0
    for (index, item) in ranks[rank].enumerated() {
      if index > 0 { offset += (items[ranks[rank][index - 1]].width + items[item].width) / 2 + GroupLayout.gap }
      offsets.append(offset)
    }
    var pools: [(sum: Double, count: Int)] = []
    for (wanted, offset) in zip(wanted, offsets) {
      pools.append((wanted - offset, 1))
      while pools.count > 1, mean(pools[pools.count - 2]) > mean(pools[pools.count - 1]) {
        let last = pools.removeLast()
        pools[pools.count - 1] = (pools[pools.count - 1].sum + last.sum, pools[pools.count - 1].count + last.count)
      }
    }
    let places = pools.flatMap { pool in Array(repeating: mean(pool), count: pool.count) }
    for (index, item) in ranks[rank].enumerated() { items[item].x = places[index] + offsets[index] }
  }

  private func mean(_ pool: (sum: Double, count: Int)) -> Double { pool.sum / Double(pool.count) }

  // MARK: Columns

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

  /// How far from the boxes an arrow to the next column turns.
  static let turn = 14.0

  /// From the foot of a column to the head of the next.
  private func turning(_ upper: Item, _ lower: Item, x: Double, y: Double) -> DiagramLayout.Route {
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

  // MARK: The result

  /// The boxes, a group before what is in it, and the arrows, with this group's upper left corner at a point.
  func placed(x: Double, y: Double) -> (boxes: [DiagramLayout.Box], routes: [DiagramLayout.Route]) {
    var boxes: [DiagramLayout.Box] = []
    var routes: [DiagramLayout.Route] = []
    for item in items {
      guard case .node(let node, let inside) = item.kind else { continue }
      let corner = (x: x + item.x - item.width / 2, y: y + item.y - item.height / 2)
      boxes.append(
        DiagramLayout.Box(
          node: node, x: corner.x, y: corner.y, width: item.width, height: item.height, depth: depth))
      guard let inside = inside?.layout else { continue }
      let within = inside.placed(
        x: corner.x + (item.width - inside.width) / 2, y: corner.y + GroupLayout.titleHeight)
      boxes += within.boxes
      routes += within.routes
    }
    for chain in chains {
      let (upper, lower) = (items[chain[0]], items[chain[chain.count - 1]])
      let turns = !columns.isEmpty && columns[upper.rank] != columns[lower.rank]
      routes.append(turns ? turning(upper, lower, x: x, y: y) : route(chain, x: x, y: y))
    }
    return (boxes, routes)
  }

  private func route(_ chain: [Int], x: Double, y: Double) -> DiagramLayout.Route {
    var points: [DiagramLayout.Point] = []
    for (index, number) in chain.enumerated() {
      let item = items[number]
      let rankHeight = ranks[item.rank].map { items[$0].height }.max() ?? 0
      // A passing arrow goes straight down through its rank, beside the boxes.
      let half = item.isPassing ? rankHeight / 2 : item.height / 2
      if index > 0 { points.append(DiagramLayout.Point(x: x + enter(item), y: y + item.y - half)) }
      if index < chain.count - 1 { points.append(DiagramLayout.Point(x: x + leave(item), y: y + item.y + half)) }
    }
    // What comes in or leaves does so at the group's border.
    if case .border = items[chain[0]].kind { points[0].y -= GroupLayout.titleHeight }
    let last = items[chain[chain.count - 1]]
    if case .border = last.kind {
      points[points.count - 1].y += GroupLayout.padding
      return DiagramLayout.Route(points: points, hasHead: false)
    }
    return DiagramLayout.Route(points: points, hasHead: !last.isEntered)
  }

  private func enter(_ item: Item) -> Double {
    guard case .node(_, let inside?) = item.kind, let entry = inside.layout.entry else { return item.x }
    return item.x - inside.layout.width / 2 + entry
  }

  private func leave(_ item: Item) -> Double {
    guard case .node(_, let inside?) = item.kind, let exit = inside.layout.exit else { return item.x }
    return item.x - inside.layout.width / 2 + exit
  }
}

/// A group's inside, apart, as a value cannot hold another of its kind directly.
private final class GroupLayoutBox {
  let layout: GroupLayout

  init(_ layout: GroupLayout) { self.layout = layout }
}

extension Diagram.Node {
  /// The last of the nodes within it.
  var lastID: Int { children.last?.lastID ?? id }
}
