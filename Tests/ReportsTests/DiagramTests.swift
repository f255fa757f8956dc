// Diagrams: boxes that do not overlap, arrows that go down beside them, and hostile names.

import Foundation
import Kernel
import Tensors
import Testing

@testable import Reports

#if canImport(FoundationXML)
  import FoundationXML
#endif

struct DiagramTests {
  /// A chain of layers with a group of three in it, around which its input goes, and a skip over four layers.
  static func sample(names: (Int) -> String = { "layer\($0)" }) -> Diagram {
    func leaf(_ id: Int) -> Diagram.Node {
      Diagram.Node(id: id, name: names(id), typeName: "Conv2D", shape: [nil, 8, 8, 4], parameters: 1000 * id)
    }
    let group = Diagram.Node(
      id: 2, name: names(2), typeName: "Block", shape: [nil, 8, 8, 4], parameters: 7,
      children: [leaf(3), leaf(4), leaf(5)])
    let pairs = [(0, 1), (1, 3), (1, 4), (3, 5), (4, 5), (5, 6), (1, 6), (6, 7), (7, 8), (0, 8)]
    return Diagram(
      nodes: [leaf(0), leaf(1), group, leaf(6), leaf(7), leaf(8)],
      edges: pairs.map { Diagram.Edge(from: $0.0, to: $0.1) })
  }

  private static let hostile = [
    "<script>alert(1)</script>", "a\"b'c&d", "]]>", "x\\\"; }\nn9 [label=\"", "\u{1}\u{7}é漢",
  ]

  private static func model(_ diagram: Diagram, title: String = "Sample") -> ExportedModel {
    ExportedModel(
      variable: "model",
      subject: Subject(
        kind: .model, title: title, inputShapes: [[nil, 8, 8, 4]], outputShapes: [[nil, 8, 8, 4]], rows: [],
        parameters: 0, trainableParameters: 0, multiplyAdds: 0), diagram: diagram)
  }

  private func overlap(_ a: DiagramLayout.Box, _ b: DiagramLayout.Box) -> Bool {
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
  }

  private func contains(_ a: DiagramLayout.Box, _ b: DiagramLayout.Box) -> Bool {
    a.x <= b.x && a.y <= b.y && a.x + a.width >= b.x + b.width && a.y + a.height >= b.y + b.height
  }

  @Test func boxesOverlapOnlyWhatHoldsThem() {
    let layout = DiagramLayout(Self.sample())
    #expect(layout.boxes.count == 9)
    for (index, box) in layout.boxes.enumerated() {
      #expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= layout.width && box.y + box.height <= layout.height)
      for other in layout.boxes[(index + 1)...] where overlap(box, other) {
        #expect(contains(box, other) && (box.node.id...box.node.lastID).contains(other.node.id))
      }
    }
  }

  @Test func arrowsGoDownAndThroughNoBox() {
    let layout = DiagramLayout(Self.sample())
    for route in layout.routes {
      #expect(zip(route.points, route.points.dropFirst()).allSatisfy { $0.y <= $1.y })
      // The straight pieces that pass a rank.
      for (from, to) in zip(route.points, route.points.dropFirst()) where from.x == to.x && to.y - from.y > 1 {
        for box in layout.boxes where box.node.children.isEmpty {
          let isWithin = from.x > box.x && from.x < box.x + box.width
          #expect(!(isWithin && from.y < box.y && to.y > box.y + box.height), "\(box.node.name)")
        }
      }
    }
    // Five arrows beside the group, one into it and one out of it; within it two, and one to each of the two layers that
    // take what comes in, and one from the layer that gives what goes out.
    #expect(layout.routes.count == 12)
  }

  /// A chain of forty layers, which takes some columns: the arrows between them go around the boxes.
  @Test func aLongChainIsFoldedIntoColumns() {
    let nodes = (0..<40).map {
      Diagram.Node(id: $0, name: "layer\($0)", typeName: "Conv2D", shape: [nil, 8, 8, 4], parameters: 9)
    }
    let layout = DiagramLayout(Diagram(nodes: nodes, edges: (1..<40).map { Diagram.Edge(from: $0 - 1, to: $0) }))
    #expect(layout.boxes.count == 40 && layout.routes.count == 39)
    #expect(layout.width > layout.height && layout.width < 3 * layout.height)
    expectFolded(layout)
  }

  /// Modules of four branches side by side, of one to four layers, and a layer that joins them: the branches of one
  /// begin a column.
  @Test func aLongNetworkOfBranchesIsFoldedIntoColumns() {
    var nodes: [Diagram.Node] = []
    var edges: [Diagram.Edge] = []
    func add(after sources: [Int]) -> Int {
      let id = nodes.count
      nodes.append(
        Diagram.Node(id: id, name: "layer\(id)", typeName: "Conv2D", shape: [nil, 8, 8, 4], parameters: 9))
      edges += sources.map { Diagram.Edge(from: $0, to: id) }
      return id
    }
    var last = add(after: [])
    for _ in 0..<8 {
      let ends = (1...4).map { count in (0..<count).reduce(last) { source, _ in add(after: [source]) } }
      last = add(after: ends)
    }
    let layout = DiagramLayout(Diagram(nodes: nodes, edges: edges))
    #expect(layout.boxes.count == nodes.count && layout.routes.count == edges.count)
    #expect(layout.width > layout.height && layout.width < 3 * layout.height)
    #expect(layout.routes.count(where: \.isAngular).isMultiple(of: 4))
    expectFolded(layout)
  }

  /// No box on another, and some arrows that turn to the next column, through no box.
  private func expectFolded(_ layout: DiagramLayout) {
    for (index, box) in layout.boxes.enumerated() {
      #expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= layout.width && box.y + box.height <= layout.height)
      #expect(!layout.boxes[(index + 1)...].contains { overlap(box, $0) })
    }
    let turning = layout.routes.filter(\.isAngular)
    #expect(turning.count >= 2)
    for route in turning {
      for (from, to) in zip(route.points, route.points.dropFirst()) {
        let (low, high) = (min(from.x, to.x), max(from.x, to.x))
        let (top, bottom) = (min(from.y, to.y), max(from.y, to.y))
        #expect(
          !layout.boxes.contains { box in
            low < box.x + box.width && high > box.x && top < box.y + box.height && bottom > box.y
          })
      }
    }
  }

  @Test func aFoldedDiagramKeepsItsArrows() {
    let folded = Self.sample().folded(to: 1)
    #expect(folded.nodes.allSatisfy { $0.children.isEmpty })
    let pairs = folded.edges.map { [$0.from, $0.to] }
    #expect(pairs == [[0, 1], [1, 2], [2, 6], [1, 6], [6, 7], [7, 8], [0, 8]])
    #expect(Self.sample().folded(to: 2).edges == Self.sample().edges)
  }

  @Test func aBoxHoldsItsText() {
    for box in DiagramLayout(Self.sample { _ in "WWWWWWWWWWWWWWWWWWWWWWWWWWWW" }).boxes {
      #expect(box.width >= 28 * 12)
    }
  }

  @Test func svgIsWellFormedWhateverTheNames() throws {
    let diagram = Self.sample { Self.hostile[$0 % Self.hostile.count] }
    let svg = SVGDiagram.document(Self.model(diagram, title: Self.hostile.joined()))
    let parser = XMLParser(data: Data(svg.utf8))
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(!svg.contains("<script"))
  }

  @Test(.enabled(if: Graphviz.isThere)) func graphvizReadsTheDotWhateverTheNames() throws {
    let diagram = Self.sample { Self.hostile[$0 % Self.hostile.count] }
    let dot = DOTDiagram.document(Self.model(diagram, title: Self.hostile.joined()))
    let (code, drawn) = try Graphviz.draw(dot)
    #expect(code == 0)
    // Eight boxes of layers and ten arrows, and nothing that a name smuggled in.
    #expect(drawn.components(separatedBy: "class=\"node\"").count - 1 == 8)
    #expect(drawn.components(separatedBy: "class=\"edge\"").count - 1 == 10)
    #expect(drawn.components(separatedBy: "class=\"cluster\"").count - 1 == 1)
  }
}

enum Graphviz {
  static let path = ["/usr/bin/dot", "/usr/local/bin/dot"].first { FileManager.default.isExecutableFile(atPath: $0) }

  static let isThere = {
    if path == nil { print("skipped: there is no Graphviz") }
    return path != nil
  }()

  static func draw(_ text: String) throws -> (code: Int32, output: String) {
    let folder = FileManager.default.temporaryDirectory
    let (source, target) = (folder.appending(path: "\(UUID()).dot"), folder.appending(path: "\(UUID()).svg"))
    defer { for file in [source, target] { try? FileManager.default.removeItem(at: file) } }
    try Data(text.utf8).write(to: source)
    let process = Process()
    process.executableURL = path.map { URL(filePath: $0) }
    process.arguments = ["-Tsvg", "-o", target.path, source.path]
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, (try? String(contentsOf: target, encoding: .utf8)) ?? "")
  }
}
