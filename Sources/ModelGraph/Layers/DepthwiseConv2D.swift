// DepthwiseConv2D: a learned window over each channel by itself (keras/src/layers/convolutional/depthwise_conv2d.py).

import Tensors

package struct DepthwiseConv2D: LayerDefinition {
  package static let signature = LayerSignature(
    "DepthwiseConv2D", "Slides filters over each channel by itself; channels do not mix.",
    [
      .required("kernel_size", "Height and width of the window."),
      .strides, .padding,
      .optional("depth_multiplier", .int(1), "The number of output channels for each input channel."),
      .dataFormat, .dilationRate,
    ], .activationAndBias,
    [
      .initializer("depthwise_initializer", "glorot_uniform", "How the kernel starts."),
      .initializer("bias_initializer", "zeros", "How the bias starts."),
      .ignored("depthwise_regularizer"), .ignored("bias_regularizer"), .ignored("activity_regularizer"),
      .ignored("depthwise_constraint"), .ignored("bias_constraint"),
    ])

  package let window: Window
  package let depthMultiplier: Int
  package let dataFormat: DataFormat
  package let activation: Activation
  package let useBias: Bool
  package let depthwiseInitializer: Initializer
  package let biasInitializer: Initializer

  package init(_ arguments: LayerArguments) throws(LayerProblem) {
    window = try arguments.convolutionWindow()
    depthMultiplier = try arguments.int("depth_multiplier")
    dataFormat = try arguments.dataFormat()
    activation = try arguments.activation()
    useBias = try arguments.bool("use_bias")
    depthwiseInitializer = try arguments.initializer("depthwise_initializer")
    biasInitializer = try arguments.initializer("bias_initializer")
  }

  package var operation: Operation { .depthwiseConv2D(self) }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    let input = try ImageShape(inputs[0], format: dataFormat, layer: Self.name)
    var image = try input.sliding(window, layer: Self.name, argument: "kernel_size")
    image.channels = try outputChannels(of: input)
    return image.shape
  }

  package func weights(for inputs: [Shape]) throws(LayerProblem) -> [WeightSpecification] {
    let input = try ImageShape(inputs[0], format: dataFormat, layer: Self.name)
    let kernel = [window.size.height, window.size.width, try input.knownChannels(for: Self.name), depthMultiplier]
    let bias = [try outputChannels(of: input)]
    return [WeightSpecification("kernel", kernel, depthwiseInitializer)]
      + (useBias ? [WeightSpecification("bias", bias, biasInitializer)] : [])
  }

  /// Every output pixel and channel takes one window over one channel.
  package func multiplyAdds(inputs: [Shape], output: Shape) -> Int? {
    Shape.product([output.elementsPerImage, window.size.height, window.size.width])
  }

  private func outputChannels(of input: ImageShape) throws(LayerProblem) -> Int {
    try product(input.knownChannels(for: Self.name), depthMultiplier, of: Self.name)
  }
}
