// SeparableConv1D and SeparableConv2D: a depthwise convolution, then one of a single pixel
// (keras/src/layers/convolutional/base_separable_conv.py).

import Tensors

package struct SeparableConvolution: WindowLayer {
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

  package let typeName: String
  package let filters: Int
  package var window: Window
  package let depthMultiplier: Int
  package let dataFormat: DataFormat
  package let activation: Activation
  package let useBias: Bool
  package let depthwiseInitializer: Initializer
  package let pointwiseInitializer: Initializer
  package let biasInitializer: Initializer

  private init(_ arguments: LayerArguments, dimensions: Int) throws(LayerProblem) {
    typeName = arguments.layer
    filters = try arguments.int("filters")
    window = try arguments.convolutionWindow(dimensions: dimensions)
    depthMultiplier = try arguments.int("depth_multiplier")
    dataFormat = try arguments.dataFormat()
    activation = try arguments.activation()
    useBias = try arguments.bool("use_bias")
    depthwiseInitializer = try arguments.initializer("depthwise_initializer")
    pointwiseInitializer = try arguments.initializer("pointwise_initializer")
    biasInitializer = try arguments.initializer("bias_initializer")
  }

  package var operation: Operation { .separableConvolution(self) }

  package func outputChannels(of input: ImageShape) -> Int? { filters }

  package func weights(for inputs: [Shape]) throws(LayerProblem) -> [WeightSpecification] {
    let channels = try image(inputs[0]).knownChannels(for: typeName)
    let middle = try product(channels, depthMultiplier, of: typeName)
    let pixel = window.size.map { _ in 1 }
    return [
      WeightSpecification("depthwise_kernel", window.size + [channels, depthMultiplier], depthwiseInitializer),
      WeightSpecification("pointwise_kernel", pixel + [middle, filters], pointwiseInitializer),
    ] + (useBias ? [WeightSpecification("bias", [filters], biasInitializer)] : [])
  }

  /// At every output pixel, each channel between takes one window, and each filter takes all channels between.
  package func multiplyAdds(inputs: [Shape], output: Shape) -> Int? {
    guard let channels = (try? image(inputs[0]))?.channels, let pixels = (try? image(output))?.pixels,
      let area = window.area
    else { return nil }
    return Shape.product([pixels, channels, depthMultiplier, area.addingSaturated(filters)])
  }
}
