// Functions on images: windows, blocks and other sizes.

import CDNNL
import ModelGraph

extension Lowering {
  mutating func pool(_ kind: PoolingKind, _ window: Window, _ format: DataFormat) throws(RuntimeProblem) {
    try pool(kind, window, inputs[0].image(format), to: output.image(format))
  }

  /// Of an image, or of a batch of them.
  mutating func resize(_ interpolation: Interpolation, antialias: Bool, _ format: DataFormat) throws(RuntimeProblem) {
    let axis = inputs[0].rank - (format == .channelsLast ? 3 : 2)
    try resample(inputs[0], at: axis, interpolation, antialias: antialias, to: output)
  }

  /// Each window's pixels in a row. What lies beyond the image is nought.
  mutating func patches(_ window: Window, _ format: DataFormat) throws(RuntimeProblem) {
    let (source, destination) = (inputs[0].image(format), output.image(format))
    // The same reach as for windows that multiply.
    _ = try taps(of: window, over: source, to: destination)
    let pads = zip(source.sizes[2...], window.axes).map { size, axis in axis.pads(size) }
    let padded = temporary([
      source.sizes[0], source.sizes[2] + pads[0].before + pads[0].after,
      source.sizes[3] + pads[1].before + pads[1].after, source.sizes[1],
    ]).image(.channelsLast)
    let places = [(source.sizes[0], (before: 0, after: 0)), (source.sizes[1], (0, 0))] + zip(source.sizes[2...], pads)
    gather(
      source,
      places.map { size, pad in (-pad.before..<(size + pad.after)).map { (0..<size).contains($0) ? $0 : nil } },
      to: padded)
    let windows = padded.windows(window.axes, places: Array(destination.sizes[2...]))
    map(Elementwise.identity.rowFunction, [windows], to: destination.channels(asWindowsOf: windows.sizes))
  }

  /// Channels become blocks of pixels: TensorFlow's order, in which a channel's pixels lie apart.
  mutating func depthToSpace(_ block: Int, _ format: DataFormat) throws(RuntimeProblem) {
    let (source, destination) = (inputs[0].image(format), output.image(format))
    try copy(
      source.withChannels(inBlocksOf: block), to: destination.withPixels(inBlocksOf: block))
  }

  mutating func spaceToDepth(_ block: Int, _ format: DataFormat) throws(RuntimeProblem) {
    let (source, destination) = (inputs[0].image(format), output.image(format))
    try copy(
      source.withPixels(inBlocksOf: block), to: destination.withChannels(inBlocksOf: block))
  }
}

extension View {
  /// (batch, channels, height, width) as (batch, places down and across, a window's rows, its columns, channels).
  fileprivate func windows(_ axes: [Window.Axis], places: [Int]) -> View {
    var view = self
    view.sizes = [sizes[0]] + places + axes.map(\.size) + [sizes[1]]
    view.strides =
      [strides[0]] + zip(axes, strides[2...]).map { $0.stride * $1 } + zip(axes, strides[2...]).map { $0.dilation * $1 }
      + [strides[1]]
    return view
  }

  /// (batch, channels, height, width), whose channels are a window's values, in the order of `windows`.
  fileprivate func channels(asWindowsOf wanted: [Int]) -> View {
    var view = self
    view.sizes = wanted
    view.strides = [
      strides[0], strides[2], strides[3], wanted[4] * wanted[5] * strides[1], wanted[5] * strides[1], strides[1],
    ]
    return view
  }

  /// (batch, channels, height, width) as (batch, block rows, block columns, channels, height, width), where the channels
  /// hold the blocks.
  fileprivate func withChannels(inBlocksOf block: Int) -> View {
    var view = self
    let count = sizes[1] / (block * block)
    view.sizes = [sizes[0], block, block, count, sizes[2], sizes[3]]
    view.strides = [strides[0], block * count * strides[1], count * strides[1], strides[1], strides[2], strides[3]]
    return view
  }

  /// The same, where the pixels hold the blocks.
  fileprivate func withPixels(inBlocksOf block: Int) -> View {
    var view = self
    view.sizes = [sizes[0], block, block, sizes[1], sizes[2] / block, sizes[3] / block]
    view.strides = [strides[0], strides[2], strides[3], strides[1], block * strides[2], block * strides[3]]
    return view
  }
}
