// Identity: hands its input on (keras/src/layers/core/identity.py).

import Tensors

package struct Identity: LayerDefinition {
  package static let signature = LayerSignature("Identity", "Hands its input on unchanged.", [])

  package init() {}
  package init(_ arguments: LayerArguments) throws(LayerProblem) {}

  package var operation: Operation { .identity(self) }
  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape { inputs[0] }
}
