// SeparableConv1D and SeparableConv2D: a depthwise convolution, then one of a single pixel
// (keras/src/layers/convolutional/base_separable_conv.py).

import Tensors

package struct SeparableConvolution: WindowLayer, ConvolutionLayer {
  static let types = [layerType(dimensions: 1), layerType(dimensions: 2)]

  private static func layerType(dimensions: Int) -> LayerType {
    LayerType(
      LayerSignature(
        "SeparableConv\(dimensions)D", aliases: ["SeparableConvolution\(dimensions)D"],
        "A depthwise convolution without bias, then a convolution of one pixel that mixes the channels.",
        [
          .filters, .kernelSize(dimensions), .strides(dimensions), .padding, .dataFormat, .dilationRate(dimensions),
          .optional("depth_multiplier", .int(1), "The number of depthwise channels for each input channel."),
        ], .activationAndBias, .initialization(of: ["depthwise", "pointwise", "bias"]))
    ) { (arguments) throws(LayerProblem) in try SeparableConvolution(arguments, dimensions: dimensions) }
  }

  package let filters: Int
  package var settings: ConvolutionSettings
  package let depthMultiplier: Int
  package let depthwiseInitializer: Initializer
  package let pointwiseInitializer: Initializer

  private init(_ arguments: LayerArguments, dimensions: Int) throws(LayerProblem) {
    filters = try arguments.int("filters")
    settings = try ConvolutionSettings(arguments, dimensions: dimensions)
    depthMultiplier = try arguments.int("depth_multiplier")
    depthwiseInitializer = try arguments.initializer("depthwise_initializer")
    pointwiseInitializer = try arguments.initializer("pointwise_initializer")
  }

  package var operation: Operation { .separableConvolution(self) }
  package var outputName: String { "filters" }

  package func outputChannels(of input: ImageShape) -> Int? { filters }

  package func weights(for inputs: [Shape]) throws(LayerProblem) -> [WeightSpecification] {
    let channels = try image(inputs[0]).knownChannels(for: typeName)
    let middle = try product(channels, depthMultiplier, of: typeName)
    let pixel = window.size.map { _ in 1 }
    return [
      WeightSpecification("depthwise_kernel", window.size + [channels, depthMultiplier], depthwiseInitializer),
      WeightSpecification("pointwise_kernel", pixel + [middle, filters], pointwiseInitializer),
    ] + settings.bias(filters)
  }

  /// At every output pixel, each channel between takes one window, and each filter takes all channels between.
  package func cost(inputs: [Shape], output: Shape) -> Formula {
    let middle: [Formula] =
      [.size((try? image(inputs[0]))?.channels, "channels")]
      + (depthMultiplier > 1 ? [.size(depthMultiplier, "multiplier")] : [])
    return .product(
      [.sizes((try? image(output))?.sizes ?? [nil], "pixels")] + middle
        + [.sum([.sizes(window.size, "window"), .size(filters, "filters")])])
  }
}
