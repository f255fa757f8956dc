// A group as it is drawn: its boxes and arrows in their places.

import Kernel

extension GroupLayout {
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
      guard let inside = inside else { continue }
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

  func enter(_ item: Item) -> Double {
    guard case .node(_, let inside?) = item.kind, let entry = inside.entry else { return item.x }
    return item.x - inside.width / 2 + entry
  }

  func leave(_ item: Item) -> Double {
    guard case .node(_, let inside?) = item.kind, let exit = inside.exit else { return item.x }
    return item.x - inside.width / 2 + exit
  }
}
