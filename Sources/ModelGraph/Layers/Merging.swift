// Layers that make one tensor of several, value by value: Add, Subtract, Multiply, Average, Maximum and Minimum
// (keras/src/layers/merging/base_merge.py).

import Tensors

package struct Merge: LayerDefinition {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case add = "Add"
    case subtract = "Subtract"
    case multiply = "Multiply"
    case average = "Average"
    case maximum = "Maximum"
    case minimum = "Minimum"

    fileprivate var summary: String {
      switch self {
      case .add: "Adds tensors of equal shapes."
      case .subtract: "Takes the second of two tensors from the first."
      case .multiply: "Multiplies tensors of equal shapes, value by value."
      case .average: "Takes the mean of tensors of equal shapes, value by value."
      case .maximum: "Takes the largest of each place of tensors of equal shapes."
      case .minimum: "Takes the least of each place of tensors of equal shapes."
      }
    }
  }

  static let types = Kind.allCases.map { kind in
    LayerType(LayerSignature(kind.rawValue, kind.summary, [])) { (_) throws(LayerProblem) in Merge(kind) }
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  package var typeName: String { kind.rawValue }
  package var operation: Operation { .merge(self) }
  package var inputCount: ClosedRange<Int> { kind == .subtract ? 2...2 : 1...Int.max }

  /// Sizes of one are repeated and missing axes are put after the batch, as `Merge.compute_output_shape` does.
  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    for shape in inputs where shape.rank == 0 { throw .rank(layer: typeName, expected: "batches", got: shape) }
    let batches = Set(inputs.compactMap { $0[0] })
    if batches.count > 1 { throw .batches(inputs, layer: typeName) }
    var sizes = Array(inputs[0].dimensions.dropFirst())
    for (index, shape) in inputs.enumerated().dropFirst() {
      let others = Array(shape.dimensions.dropFirst())
      guard let merged = Merge.broadcast(sizes, others) else {
        throw .unequalShapes(Shape([nil] + sizes), shape, index: index, layer: typeName)
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
