// What stands in a diagram's boxes, and how much room it takes.

import Kernel
import Tensors

enum DiagramText {
  static let lineHeight = 15.0

  /// A box's lines: the name, the layer's type with its window and its parameters, the shape.
  static func lines(of node: Diagram.Node) -> [String] {
    let parameters = node.parameters > 0 ? " · \(node.parameters.grouped)" : ""
    let type = node.typeName == node.name ? [] : [node.typeName]
    let second = (type + [node.window].compactMap(\.self)).joined(separator: " ") + parameters
    return [node.name] + (second.isEmpty ? [] : [second]) + (node.shape.map { [$0.display] } ?? [])
  }

  static func groupTitle(of node: Diagram.Node) -> String {
    ([node.name, node.typeName == "Sequential" || node.typeName == node.name ? nil : node.typeName] as [String?])
      .compactMap(\.self).joined(separator: " · ")
  }

  static func size(of node: Diagram.Node) -> (width: Double, height: Double) {
    let lines = lines(of: node)
    let widths = lines.enumerated().map { width($1, size: $0 == 0 ? 12 : 11) }
    return (max(84, (widths.max() ?? 0) + 20), Double(lines.count) * lineHeight + 12)
  }

  /// The most that a text is likely to take in any sans-serif font: wide letters count as such, and so do those beyond
  /// Latin.
  static func width(_ text: String, size: Double) -> Double {
    text.unicodeScalars.reduce(0) { total, scalar in
      let share: Double =
        switch scalar {
        case "i", "j", "l", "t", "f", ".", ",", ":", ";", "'", "|", "!", " ": 0.4
        case "m", "w", "M", "W", "@", "%": 1
        case "A"..."Z": 0.78
        case _ where scalar.value < 0x250 || scalar == "×" || scalar == "·": 0.64
        default: 1.1
        }
      return total + share * size
    }
  }
}
