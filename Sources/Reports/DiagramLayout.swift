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

extension Diagram.Node {
  /// The last of the nodes within it.
  var lastID: Int { children.last?.lastID ?? id }
}
