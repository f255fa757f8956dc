// Conv1D and Conv2D: a learned window over all channels of a group (keras/src/layers/convolutional/base_conv.py).

import Tensors

package struct Convolution: WindowLayer, ConvolutionLayer {
  static let types = [layerType(dimensions: 1), layerType(dimensions: 2)]

  private static func layerType(dimensions: Int) -> LayerType {
    LayerType(
      LayerSignature(
        "Conv\(dimensions)D", aliases: ["Convolution\(dimensions)D"],
        "Slides filters over \(ImageShape.noun(dimensions)); each sees all channels of its group.",
        [
          .filters, .kernelSize(dimensions), .strides(dimensions), dimensions == 1 ? .causalPadding : .padding,
          .dataFormat, .dilationRate(dimensions),
          .optional("groups", .int(1), "The channels are split into this many groups, each with its own filters."),
        ], .activationAndBias, .initialization(of: ["kernel", "bias"]))
    ) { (arguments) throws(LayerProblem) in try Convolution(arguments, dimensions: dimensions) }
  }

  package let filters: Int
  package var settings: ConvolutionSettings
  package let groups: Int
  package let kernelInitializer: Initializer

  private init(_ arguments: LayerArguments, dimensions: Int) throws(LayerProblem) {
    filters = try arguments.int("filters")
    settings = try ConvolutionSettings(arguments, dimensions: dimensions)
    groups = try arguments.int("groups")
    kernelInitializer = try arguments.initializer("kernel_initializer")
    if filters % groups != 0 { throw .filtersByGroups(filters: filters, groups: groups, of: typeName) }
    try window.checkStridesAndDilation(of: typeName)
  }

  package var operation: Operation { .convolution(self) }
  package var outputName: String { "filters" }

  package func outputChannels(of input: ImageShape) -> Int? { filters }

  package func weights(for inputs: [Shape]) throws(LayerProblem) -> [WeightSpecification] {
    let channels = try image(inputs[0]).knownChannels(for: typeName)
    if channels % groups != 0 { throw .groups(groups, channels: channels, of: typeName) }
    return [WeightSpecification("kernel", window.size + [channels / groups, filters], kernelInitializer)]
      + settings.bias(filters)
  }

  /// Every output pixel and channel takes one window over the channels of its group.
  package func cost(inputs: [Shape], output: Shape) -> Formula {
    let channels = (try? image(inputs[0]))?.channels
    return .product([
      .sizes((try? image(output))?.sizes ?? [nil], "pixels"), .size(filters, "filters"), .sizes(window.size, "window"),
      .size(channels.map { $0 / groups }, groups > 1 ? "channels of a group" : "channels"),
    ])
  }
}

extension Window {
  /// Keras has no convolution that strides and dilates at once.
  func checkStridesAndDilation(of layer: String) throws(LayerProblem) {
    if strides.contains(where: { $0 > 1 }), dilation.contains(where: { $0 > 1 }) {
      throw .stridesAndDilation(of: layer)
    }
  }
}

extension LayerProblem {
  fileprivate static func filtersByGroups(filters: Int, groups: Int, of layer: String) -> LayerProblem {
    let above = (filters / groups + 1).multipliedReportingOverflow(by: groups)
    let fix = above.overflow ? "" : "; filters=\(above.partialValue) would do"
    let problem = LayerProblem(
      "groups", "\(layer): groups=\(groups) does not divide filters=\(filters)\(fix)", argument: "groups")
    return above.overflow ? problem : problem.mended(by: "filters", above.partialValue)
  }

  static func groups(_ groups: Int, channels: Int, of layer: String) -> LayerProblem {
    let divisor = (1...min(groups, channels, 1024)).last { channels.isMultiple(of: $0) } ?? 1
    return LayerProblem(
      "groups",
      "\(layer): groups=\(groups) does not divide the input's \(channels) channels; groups=\(divisor) would",
      argument: "groups"
    ).mended(by: "groups", divisor)
  }

  fileprivate static func stridesAndDilation(of layer: String) -> LayerProblem {
    LayerProblem(
      "strides-and-dilation",
      "\(layer): strides and dilation_rate cannot both be larger than 1; leave one of them at 1",
      argument: "dilation_rate")
  }
}
