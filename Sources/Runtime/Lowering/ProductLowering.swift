// Products of tensors: each is a sum over axes that two tensors share, and that is one matrix product.

import CDNNL
import ModelGraph

/// A tensor with a name for each axis. Axes of one name go together.
private struct Labelled {
  var view: View
  var labels: [Int]

  /// The size of the axis of that name; nil where there is none.
  func size(_ label: Int) -> Int? { labels.firstIndex(of: label).map { view.sizes[$0] } }

  /// The view with its axes in the order of the names.
  func ordered(_ wanted: [Int]) -> View { view.permuted(wanted.compactMap(labels.firstIndex(of:))) }
}

extension Lowering {
  mutating func matmul(transposesLeft: Bool, transposesRight: Bool) throws(RuntimeProblem) {
    let (left, right) = (inputs[0], inputs[1])
    let (row, inner, column) = (-1, -2, -3)
    // The leading axes are named from the last one on.
    func leading(_ view: View) -> [Int] { Array((0..<max(view.rank - 2, 0)).reversed()) }
    func labels(_ view: View, _ matrix: [Int], _ isTransposed: Bool) -> [Int] {
      view.rank == 1 ? [inner] : leading(view) + (isTransposed ? matrix.reversed() : matrix)
    }
    let longest = left.rank > right.rank ? left : right
    try contract(
      [
        Labelled(view: left, labels: labels(left, [row, inner], transposesLeft)),
        Labelled(view: right, labels: labels(right, [inner, column], transposesRight)),
      ], to: leading(longest) + (left.rank == 1 ? [] : [row]) + (right.rank == 1 ? [] : [column]))
  }

  /// The last axis of the first with the last but one of the second.
  mutating func dot() throws(RuntimeProblem) {
    if inputs[0].rank == 0 || inputs[1].rank == 0 { return try combine(.multiply) }
    try tensordot([inputs[0].rank - 1], [max(inputs[1].rank - 2, 0)])
  }

  mutating func tensordot(_ left: [Int], _ right: [Int], commonBatch: Bool = false) throws(RuntimeProblem) {
    let (first, second) = (inputs[0], inputs[1])
    let own = Array(0..<first.rank)
    var others = (0..<second.rank).map { first.rank + $0 }
    for (axis, other) in zip(left, right) { others[second.index(ofAxis: other)] = first.index(ofAxis: axis) }
    if commonBatch { others[0] = 0 }
    let summed = Set(left.map(first.index(ofAxis:)))
    let result = own.filter { !summed.contains($0) } + others.filter { $0 >= first.rank }
    try contract([Labelled(view: first, labels: own), Labelled(view: second, labels: others)], to: result)
  }

  mutating func einsum(_ einsum: Einsum) throws(RuntimeProblem) {
    // An ellipsis stands for axes that are named from the last one on.
    func labels(_ letters: [Character], rank: Int) -> [Int] {
      let hidden = rank - letters.count { $0 != "*" }
      return letters.flatMap { letter -> [Int] in
        letter == "*"
          ? (0..<max(hidden, 0)).reversed().map { -1 - $0 } : letter.unicodeScalars.prefix(1).map { Int($0.value) }
      }
    }
    let operands = zip(inputs, einsum.inputs).map { Labelled(view: $0, labels: labels($1, rank: $0.rank)) }
    try contract(operands, to: labels(einsum.output, rank: output.rank))
  }

  // MARK: One mechanism for all

  /// The sum of the products over all axes that the result does not name.
  private mutating func contract(_ operands: [Labelled], to result: [Int]) throws(RuntimeProblem) {
    let largest = operands.reduce(into: [Int: Int]()) { sizes, operand in
      for (label, size) in zip(operand.labels, operand.view.sizes) { sizes[label] = max(sizes[label] ?? 1, size) }
    }
    var rest = operands.map { $0.withoutRepetitions(of: largest) }[...]
    var product = rest.removeFirst()
    while let next = rest.popFirst() {
      let needed = Set(result + rest.flatMap(\.labels))
      product = try contract(product, next, needed: needed, into: rest.isEmpty ? result : nil)
    }
    try sum(product, over: result, to: output.reshaped(result.map { largest[$0] ?? 1 }))
  }

  /// Sums over what the result does not name, or only lays the values out.
  private mutating func sum(_ operand: Labelled, over result: [Int], to destination: View) throws(RuntimeProblem) {
    if operand.view.place == destination.place { return }
    let summed = operand.labels.filter { !result.contains($0) }
    let source = operand.ordered(result + summed)
    if summed.isEmpty { return map(Elementwise.identity.rowFunction, [source], to: destination) }
    reduce(source, along: Array(result.count..<source.rank), to: destination, RowFunctions.reducing(.sum))
  }

  private mutating func contract(
    _ left: Labelled, _ right: Labelled, needed: Set<Int>, into result: [Int]?
  ) throws(RuntimeProblem) -> Labelled {
    let left = try summed(left, keeping: needed.union(right.labels))
    let right = try summed(right, keeping: needed.union(left.labels))
    let common = left.labels.filter(right.labels.contains)
    let batch = common.filter(needed.contains)
    let inner = common.filter { !needed.contains($0) }
    let rows = left.labels.filter { !common.contains($0) }
    let columns = right.labels.filter { !common.contains($0) }
    let one = try matrices(left, batch, rows, inner)
    let two = try matrices(right, batch, inner, columns)
    let sizes = [one.sizes[0], one.sizes[1], two.sizes[2]]
    let labels = batch + rows + columns
    let named = labels.compactMap { left.size($0) ?? right.size($0) }
    let product = labels == result ? output.reshaped(sizes) : temporary(sizes)
    try multiply(one, two, to: product)
    return Labelled(view: product.reshaped(named), labels: labels)
  }

  /// Sums over the axes that neither the other operand nor the result has.
  private mutating func summed(_ operand: Labelled, keeping labels: Set<Int>) throws(RuntimeProblem) -> Labelled {
    let kept = operand.labels.filter(labels.contains)
    if kept.count == operand.labels.count { return operand }
    let result = temporary(kept.compactMap(operand.size))
    try sum(operand, over: kept, to: result)
    return Labelled(view: result, labels: kept)
  }

  /// The operand as a batch of matrices: where it lies, if its strides allow that, or a copy.
  private mutating func matrices(
    _ operand: Labelled, _ batch: [Int], _ rows: [Int], _ columns: [Int]
  ) throws(RuntimeProblem) -> View {
    let groups = [batch, rows, columns].map { operand.ordered($0).joined }
    if let batch = groups[0], let rows = groups[1], let columns = groups[2] {
      let isPlain = columns.stride == 1 || columns.size == 1
      let isTransposed = rows.stride == 1 || rows.size == 1
      if isPlain || isTransposed {
        var view = operand.view
        view.sizes = [batch.size, rows.size, columns.size]
        let matrix = rows.size * columns.size
        view.strides = [
          batch.size == 1 ? matrix : batch.stride,
          rows.size == 1 ? (isPlain ? columns.size : 1) : rows.stride,
          columns.size == 1 ? (isPlain ? 1 : rows.size) : columns.stride,
        ]
        return view
      }
    }
    let ordered = operand.ordered(batch + rows + columns)
    let copy = temporary(ordered.sizes)
    map(Elementwise.identity.rowFunction, [ordered], to: copy)
    return copy.reshaped([batch, rows, columns].map { $0.compactMap(operand.size).reduce(1, *) })
  }
}

extension Labelled {
  /// Axes of size 1 that others of their name outgrow are left out, and axes of one name are walked together: a diagonal.
  fileprivate func withoutRepetitions(of largest: [Int: Int]) -> Labelled {
    var result = Labelled(view: view, labels: [])
    (result.view.sizes, result.view.strides) = ([], [])
    for (axis, label) in labels.enumerated() {
      if view.sizes[axis] == 1, largest[label] != 1 { continue }
      if let known = result.labels.firstIndex(of: label) {
        result.view.strides[known] += view.strides[axis]
      } else {
        result.labels.append(label)
        result.view.sizes.append(view.sizes[axis])
        result.view.strides.append(view.strides[axis])
      }
    }
    return result
  }
}

extension View {
  /// All axes as one, where each lies behind the next.
  fileprivate var joined: (size: Int, stride: Int)? {
    var joined: (size: Int, stride: Int) = (1, 1)
    for (size, stride) in zip(sizes, strides).reversed() where size > 1 {
      if joined.size == 1 {
        joined = (size, stride)
      } else if stride == joined.size * joined.stride {
        joined.size *= size
      } else {
        return nil
      }
    }
    return joined
  }
}
