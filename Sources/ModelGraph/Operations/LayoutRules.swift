// Shapes of functions that lay the same values out anew.

import Tensors

extension ShapeRule {
  /// `compute_reshape_output_shape` (keras/src/ops/operation_utils.py); a -1 stays unknown where anything is.
  func reshaped(to sizes: [Int?]) throws(LayerProblem) -> Shape {
    let target = Shape(sizes)
    for case .some(let size) in sizes where size < -1 { throw .reshapeSize(size, in: name) }
    guard sizes.count(where: { $0 == -1 }) <= 1 else { throw .reshapeRests(target, in: name) }
    guard let known = first.known, !sizes.contains(nil) else {
      return Shape(sizes.map { $0 == -1 ? nil : $0 })
    }
    let elements = try product(known)
    let others = try product(sizes.compactMap { $0 }.filter { $0 != -1 })
    let hasRest = sizes.contains(-1)
    guard hasRest ? others > 0 && elements.isMultiple(of: others) : elements == others else {
      throw .reshapeElements(first, to: target, elements: elements, needed: others, hasRest: hasRest, in: name)
    }
    return Shape(sizes.map { $0 == -1 ? elements / max(others, 1) : $0 })
  }

  func transposed(_ axes: [Int]?) throws(LayerProblem) -> Shape {
    guard let axes else { return Shape(Array(first.dimensions.reversed())) }
    let order = axes.compactMap { first.index(ofAxis: $0) }
    guard order.count == first.rank, axes.count == order.count, Set(order).count == order.count else {
      throw .permutation(axes, of: first, in: name)
    }
    return Shape(order.map { first[$0] })
  }

  func expanded(_ axes: [Int]) throws(LayerProblem) -> Shape {
    let rank = first.rank + axes.count
    let new = Set(try indices(of: axes, rank: rank))
    var sizes = first.dimensions[...]
    return Shape((0..<rank).map { new.contains($0) ? 1 : sizes.popFirst() ?? 1 })
  }

  /// An unknown size is none to leave out.
  func squeezed(_ axes: [Int]?) throws(LayerProblem) -> Shape {
    guard let axes else { return Shape(first.dimensions.filter { $0 != 1 }) }
    for axis in axes where first.index(ofAxis: axis) == nil { throw .squeezedAxis(axis, of: name, shape: first) }
    let dropped = try indices(of: axes)
    for axis in dropped where first[axis] != 1 { throw .squeeze(first, axis: axis, in: name) }
    return Shape(first.dimensions.indices.filter { !dropped.contains($0) }.map { first[$0] })
  }

  func tiled(_ counts: [Int?]) throws(LayerProblem) -> Shape {
    let rank = max(first.rank, counts.count)
    let counts = Array(repeating: 1, count: rank - counts.count) + counts
    let sizes = Array(repeating: 1, count: rank - first.rank) + first.dimensions
    return Shape(try zip(sizes, counts).map { (size, count) throws(LayerProblem) in try product(size, count) })
  }

  func repeated(_ count: Int?, axis: Int?) throws(LayerProblem) -> Shape {
    guard let axis else { return Shape([try product(flattened()[0], count)]) }
    var shape = first
    let index = try index(of: axis)
    shape[index] = try product(shape[index], count)
    return shape
  }

  func padded(_ widths: [PadWidth]) throws(LayerProblem) -> Shape {
    let widths = widths.count == 1 ? Array(repeating: widths[0], count: first.rank) : widths
    guard widths.count == first.rank else { throw .padWidths(widths.count, for: first, in: name) }
    return Shape(
      try zip(first.dimensions, widths).map { (size, width) throws(LayerProblem) -> Int? in
        guard let size else { return nil }
        return try sum([size, width.before, width.after], of: name)
      })
  }

  func taken(_ axis: Int?, _ batchAxes: Int) throws(LayerProblem) -> Shape {
    let indices = operands.last ?? []
    guard let axis else { return indices }
    let index = try index(of: axis)
    guard (0...index).contains(batchAxes), indices.rank >= batchAxes else {
      throw .operationAxis(batchAxes, of: name, shape: first)
    }
    return Shape(
      Array(first.dimensions[..<index]) + Array(indices.dimensions[batchAxes...])
        + Array(first.dimensions[(index + 1)...]))
  }
}

// MARK: - Indexing

/// One part of `x[…]`.
package enum SliceIndex: Hashable, Sendable {
  case index(Int)
  case range(lower: Int?, upper: Int?, step: Int)
  case newAxis
  case ellipsis
  /// A bound that is known only with data.
  case unknownRange
}

extension ShapeRule {
  /// `GetItem.compute_output_spec` (keras/src/ops/numpy.py).
  func sliced(_ indices: [SliceIndex]) throws(LayerProblem) -> Shape {
    guard indices.count(where: { $0 == .ellipsis }) <= 1 else { throw .ellipses(in: name) }
    let consumed = indices.count { $0 != .ellipsis && $0 != .newAxis }
    guard consumed <= first.rank else { throw .tooManyIndices(consumed, of: first) }
    var rest = first.dimensions[...]
    var sizes: [Int?] = []
    for index in indices {
      switch index {
      case .newAxis: sizes.append(1)
      case .ellipsis:
        for _ in 0..<(first.rank - consumed) { sizes.append(rest.removeFirst()) }
      case .index(let index):
        let axis = first.rank - rest.count
        if let size = rest.removeFirst(), index >= size || index < -size {
          throw .indexOutOfBounds(index, axis: axis, of: first)
        }
      case .range(let lower, let upper, let step):
        sizes.append(rest.removeFirst().map { SliceIndex.bounds(lower, upper, step, of: $0).length })
      case .unknownRange:
        rest.removeFirst()
        sizes.append(nil)
      }
    }
    return Shape(sizes + rest)
  }
}

extension SliceIndex {
  /// Where `range(*slice(lower, upper, step).indices(size))` starts, and its length.
  package static func bounds(
    _ lower: Int?, _ upper: Int?, _ step: Int, of size: Int
  ) -> (start: Int, length: Int) {
    let (least, most) = step > 0 ? (0, size) : (-1, size - 1)
    func bound(_ value: Int?, _ otherwise: Int) -> Int {
      guard let value else { return otherwise }
      return min(max(value < 0 ? value.addingReportingOverflow(size).partialValue : value, least), most)
    }
    let (start, stop) = (bound(lower, step > 0 ? 0 : size - 1), bound(upper, step > 0 ? size : -1))
    let distance = step > 0 ? stop - start : start - stop
    return (start, distance <= 0 ? 0 : Int((UInt(distance) - 1) / step.magnitude) + 1)
  }
}
