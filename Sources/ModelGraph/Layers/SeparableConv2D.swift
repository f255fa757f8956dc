// SeparableConv2D: a depthwise convolution, then a 1×1 one (keras/src/layers/convolutional/separable_conv2d.py).

import Tensors

package struct SeparableConv2D: LayerDefinition {
  package static let signature = LayerSignature(
    "SeparableConv2D", aliases: ["SeparableConvolution2D"],
    "A depthwise convolution without bias, then a 1×1 convolution that mixes the channels.",
    [
      .required("filters", "The number of output channels."),
      .required("kernel_size", "Height and width of the depthwise window."),
      .strides, .padding, .dataFormat, .dilationRate,
      .optional("depth_multiplier", .int(1), "The number of depthwise channels for each input channel."),
    ], .activationAndBias,
    [
      .initializer("depthwise_initializer", "glorot_uniform", "How the depthwise kernel starts."),
      .initializer("pointwise_initializer", "glorot_uniform", "How the 1×1 kernel starts."),
      .initializer("bias_initializer", "zeros", "How the bias starts."),
      .ignored("depthwise_regularizer"), .ignored("pointwise_regularizer"), .ignored("bias_regularizer"),
      .ignored("activity_regularizer"), .ignored("depthwise_constraint"), .ignored("pointwise_constraint"),
      .ignored("bias_constraint"),
    ])

  package let filters: Int
  package let window: Window
  package let depthMultiplier: Int
  package let dataFormat: DataFormat
  package let activation: Activation
  package let useBias: Bool
  package let depthwiseInitializer: Initializer
  package let pointwiseInitializer: Initializer
  package let biasInitializer: Initializer

  package init(_ arguments: LayerArguments) throws(LayerProblem) {
    filters = try arguments.int("filters")
    window = try arguments.convolutionWindow()
    depthMultiplier = try arguments.int("depth_multiplier")
    dataFormat = try arguments.dataFormat()
    activation = try arguments.activation()
    useBias = try arguments.bool("use_bias")
    depthwiseInitializer = try arguments.initializer("depthwise_initializer")
    pointwiseInitializer = try arguments.initializer("pointwise_initializer")
    biasInitializer = try arguments.initializer("bias_initializer")
  }

  package var operation: Operation { .separableConv2D(self) }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    let input = try ImageShape(inputs[0], format: dataFormat, layer: Self.name)
    var image = try input.sliding(window, layer: Self.name, argument: "kernel_size")
    image.channels = filters
    return image.shape
  }

  package func weights(for inputs: [Shape]) throws(LayerProblem) -> [WeightSpecification] {
    let channels = try ImageShape(inputs[0], format: dataFormat, layer: Self.name).knownChannels(for: Self.name)
    let middle = try product(channels, depthMultiplier, of: Self.name)
    let depthwise = [window.size.height, window.size.width, channels, depthMultiplier]
    return [
      WeightSpecification("depthwise_kernel", depthwise, depthwiseInitializer),
      WeightSpecification("pointwise_kernel", [1, 1, middle, filters], pointwiseInitializer),
    ] + (useBias ? [WeightSpecification("bias", [filters], biasInitializer)] : [])
  }

  /// At every output pixel, each channel between takes one window, and each filter takes all channels between.
  package func multiplyAdds(inputs: [Shape], output: Shape) -> Int? {
    guard let input = try? ImageShape(inputs[0], format: dataFormat, layer: Self.name),
      let image = try? ImageShape(output, format: dataFormat, layer: Self.name),
      let window = Shape.product([window.size.height, window.size.width])
    else { return nil }
    return Shape.product([image.pixels, input.channels, depthMultiplier, window.addingSaturated(filters)])
  }
}
