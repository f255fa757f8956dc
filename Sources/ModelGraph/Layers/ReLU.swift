// ReLU: a rectifier with a ceiling, a slope below its threshold, and that threshold (keras/src/layers/activations/relu.py).

import Tensors

/// `min(x, max_value)` where `x >= threshold`, else `negative_slope * (x - threshold)`.
package struct ReLU: LayerDefinition {
  package static let signature = LayerSignature(
    "ReLU", "Lets through what is positive.",
    [
      .optional("max_value", .null, "The largest output, if there is one."),
      .optional("negative_slope", .float(0), "The slope below the threshold."),
      .optional("threshold", .float(0), "What is below it is cut."),
    ])

  package let maxValue: Double?
  package let negativeSlope: Double
  package let threshold: Double

  package init(_ arguments: LayerArguments) throws(LayerProblem) {
    if case .null = arguments["max_value"] { maxValue = nil } else { maxValue = try arguments.nonNegative("max_value") }
    negativeSlope = try arguments.nonNegative("negative_slope")
    threshold = try arguments.nonNegative("threshold")
  }

  package var operation: Operation { .reLU(self) }
  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape { inputs[0] }
}
