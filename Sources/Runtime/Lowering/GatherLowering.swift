// Values laid out anew: for each place of the result, where its value comes from.

import ModelGraph
import Tensors

/// Marks places whose value comes from nowhere. Sums with it stay negative.
private let nowhere = Int.min / 64

extension Lowering {
  /// Along each axis, the source's index for each place of the destination; nil places hold the fill. Views of equal rank.
  mutating func gather(
    _ source: View, _ indices: [[Int?]], filling: Float = 0, to destination: View
  ) {
    let offsets = zip(indices, source.strides).map { indices, stride in
      indices.map { $0.map { $0 * stride } ?? nowhere }
    }
    gather(source, offsets: offsets, filling: filling, to: destination)
  }

  /// Along each axis, what each place of the destination adds to the place in the source.
  mutating func gather(_ source: View, offsets: [[Int]], filling: Float = 0, to destination: View) {
    guard let last = offsets.last else { return map(Elementwise.identity.rowFunction, [source], to: destination) }
    let outer = Array(offsets.dropLast())
    let step = destination.strides[destination.rank - 1]
    let isRun = step == 1 && last[0] >= 0 && zip(last, last.dropFirst()).allSatisfy { $0 + 1 == $1 }
    let strides = destination.strides
    let places = Places(outer.map(\.count))
    call([source, destination]) { values in
      places.forEach { place in
        var (start, target) = (0, values[1])
        for axis in outer.indices {
          start = max(start + outer[axis][place[axis]], nowhere)
          target += place[axis] * strides[axis]
        }
        if isRun, start >= 0 {
          target.update(from: values[0] + start + last[0], count: last.count)
        } else {
          for index in last.indices {
            let offset = start + last[index]
            target[index * step] = offset < 0 ? filling : values[0][offset]
          }
        }
      }
    }
  }

  // MARK: Parts and repetitions

  mutating func slice(_ indices: [SliceIndex]) throws(RuntimeProblem) {
    var taken: [[Int?]] = []
    let consumed = indices.count { $0 != .ellipsis && $0 != .newAxis }
    for index in indices {
      switch index {
      case .newAxis: continue
      case .ellipsis:
        for size in inputs[0].sizes[taken.count...].prefix(inputs[0].rank - consumed) { taken.append(Array(0..<size)) }
      case .index(let index): taken.append([index < 0 ? index + inputs[0].sizes[taken.count] : index])
      case .range(let lower, let upper, let step):
        let range = SliceIndex.bounds(lower, upper, step, of: inputs[0].sizes[taken.count])
        taken.append((0..<range.length).map { range.start + $0 * step })
      case .unknownRange: throw refusal("an index that is known only with data")
      }
    }
    for size in inputs[0].sizes[taken.count...] { taken.append(Array(0..<size)) }
    gather(inputs[0], taken, to: output.reshaped(taken.map(\.count)))
  }

  mutating func flip(_ axes: [Int]?) {
    let flipped = Set(axes?.map(inputs[0].index(ofAxis:)) ?? Array(inputs[0].sizes.indices))
    let indices = inputs[0].sizes.enumerated().map { axis, size -> [Int?] in
      flipped.contains(axis) ? (0..<size).reversed() : Array(0..<size)
    }
    gather(inputs[0], indices, to: output)
  }

  /// Without axes, all values in a row.
  mutating func roll(_ shifts: [Int], _ axes: [Int]?) {
    let (source, destination) = axes == nil ? (inputs[0].flat, output.flat) : (inputs[0], output)
    let axes = axes?.map(source.index(ofAxis:)) ?? [0]
    var total = source.sizes.map { _ in 0 }
    for (index, axis) in axes.enumerated() {
      total[axis] &+= shifts[shifts.count == 1 ? 0 : index] % source.sizes[axis]
    }
    let indices = zip(source.sizes, total).map { size, shift -> [Int?] in
      (0..<size).map { (($0 - shift) % size + size) % size }
    }
    gather(source, indices, to: destination)
  }

  mutating func tile() {
    let source = inputs[0].aligned(toRank: output.rank)
    let indices = zip(output.sizes, source.sizes).map { size, own -> [Int?] in (0..<size).map { $0 % own } }
    gather(source, indices, to: output)
  }

  mutating func `repeat`(_ axis: Int?) {
    let (source, destination) = axis == nil ? (inputs[0].flat, output) : (inputs[0], output)
    let indices = zip(destination.sizes, source.sizes).map { size, own -> [Int?] in
      (0..<size).map { $0 / (size / own) }
    }
    gather(source, indices, to: destination)
  }

  mutating func broadcast() { map(Elementwise.identity.rowFunction, [inputs[0]], to: output) }

  mutating func pad(_ widths: [PadWidth], _ mode: PadMode, value: Double) {
    let widths = widths.count == 1 ? Array(repeating: widths[0], count: inputs[0].rank) : widths
    let indices = zip(inputs[0].sizes, widths).map { size, width in
      (-width.before..<(size + width.after)).map { mode.index($0, of: size) }
    }
    gather(inputs[0], indices, filling: Float(value), to: output)
  }

  // MARK: By indices

  /// Entries by index; a negative one counts from the end. Without an axis, of all values in a row.
  mutating func take(axis: Int?, batchAxes: Int, _ indices: Operand) throws(RuntimeProblem) {
    let source = axis == nil ? inputs[0].flat : inputs[0]
    let axis = source.index(ofAxis: axis ?? 0)
    let split = source.split(at: axis)
    let (outer, size, inner) = (split.sizes[0], split.sizes[1], split.sizes[2])
    if case .constant(let constant) = indices, batchAxes == 0 {
      let taken = constant.tensor.values.map { value in
        Int(exactly: value.rounded(.towardZero)).map { $0 < 0 ? $0 &+ size : $0 } ?? size
      }
      guard taken.allSatisfy((0..<size).contains) else { throw refusal("an index beyond an axis of \(size)") }
      let destination = output.reshaped([outer, taken.count, inner])
      return gather(split, [Array(0..<outer), taken, Array(0..<inner)], to: destination)
    }
    let batches = source.sizes[..<batchAxes].reduce(1, *)
    takeByValues(
      source.reshaped([batches, outer / batches, size, inner]),
      inputs[1].reshaped([batches, inputs[1].count / batches]))
  }

  /// The indices are values themselves. What lies beyond the axis gives no number.
  private mutating func takeByValues(_ source: View, _ indices: View) {
    let (sizes, count) = (source.sizes, indices.sizes[1])
    let (rows, size, inner) = (sizes[0] * sizes[1], sizes[2], sizes[3])
    call([source, indices, output]) { values in
      for row in 0..<rows {
        let chosen = values[1] + row / sizes[1] * count
        for place in 0..<count {
          let given = Int(exactly: chosen[place].rounded(.towardZero)) ?? size
          let index = given < 0 ? given &+ size : given
          let target = values[2] + (row * count + place) * inner
          if (0..<size).contains(index) {
            target.update(from: values[0] + (row * size + index) * inner, count: inner)
          } else {
            target.update(repeating: .nan, count: inner)
          }
        }
      }
    }
  }

  /// What is above or below a diagonal set to nought.
  mutating func triangle(isUpper: Bool, diagonal: Int) throws(RuntimeProblem) {
    let (rows, columns) = (output.sizes[output.rank - 2], output.sizes[output.rank - 1])
    let diagonal = min(max(diagonal, -rows), columns)
    let isKept = (0..<rows * columns).map { place -> Float in
      let distance = place % columns - place / columns - diagonal
      return (isUpper ? distance >= 0 : distance <= 0) ? 1 : 0
    }
    let (mask, zero) = (try constants(isKept, sizes: [rows, columns]), try constant(0, rank: 1))
    map(selectingRow, [mask, inputs[0], zero], to: output)
  }

  // MARK: Joining

  mutating func stack(axis: Int) throws(RuntimeProblem) {
    let axis = output.index(ofAxis: axis)
    inputs = inputs.map { $0.reshaped(output.sizes.enumerated().map { $0 == axis ? 1 : $1 }) }
    try concatenate(axis: axis)
  }
}

extension PadMode {
  /// The place within an axis that stands at a place around it; nil is the constant.
  fileprivate func index(_ place: Int, of size: Int) -> Int? {
    if (0..<size).contains(place) { return place }
    switch self {
    case .constant: return nil
    case .edge: return min(max(place, 0), size - 1)
    case .reflect:
      if size == 1 { return 0 }
      let period = 2 * (size - 1)
      let rest = (place % period + period) % period
      return min(rest, period - rest)
    case .symmetric:
      let rest = (place % (2 * size) + 2 * size) % (2 * size)
      return min(rest, 2 * size - 1 - rest)
    }
  }
}
