// The inside of a group of a diagram: its nodes in ranks, each as near to what it is joined to as widths allow.

import Kernel

/// The inside of a group, or the whole diagram: its nodes in ranks.
struct GroupLayout {
  enum Kind {
    indirect case node(Diagram.Node, inside: GroupLayout?)
    /// Where an arrow passes a rank.
    case passing
    /// Where arrows come in from outside, or leave.
    case border
  }

  /// What stands in a rank.
  struct Item {
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
  /// How far from the boxes an arrow to the next column turns.
  static let turn = 14.0

  var items: [Item] = []
  /// Chains of items from a source to a target, by way of the ranks between.
  private(set) var chains: [[Int]] = []
  private(set) var ranks: [[Int]] = []
  private(set) var rankTops: [Double] = []
  /// The column that each rank stands in, once they are folded.
  var columns: [Int] = []
  let depth: Int
  private let isGroup: Bool
  var width = 0.0
  var height = 0.0

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
      kind: .node(node, inside: inside), width: max(inside.width + 2 * padding, title),
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
}
