// A network's diagram as SVG: boxes coloured by what a layer does, groups around nested layers, arrows.

import Kernel
import Tensors

package enum SVGDiagram {
  /// A file of its own.
  package static func document(_ model: ExportedModel) -> String {
    #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n" + element(model)
  }

  /// An element for use within a page too.
  static func element(_ model: ExportedModel) -> String {
    let layout = DiagramLayout(model.diagram)
    let (width, height) = (number(layout.width), number(layout.height))
    let title = Escaped.xml(model.subject.title)
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" \
      font-family="Helvetica, Arial, sans-serif" font-size="11" role="img">
      """,
      "<title>\(title)</title>",
      ##"<rect width="100%" height="100%" fill="#ffffff"/>"##,
    ]
    // Groups below arrows, arrows below boxes.
    lines += layout.boxes.filter { !$0.node.children.isEmpty }.map(group)
    lines += layout.routes.map(route)
    lines += layout.boxes.filter(\.node.children.isEmpty).map(box)
    return (lines + ["</svg>", ""]).joined(separator: "\n")
  }

  private static func group(_ box: DiagramLayout.Box) -> String {
    let fill = box.depth.isMultiple(of: 2) ? "#f6f8fa" : "#ffffff"
    return rectangle(box, fill: fill, stroke: "#b6c2cf")
      + text(DiagramText.groupTitle(of: box.node), x: box.x + 10, y: box.y + 16, size: 12, isBold: true)
  }

  private static func box(_ box: DiagramLayout.Box) -> String {
    let colours = LayerColours(box.node.typeName)
    let lines = DiagramText.lines(of: box.node)
    let top = box.y + (box.height - Double(lines.count) * DiagramText.lineHeight) / 2
    let texts = lines.enumerated().map { index, line in
      text(
        line, x: box.x + box.width / 2, y: top + Double(index) * DiagramText.lineHeight + 11.5,
        size: index == 0 ? 12 : 11,
        isBold: index == 0, isCentred: true)
    }
    return rectangle(box, fill: colours.fill, stroke: colours.stroke) + texts.joined()
  }

  private static func rectangle(_ box: DiagramLayout.Box, fill: String, stroke: String) -> String {
    """
    <rect x="\(number(box.x))" y="\(number(box.y))" width="\(number(box.width))" height="\(number(box.height))" rx="5" \
    fill="\(fill)" stroke="\(stroke)"/>
    """
  }

  private static func text(
    _ text: String, x: Double, y: Double, size: Int, isBold: Bool, isCentred: Bool = false
  ) -> String {
    """
    <text x="\(number(x))" y="\(number(y))" font-size="\(size)"\(isBold ? #" font-weight="bold""# : "")\
    \(isCentred ? #" text-anchor="middle""# : "") fill="#1f2933">\(Escaped.xml(text))</text>
    """
  }

  /// A line that leaves and arrives straight down, with a head where it ends at a box.
  private static func route(_ route: DiagramLayout.Route) -> String {
    guard let first = route.points.first, let last = route.points.last else { return "" }
    let head = route.hasHead ? 6.0 : 0
    var path = "M\(number(first.x)) \(number(first.y))"
    for (index, (from, to)) in zip(route.points, route.points.dropFirst()).enumerated() {
      let isLast = index == route.points.count - 2
      let end = DiagramLayout.Point(x: to.x, y: isLast ? to.y - head : to.y)
      if route.isAngular || abs(from.x - end.x) < 0.5 {
        path += "L\(number(end.x)) \(number(end.y))"
      } else {
        let middle = (from.y + end.y) / 2
        path +=
          "C\(number(from.x)) \(number(middle)) \(number(end.x)) \(number(middle)) \(number(end.x)) \(number(end.y))"
      }
    }
    let line = ##"<path d="\##(path)" fill="none" stroke="#52606d" stroke-width="1.3" stroke-linejoin="round"/>"##
    guard route.hasHead else { return line }
    let (x, y) = (last.x, last.y)
    return line
      + ##"<path d="M\##(number(x)) \##(number(y))l-4 -7h8z" fill="#52606d"/>"##
  }

  private static func number(_ value: Double) -> String { value.fixed(1) }
}

/// Colours by what a layer does; no meaning rests on them alone.
struct LayerColours {
  let fill: String
  let stroke: String

  private static let table: [(words: [String], fill: String, stroke: String)] = [
    (["InputLayer"], "#fff4d6", "#c99a2e"),
    (["Conv", "Embedding"], "#dbeafe", "#3b76c4"),
    (["Dense", "Attention", "Dot", "MatMul"], "#e9dcf9", "#7d55b8"),
    (["Pooling", "Resizing", "UpSampling", "Cropping", "ZeroPadding"], "#d9f2e3", "#3a9160"),
    (["Add", "Concatenate", "Multiply", "Subtract", "Average", "Maximum", "Minimum"], "#fde3d3", "#c86b33"),
  ]

  init(_ typeName: String) {
    // Pooling comes before the plain `Average` in the table.
    let known = LayerColours.table.first { $0.words.contains { typeName.contains($0) } }
    fill = known?.fill ?? "#eef1f4"
    stroke = known?.stroke ?? "#8794a1"
  }
}
