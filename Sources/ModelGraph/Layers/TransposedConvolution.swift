// Conv1DTranspose and Conv2DTranspose: a convolution's gradient, which enlarges an image
// (keras/src/layers/convolutional/base_conv_transpose.py).

import Tensors

package struct TransposedConvolution: ConvolutionLayer {
  static let types = [layerType(dimensions: 1), layerType(dimensions: 2)]

  private static func layerType(dimensions: Int) -> LayerType {
    LayerType(
      LayerSignature(
        "Conv\(dimensions)DTranspose", aliases: ["Convolution\(dimensions)DTranspose"],
        "Lays a filter's pattern down at each place of \(ImageShape.noun(dimensions)), which enlarges it.",
        [
          .filters, .kernelSize(dimensions), .strides(dimensions), .padding,
          .optional("output_padding", .null, "How much longer the output is; by default as the padding asks."),
          .dataFormat, .dilationRate(dimensions),
        ], .activationAndBias, .initialization(of: ["kernel", "bias"]))
    ) { (arguments) throws(LayerProblem) in try TransposedConvolution(arguments, dimensions: dimensions) }
  }

  package let filters: Int
  package var settings: ConvolutionSettings
  /// Along each axis; nil where the padding alone decides.
  package let outputPadding: [Int]?
  package let kernelInitializer: Initializer

  private init(_ arguments: LayerArguments, dimensions: Int) throws(LayerProblem) {
    filters = try arguments.int("filters")
    settings = try ConvolutionSettings(arguments, dimensions: dimensions)
    outputPadding =
      arguments["output_padding"] == .null
      ? nil : try arguments.sizes("output_padding", count: dimensions, atLeast: 0)
    kernelInitializer = try arguments.initializer("kernel_initializer")
    if let outputPadding, zip(outputPadding, window.strides).contains(where: { $0 >= $1 }) {
      throw .outputPadding(arguments["output_padding"], strides: arguments["strides"], of: typeName)
    }
    try window.checkStridesAndDilation(of: typeName)
  }

  package var operation: Operation { .transposedConvolution(self) }

  private func image(_ shape: Shape) throws(LayerProblem) -> ImageShape {
    try ImageShape(shape, dimensions: window.axes.count, format: dataFormat, layer: typeName)
  }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    var output = try image(inputs[0])
    for (index, axis) in window.axes.enumerated() {
      guard let size = output.sizes[index] else { continue }
      guard let enlarged = axis.transposedSize(size, outputPadding: outputPadding?[index]), enlarged < .max else {
        throw .tooLarge(layer: typeName, "an image of \(inputs[0].display), enlarged,")
      }
      if enlarged < 1 { throw .nothingLeft(of: inputs[0], layer: typeName, argument: "output_padding") }
      output.sizes[index] = enlarged
    }
    output.channels = filters
    return output.shape
  }

  package func weights(for inputs: [Shape]) throws(LayerProblem) -> [WeightSpecification] {
    guard let channels = try image(inputs[0]).channels else {
      throw .unknownSizes(layer: typeName, got: inputs[0], axis: "channels")
    }
    return [WeightSpecification("kernel", window.size + [filters, channels], kernelInitializer)]
      + settings.bias(filters)
  }

  /// Every input pixel and channel lays down one window for each filter.
  package func cost(inputs: [Shape], output: Shape) -> Formula {
    let input = try? image(inputs[0])
    return .product([
      .sizes(input?.sizes ?? [nil], "input pixels"), .size(input?.channels, "channels"), .size(filters, "filters"),
      .sizes(window.size, "window"),
    ])
  }

  /// The windows that lie over an output pixel are a stride apart.
  package func reach(inputs: [Shape], output: Shape) -> Reach {
    .window(
      window.axes.map { Reach.Step(extent: ($0.extent - 1) / $0.stride + 1, stride: 1 / Double($0.stride)) })
  }
}

extension Window.Axis {
  /// Keras' `_get_output_shape_given_tf_padding`; nil where it overflows.
  fileprivate func transposedSize(_ input: Int, outputPadding: Int?) -> Int? {
    let extra: Int
    switch (padding, outputPadding) {
    case (.same, nil): return Shape.product([input, stride])
    case (.same, let outputPadding?): extra = extent % 2 + outputPadding
    case (_, let outputPadding):
      let (sum, overflow) = extent.addingReportingOverflow(outputPadding ?? max(0, stride - extent))
      if overflow { return nil }
      extra = sum
    }
    return Shape.product([input - 1, stride]).map { $0.addingSaturated(extra) }
  }
}

extension LayerProblem {
  fileprivate static func outputPadding(
    _ padding: ArgumentValue, strides: ArgumentValue, of layer: String
  ) -> LayerProblem {
    LayerProblem(
      "argument-value",
      "\(layer): output_padding must be less than strides along each axis, and \(padding.description) is not less than "
        + strides.description,
      argument: "output_padding")
  }

  /// A layer that would leave no pixels of an image.
  static func nothingLeft(of input: Shape, layer: String, argument: String) -> LayerProblem {
    LayerProblem("empty-image", "\(layer) leaves nothing of an image of \(input.display)", argument: argument)
  }
}
