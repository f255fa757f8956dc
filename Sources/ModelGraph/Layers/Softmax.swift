// Softmax: exponentials that sum to one along axes (keras/src/layers/activations/softmax.py).

import Tensors

package struct Softmax: LayerDefinition {
  package static let signature = LayerSignature(
    "Softmax", "Makes positive numbers that sum to one along an axis.",
    [.optional("axis", .int(-1), "The axis, or several.")])

  /// The axes along which the outputs sum to one, counted from the end where negative.
  package let axes: [Int]

  package init(_ arguments: LayerArguments) throws(LayerProblem) {
    if case .sequence(let items) = arguments["axis"] {
      axes = items.compactMap { if case .int(let axis) = $0 { axis } else { nil } }
      if axes.isEmpty || axes.count != items.count {
        throw .argument("axis", of: Self.name, expected: "an integer or several", got: arguments["axis"])
      }
    } else {
      axes = [try arguments.axis()]
    }
  }

  package var operation: Operation { .softmax(self) }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    for axis in axes where inputs[0].index(ofAxis: axis) == nil {
      throw .axis(axis, of: Self.name, shape: inputs[0])
    }
    return inputs[0]
  }
}
