// Layers that give the same values another shape: Flatten, Reshape, Permute and RepeatVector
// (keras/src/layers/reshaping).

import Tensors

/// One axis of all values.
package struct Flatten: ImageLayer {
  static let layerType = LayerType(
    LayerSignature("Flatten", "Lays all values of an image in one row.", [.dataFormat]), Flatten.init)

  /// Channels first are moved to the end before flattening.
  package let dataFormat: DataFormat

  private init(_ arguments: LayerArguments) throws(LayerProblem) { dataFormat = try arguments.dataFormat() }

  package var typeName: String { "Flatten" }
  package var operation: Operation { .flatten(self) }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    guard let batch = inputs[0].dimensions.first else {
      throw .rank(layer: typeName, expected: "a batch", got: inputs[0])
    }
    return [batch, try inputs[0].checkedElements(of: typeName)]
  }

  package func reach(inputs: [Shape], output: Shape) -> Reach { inputs[0].reach(laidOutAs: output) }
}

package struct Reshape: LayerDefinition {
  static let layerType = LayerType(
    LayerSignature(
      "Reshape", "Gives the same values another shape.",
      [.required("target_shape", "The new sizes without the batch; one may be -1, which takes the rest.")]),
    Reshape.init)

  /// The sizes without the batch: -1 is whatever remains, nil is unknown until run time.
  package let targetShape: [Int?]

  private init(_ arguments: LayerArguments) throws(LayerProblem) {
    let value = arguments["target_shape"]
    guard case .sequence(let items) = value else {
      throw .argument(
        "target_shape", of: arguments.layer, expected: "a tuple of sizes", got: value, exception: .typeError)
    }
    var sizes: [Int?] = []
    for item in items {
      switch item {
      case .null: sizes.append(nil)
      case .int(let size) where size == -1 || size > 0: sizes.append(size)
      default:
        throw .argument(
          "target_shape", of: arguments.layer, expected: "positive sizes, one of which may be -1", got: value)
      }
    }
    if sizes.count(where: { $0 == -1 }) > 1 {
      throw .argument("target_shape", of: arguments.layer, expected: "sizes with at most one -1", got: value)
    }
    targetShape = sizes
  }

  package var typeName: String { "Reshape" }
  package var operation: Operation { .reshape(self) }

  /// Keras' `compute_reshape_output_shape` (keras/src/ops/operation_utils.py): a -1 stays unknown where anything is.
  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    guard let batch = inputs[0].dimensions.first else {
      throw .rank(layer: typeName, expected: "a batch", got: inputs[0])
    }
    let elements = try inputs[0].checkedElements(of: typeName)
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

  package func reach(inputs: [Shape], output: Shape) -> Reach { inputs[0].reach(laidOutAs: output) }
}

/// The axes in another order.
package struct Permute: LayerDefinition {
  static let layerType = LayerType(
    LayerSignature(
      "Permute", "Puts an image's axes in another order.",
      [.required("dims", "The order, counted from 1: (2, 1) swaps two axes. The batch stays first.")]), Permute.init)

  /// Counted from 1; the batch stays first.
  package let dims: [Int]

  private init(_ arguments: LayerArguments) throws(LayerProblem) {
    switch arguments["dims"] {
    case .sequence: dims = try arguments.axes("dims")
    case .string: throw .permutation(arguments["dims"])
    default:
      throw .argument(
        "dims", of: arguments.layer, expected: "a tuple of axes", got: arguments["dims"], exception: .typeError)
    }
    if dims.sorted() != Array(1..<(dims.count + 1)) { throw .permutation(arguments["dims"]) }
  }

  package var typeName: String { "Permute" }
  package var operation: Operation { .permute(self) }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    guard inputs[0].rank == dims.count + 1 else {
      throw .rank(
        layer: typeName, expected: "an input of rank \(dims.count + 1), for the \(dims.count) axes in dims",
        got: inputs[0])
    }
    return Shape([inputs[0][0]] + dims.map { inputs[0][$0] })
  }

  package func reach(inputs: [Shape], output: Shape) -> Reach { .ofAxes(inOrder: [0] + dims) }
}

package struct RepeatVector: LayerDefinition {
  static let layerType = LayerType(
    LayerSignature("RepeatVector", "Makes a sequence of one vector.", [.required("n", "How often it is repeated.")]),
    RepeatVector.init)

  package let count: Int

  private init(_ arguments: LayerArguments) throws(LayerProblem) { count = try arguments.wholeNumber("n") }

  package var typeName: String { "RepeatVector" }
  package var operation: Operation { .repeatVector(self) }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    guard inputs[0].rank == 2 else {
      throw .rank(layer: typeName, expected: "a batch of vectors, such as (None, 10)", got: inputs[0])
    }
    return [inputs[0][0], count, inputs[0][1]]
  }
}

extension LayerProblem {
  /// What a -1 in the last place would make of a shape that does not fit.
  private static func rest(of elements: Int, _ target: [Int?]) -> String {
    guard target.count > 1, let others = Shape.product(target.dropLast()), elements.isMultiple(of: others) else {
      return ""
    }
    return "; \(Shape(target.dropLast() + [-1])) takes what is left, \(elements / others)"
  }

  fileprivate static func reshape(
    _ input: Shape, to target: [Int?], elements: Int, needed: Int?, hasRest: Bool
  ) -> LayerProblem {
    let needed = needed.map(String.init) ?? "more than 64 bits can count"
    return LayerProblem(
      "reshape",
      "Reshape: an input of \(input.display) has \(elements) elements, but \(Shape(target)) "
        + (hasRest ? "needs a multiple of \(needed)" : "needs \(needed)\(rest(of: elements, target))"),
      argument: "target_shape")
  }

  fileprivate static func permutation(_ value: ArgumentValue) -> LayerProblem {
    LayerProblem(
      "permutation", "Permute: dims must name each axis from 1 on once, without the batch, not \(value.description)",
      argument: "dims")
  }
}
