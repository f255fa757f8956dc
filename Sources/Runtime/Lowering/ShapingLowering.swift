// Tensors laid out anew: padded, cut, repeated, permuted; and the input's values brought into range.

import CDNNL
import ModelGraph

extension Lowering {
  /// The smaller of the two images is the larger one's inside.
  mutating func pad(_ layer: Margins) throws(RuntimeProblem) {
    let (source, destination) = (inputs[0].image(layer.dataFormat), output.image(layer.dataFormat))
    // A sequence is an image of one row.
    let start = Array(repeating: 0, count: 4 - layer.margins.count) + layer.margins.map(\.before)
    switch layer.kind {
    case .zeroPadding:
      fill(output, with: 0)
      try copy(source, to: destination.window(from: start, sizes: source.sizes))
    case .cropping: try copy(source.window(from: start, sizes: destination.sizes), to: destination)
    }
  }

  mutating func repeatVector(_ layer: RepeatVector) {
    lay(inputs[0].reshaped([inputs[0].sizes[0], 1, inputs[0].sizes[1]]), over: output)
  }

  /// Repeats a view along its axes of size 1.
  mutating func lay(_ source: View, over destination: View) {
    map(Elementwise.identity.rowFunction, [source], to: destination)
  }

  mutating func permute(_ layer: Permute) throws(RuntimeProblem) {
    try copy(inputs[0].permuted([0] + layer.dims), to: output)
  }

  /// Keras flattens in the order of channels last, whatever the format.
  mutating func flatten(_ layer: Flatten) throws(RuntimeProblem) {
    let source = inputs[0]
    guard layer.dataFormat == .channelsFirst, source.rank > 2 else { return try handOn() }
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

  /// By given statistics, or by adapted ones: `(x - mean) / max(sqrt(variance), 1e-7)`, or the way back.
  mutating func normalize(_ layer: Normalization) throws(RuntimeProblem) {
    let axes = layer.axes.map(inputs[0].index(ofAxis:)).sorted()
    let (source, result, sizes) =
      axes.count == 1
      ? (inputs[0].split(at: axes[0]), output.split(at: axes[0]), [1, output.sizes[axes[0]], 1])
      : (inputs[0], output, output.sizesAlone(of: axes))
    let mean = try statistic("mean", layer.mean, sizes)
    let deviation = temporary(sizes)
    try apply(
      [function(CDNNL_SQUARE_ROOT), function(CDNNL_CLIP, 1e-7, .infinity)],
      statistic("variance", layer.variance, sizes).flat, to: deviation.flat)
    if layer.invert {
      try binary(CDNNL_MULTIPLY, source, deviation, to: result)
      try binary(CDNNL_ADD, result, mean, to: result)
    } else {
      try binary(CDNNL_SUBTRACT, source, mean, to: result)
      try binary(CDNNL_DIVIDE, result, deviation, to: result)
    }
  }

  /// A weight, or what was given in its place, lined up with the last of the sizes and repeated along the first.
  private mutating func statistic(
    _ name: String, _ given: [Double]?, _ sizes: [Int]
  ) throws(RuntimeProblem) -> View {
    let count = sizes.reduce(1, *)
    guard let given else { return try vector(name, count).view.reshaped(sizes) }
    return try constants((0..<count).map { Float(given[$0 % given.count]) }, sizes: sizes)
  }

  /// `factor * x + summand`, each one number or one for each place along an axis.
  private mutating func scale(
    by factors: [Double], adding summands: [Double], along axis: Int
  ) throws(RuntimeProblem) {
    if factors.count == 1, summands.count == 1 {
      return try eltwise(function(CDNNL_LINEAR, Float(factors[0]), Float(summands[0])), inputs[0].flat, to: output.flat)
    }
    func numbers(_ values: [Double]) throws(RuntimeProblem) -> View {
      try constants(values.map { Float($0) }, sizes: [1, values.count, 1])
    }
    let (source, result) = (inputs[0].split(at: axis), output.split(at: axis))
    try binary(CDNNL_MULTIPLY, source, numbers(factors), to: result)
    try binary(CDNNL_ADD, result, numbers(summands), to: result)
  }
}
