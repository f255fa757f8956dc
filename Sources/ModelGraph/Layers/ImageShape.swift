// An image tensor's shape: batch, sizes and channels told apart, wherever its format keeps the channels.

import Tensors

/// A layer that tells an image's sizes from its channels.
package protocol ImageLayer: LayerDefinition {
  var dataFormat: DataFormat { get }
}

/// The shape of a batch of images, or of sequences, which have one size.
package struct ImageShape {
  var batch: Int?
  /// Height and width, or a sequence's length.
  var sizes: [Int?]
  var channels: Int?
  let format: DataFormat

  init(_ shape: Shape, dimensions: Int, format: DataFormat, layer: String) throws(LayerProblem) {
    guard shape.rank == dimensions + 2 else {
      throw .rank(
        layer: layer, expected: ImageShape.example(dimensions: dimensions), got: shape,
        fix: ImageShape.fix(for: shape, dimensions: dimensions))
    }
    let rest = shape.dimensions[1...]
    batch = shape[0]
    switch format {
    case .channelsLast: (sizes, channels) = (Array(rest.dropLast()), rest[shape.rank - 1])
    case .channelsFirst: (sizes, channels) = (Array(rest.dropFirst()), rest[1])
    }
    self.format = format
  }

  static func example(dimensions: Int) -> String {
    dimensions == 1
      ? "a batch of sequences of rank 3, such as (None, 32, 3)" : "an image batch of rank 4, such as (None, 32, 32, 3)"
  }

  /// What would make an image of a shape that is none.
  private static func fix(for shape: Shape, dimensions: Int) -> String? {
    switch (dimensions, shape.rank, shape.dimensions.last ?? nil) {
    case (2, 2, let size?): "put it before the Flatten, or a Reshape((1, 1, \(size))) between"
    case (2, 2, nil): "a Reshape((height, width, channels)) before it would make an image"
    case (2, 3, let width?):
      shape[1].map { "Reshape((\($0), \(width), 1)) before it would make an image of one channel" }
    case (1, 2, let size?): "Reshape((\(size), 1)) before it would make a sequence of one channel"
    case (1, 4, let channels?):
      Shape.product(shape.dimensions[1...2]).map {
        "Reshape((\($0), \(channels))) before it would make a sequence of the image's pixels"
      }
    default: nil
    }
  }

  var shape: Shape {
    switch format {
    case .channelsLast: Shape([batch] + sizes + [channels])
    case .channelsFirst: Shape([batch, channels] + sizes)
    }
  }

  /// The number of pixels, nil where a size is unknown.
  var pixels: Int? { Shape.product(sizes) }

  /// The image's sizes after a window that goes beyond its edges, as `padding='same'` lets it.
  func covered(by window: Window) -> String {
    zip(sizes, window.axes).map { size, axis in
      let axis = Window.Axis(size: axis.size, stride: axis.stride, padding: .same, dilation: axis.dilation)
      return size.map { String(axis.outputSize($0)) } ?? "?"
    }.joined(separator: "×")
  }

  func knownChannels(for layer: String) throws(LayerProblem) -> Int {
    guard let channels else { throw .unknownChannels(layer: layer, got: shape) }
    return channels
  }
}
