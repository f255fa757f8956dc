// What normalises each image by its own values: one lowering with different axes.

import CDNNL
import ModelGraph

extension Lowering {
  /// Along the last axes by the library's own kernel, along others by a function of ours.
  mutating func normalize(_ layer: LayerNormalization) throws(RuntimeProblem) {
    let axes = Set(layer.axes.map(inputs[0].index(ofAxis:))).sorted()
    if axes == Array(inputs[0].sizes.indices.suffix(axes.count)) { return try normalizeRows(layer, axes.count) }
    mapRows(inputs[0], along: layer.axes, to: output, RowFunctions.standardizing(epsilon: layer.epsilon))
    // Keras lays the values down in the order of the input's axes, whatever the order of the layer's.
    let sizes = output.sizesAlone(of: layer.axes)
    if layer.shiftAndScale.hasScale { try combine(CDNNL_MULTIPLY, output, with: "gamma", sizes) }
    if layer.shiftAndScale.hasShift { try combine(CDNNL_ADD, output, with: "beta", sizes) }
  }

  private mutating func normalizeRows(_ layer: LayerNormalization, _ axisCount: Int) throws(RuntimeProblem) {
    let size = output.sizes.suffix(axisCount).reduce(1, *)
    let (source, destination) = (inputs[0].reshaped([output.count / size, size]), output)
    let (layout, own) = (try source.layout(), layer.shiftAndScale)
    var arguments = [(role: Role.source, view: source, layout: layout), (.destination, destination, layout)]
    for (name, role, isUsed) in [("gamma", Role.scale, own.hasScale), ("beta", .shift, own.hasShift)] where isUsed {
      let (view, layout) = try vector(name, size)
      arguments.append((role, view, layout))
    }
    let primitive = try Primitive.layerNormalization(
      device, data: layout, epsilon: Float(layer.epsilon), scale: own.hasScale, shift: own.hasShift)
    execute(primitive, arguments)
  }

  /// The channels of a group and all pixels are normalised together; scale and shift are each channel's own.
  mutating func normalize(_ layer: GroupNormalization) throws(RuntimeProblem) {
    let axis = inputs[0].index(ofAxis: layer.axis)
    let channels = inputs[0].sizes[axis]
    let groups = layer.groups == -1 ? channels : layer.groups
    let sizes = inputs[0].sizes[..<axis] + [groups, channels / groups] + inputs[0].sizes[(axis + 1)...]
    let source = inputs[0].reshaped(Array(sizes))
    let normalized = source.sizes.indices.filter { $0 > 0 && $0 != axis }
    mapRows(
      source, along: normalized, to: output.reshaped(source.sizes), RowFunctions.standardizing(epsilon: layer.epsilon))
    let whole = output.split(at: axis)
    if layer.shiftAndScale.hasScale { try combine(CDNNL_MULTIPLY, whole, with: "gamma", [1, channels, 1]) }
    if layer.shiftAndScale.hasShift { try combine(CDNNL_ADD, whole, with: "beta", [1, channels, 1]) }
  }

  /// Keras lines the scale up with the last axes, wherever its own lie.
  mutating func normalize(_ layer: RMSNormalization) throws(RuntimeProblem) {
    mapRows(inputs[0], along: layer.axes, to: output, RowFunctions.dividingByRootMeanSquare(epsilon: layer.epsilon))
    let sizes = layer.axes.map { output.sizes[output.index(ofAxis: $0)] }
    guard zip(sizes.reversed(), output.sizes.reversed()).allSatisfy({ $0 == $1 || $0 == 1 }) else {
      throw .unsupported(
        layer: self.layer, what: "a scale that is not as long as the last axis: Keras cannot multiply by it, either")
    }
    try combine(
      CDNNL_MULTIPLY, output, with: "scale", Array(repeating: 1, count: output.rank - sizes.count) + sizes)
  }

  mutating func normalize(_ layer: UnitNormalization) { normalize(layer.axes, order: 2, leastNorm: leastLength) }

  /// Gives what lies along an axis the length 1, and leaves zeros as they are.
  mutating func normalizeLength(_ source: View, along axis: Int, to destination: View) {
    mapRows(source, along: [axis], to: destination, RowFunctions.normalizing(order: 2, leastNorm: leastLength))
  }

  /// Keras' epsilon.
  private var leastLength: Double { 1e-12 }

  /// Runs a function on what lies along the axes.
  private mutating func mapRows(
    _ source: View, along axes: [Int], to destination: View, _ function: @escaping RowMapping
  ) {
    let axes = Set(axes.map(source.index(ofAxis:))).sorted()
    mapRows(source, along: axes, to: destination, along: axes, function)
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
  /// The sizes of these axes, and 1 for all others.
  func sizesAlone(of axes: [Int]) -> [Int] {
    let axes = Set(axes.map(index(ofAxis:)))
    return sizes.indices.map { axes.contains($0) ? sizes[$0] : 1 }
  }
}
