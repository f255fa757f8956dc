// Concatenate and Dot: tensors laid side by side, or multiplied along an axis (keras/src/layers/merging).

import Tensors

package struct Concatenate: LayerDefinition {
  static let layerType = LayerType(
    LayerSignature(
      "Concatenate", "Lays tensors side by side along an axis.",
      [.optional("axis", .int(-1), "The axis along which they are joined.")]), Concatenate.init)

  package let axis: Int

  private init(_ arguments: LayerArguments) throws(LayerProblem) { axis = try arguments.axis() }

  package var typeName: String { "Concatenate" }
  package var operation: Operation { .concatenate(self) }
  package var inputCount: ClosedRange<Int> { 1...Int.max }

  /// The first input's sizes, but along the axis the sum; unknown sizes match anything.
  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    guard let index = inputs[0].index(ofAxis: axis) else { throw .axis(axis, of: typeName, shape: inputs[0]) }
    var common = inputs[0]
    for (number, shape) in inputs.enumerated().dropFirst() {
      guard shape.rank == common.rank else { throw .unequalRanks(inputs[0], shape, layer: typeName) }
      for other in common.dimensions.indices where other != index {
        if let size = common[other], let next = shape[other], size != next {
          throw .unequalSides(common, shape, along: index, index: number)
        }
        common[other] = common[other] ?? shape[other]
      }
    }
    var output = inputs[0]
    let sizes = inputs.map { $0[index] }
    output[index] = sizes.contains(nil) ? nil : try sum(sizes.compactMap(\.self), of: typeName)
    return output
  }
}

/// The sums of products along one axis of each of two tensors.
package struct Dot: LayerDefinition {
  static let layerType = LayerType(
    LayerSignature(
      "Dot", "Sums the products of two tensors along an axis of each.",
      [
        .required("axes", "The axis in both, or one in each."),
        .optional("normalize", .bool(false), "Whether vectors are made unit length first: the cosine between them."),
      ]), Dot.init)

  /// One for both, or one for each.
  package let axes: [Int]
  package let normalize: Bool

  private init(_ arguments: LayerArguments) throws(LayerProblem) {
    if case .sequence(let items) = arguments["axes"] {
      axes = try arguments.axes("axes", .valueError)
      if items.count != 2 {
        throw .argument("axes", of: arguments.layer, expected: "an axis or two", got: arguments["axes"])
      }
    } else {
      axes = [try arguments.axis("axes")]
    }
    normalize = try arguments.bool("normalize")
  }

  package var typeName: String { "Dot" }
  package var operation: Operation { .dot(self) }
  package var inputCount: ClosedRange<Int> { 2...2 }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    let indices = try indices(in: inputs)
    if inputs[0][indices[0]] != inputs[1][indices[1]] {
      throw .dotSizes(inputs, axes: indices)
    }
    var sizes = inputs[0].dimensions
    var others = inputs[1].dimensions
    sizes.remove(at: indices[0])
    others.remove(at: indices[1])
    sizes += others.dropFirst()
    return Shape(sizes.count == 1 ? sizes + [1] : sizes)
  }

  /// Each output value is a sum over the axis.
  package func cost(inputs: [Shape], output: Shape) -> Formula {
    let axis = (try? indices(in: inputs)).flatMap { inputs[0][$0[0]] }
    return .product([.size(output.elementsPerImage, "values"), .size(axis, "axis")])
  }

  package func reach(inputs: [Shape], output: Shape) -> Reach { .whole(axes: nil) }

  private func indices(in inputs: [Shape]) throws(LayerProblem) -> [Int] {
    var indices: [Int] = []
    for (shape, axis) in zip(inputs, [axes[0], axes.last ?? axes[0]]) {
      guard shape.rank > 1, let index = shape.index(ofAxis: axis) else {
        throw .axis(axis, of: typeName, shape: shape, argument: "axes")
      }
      if index == 0 { throw .dotBatch(shape) }
      indices.append(index)
    }
    return indices
  }
}

extension LayerProblem {
  fileprivate static func dotSizes(_ inputs: [Shape], axes: [Int]) -> LayerProblem {
    LayerProblem(
      "shape-mismatch",
      "Dot needs equal sizes along its axes, but axis \(axes[0]) of \(inputs[0]) and axis \(axes[1]) of \(inputs[1]) "
        + "differ",
      argument: "axes")
  }

  fileprivate static func dotBatch(_ shape: Shape) -> LayerProblem {
    LayerProblem("axis", "Dot cannot sum along the batch, axis 0 of \(shape)", argument: "axes")
  }
}
