// Conv2D: a learned window over all channels of a group (keras/src/layers/convolutional/conv2d.py).

import Tensors

package struct Conv2D: LayerDefinition {
  package static let signature = LayerSignature(
    "Conv2D", aliases: ["Convolution2D"],
    "Slides filters over an image; each sees all channels of its group.",
    [
      .required("filters", "The number of output channels."),
      .required("kernel_size", "Height and width of the window."),
      .strides, .padding, .dataFormat, .dilationRate,
      .optional("groups", .int(1), "The channels are split into this many groups, each with its own filters."),
    ], .activationAndBias, .kernelInitialization)

  package let filters: Int
  package let window: Window
  package let dataFormat: DataFormat
  package let groups: Int
  package let activation: Activation
  package let useBias: Bool
  package let kernelInitializer: Initializer
  package let biasInitializer: Initializer

  package init(_ arguments: LayerArguments) throws(LayerProblem) {
    filters = try arguments.int("filters")
    window = try arguments.convolutionWindow()
    dataFormat = try arguments.dataFormat()
    groups = try arguments.int("groups")
    activation = try arguments.activation()
    useBias = try arguments.bool("use_bias")
    kernelInitializer = try arguments.initializer("kernel_initializer")
    biasInitializer = try arguments.initializer("bias_initializer")
    if filters % groups != 0 { throw .filtersByGroups(filters: filters, groups: groups) }
    if max(window.strides.height, window.strides.width) > 1, max(window.dilation.height, window.dilation.width) > 1 {
      throw .stridesAndDilation
    }
  }

  package var operation: Operation { .conv2D(self) }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    let input = try ImageShape(inputs[0], format: dataFormat, layer: Self.name)
    var image = try input.sliding(window, layer: Self.name, argument: "kernel_size")
    image.channels = filters
    return image.shape
  }

  package func weights(for inputs: [Shape]) throws(LayerProblem) -> [WeightSpecification] {
    let channels = try ImageShape(inputs[0], format: dataFormat, layer: Self.name).knownChannels(for: Self.name)
    if channels % groups != 0 { throw .groups(groups, channels: channels, of: Self.name) }
    let kernel = [window.size.height, window.size.width, channels / groups, filters]
    return [WeightSpecification("kernel", kernel, kernelInitializer)]
      + (useBias ? [WeightSpecification("bias", [filters], biasInitializer)] : [])
  }

  /// Every output pixel and channel takes one window over the channels of its group.
  package func multiplyAdds(inputs: [Shape], output: Shape) -> Int? {
    guard let input = try? ImageShape(inputs[0], format: dataFormat, layer: Self.name), let channels = input.channels
    else { return nil }
    return Shape.product([output.elementsPerImage, window.size.height, window.size.width, channels / groups])
  }
}

extension LayerProblem {
  static func filtersByGroups(filters: Int, groups: Int) -> LayerProblem {
    LayerProblem("groups", "Conv2D: groups=\(groups) does not divide filters=\(filters)", argument: "groups")
  }

  static func groups(_ groups: Int, channels: Int, of layer: String) -> LayerProblem {
    LayerProblem(
      "groups", "\(layer): groups=\(groups) does not divide the input's \(channels) channels", argument: "groups")
  }

  static let stridesAndDilation = LayerProblem(
    "strides-and-dilation", "Conv2D: strides and dilation_rate cannot both be larger than 1",
    argument: "dilation_rate")
}
