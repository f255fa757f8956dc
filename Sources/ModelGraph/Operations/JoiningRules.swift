// Shapes of functions that make several tensors one, and one several.

import Tensors

extension ShapeRule {
  /// The first shape's sizes, but along the axis the sum; unknown sizes match anything.
  func concatenated(_ axis: Int) throws(LayerProblem) -> Shape {
    let index = try index(of: axis)
    var result = first
    for shape in operands.dropFirst() {
      guard shape.fits(first, beside: index) else { throw .cannotJoin(first, shape, beside: index, in: name) }
    }
    let sizes = operands.map { $0[index] }
    result[index] = sizes.contains(nil) ? nil : try sum(sizes.compactMap(\.self), of: name)
    return result
  }

  func stacked(_ axis: Int) throws(LayerProblem) -> Shape {
    for shape in operands.dropFirst() where !shape.fits(first) {
      throw .cannotJoin(first, shape, beside: nil, in: name)
    }
    return try inserting(operands.count, at: axis)
  }

  func split(_ sections: Sections, axis: Int) throws(LayerProblem) -> [Shape] {
    let index = try index(of: axis)
    let size = first[index]
    return try sizes(of: sections, size, axis: index).map { part in
      var shape = first
      shape[index] = part
      return shape
    }
  }

  private func sizes(of sections: Sections, _ size: Int?, axis: Int) throws(LayerProblem) -> [Int?] {
    switch sections {
    case .count(let count):
      guard count > 0, count <= Graph.limit else { throw .sections(count, in: name) }
      guard let size else { return Array(repeating: nil, count: count) }
      guard size.isMultiple(of: count) else { throw .cannotSplit(first, axis: axis, into: count, in: name) }
      return Array(repeating: size / count, count: count)
    case .indices(let indices):
      let bounds = [0] + indices.map(Optional.some) + [size]
      return try zip(bounds, bounds.dropFirst()).map { (start, end) throws(LayerProblem) -> Int? in
        guard let start, let end else { return nil }
        let (length, overflow) = end.subtractingReportingOverflow(start)
        guard !overflow, length >= 0 else { throw .cannotCut(first, axis: axis, at: indices, in: name) }
        return length
      }
    case .sizes(let sizes):
      let known = try sum(sizes.filter { $0 != -1 }, of: name)
      let rest = size.map { $0 - known }
      let rests = sizes.count { $0 == -1 }
      guard sizes.allSatisfy({ $0 >= -1 }), rests <= 1, rest == nil || (rests == 1 ? rest ?? 0 >= 0 : rest == 0)
      else { throw .cannotCut(first, axis: axis, at: sizes, in: name) }
      return sizes.map { $0 == -1 ? rest : $0 }
    }
  }

  func unstacked(_ count: Int?, axis: Int) throws(LayerProblem) -> [Shape] {
    let index = try index(of: axis)
    guard let count = count ?? first[index] else { throw .cannotUnstack(first, axis: index, in: name) }
    guard (1...Graph.limit).contains(count) else { throw .sections(count, in: name) }
    var sizes = first.dimensions
    sizes.remove(at: index)
    return Array(repeating: Shape(sizes), count: count)
  }
}

extension Shape {
  /// Whether the sizes but one are equal, where they are known.
  fileprivate func fits(_ other: Shape, beside axis: Int) -> Bool {
    guard rank == other.rank else { return false }
    return dimensions.indices.allSatisfy { $0 == axis || self[$0] == nil || other[$0] == nil || self[$0] == other[$0] }
  }
}
