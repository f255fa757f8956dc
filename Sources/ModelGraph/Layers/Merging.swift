// Add and Concatenate: several tensors made one (keras/src/layers/merging).

import Tensors

package struct Add: LayerDefinition {
  package static let signature = LayerSignature("Add", "Adds tensors of equal shapes.", [])

  package init() {}
  package init(_ arguments: LayerArguments) throws(LayerProblem) {}

  package var operation: Operation { .add(self) }
  package var inputCount: ClosedRange<Int> { 1...Int.max }

  /// Sizes of one are repeated and missing axes are put after the batch, as `Merge.compute_output_shape` does.
  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    for shape in inputs where shape.rank == 0 { throw .rank(layer: Self.name, expected: "batches", got: shape) }
    let batches = Set(inputs.compactMap { $0[0] })
    if batches.count > 1 { throw .batches(inputs, layer: Self.name) }
    var sizes = Array(inputs[0].dimensions.dropFirst())
    for (index, shape) in inputs.enumerated().dropFirst() {
      let others = Array(shape.dimensions.dropFirst())
      guard let merged = Add.broadcast(sizes, others) else {
        throw .unequalShapes(Shape([nil] + sizes), shape, index: index)
      }
      sizes = merged
    }
    return Shape([batches.first] + sizes)
  }

  private static func broadcast(_ left: [Int?], _ right: [Int?]) -> [Int?]? {
    let (short, long) = left.count < right.count ? (left, right) : (right, left)
    var sizes = long
    for (index, size) in zip(long.indices.suffix(short.count), short) {
      switch (long[index], size) {
      case (nil, _), (_, nil): sizes[index] = nil
      case (1, let other): sizes[index] = other
      case (let other, 1): sizes[index] = other
      case (let one, let other): if one != other { return nil }
      }
    }
    return sizes
  }
}

package struct Concatenate: LayerDefinition {
  package static let signature = LayerSignature(
    "Concatenate", "Lays tensors side by side along an axis.",
    [.optional("axis", .int(-1), "The axis along which they are joined.")])

  package let axis: Int

  package init(_ arguments: LayerArguments) throws(LayerProblem) {
    axis = try arguments.axis()
  }

  package var operation: Operation { .concatenate(self) }
  package var inputCount: ClosedRange<Int> { 1...Int.max }

  /// The first input's sizes, but along the axis the sum; unknown sizes match anything.
  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    guard let index = inputs[0].index(ofAxis: axis) else { throw .axis(axis, of: Self.name, shape: inputs[0]) }
    var common = inputs[0]
    for (number, shape) in inputs.enumerated().dropFirst() {
      guard shape.rank == common.rank else { throw .unequalRanks(inputs[0], shape, layer: Self.name) }
      for other in common.dimensions.indices where other != index {
        if let size = common[other], let next = shape[other], size != next {
          throw .unequalSides(common, shape, along: index, index: number)
        }
        common[other] = common[other] ?? shape[other]
      }
    }
    var output = inputs[0]
    let sizes = inputs.map { $0[index] }
    output[index] = sizes.contains(nil) ? nil : try sum(sizes.compactMap(\.self), of: Self.name)
    return output
  }
}
