// How a window slides over an image: output sizes and TensorFlow's padding, shared by convolution and pooling.

import Tensors

/// A window with its strides, padding and dilation.
package struct Window: Hashable, Sendable {
  package var size: Size2D
  package var strides: Size2D
  package var padding: Padding
  package var dilation: Size2D

  package init(size: Size2D, strides: Size2D, padding: Padding, dilation: Size2D = Size2D(1, 1)) {
    self.size = size
    self.strides = strides
    self.padding = padding
    self.dilation = dilation
  }

  /// One axis of the window.
  package struct Axis: Hashable, Sendable {
    package let size: Int
    package let stride: Int
    package let padding: Padding
    package let dilation: Int

    /// The extent of the window with its holes; `Int.max` where that overflows.
    package var extent: Int {
      let (holes, overflow) = (size - 1).multipliedReportingOverflow(by: dilation)
      return overflow || holes == .max ? .max : holes + 1
    }

    /// The number of places that the window takes along an input: TensorFlow's rule. Below 1 it does not fit.
    package func outputSize(_ input: Int) -> Int {
      switch padding {
      case .same: (input - 1) / stride + 1
      case .valid: extent > input ? 0 : (input - extent) / stride + 1
      }
    }

    /// The padding before and after. With `same` the odd pixel goes after, as in TensorFlow.
    package func pads(_ input: Int) -> (before: Int, after: Int) {
      guard padding == .same else { return (0, 0) }
      let total = max(0, (outputSize(input) - 1) * stride - input + extent)
      return (total / 2, total - total / 2)
    }
  }

  package var vertical: Axis {
    Axis(size: size.height, stride: strides.height, padding: padding, dilation: dilation.height)
  }
  package var horizontal: Axis {
    Axis(size: size.width, stride: strides.width, padding: padding, dilation: dilation.width)
  }
}

/// An image tensor's shape, told apart from where its format keeps the channels.
struct ImageShape {
  var batch: Int?
  var height: Int?
  var width: Int?
  var channels: Int?
  let format: DataFormat

  init(_ shape: Shape, format: DataFormat, layer: String) throws(LayerProblem) {
    guard shape.rank == 4 else {
      throw .rank(
        layer: layer, expected: "an image batch of rank 4, such as (None, 32, 32, 3)", got: shape,
        fix: ImageShape.fix(for: shape))
    }
    batch = shape[0]
    switch format {
    case .channelsLast: (height, width, channels) = (shape[1], shape[2], shape[3])
    case .channelsFirst: (channels, height, width) = (shape[1], shape[2], shape[3])
    }
    self.format = format
  }

  /// What would make an image of a shape that is none.
  private static func fix(for shape: Shape) -> String? {
    switch (shape.rank, shape.dimensions.last ?? nil) {
    case (2, let size?): "Reshape((1, 1, \(size))) before it would make an image of one pixel"
    case (2, nil): "a Reshape((height, width, channels)) before it would make an image"
    case (3, let width?):
      shape[1].map { "Reshape((\($0), \(width), 1)) before it would make an image of one channel" }
    default: nil
    }
  }

  var shape: Shape {
    switch format {
    case .channelsLast: [batch, height, width, channels]
    case .channelsFirst: [batch, channels, height, width]
    }
  }

  /// The number of pixels, nil where a size is unknown.
  var pixels: Int? { Shape.product([height, width]) }

  /// The image after a window has slid over it.
  ///
  /// `argument` is what the layer calls the window's size.
  func sliding(_ window: Window, layer: String, argument: String) throws(LayerProblem) -> ImageShape {
    var result = self
    result.height = height.map(window.vertical.outputSize)
    result.width = width.map(window.horizontal.outputSize)
    if (result.height ?? 1) < 1 || (result.width ?? 1) < 1 {
      throw .windowTooLarge(window, layer: layer, input: shape, argument: argument)
    }
    return result
  }

  func knownChannels(for layer: String) throws(LayerProblem) -> Int {
    guard let channels else { throw .unknownChannels(layer: layer, got: shape) }
    return channels
  }
}
