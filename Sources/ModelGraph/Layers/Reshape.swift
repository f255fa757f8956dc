// Reshape: the same values under other sizes (keras/src/layers/reshaping/reshape.py).

import Tensors

package struct Reshape: LayerDefinition {
  package static let signature = LayerSignature(
    "Reshape", "Gives the same values another shape.",
    [.required("target_shape", "The new sizes without the batch; one may be -1, which takes the rest.")])

  /// The sizes without the batch: -1 is whatever remains, nil is unknown until run time.
  package let targetShape: [Int?]

  package init(_ arguments: LayerArguments) throws(LayerProblem) {
    let value = arguments["target_shape"]
    guard case .sequence(let items) = value else {
      throw .argument(
        "target_shape", of: Self.name, expected: "a tuple of sizes", got: value, exception: .typeError)
    }
    var sizes: [Int?] = []
    for item in items {
      switch item {
      case .null: sizes.append(nil)
      case .int(let size) where size == -1 || size > 0: sizes.append(size)
      default:
        throw .argument("target_shape", of: Self.name, expected: "positive sizes, one of which may be -1", got: value)
      }
    }
    if sizes.count(where: { $0 == -1 }) > 1 {
      throw .argument("target_shape", of: Self.name, expected: "sizes with at most one -1", got: value)
    }
    targetShape = sizes
  }

  package var operation: Operation { .reshape(self) }

  /// Keras' `compute_reshape_output_shape` (keras/src/ops/operation_utils.py): a -1 stays unknown where anything is.
  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    guard let batch = inputs[0].dimensions.first else {
      throw .rank(layer: Self.name, expected: "a batch", got: inputs[0])
    }
    let elements = try inputs[0].checkedElements(of: Self.name)
    let known = targetShape.filter { $0 != -1 }
    guard let elements, !known.contains(nil) else {
      return Shape([batch] + targetShape.map { $0 == -1 ? nil : $0 })
    }
    let hasRest = known.count < targetShape.count
    guard let size = Shape.product(known), hasRest ? elements.isMultiple(of: size) : elements == size else {
      throw .reshape(inputs[0], to: targetShape, elements: elements, needed: Shape.product(known), hasRest: hasRest)
    }
    return Shape([batch] + targetShape.map { $0 == -1 ? elements / size : $0 })
  }
}

extension LayerProblem {
  static func reshape(
    _ input: Shape, to target: [Int?], elements: Int, needed: Int?, hasRest: Bool
  ) -> LayerProblem {
    let needed = needed.map(String.init) ?? "more than 64 bits can count"
    return LayerProblem(
      "reshape",
      "Reshape: an input of \(input.display) has \(elements) elements, but \(Shape(target)) "
        + (hasRest ? "needs a multiple of \(needed)" : "needs \(needed)"),
      argument: "target_shape")
  }
}
