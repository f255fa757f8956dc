// Activation: a function applied to each value (keras/src/layers/activations/activation.py).

import Tensors

package struct ActivationLayer: LayerDefinition {
  package static let signature = LayerSignature(
    "Activation", "Applies an activation function.",
    [.required("activation", choices: Activation.allCases.map(\.rawValue), "Its name, or a function.")])

  package let activation: Activation

  package init(_ activation: Activation) { self.activation = activation }

  package init(_ arguments: LayerArguments) throws(LayerProblem) {
    activation = try arguments.activation()
  }

  package var operation: Operation { .activation(self) }
  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape { inputs[0] }
}
