// ZeroPadding2D: rows and columns of zeros around an image (keras/src/layers/reshaping/zero_padding2d.py).

import Tensors

package struct ZeroPadding2D: LayerDefinition {
  package static let signature = LayerSignature(
    "ZeroPadding2D", "Adds rows and columns of zeros around an image.",
    [
      .optional(
        "padding", .sequence([.int(1), .int(1)]),
        "One number for all sides, (height, width), or ((top, bottom), (left, right))."),
      .dataFormat,
    ])

  package let top: Int
  package let bottom: Int
  package let left: Int
  package let right: Int
  package let dataFormat: DataFormat

  package init(_ arguments: LayerArguments) throws(LayerProblem) {
    guard let (vertical, horizontal) = ZeroPadding2D.sides(arguments["padding"]) else {
      throw .argument(
        "padding", of: Self.name, expected: "a number, a pair, or a pair of pairs, none negative",
        got: arguments["padding"])
    }
    (top, bottom) = vertical
    (left, right) = horizontal
    dataFormat = try arguments.dataFormat()
  }

  package var operation: Operation { .zeroPadding2D(self) }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    var image = try ImageShape(inputs[0], format: dataFormat, layer: Self.name)
    if let height = image.height { image.height = try sum([top, height, bottom], of: Self.name) }
    if let width = image.width { image.width = try sum([left, width, right], of: Self.name) }
    return image.shape
  }

  private typealias Pair = (Int, Int)

  private static func sides(_ value: ArgumentValue) -> (Pair, Pair)? {
    switch value {
    case .int(let side) where side >= 0: return ((side, side), (side, side))
    case .sequence(let items) where items.count == 2:
      guard let vertical = pair(items[0]), let horizontal = pair(items[1]) else { return nil }
      return (vertical, horizontal)
    default: return nil
    }
  }

  private static func pair(_ value: ArgumentValue) -> Pair? {
    switch value {
    case .int(let side) where side >= 0: return (side, side)
    case .sequence(let items) where items.count == 2:
      guard case .int(let before) = items[0], case .int(let after) = items[1], min(before, after) >= 0 else {
        return nil
      }
      return (before, after)
    default: return nil
    }
  }
}
