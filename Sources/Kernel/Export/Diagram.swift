// A network as boxes and arrows: its layers, those within them, and which feeds which.

import ModelGraph
import Tensors

package struct Diagram: Sendable {
  /// A layer.
  package struct Node: Sendable {
    /// Its place among all nodes, in the order of the layer table.
    package let id: Int
    package let name: String
    package let typeName: String
    /// As `Operation.windowNotation` has it; nil of a layer without a window.
    package let window: String?
    package let shape: Shape?
    package let parameters: Int
    package let children: [Node]

    package init(
      id: Int, name: String, typeName: String, window: String? = nil, shape: Shape?, parameters: Int,
      children: [Node] = []
    ) {
      self.id = id
      self.name = name
      self.typeName = typeName
      self.window = window
      self.shape = shape
      self.parameters = parameters
      self.children = children
    }
  }

  /// From the node that makes a tensor to one that takes it, both without children.
  package struct Edge: Hashable, Sendable {
    package let from: Int
    package let to: Int

    package init(from: Int, to: Int) {
      self.from = from
      self.to = to
    }
  }

  package let nodes: [Node]
  /// Each once.
  package let edges: [Edge]

  package init(nodes: [Node], edges: [Edge]) {
    self.nodes = nodes
    self.edges = edges
  }
}

extension Diagram {
  /// The same with layers nested to at most a depth, from 1: what is deeper is told as a whole.
  package func folded(to depth: Int) -> Diagram {
    var holder: [Int: Int] = [:]
    func note(_ node: Node, as id: Int) {
      holder[node.id] = id
      for child in node.children { note(child, as: id) }
    }
    func fold(_ node: Node, _ rest: Int) -> Node {
      if rest <= 1 { note(node, as: node.id) }
      return Node(
        id: node.id, name: node.name, typeName: node.typeName, window: node.window, shape: node.shape,
        parameters: node.parameters,
        children: rest > 1 ? node.children.map { fold($0, rest - 1) } : [])
    }
    let folded = nodes.map { fold($0, depth) }
    var seen: Set<Edge> = []
    let joined = edges.map { Edge(from: holder[$0.from] ?? $0.from, to: holder[$0.to] ?? $0.to) }
    return Diagram(nodes: folded, edges: joined.filter { $0.from != $0.to && seen.insert($0).inserted })
  }

  /// The diagram of a model's rows.
  init(_ rows: [LayerSummary], in graph: Graph) {
    var making = DiagramMaking(graph: graph)
    let nodes = rows.map { making.node($0) }
    self.init(nodes: nodes, edges: making.edges())
  }
}

private struct DiagramMaking {
  let graph: Graph
  private var count = 0
  /// The node without children that stands for a call.
  private var nodeOfCall: [CallID: Int] = [:]
  /// What stands for the input of a model that is called within another, and the nodes of that model.
  private var nodeOfInput: [(tensor: TensorID, node: Int, scope: Range<Int>?)] = []
  private var calls: [(call: CallID, node: Int)] = []

  init(graph: Graph) { self.graph = graph }

  mutating func node(_ row: LayerSummary) -> Diagram.Node {
    let id = count
    count += 1
    let inputCount = nodeOfInput.count
    let children = row.children.map { node($0) }
    for index in inputCount..<nodeOfInput.count where nodeOfInput[index].scope == nil {
      nodeOfInput[index].scope = id..<count
    }
    if children.isEmpty {
      for call in row.calls {
        record(call, as: id)
        calls.append((call, id))
      }
      if row.calls.isEmpty, let fed = row.outputs.first { nodeOfInput.append((fed, id, nil)) }
    }
    return Diagram.Node(
      id: id, name: row.name, typeName: row.typeName, window: graph.operation(of: row.layer)?.windowNotation,
      shape: row.outputShapes.last, parameters: row.parameters.total,
      children: children)
  }

  /// A call, and those that it made.
  private mutating func record(_ call: CallID, as node: Int) {
    nodeOfCall[call] = node
    for child in graph[call].children { record(child, as: node) }
  }

  func edges() -> [Diagram.Edge] {
    var edges: [Diagram.Edge] = []
    var seen: Set<Diagram.Edge> = []
    func add(_ source: Int, _ node: Int) {
      let edge = Diagram.Edge(from: source, to: node)
      if source != node, seen.insert(edge).inserted { edges.append(edge) }
    }
    for (tensor, node, _) in nodeOfInput { maker(of: tensor).map { add($0, node) } }
    for (call, node) in calls {
      for input in graph[call].inputs {
        // Within a called model its input's box stands between.
        let inner = nodeOfInput.last { $0.tensor == input && $0.scope?.contains(node) == true }
        if let source = inner?.node ?? maker(of: input) { add(source, node) }
      }
    }
    return edges
  }

  /// The node that made a tensor, past what the graph made by itself.
  private func maker(of tensor: TensorID) -> Int? {
    let call = graph[tensor].producer
    if let node = nodeOfCall[call] { return node }
    return graph[call].inputs.first.flatMap { maker(of: $0) }
  }
}
