// How a window slides over an image: output sizes and TensorFlow's padding, shared by convolution and pooling.

import Tensors

/// A window over an image's axes: height and width, or a sequence's one axis.
package struct Window: Hashable, Sendable {
  package let axes: [Axis]

  package init(_ axes: [Axis]) { self.axes = axes }

  package init(size: [Int], strides: [Int], padding: Padding, dilation: [Int]? = nil) {
    axes = size.indices.map {
      Axis(size: size[$0], stride: strides[$0], padding: padding, dilation: dilation?[$0] ?? 1)
    }
  }

  package var size: [Int] { axes.map(\.size) }
  /// The number of its pixels; nil where that overflows.
  var area: Int? { Shape.product(size.map(Optional.some)) }
  var strides: [Int] { axes.map(\.stride) }
  var dilation: [Int] { axes.map(\.dilation) }

  /// One axis of the window.
  package struct Axis: Hashable, Sendable {
    package let size: Int
    package let stride: Int
    package let padding: Padding
    package let dilation: Int
    /// Zeros around the image, before the padding. No layer asks for it; a plan may.
    package let margin: Margin

    package init(
      size: Int, stride: Int = 1, padding: Padding = .valid, dilation: Int = 1,
      margin: Margin = Margin(before: 0, after: 0)
    ) {
      self.size = size
      self.stride = stride
      self.padding = padding
      self.dilation = dilation
      self.margin = margin
    }

    /// The extent of the window with its holes; `Int.max` where that overflows.
    package var extent: Int {
      let (holes, overflow) = (size - 1).multipliedReportingOverflow(by: dilation)
      return overflow || holes == .max ? .max : holes + 1
    }

    /// The number of places that the window takes along an input: TensorFlow's rule. Below 1 it does not fit.
    package func outputSize(_ input: Int) -> Int {
      let input = input + margin.before + margin.after
      return switch padding {
      case .same, .causal: (input - 1) / stride + 1
      case .valid: extent > input ? 0 : (input - extent) / stride + 1
      }
    }

    /// The padding before and after. With `same` the odd pixel goes after, as in TensorFlow; with `causal` all goes
    /// before.
    package func pads(_ input: Int) -> (before: Int, after: Int) {
      switch padding {
      case .valid: return (margin.before, margin.after)
      case .causal: return (margin.before + extent - 1, margin.after)
      case .same:
        let total = max(0, (outputSize(input) - 1) * stride - (input + margin.before + margin.after) + extent)
        return (margin.before + total / 2, margin.after + total - total / 2)
      }
    }
  }
}

/// A layer that slides a window over an image.
package protocol WindowLayer: ImageLayer {
  var window: Window { get set }
  /// What the layer calls the window's size.
  static var sizeArgument: String { get }
  /// The channels that come out; the input's, unless the layer makes others.
  func outputChannels(of input: ImageShape) throws(LayerProblem) -> Int?
}

extension WindowLayer {
  package static var sizeArgument: String { "kernel_size" }

  package func image(_ shape: Shape) throws(LayerProblem) -> ImageShape {
    try ImageShape(shape, dimensions: window.axes.count, format: dataFormat, layer: typeName)
  }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    let input = try image(inputs[0])
    var output = input
    output.sizes = zip(input.sizes, window.axes).map { size, axis in size.map(axis.outputSize) }
    if output.sizes.contains(where: { ($0 ?? 1) < 1 }) {
      throw .windowTooLarge(window, layer: typeName, image: input, argument: Self.sizeArgument)
    }
    output.channels = try outputChannels(of: input)
    return output.shape
  }
}
