// Shapes of products of tensors.

import Tensors

extension ShapeRule {
  private var second: Shape { operands.count > 1 ? operands[1] : [] }

  /// `compute_matmul_output_shape` (keras/src/ops/operation_utils.py), after transposing the last two axes.
  func matmul(transposesLeft: Bool, transposesRight: Bool) throws(LayerProblem) -> Shape {
    func matrices(_ shape: Shape, _ isTransposed: Bool) -> Shape {
      guard isTransposed, shape.rank > 1 else { return shape }
      return Shape(shape.dimensions.dropLast(2) + shape.dimensions.suffix(2).reversed())
    }
    var (left, right) = (matrices(first, transposesLeft), matrices(second, transposesRight))
    guard left.rank > 0, right.rank > 0 else { throw .scalarProduct(in: name) }
    let (isRow, isColumn) = (left.rank == 1, right.rank == 1)
    if isRow { left = Shape([1] + left.dimensions) }
    if isColumn { right = Shape(right.dimensions + [1]) }
    try require(left[left.rank - 1], equals: right[right.rank - 2])
    let leading = try broadcast(Shape(Array(left.dimensions.dropLast(2))), Shape(Array(right.dimensions.dropLast(2))))
    return Shape(
      leading.dimensions + (isRow ? [] : [left[left.rank - 2]]) + (isColumn ? [] : [right[right.rank - 1]]))
  }

  /// The last axis of the first with the last but one of the second, as numpy's `dot`.
  func dot() throws(LayerProblem) -> Shape {
    if first.rank == 0 || second.rank == 0 { return try broadcast() }
    let axis = max(second.rank - 2, 0)
    try require(first[first.rank - 1], equals: second[axis])
    var others = second.dimensions
    others.remove(at: axis)
    return Shape(first.dimensions.dropLast() + others)
  }

  /// Keras 2's `batch_dot` (keras/src/legacy/backend.py): the batch is common, one axis of each is summed over.
  func batchDot(_ leftAxis: Int, _ rightAxis: Int) throws(LayerProblem) -> Shape {
    guard first.rank >= 2, second.rank >= 2 else {
      throw .operationRank(name, needs: "batches of rank 2 or more", got: first.rank < 2 ? first : second)
    }
    let left = try index(of: leftAxis)
    let right = try index(of: rightAxis, rank: second.rank)
    guard left > 0, right > 0 else { throw .batchAxis(in: name) }
    try require(first[left], equals: second[right])
    try require(first[0], equals: second[0])
    func others(_ shape: Shape, _ axis: Int) -> [Int?] {
      shape.dimensions.indices.filter { $0 != 0 && $0 != axis }.map { shape[$0] }
    }
    let sizes = [first[0] ?? second[0]] + others(first, left) + others(second, right)
    return Shape(sizes.count == 1 ? sizes + [1] : sizes)
  }

  func tensordot(_ leftAxes: [Int], _ rightAxes: [Int]) throws(LayerProblem) -> Shape {
    let left = try indices(of: leftAxes)
    let right = try indices(of: rightAxes, rank: second.rank)
    for (one, other) in zip(left, right) { try require(first[one], equals: second[other]) }
    return Shape(
      first.dimensions.indices.filter { !left.contains($0) }.map { first[$0] }
        + second.dimensions.indices.filter { !right.contains($0) }.map { second[$0] })
  }

  private func require(_ left: Int?, equals right: Int?) throws(LayerProblem) {
    if let left, let right, left != right { throw .innerSizes(first, second, left, right, in: name) }
  }
}

// MARK: - Einsum

/// The axes of a sum of products, a letter for each; `*` stands for those of an ellipsis.
package struct Einsum: Hashable, Sendable {
  package let inputs: [[Character]]
  package let output: [Character]

  /// Nil where the text is no subscripts.
  package init?(_ text: String) {
    let text = text.filter { $0 != " " }.replacing("...", with: "*")
    let sides = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    inputs = sides[0].split(separator: ",", omittingEmptySubsequences: false).map(Array.init)
    if sides.count == 2 {
      guard sides[1].first == ">" else { return nil }
      output = Array(sides[1].dropFirst())
    } else {
      let letters = inputs.flatMap { $0 }
      let single = letters.filter { letter in letter != "*" && letters.count { $0 == letter } == 1 }.sorted()
      output = (letters.contains("*") ? ["*"] : []) + single
    }
    let all = inputs + [output]
    guard all.allSatisfy({ $0.allSatisfy { $0.isLetter || $0 == "*" } && $0.count { $0 == "*" } <= 1 }),
      Set(output).isSubset(of: Set(inputs.flatMap { $0 })), Set(output).count == output.count
    else { return nil }
  }

  func outputShape(for operands: [Shape], name: String) throws(LayerProblem) -> Shape {
    let (sizes, ellipsis) = try axes(of: operands, name: name)
    return Shape(
      output.flatMap { letter -> [Int?] in letter == "*" ? ellipsis.dimensions : [sizes[letter] ?? nil] })
  }

  /// How many products are summed for each value of the output; nil where it is unknown.
  func contracted(_ operands: [Shape]) -> Int? {
    guard let (sizes, _) = try? axes(of: operands, name: "") else { return nil }
    return Shape.product(sizes.filter { !output.contains($0.key) }.map(\.value))
  }

  private func axes(
    of operands: [Shape], name: String
  ) throws(LayerProblem) -> (sizes: [Character: Int?], ellipsis: Shape) {
    guard operands.count == inputs.count else { throw .einsumOperands(inputs.count, got: operands.count) }
    var sizes: [Character: Int?] = [:]
    var ellipsis: Shape = []
    for (letters, shape) in zip(inputs, operands) {
      let letterCount = letters.count { $0 != "*" }
      let hidden = shape.rank - letterCount
      guard letters.contains("*") ? hidden >= 0 : hidden == 0 else {
        throw .einsumRank(String(letters), shape)
      }
      var rest = shape.dimensions[...]
      for letter in letters {
        if letter == "*" {
          let taken = Shape(Array(rest.prefix(hidden)))
          rest = rest.dropFirst(hidden)
          ellipsis = try ShapeRule([ellipsis, taken], name: name).broadcast()
          continue
        }
        let size = rest.removeFirst()
        if let known = sizes[letter] ?? nil, let size, known != size, known != 1, size != 1 {
          throw .einsumSizes(letter, known, size)
        }
        if (sizes[letter] ?? nil) == nil || sizes[letter] == 1 { sizes[letter] = .some(size) }
      }
    }
    return (sizes, ellipsis)
  }
}
