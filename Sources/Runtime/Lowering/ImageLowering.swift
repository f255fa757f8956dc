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
    let whole = (0..<source.sizes[0], 0..<source.sizes[1])
    gather(
      source,
      [Array(whole.0), Array(whole.1)]
        + zip(source.sizes[2...], pads).map { size, pad in
          (-pad.before..<(size + pad.after)).map { (0..<size).contains($0) ? $0 : nil }
        }, to: padded)
    // (batch, rows, columns, window's rows, window's columns, channels)
    var view = padded
    let axes = window.axes
    let (row, column) = (padded.strides[2], padded.strides[3])
    view.sizes = [
      source.sizes[0], destination.sizes[2], destination.sizes[3], axes[0].size, axes[1].size, source.sizes[1],
    ]
    view.strides = [
      padded.strides[0], axes[0].stride * row, axes[1].stride * column, axes[0].dilation * row,
      axes[1].dilation * column, padded.strides[1],
    ]
    var result = destination
    let channel = destination.strides[1]
    let area = axes[1].size * source.sizes[1]
    result.sizes = view.sizes
    result.strides = [
      destination.strides[0], destination.strides[2], destination.strides[3], area * channel,
      source.sizes[1] * channel, channel,
    ]
    map(Elementwise.identity.rowFunction, [view], to: result)
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
