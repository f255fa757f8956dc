// What normalises each image by its own values: one lowering with different axes.

import CDNNL
import ModelGraph

/// What values are divided by.
private enum Spread {
  /// `sqrt(mean((x - mean)²) + epsilon)`; the mean is taken off first.
  case deviation(epsilon: Double)
  /// `sqrt(mean(x²) + epsilon)`.
  case rootMeanSquare(epsilon: Double)
  /// `max(sqrt(sum(x²)), epsilon)`.
  case length(epsilon: Double)

  /// Normalises the values at these places.
  func normalize(
    _ source: UnsafeMutablePointer<Float>, at places: [Int], to destination: UnsafeMutablePointer<Float>
  ) {
    let count = Double(places.count)
    var mean = 0.0
    if case .deviation = self {
      for place in places { mean += Double(source[place]) }
      mean /= count
    }
    var squares = 0.0
    for place in places {
      let value = Double(source[place]) - mean
      squares += value * value
    }
    let spread =
      switch self {
      case .deviation(let epsilon), .rootMeanSquare(let epsilon): (squares / count + epsilon).squareRoot()
      case .length(let epsilon): max(squares.squareRoot(), epsilon)
      }
    for place in places { destination[place] = Float((Double(source[place]) - mean) / spread) }
  }
}

extension Lowering {
  mutating func normalize(_ layer: LayerNormalization) throws(RuntimeProblem) {
    divide(inputs[0], along: layer.axes, by: .deviation(epsilon: layer.epsilon), to: output)
    // Keras lays the values down in the order of the input's axes, whatever the order of the layer's.
    let sizes = output.sizesAlone(of: layer.axes)
    if layer.scale { try combine(CDNNL_MULTIPLY, output, with: "gamma", sizes) }
    if layer.center { try combine(CDNNL_ADD, output, with: "beta", sizes) }
  }

  /// The channels of a group and all pixels are normalised together; scale and shift are each channel's own.
  mutating func normalize(_ layer: GroupNormalization) throws(RuntimeProblem) {
    let axis = inputs[0].index(ofAxis: layer.axis)
    let channels = inputs[0].sizes[axis]
    let groups = layer.groups == -1 ? channels : layer.groups
    let sizes = inputs[0].sizes[..<axis] + [groups, channels / groups] + inputs[0].sizes[(axis + 1)...]
    let source = inputs[0].reshaped(Array(sizes))
    let normalized = source.sizes.indices.filter { $0 > 0 && $0 != axis }
    divide(source, along: normalized, by: .deviation(epsilon: layer.epsilon), to: output.reshaped(source.sizes))
    let whole = output.split(at: axis)
    if layer.scale { try combine(CDNNL_MULTIPLY, whole, with: "gamma", [1, channels, 1]) }
    if layer.center { try combine(CDNNL_ADD, whole, with: "beta", [1, channels, 1]) }
  }

  /// Keras lines the scale up with the last axes, wherever its own lie.
  mutating func normalize(_ layer: RMSNormalization) throws(RuntimeProblem) {
    divide(inputs[0], along: layer.axes, by: .rootMeanSquare(epsilon: layer.epsilon), to: output)
    let sizes = layer.axes.map { output.sizes[output.index(ofAxis: $0)] }
    guard zip(sizes.reversed(), output.sizes.reversed()).allSatisfy({ $0 == $1 || $0 == 1 }) else {
      throw .unsupported(
        layer: self.layer, what: "a scale that is not as long as the last axis: Keras cannot multiply by it, either")
    }
    try combine(
      CDNNL_MULTIPLY, output, with: "scale", Array(repeating: 1, count: output.rank - sizes.count) + sizes)
  }

  mutating func normalize(_ layer: UnitNormalization) {
    normalizeLength(inputs[0], along: layer.axes, to: output)
  }

  /// Gives what lies along the axes the length 1, and leaves zeros as they are. Views of one layout.
  mutating func normalizeLength(_ source: View, along axes: [Int], to destination: View) {
    divide(source, along: axes, by: .length(epsilon: 1e-12), to: destination)
  }

  /// Views of one layout.
  private mutating func divide(
    _ source: View, along axes: [Int], by spread: Spread, to destination: View
  ) {
    let along = Set(axes.map(source.index(ofAxis:)))
    let places = source.offsets(along: along.sorted())
    let starts = source.offsets(along: source.sizes.indices.filter { !along.contains($0) })
    call([source, destination]) { pointers in
      for start in starts { spread.normalize(pointers[0] + start, at: places, to: pointers[1] + start) }
    }
  }

  /// With a weight in place, which is repeated along its axes of size 1.
  private mutating func combine(
    _ kind: cdnnl_binary_kind, _ values: View, with name: String, _ sizes: [Int]
  ) throws(RuntimeProblem) {
    let weight = try vector(name, sizes.reduce(1, *)).view.reshaped(sizes)
    try binary(kind, values, weight, to: values)
  }
}

extension View {
  /// Where the values along these axes lie, the last axis the fastest, counted from the first of them.
  func offsets(along axes: [Int]) -> [Int] {
    axes.reduce([0]) { offsets, axis in
      offsets.flatMap { start in (0..<sizes[axis]).map { start + $0 * strides[axis] } }
    }
  }

  /// The sizes of these axes, and 1 for all others.
  func sizesAlone(of axes: [Int]) -> [Int] {
    let axes = Set(axes.map(index(ofAxis:)))
    return sizes.indices.map { axes.contains($0) ? sizes[$0] : 1 }
  }
}
