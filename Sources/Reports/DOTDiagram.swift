// A network's diagram in Graphviz' language.

import Kernel
import Tensors

package enum DOTDiagram {
  package static func document(_ model: ExportedModel) -> String {
    var lines = [
      "digraph \(Escaped.dot(model.subject.title)) {", "  rankdir=TB;",
      "  node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\", fontsize=11];",
      "  edge [color=\"#52606d\"];",
    ]
    for node in model.diagram.nodes { lines += statements(of: node, indent: "  ") }
    lines += model.diagram.edges.map { "  n\($0.from) -> n\($0.to);" }
    return (lines + ["}", ""]).joined(separator: "\n")
  }

  private static func statements(of node: Diagram.Node, indent: String) -> [String] {
    guard !node.children.isEmpty else {
      let colours = LayerColours(node.typeName)
      let label = Escaped.dot(DiagramText.lines(of: node).joined(separator: "\n"))
      return ["\(indent)n\(node.id) [label=\(label), fillcolor=\"\(colours.fill)\", color=\"\(colours.stroke)\"];"]
    }
    let label = Escaped.dot(DiagramText.groupTitle(of: node))
    return ["\(indent)subgraph cluster_\(node.id) {", "\(indent)  label=\(label); color=\"#b6c2cf\"; style=rounded;"]
      + node.children.flatMap { statements(of: $0, indent: indent + "  ") } + ["\(indent)}"]
  }
}
