// ZeroPadding and Cropping in one and two dimensions: pixels added at an image's sides, or taken off
// (keras/src/layers/reshaping).

import Tensors

/// How much is added or taken off before and after, along one axis.
package struct Margin: Hashable, Sendable {
  package let before: Int
  package let after: Int

  package init(before: Int, after: Int) {
    self.before = before
    self.after = after
  }
}

/// Pixels added at an image's sides, or taken off.
package struct Margins: ImageLayer {
  package enum Kind: Hashable, Sendable { case zeroPadding, cropping }

  private static func layerType(
    _ name: String, _ kind: Kind, dimensions: Int, _ summary: String, _ parameters: LayerSignature.Parameter...
  ) -> LayerType {
    LayerType(LayerSignature(name, summary, parameters)) { (arguments) throws(LayerProblem) in
      try Margins(arguments, kind, dimensions: dimensions)
    }
  }

  private static let ends = "One number for both ends, or (before, after)."
  private static let sides = "One number for all sides, (height, width), or ((top, bottom), (left, right))."

  static let types = [
    layerType(
      "ZeroPadding1D", .zeroPadding, dimensions: 1, "Adds zeros before and after a sequence.",
      .optional("padding", .int(1), ends), .dataFormat),
    layerType(
      "ZeroPadding2D", .zeroPadding, dimensions: 2, "Adds rows and columns of zeros around an image.",
      .optional("padding", .repeated(1, 2), sides), .dataFormat),
    layerType(
      "Cropping1D", .cropping, dimensions: 1, "Takes places off a sequence's ends.",
      .optional("cropping", .repeated(1, 2), ends)),
    layerType(
      "Cropping2D", .cropping, dimensions: 2, "Takes rows and columns off an image's sides.",
      .optional("cropping", .sequence([.repeated(0, 2), .repeated(0, 2)]), sides), .dataFormat),
  ]

  package let typeName: String
  package let kind: Kind
  /// Along each axis of the image.
  package let margins: [Margin]
  package let dataFormat: DataFormat

  private init(_ arguments: LayerArguments, _ kind: Kind, dimensions: Int) throws(LayerProblem) {
    typeName = arguments.layer
    self.kind = kind
    margins = try arguments.margins(kind == .cropping ? "cropping" : "padding", dimensions: dimensions)
    dataFormat = try arguments.dataFormat()
  }

  package var operation: Operation { .margins(self) }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    var image = try ImageShape(inputs[0], dimensions: margins.count, format: dataFormat, layer: typeName)
    for (index, margin) in margins.enumerated() {
      guard let size = image.sizes[index] else { continue }
      switch kind {
      case .zeroPadding: image.sizes[index] = try sum([margin.before, size, margin.after], of: typeName)
      case .cropping:
        let cut = margin.before.addingSaturated(margin.after)
        if cut >= size { throw .nothingLeft(of: inputs[0], layer: typeName, argument: "cropping") }
        image.sizes[index] = size - cut
      }
    }
    return image.shape
  }
}

extension LayerArguments {
  /// The margins of each axis: a number for all, or for each axis a number or a pair.
  fileprivate func margins(_ name: String, dimensions: Int) throws(LayerProblem) -> [Margin] {
    let margins: [Margin]?
    if let side = size(self[name]) {
      margins = Array(repeating: Margin(before: side, after: side), count: dimensions)
    } else if dimensions == 1 {
      margins = margin(self[name]).map { [$0] }
    } else if case .sequence(let items) = self[name], items.count == dimensions {
      let pairs = items.compactMap(margin)
      margins = pairs.count == dimensions ? pairs : nil
    } else {
      margins = nil
    }
    guard let margins else {
      let forms = dimensions == 1 ? "a number or a pair" : "a number, a pair, or a pair of pairs"
      throw .argument(name, of: layer, expected: "\(forms), none negative", got: self[name])
    }
    return margins
  }

  private func margin(_ value: ArgumentValue) -> Margin? {
    if let side = size(value) { return Margin(before: side, after: side) }
    guard case .sequence(let items) = value, items.count == 2, let before = size(items[0]), let after = size(items[1])
    else { return nil }
    return Margin(before: before, after: after)
  }

  private func size(_ value: ArgumentValue) -> Int? { integer(value).flatMap { $0 < 0 ? nil : $0 } }
}
