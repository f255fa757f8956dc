// LeakyReLU: a small slope below zero (keras/src/layers/activations/leaky_relu.py).

import Tensors

/// `x` where it is positive, else `negative_slope * x`.
package struct LeakyReLU: LayerDefinition {
  package static let signature = LayerSignature(
    "LeakyReLU", "Lets through what is positive, and a fraction of the rest.",
    [.optional("negative_slope", .float(0.3), "The slope below zero.")])

  package let negativeSlope: Double

  package init(_ arguments: LayerArguments) throws(LayerProblem) {
    negativeSlope = try arguments.nonNegative("negative_slope")
  }

  package var operation: Operation { .leakyReLU(self) }
  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape { inputs[0] }
}
