// Layers that normalise each image by its own values: LayerNormalization, GroupNormalization, RMSNormalization and
// UnitNormalization (keras/src/layers/normalization).

import Tensors

/// Along its axes: `gamma * (x - mean) / sqrt(variance + epsilon) + beta`.
package struct LayerNormalization: LayerDefinition {
  static let layerType = LayerType(
    LayerSignature(
      "LayerNormalization",
      "Gives each image's values along an axis mean 0 and variance 1, then scales and shifts them.",
      [
        .optional("axis", .int(-1), "The axis to normalise, or several."),
        .optional("epsilon", .float(0.001), "Added to the variance."),
      ], .shiftAndScale), LayerNormalization.init)

  package let axes: [Int]
  package let epsilon: Double
  package let shiftAndScale: ShiftAndScale

  private init(_ arguments: LayerArguments) throws(LayerProblem) {
    // Keras sorts them as they are written.
    axes = try arguments.axes().sorted()
    epsilon = try arguments.number("epsilon")
    shiftAndScale = try ShiftAndScale(arguments)
  }

  package var typeName: String { "LayerNormalization" }
  package var operation: Operation { .layerNormalization(self) }
  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape { inputs[0] }

  package func weights(for inputs: [Shape]) throws(LayerProblem) -> [WeightSpecification] {
    shiftAndScale.weights(try inputs[0].sizes(ofAxes: axes, for: typeName))
  }

  package func reach(inputs: [Shape], output: Shape) -> Reach { inputs[0].reach(alongAxes: axes) }
}

/// Along its axes: `scale * x / sqrt(mean of x² + epsilon)`.
package struct RMSNormalization: LayerDefinition {
  static let layerType = LayerType(
    LayerSignature(
      "RMSNormalization", "Divides each image's values along an axis by their root mean square, then scales them.",
      [
        .optional("axis", .int(-1), "The axis to normalise, or several."),
        .optional("epsilon", .float(1e-6), "Added to the mean square."),
      ]), RMSNormalization.init)

  package let axes: [Int]
  package let epsilon: Double

  private init(_ arguments: LayerArguments) throws(LayerProblem) {
    axes = try arguments.axes().sorted()
    epsilon = try arguments.number("epsilon")
  }

  package var typeName: String { "RMSNormalization" }
  package var operation: Operation { .rmsNormalization(self) }
  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape { inputs[0] }

  package func weights(for inputs: [Shape]) throws(LayerProblem) -> [WeightSpecification] {
    [WeightSpecification("scale", try inputs[0].sizes(ofAxes: axes, for: typeName), .ones)]
  }

  package func reach(inputs: [Shape], output: Shape) -> Reach { inputs[0].reach(alongAxes: axes) }
}

/// Along its axes: `x / max(sqrt(sum of x²), 1e-12)`.
package struct UnitNormalization: LayerDefinition {
  static let layerType = LayerType(
    LayerSignature(
      "UnitNormalization", "Gives each image's values along an axis the length 1.",
      [.optional("axis", .int(-1), "The axis to normalise, or several.")]), UnitNormalization.init)

  package let axes: [Int]

  private init(_ arguments: LayerArguments) throws(LayerProblem) { axes = try arguments.axes() }

  package var typeName: String { "UnitNormalization" }
  package var operation: Operation { .unitNormalization(self) }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    for axis in axes where inputs[0].index(ofAxis: axis) == nil {
      throw .axis(axis, of: typeName, shape: inputs[0], exception: .valueError)
    }
    return inputs[0]
  }

  package func reach(inputs: [Shape], output: Shape) -> Reach { inputs[0].reach(alongAxes: axes) }
}

/// Over each group of channels and all pixels: `gamma * (x - mean) / sqrt(variance + epsilon) + beta`.
package struct GroupNormalization: LayerDefinition {
  static let layerType = LayerType(
    LayerSignature(
      "GroupNormalization",
      "Gives each image's values in a group of channels mean 0 and variance 1, then scales and shifts each channel.",
      [
        .optional("groups", .int(32), "The number of groups; -1 makes each channel one."),
        .optional("axis", .int(-1), "The axis of the channels."),
        .optional("epsilon", .float(0.001), "Added to the variance."),
      ], .shiftAndScale), GroupNormalization.init)

  /// -1 for as many as there are channels.
  package let groups: Int
  package let axis: Int
  package let epsilon: Double
  package let shiftAndScale: ShiftAndScale

  private init(_ arguments: LayerArguments) throws(LayerProblem) {
    if arguments["groups"] == .int(-1) {
      groups = -1
    } else {
      groups = try arguments.int("groups", mistyped: .valueError)
    }
    axis = try arguments.axis()
    epsilon = try arguments.number("epsilon")
    shiftAndScale = try ShiftAndScale(arguments)
  }

  package var typeName: String { "GroupNormalization" }
  package var operation: Operation { .groupNormalization(self) }
  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape { inputs[0] }

  package func weights(for inputs: [Shape]) throws(LayerProblem) -> [WeightSpecification] {
    let channels = try inputs[0].size(ofAxis: axis, for: typeName)
    if groups > 0, channels % groups != 0 { throw .groups(groups, channels: channels, of: typeName) }
    return shiftAndScale.weights([channels])
  }

  /// A group's mean is the whole image's.
  package func reach(inputs: [Shape], output: Shape) -> Reach { .whole(axes: nil) }
}

extension Shape {
  fileprivate func sizes(ofAxes axes: [Int], for layer: String) throws(LayerProblem) -> [Int] {
    var sizes: [Int] = []
    for axis in axes { sizes.append(try size(ofAxis: axis, for: layer)) }
    return sizes
  }
}
