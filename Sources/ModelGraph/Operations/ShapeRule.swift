// Shapes of functions on tensors: broadcasting, and functions along axes. The rules are those of keras/src/ops.

import Tensors

/// The shapes that an operation works on, and its name for messages.
struct ShapeRule {
  let operands: [Shape]
  let name: String

  init(_ operands: [Shape], name: String) {
    self.operands = operands
    self.name = name
  }

  /// The shape of the first operand, of which there always is one.
  var first: Shape { operands.first ?? [] }

  // MARK: Axes

  /// The index of an axis that may count from the end.
  func index(of axis: Int, rank: Int? = nil) throws(LayerProblem) -> Int {
    let rank = rank ?? first.rank
    let index = axis < 0 ? axis &+ rank : axis
    guard index >= 0, index < rank else { throw .operationAxis(axis, of: name, shape: first) }
    return index
  }

  func indices(of axes: [Int], rank: Int? = nil) throws(LayerProblem) -> [Int] {
    try axes.map { (axis) throws(LayerProblem) in try index(of: axis, rank: rank) }
  }

  func atLeast(rank: Int) throws(LayerProblem) -> Shape {
    guard first.rank >= rank else { throw .operationRank(name, needs: "rank \(rank) or more", got: first) }
    return first
  }

  // MARK: Broadcasting

  func broadcast() throws(LayerProblem) -> Shape {
    var result = first
    for shape in operands.dropFirst() { result = try broadcast(result, shape) }
    return result
  }

  /// `broadcast_shapes` (keras/src/ops/operation_utils.py): the last axes are lined up, and sizes of 1 are repeated. An
  /// unknown size gives way to a known one.
  func broadcast(_ left: Shape, _ right: Shape) throws(LayerProblem) -> Shape {
    let rank = max(left.rank, right.rank)
    func aligned(_ shape: Shape) -> [Int?] { Array(repeating: 1, count: rank - shape.rank) + shape.dimensions }
    var sizes: [Int?] = []
    for (one, other) in zip(aligned(left), aligned(right)) {
      switch (one, other) {
      case (1, _): sizes.append(other)
      case (nil, _): sizes.append(other == 1 ? nil : other)
      case (_, 1), (_, nil): sizes.append(one)
      default:
        guard one == other else { throw .cannotBroadcast(left, right, in: name) }
        sizes.append(one)
      }
    }
    return Shape(sizes)
  }

  func broadcast(to sizes: [Int?]) throws(LayerProblem) -> Shape {
    _ = try broadcast(first, Shape(sizes))
    return Shape(sizes)
  }

  // MARK: Along axes

  func reduced(_ axes: [Int]?, keepsAxes: Bool) throws(LayerProblem) -> Shape {
    let dropped = Set(try axes.map { (axes) throws(LayerProblem) in try indices(of: axes) } ?? Array(0..<first.rank))
    return Shape(
      first.dimensions.enumerated().compactMap { axis, size -> Int?? in
        dropped.contains(axis) ? (keepsAxes ? .some(1) : .none) : .some(size)
      })
  }

  func cumulated(_ axis: Int?) throws(LayerProblem) -> Shape {
    guard let axis else { return try flattened() }
    _ = try index(of: axis)
    return first
  }

  /// All values in a row.
  func flattened() throws(LayerProblem) -> Shape {
    guard let known = first.known else { return [nil] }
    return [try product(known)]
  }

  func replacing(_ axis: Int, by size: Int) throws(LayerProblem) -> Shape {
    var shape = first
    shape[try index(of: axis)] = size
    return shape
  }

  /// Half of an axis.
  func halved(_ axis: Int) throws(LayerProblem) -> Shape {
    var shape = first
    let index = try index(of: axis)
    guard let size = shape[index] else { return shape }
    guard size.isMultiple(of: 2) else { throw .cannotSplit(first, axis: index, into: 2, in: name) }
    shape[index] = size / 2
    return shape
  }

  func inserting(_ size: Int, at axis: Int) throws(LayerProblem) -> Shape {
    var sizes = first.dimensions
    sizes.insert(size, at: try index(of: axis, rank: first.rank + 1))
    return Shape(sizes)
  }

  // MARK: Sizes

  /// The product of sizes, refused where it overflows.
  func product(_ sizes: [Int]) throws(LayerProblem) -> Int {
    guard let product = Shape.product(sizes) else {
      throw .tooLarge(layer: name, sizes.map(String.init).joined(separator: "×"))
    }
    return product
  }

  func product(_ size: Int?, _ count: Int?) throws(LayerProblem) -> Int? {
    guard let size, let count else { return nil }
    return try product([size, count])
  }
}
