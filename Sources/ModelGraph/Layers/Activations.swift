// The layers that are a function of each value, and Softmax (keras/src/layers/activations).

import Tensors

package struct ActivationLayer: LayerDefinition {
  static let layerType = LayerType(
    LayerSignature(
      "Activation", "Applies an activation function.",
      [.required("activation", choices: .activations, "Its name, or a function.")])
  ) { (arguments) throws(LayerProblem) in ActivationLayer(try arguments.activation()) }

  package let activation: Activation

  package init(_ activation: Activation) { self.activation = activation }

  package var typeName: String { "Activation" }
  package var operation: Operation { .activation(self) }
  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape { inputs[0] }
}

/// `min(x, max_value)` where `x >= threshold`, else `negative_slope * (x - threshold)`.
package struct ReLU: LayerDefinition {
  static let layerType = LayerType(
    LayerSignature(
      "ReLU", "Lets through what is positive.",
      [
        .optional("max_value", .null, "The largest output, if there is one."),
        .optional("negative_slope", .float(0), "The slope below the threshold."),
        .optional("threshold", .float(0), "What is below it is cut."),
      ]), ReLU.init)

  package let maxValue: Double?
  package let negativeSlope: Double
  package let threshold: Double

  private init(_ arguments: LayerArguments) throws(LayerProblem) {
    if case .null = arguments["max_value"] { maxValue = nil } else { maxValue = try arguments.nonNegative("max_value") }
    negativeSlope = try arguments.nonNegative("negative_slope")
    threshold = try arguments.nonNegative("threshold")
  }

  package var typeName: String { "ReLU" }
  package var operation: Operation { .reLU(self) }
  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape { inputs[0] }
}

/// `x` where it is positive, else `negative_slope * x`.
package struct LeakyReLU: LayerDefinition {
  static let layerType = LayerType(
    LayerSignature(
      "LeakyReLU", "Lets through what is positive, and a fraction of the rest.",
      [.optional("negative_slope", .float(0.3), "The slope below zero.")]), LeakyReLU.init)

  package let negativeSlope: Double

  private init(_ arguments: LayerArguments) throws(LayerProblem) {
    negativeSlope = try arguments.nonNegative("negative_slope")
  }

  package var typeName: String { "LeakyReLU" }
  package var operation: Operation { .leakyReLU(self) }
  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape { inputs[0] }
}

/// `x` where it is positive, else `alpha * (exp(x) - 1)`.
package struct ELU: LayerDefinition {
  static let layerType = LayerType(
    LayerSignature(
      "ELU", "Lets through what is positive; what is negative flattens out.",
      [.optional("alpha", .float(1), "The depth that large negative values come to.")]), ELU.init)

  package let alpha: Double

  private init(_ arguments: LayerArguments) throws(LayerProblem) { alpha = try arguments.number("alpha") }

  package var typeName: String { "ELU" }
  package var operation: Operation { .eLU(self) }
  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape { inputs[0] }
}

/// `x` where it is positive, else `alpha * x` with a learned alpha for each place, or one along shared axes.
package struct PReLU: LayerDefinition {
  static let layerType = LayerType(
    LayerSignature(
      "PReLU", "Lets through what is positive, and a learned fraction of the rest.",
      [
        .initializer("alpha_initializer", "Zeros", "How alpha starts."),
        .training("alpha_regularizer"), .training("alpha_constraint"),
        .optional("shared_axes", .null, "Axes along which alpha is one: [1, 2] shares it among an image's pixels."),
      ]), PReLU.init)

  package let alphaInitializer: Initializer
  /// Counted with the batch as axis 0.
  package let sharedAxes: [Int]

  private init(_ arguments: LayerArguments) throws(LayerProblem) {
    alphaInitializer = try arguments.initializer("alpha_initializer")
    sharedAxes = arguments["shared_axes"] == .null ? [] : try arguments.axes("shared_axes")
  }

  package var typeName: String { "PReLU" }
  package var operation: Operation { .pReLU(self) }
  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape { inputs[0] }

  package func weights(for inputs: [Shape]) throws(LayerProblem) -> [WeightSpecification] {
    var sizes = Shape(Array(inputs[0].dimensions.dropFirst()))
    for axis in sharedAxes {
      // As in Keras, which takes one from the axis before it counts from the end.
      guard axis > .min, let index = sizes.index(ofAxis: axis - 1) else {
        throw .axis(axis, of: typeName, shape: inputs[0], argument: "shared_axes")
      }
      sizes[index] = 1
    }
    guard let known = sizes.known else { throw .unknownAlpha(inputs[0]) }
    return [WeightSpecification("alpha", known, alphaInitializer)]
  }
}

/// Exponentials that sum to one along axes.
package struct Softmax: LayerDefinition {
  static let layerType = LayerType(
    LayerSignature(
      "Softmax", "Makes positive numbers that sum to one along an axis.",
      [.optional("axis", .int(-1), "The axis, or several.")]), Softmax.init)

  /// The axes along which the outputs sum to one, counted from the end where negative.
  package let axes: [Int]

  private init(_ arguments: LayerArguments) throws(LayerProblem) {
    axes = try arguments.axes()
    if axes.isEmpty { throw .argument("axis", of: typeName, expected: "an integer or several", got: arguments["axis"]) }
  }

  package var typeName: String { "Softmax" }
  package var operation: Operation { .softmax(self) }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    for axis in axes where inputs[0].index(ofAxis: axis) == nil {
      throw .axis(axis, of: typeName, shape: inputs[0])
    }
    return inputs[0]
  }

  package func reach(inputs: [Shape], output: Shape) -> Reach { inputs[0].reach(alongAxes: axes) }
}

extension LayerProblem {
  fileprivate static func unknownAlpha(_ shape: Shape) -> LayerProblem {
    LayerProblem(
      "unknown-size",
      "PReLU must know all sizes of its input, but it has shape \(shape); shared_axes=[1, 2] shares alpha among pixels",
      argument: "shared_axes")
  }
}
