// Tensors laid out anew: padded, cut, enlarged, permuted; and the input's values brought into range.

import CDNNL
import ModelGraph

extension Lowering {
  mutating func pad(_ layer: ZeroPadding) throws(RuntimeProblem) {
    let source = inputs[0].image(layer.dataFormat)
    fill(output, with: 0)
    try copy(source, to: output.image(layer.dataFormat).window(from: start(of: layer.margins), sizes: source.sizes))
  }

  mutating func crop(_ layer: Cropping) throws(RuntimeProblem) {
    let destination = output.image(layer.dataFormat)
    let source = inputs[0].image(layer.dataFormat)
    try copy(source.window(from: start(of: layer.margins), sizes: destination.sizes), to: destination)
  }

  /// Where the inner image begins: a sequence is an image of one row.
  private func start(of margins: [Margin]) -> [Int] {
    Array(repeating: 0, count: 4 - margins.count) + margins.map(\.before)
  }

  /// An image's middle, where it is large enough.
  mutating func resize(_ layer: Resizing) throws(RuntimeProblem) {
    let (source, destination) = (inputs[0].image(layer.dataFormat), output.image(layer.dataFormat))
    let spare = zip(source.sizes, destination.sizes).map { $0 - $1 }
    guard layer.way == .centerCrop, spare.allSatisfy({ $0 >= 0 }) else {
      throw .notYet(layer: self.layer, type: layer.typeName)
    }
    try copy(source.window(from: spare.map { $0 / 2 }, sizes: destination.sizes), to: destination)
  }

  /// Every pixel repeated.
  mutating func enlarge(_ layer: UpSampling) throws(RuntimeProblem) {
    guard layer.interpolation == "nearest" else { throw .notYet(layer: self.layer, type: layer.typeName) }
    // Each size and how often its places are repeated, and what lies within a place.
    let sizes = inputs[0].sizes
    let firstAxis = layer.dataFormat == .channelsLast ? 1 : 2
    var (places, repeated) = ([sizes[..<firstAxis].reduce(1, *)], [sizes[..<firstAxis].reduce(1, *)])
    for (size, factor) in zip(sizes[firstAxis...], layer.factors) {
      places += [size, 1]
      repeated += [size, factor]
    }
    let rest = sizes[(firstAxis + layer.factors.count)...].reduce(1, *)
    try lay(inputs[0].reshaped(places + [rest]), over: output.reshaped(repeated + [rest]))
  }

  mutating func repeatVector(_ layer: RepeatVector) throws(RuntimeProblem) {
    try lay(inputs[0].reshaped([inputs[0].sizes[0], 1, inputs[0].sizes[1]]), over: output)
  }

  /// Repeats a view along its axes of size 1.
  private mutating func lay(_ source: View, over destination: View) throws(RuntimeProblem) {
    fill(destination, with: 0)
    try binary(CDNNL_ADD, destination, source, to: destination)
  }

  mutating func permute(_ layer: Permute) throws(RuntimeProblem) {
    try copy(inputs[0].permuted([0] + layer.dims), to: output)
  }

  /// Keras flattens in the order of channels last, whatever the format.
  mutating func flatten(_ layer: Flatten) throws(RuntimeProblem) {
    let source = inputs[0]
    guard layer.dataFormat == .channelsFirst, source.rank > 2 else { return handOn() }
    let order = [0] + Array(2..<source.rank) + [1]
    let moved = source.permuted(order)
    try copy(moved, to: output.reshaped(moved.sizes))
  }
}

// MARK: - Preprocessing

extension Lowering {
  mutating func rescale(_ layer: Rescaling) throws(RuntimeProblem) {
    try scale(by: layer.scale, adding: layer.offset, along: inputs[0].rank - 1)
  }

  /// By given statistics, or by adapted ones as batch normalisation does.
  mutating func normalize(_ layer: Normalization) throws(RuntimeProblem) {
    let axes = layer.axes.map(inputs[0].index(ofAxis:))
    guard axes.count < 2 else { throw .notYet(layer: self.layer, type: "Normalization along several axes") }
    let axis = axes.first ?? inputs[0].rank - 1
    guard let means = layer.mean, let variances = layer.variance else {
      return try normalizeByWeights(axes, invert: layer.invert)
    }
    // Keras' epsilon keeps a deviation of nothing from being divided by.
    let deviations = variances.map { max($0.squareRoot(), 1e-7) }
    if layer.invert { return try scale(by: deviations, adding: means, along: axis) }
    try scale(by: deviations.map { 1 / $0 }, adding: zip(means, deviations).map { -$0 / $1 }, along: axis)
  }

  private mutating func normalizeByWeights(_ axes: [Int], invert: Bool) throws(RuntimeProblem) {
    guard let axis = axes.first, !invert else {
      throw .notYet(layer: layer, type: "Normalization without an axis, or inverted,")
    }
    let (source, destination) = (channelsSecond(inputs[0], axis), channelsSecond(output, axis))
    let layout = try source.layout()
    let primitive = try Primitive.batchNormalization(device, data: layout, epsilon: 0, scale: false, shift: false)
    let (mean, meanLayout) = try vector("mean", source.sizes[1])
    let (variance, varianceLayout) = try vector("variance", source.sizes[1])
    execute(
      primitive,
      [
        (.source, source, layout), (.destination, destination, layout), (.mean, mean, meanLayout),
        (.variance, variance, varianceLayout),
      ])
  }

  /// `factor * x + summand`, each one number or one for each place along an axis.
  private mutating func scale(
    by factors: [Double], adding summands: [Double], along axis: Int
  ) throws(RuntimeProblem) {
    if factors.count == 1, summands.count == 1 {
      let affine = cdnnl_eltwise(kind: CDNNL_LINEAR, alpha: Float(factors[0]), beta: Float(summands[0]))
      return try eltwise(affine, inputs[0].flat, to: output.flat)
    }
    func numbers(_ values: [Double]) throws(RuntimeProblem) -> View {
      try constants(values.map { Float($0) }, sizes: [1, values.count, 1])
    }
    let (source, result) = (inputs[0].split(at: axis), output.split(at: axis))
    try binary(CDNNL_MULTIPLY, source, numbers(factors), to: result)
    try binary(CDNNL_ADD, result, numbers(summands), to: result)
  }
}
