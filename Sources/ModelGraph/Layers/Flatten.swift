// Flatten: one axis of all values (keras/src/layers/reshaping/flatten.py).

import Tensors

package struct Flatten: LayerDefinition {
  package static let signature = LayerSignature("Flatten", "Lays all values of an image in one row.", [.dataFormat])

  /// Channels first are moved to the end before flattening.
  package let dataFormat: DataFormat

  package init(_ arguments: LayerArguments) throws(LayerProblem) {
    dataFormat = try arguments.dataFormat()
  }

  package var operation: Operation { .flatten(self) }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    guard let batch = inputs[0].dimensions.first else {
      throw .rank(layer: Self.name, expected: "a batch", got: inputs[0])
    }
    return [batch, try inputs[0].checkedElements(of: Self.name)]
  }
}
