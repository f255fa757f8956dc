// Pooling and batch normalisation: what treats each channel by itself.

import CDNNL
import ModelGraph

extension Lowering {
  /// The average leaves the padding out, as TensorFlow's does.
  mutating func pool(_ layer: Pooling) throws(RuntimeProblem) {
    try pool(layer.kind, layer.window, inputs[0].image(layer.dataFormat), to: output.image(layer.dataFormat))
  }

  /// Views are (batch, channels, height, width).
  mutating func pool(
    _ kind: PoolingKind, _ window: Window, _ source: View, to destination: View
  ) throws(RuntimeProblem) {
    let taps = try taps(of: window, over: source, to: destination)
    try pool(kind, source, kernel: taps.kernel, taps.sliding, to: destination)
  }

  /// One window that is the whole image.
  mutating func poolAll(_ layer: GlobalPooling) throws(RuntimeProblem) {
    try poolAll(layer.kind, inputs[0].image(layer.dataFormat))
  }

  /// One window that is the whole of an image (batch, channels, height, width).
  mutating func poolAll(_ kind: PoolingKind, _ source: View) throws(RuntimeProblem) {
    let (window, batch, channels) = (Array(source.sizes[2...]), source.sizes[0], source.sizes[1])
    // One pixel lies the same in both formats, and the kernels want the image's.
    let pixel =
      source.strides[1] == 1
      ? output.reshaped([batch, 1, 1, channels]).image(.channelsLast) : output.reshaped([batch, channels, 1, 1])
    try pool(
      kind, source, kernel: window,
      Sliding(strides: window, dilation: [1, 1], paddingBefore: [0, 0], paddingAfter: [0, 0]),
      to: pixel)
  }

  private mutating func pool(
    _ kind: PoolingKind, _ source: View, kernel: [Int], _ sliding: Sliding, to destination: View
  ) throws(RuntimeProblem) {
    let (sourceLayout, destinationLayout) = (try source.layout(), try destination.layout())
    let kind: cdnnl_pooling_kind =
      kind == .maximum ? CDNNL_POOLING_MAXIMUM : CDNNL_POOLING_AVERAGE_WITHOUT_PADDING
    execute(
      try .pooling(
        device, kind, source: sourceLayout, destination: destinationLayout, kernel: kernel, sliding: sliding),
      [(.source, source, sourceLayout), (.destination, destination, destinationLayout)])
  }

  /// With the moving statistics: `(x - mean) gamma / sqrt(variance + epsilon) + beta`.
  mutating func normalize(_ layer: BatchNormalization) throws(RuntimeProblem) {
    let axis = inputs[0].index(ofAxis: layer.axis)
    let source = channelsSecond(inputs[0], axis)
    let destination = channelsSecond(output, axis)
    let layout = try source.layout()
    let own = layer.shiftAndScale
    let primitive = try Primitive.batchNormalization(
      device, data: layout, epsilon: Float(layer.epsilon), scale: own.hasScale, shift: own.hasShift)
    let vectors: [(name: String, role: Role, isUsed: Bool)] = [
      ("moving_mean", .mean, true), ("moving_variance", .variance, true), ("gamma", .scale, own.hasScale),
      ("beta", .shift, own.hasShift),
    ]
    var arguments = [(role: Role.source, view: source, layout: layout), (.destination, destination, layout)]
    for vector in vectors where vector.isUsed {
      let (view, layout) = try self.vector(vector.name, source.sizes[1])
      arguments.append((vector.role, view, layout))
    }
    execute(primitive, arguments)
  }

  /// A row-major view with one axis as the second, as an image of any size. The last axis makes it NHWC, which has kernels
  /// of its own.
  func channelsSecond(_ view: View, _ axis: Int) -> View {
    guard axis == view.rank - 1, axis > 0 else { return view.split(at: axis) }
    let pixels = view.sizes[1..<axis].reduce(1, *)
    return view.reshaped([view.sizes[0], pixels, 1, view.sizes[axis]]).image(.channelsLast)
  }
}
