// DepthwiseConv1D and DepthwiseConv2D: a learned window over each channel by itself
// (keras/src/layers/convolutional/base_depthwise_conv.py).

import Tensors

package struct DepthwiseConvolution: WindowLayer, ConvolutionLayer {
  static let types = [layerType(dimensions: 1), layerType(dimensions: 2)]

  private static func layerType(dimensions: Int) -> LayerType {
    LayerType(
      LayerSignature(
        "DepthwiseConv\(dimensions)D", "Slides filters over each channel by itself; channels do not mix.",
        [
          .kernelSize(dimensions), .strides(dimensions), .padding,
          .optional("depth_multiplier", .int(1), "The number of output channels for each input channel."),
          .dataFormat, .dilationRate(dimensions),
        ], .activationAndBias, .initialization(of: ["depthwise", "bias"]))
    ) { (arguments) throws(LayerProblem) in try DepthwiseConvolution(arguments, dimensions: dimensions) }
  }

  package var settings: ConvolutionSettings
  package let depthMultiplier: Int
  package let depthwiseInitializer: Initializer

  private init(_ arguments: LayerArguments, dimensions: Int) throws(LayerProblem) {
    settings = try ConvolutionSettings(arguments, dimensions: dimensions)
    depthMultiplier = try arguments.int("depth_multiplier")
    depthwiseInitializer = try arguments.initializer("depthwise_initializer")
  }

  package var operation: Operation { .depthwiseConvolution(self) }

  package func outputChannels(of input: ImageShape) throws(LayerProblem) -> Int? {
    try product(input.knownChannels(for: typeName), depthMultiplier, of: typeName)
  }

  package func weights(for inputs: [Shape]) throws(LayerProblem) -> [WeightSpecification] {
    let channels = try image(inputs[0]).knownChannels(for: typeName)
    let bias = try product(channels, depthMultiplier, of: typeName)
    return [WeightSpecification("kernel", window.size + [channels, depthMultiplier], depthwiseInitializer)]
      + settings.bias(bias)
  }

  /// Every output pixel and channel takes one window over one channel.
  package func cost(inputs: [Shape], output: Shape) -> Formula {
    let image = try? image(output)
    return .product([
      .sizes(image?.sizes ?? [nil], "pixels"), .size(image?.channels, "channels"), .sizes(window.size, "window"),
    ])
  }
}
