// A layer's window as it slides over an image: where it stands, which channels it sees, and the arithmetic under it.

import ModelGraph
import Tensors

/// The geometry of a window over one image; a sequence is an image of one row.
package struct SlidingWindow: Hashable, Sendable {
  package struct Axis: Hashable, Sendable {
    package var input: Int
    package var output: Int
    package var size: Int
    package var stride: Int
    package var dilation: Int
    /// Zeros before the image; of a transposed layer before its output.
    package var padding: Int
    /// Whether the window is laid down on the output, a stride further for each input place.
    package var isTransposed = false

    /// A place of the window on an input place, which is padding where it lies outside of the image.
    package struct Tap: Hashable, Sendable {
      package var input: Int
      package var kernel: Int
    }

    /// What feeds an output place, in the input's order.
    package func taps(at place: Int) -> [Tap] {
      guard isTransposed else {
        return (0..<size).map { Tap(input: place * stride - padding + $0 * dilation, kernel: $0) }
      }
      return (0..<size).reversed().compactMap { kernel in
        let distance = place + padding - kernel * dilation
        return distance.isMultiple(of: stride) ? Tap(input: distance / stride, kernel: kernel) : nil
      }
    }

    /// As many taps as one place has at most.
    package var mostTaps: Int { isTransposed ? (size + stride - 1) / stride : size }

    /// The input places from the first tap to the last, both included.
    package var reach: Int {
      ((Shape.product([size - 1, dilation]) ?? .max) / (isTransposed ? stride : 1)).addingSaturated(1)
    }

    /// The image's places and those of its padding that the window reaches.
    package var extent: Range<Int> {
      let lastTap = Shape.product([size - 1, dilation]) ?? .max
      guard isTransposed else {
        let last = (Shape.product([output - 1, stride]) ?? .max).addingSaturated(lastTap - padding)
        return min(0, -padding)..<max(input, last.addingSaturated(1))
      }
      // The first output place from its last tap on, the last one up to its first tap. Swift rounds a negative quotient up.
      let (first, last) = (padding - lastTap, (output - 1).addingSaturated(padding))
      return min(0, first / stride)..<max(input, (last / stride).addingSaturated(1))
    }
  }

  package enum Kind: Hashable, Sendable {
    /// The weights of a filter for each channel of its group are summed.
    case convolution(groups: Int)
    /// Each input place gives to every output place on which its window lies.
    case transposed
    /// One channel in gives `multiplier` channels out.
    case depthwise(multiplier: Int)
    /// The same, and then a sum over all of those channels.
    case separable(multiplier: Int)
    case largest, mean
  }

  package var rows: Axis
  package var columns: Axis
  package var channels: Int
  package var filters: Int
  package var kind: Kind
  /// `relu`; nil for none.
  package var activation: String?
  let dataFormat: DataFormat

  /// Nil for a layer without a window, for unknown sizes, and for a window that nobody could look at.
  init?(_ operation: Operation, input: Shape, output: Shape) {
    let window: Window
    switch operation {
    case .convolution(let layer):
      kind = .convolution(groups: layer.groups)
      window = layer.window
    case .transposedConvolution(let layer):
      kind = .transposed
      window = layer.window
    case .depthwiseConvolution(let layer):
      kind = .depthwise(multiplier: layer.depthMultiplier)
      window = layer.window
    case .separableConvolution(let layer):
      kind = .separable(multiplier: layer.depthMultiplier)
      window = layer.window
    case .pooling(let layer):
      kind = layer.kind == .maximum ? .largest : .mean
      window = layer.window
    default: return nil
    }
    guard let format = operation.dataFormat, var sizes = Shape(Array(input.dimensions.dropFirst())).known,
      var outputs = Shape(Array(output.dimensions.dropFirst())).known,
      sizes.count == window.axes.count + 1, outputs.count == sizes.count, outputs.allSatisfy({ $0 > 0 })
    else { return nil }
    let channelAxis = format == .channelsFirst ? 0 : sizes.count - 1
    (channels, filters) = (sizes.remove(at: channelAxis), outputs.remove(at: channelAxis))
    dataFormat = format
    let isTransposed = kind == .transposed
    let axes = zip(window.axes, zip(sizes, outputs)).map { axis, size in
      // A transposed layer is the gradient of a convolution that would make its input of its output.
      Axis(
        input: size.0, output: size.1, size: axis.size, stride: axis.stride, dilation: axis.dilation,
        padding: axis.pads(isTransposed ? size.1 : size.0).before, isTransposed: isTransposed)
    }
    rows = axes.count > 1 ? axes[0] : Axis(input: 1, output: 1, size: 1, stride: 1, dilation: 1, padding: 0)
    columns = axes[axes.count - 1]
    guard isDrawable else { return nil }
    if let layer = operation.definition as? any ConvolutionLayer, layer.activation != .linear {
      activation = layer.activation.rawValue
    }
  }

  /// Whether its weights are few enough to be listed, and all that it reaches is near enough to be counted.
  private var isDrawable: Bool {
    let (mostWeights, farthest) = (1 << 14, 1 << 40)
    return (Shape.product([rows.size, columns.size]) ?? .max) <= mostWeights
      && [rows, columns].allSatisfy {
        $0.output <= farthest && $0.extent.lowerBound >= -farthest && $0.extent.upperBound <= farthest
      }
  }

  /// Where the window stands, and what of it is looked at.
  package struct Place: Hashable, Sendable {
    package var row = 0
    package var column = 0
    /// The output channel.
    package var filter = 0
    /// Among the channels that the filter sees.
    package var channel = 0

    package init(row: Int = 0, column: Int = 0, filter: Int = 0, channel: Int = 0) {
      self.row = row
      self.column = column
      self.filter = filter
      self.channel = channel
    }
  }

  /// The nearest place that exists.
  package func clamp(_ place: Place) -> Place {
    let filter = min(max(0, place.filter), filters - 1)
    return Place(
      row: min(max(0, place.row), rows.output - 1), column: min(max(0, place.column), columns.output - 1),
      filter: filter, channel: min(max(0, place.channel), seenChannels(by: filter).count - 1))
  }

  /// The input channels that an output channel depends on; of a separable convolution the channels between, counted by the
  /// input's.
  package func seenChannels(by filter: Int) -> Range<Int> {
    switch kind {
    case .convolution(let groups):
      let count = channels / groups
      let first = filter / (filters / groups) * count
      return first..<first + count
    case .transposed: return 0..<channels
    case .depthwise(let multiplier): return filter / multiplier..<filter / multiplier + 1
    case .separable(let multiplier): return 0..<channels * multiplier
    case .largest, .mean: return filter..<filter + 1
    }
  }
}

/// What lies under the window, and what comes of it.
package struct WindowArithmetic: Hashable, Sendable {
  package struct Tap: Hashable, Sendable {
    /// Nil where the window stands beyond the image: padding.
    package var value: Float?
    /// Nil for pooling.
    package var weight: Float?

    package var product: Double { Double(value ?? 0) * Double(weight ?? 1) }
  }

  /// Of the chosen channel, row by row; none where no window of a transposed layer lies.
  package var taps: [[Tap]]
  /// What the chosen channel gives: the sum of the products; of pooling the largest value or the mean.
  package var channelSum: Double
  /// What the chosen channel of a separable convolution is multiplied with next.
  package var pointwiseWeight: Float?
  /// Over all channels that the filter sees.
  package var total: Double
  package var bias: Float?
  /// The sum with the bias, before any activation.
  package var sum: Double { total + Double(bias ?? 0) }
  /// What the layer really gave there.
  package var output: Float
}

/// A layer's input, weights and output of the last forward pass.
package struct WindowValues: Sendable {
  package let row: LayerRow.ID
  package let window: SlidingWindow
  private let input: Tensor
  private let output: Tensor
  private let weights: [String: Tensor]

  /// Nil where the tensors are of another layer than the window's.
  init?(_ row: LayerRow.ID, _ window: SlidingWindow, input: Tensor, output: Tensor, weights: [String: Tensor]) {
    let inputs = window.rows.input * window.columns.input * window.channels
    let outputs = window.rows.output * window.columns.output * window.filters
    guard input.count >= inputs, output.count >= outputs else { return nil }
    self.row = row
    self.window = window
    self.input = input
    self.output = output
    self.weights = weights
  }

  /// The input's value; nil beyond the image.
  package func value(row: Int, column: Int, channel: Int) -> Float? {
    guard 0..<window.rows.input ~= row, 0..<window.columns.input ~= column else { return nil }
    return input.values[
      index(row, column, channel, of: window.channels, within: (window.rows.input, window.columns.input))]
  }

  /// Where a value lies in a tensor of one image, in the layer's order of axes.
  private func index(
    _ row: Int, _ column: Int, _ channel: Int, of channels: Int, within sizes: (rows: Int, columns: Int)
  ) -> Int {
    switch window.dataFormat {
    case .channelsLast: (row * sizes.columns + column) * channels + channel
    case .channelsFirst: (channel * sizes.rows + row) * sizes.columns + column
    }
  }

  package func arithmetic(at place: SlidingWindow.Place) -> WindowArithmetic {
    let place = window.clamp(place)
    let seen = window.seenChannels(by: place.filter)
    let taps = taps(at: place, seen: place.channel, of: seen)
    let channelSum = channelSum(taps)
    var pointwise: Float?
    var total = channelSum
    switch window.kind {
    case .convolution, .transposed:
      total = seen.indices.reduce(0) {
        $0 + self.channelSum(self.taps(at: place, seen: $1 - seen.lowerBound, of: seen))
      }
    case .separable:
      pointwise = weight("pointwise_kernel", place.channel, place.filter)
      total = seen.indices.reduce(0) { sum, channel in
        let between = self.channelSum(self.taps(at: place, seen: channel, of: seen))
        return sum + between * Double(weight("pointwise_kernel", channel, place.filter) ?? 0)
      }
    default: break
    }
    let index = index(
      place.row, place.column, place.filter, of: window.filters, within: (window.rows.output, window.columns.output))
    return WindowArithmetic(
      taps: taps, channelSum: channelSum, pointwiseWeight: pointwise, total: total,
      bias: weights["bias"].map { $0.values[place.filter] }, output: output.values[index])
  }

  /// The input under the window and the weights on it, for one of the channels that a filter sees.
  private func taps(at place: SlidingWindow.Place, seen index: Int, of seen: Range<Int>) -> [[WindowArithmetic.Tap]] {
    let (channel, kernelChannel, kernelFilter): (Int, Int, Int)
    switch window.kind {
    case .convolution: (channel, kernelChannel, kernelFilter) = (seen.lowerBound + index, index, place.filter)
    // Its kernel has the filters before the channels.
    case .transposed: (channel, kernelChannel, kernelFilter) = (index, place.filter, index)
    case .depthwise(let multiplier):
      (channel, kernelChannel, kernelFilter) = (seen.lowerBound, seen.lowerBound, place.filter % multiplier)
    case .separable(let multiplier):
      (channel, kernelChannel, kernelFilter) = (index / multiplier, index / multiplier, index % multiplier)
    case .largest, .mean: (channel, kernelChannel, kernelFilter) = (seen.lowerBound, 0, 0)
    }
    let rows = window.rows.taps(at: place.row)
    let columns = window.columns.taps(at: place.column)
    guard !columns.isEmpty else { return [] }
    return rows.map { row in
      columns.map { column in
        WindowArithmetic.Tap(
          value: value(row: row.input, column: column.input, channel: channel),
          weight: kernelWeight(row.kernel, column.kernel, kernelChannel, kernelFilter))
      }
    }
  }

  /// The kernel's value, in Keras' order of axes: the window's, and two of channels.
  private func kernelWeight(_ y: Int, _ x: Int, _ channel: Int, _ filter: Int) -> Float? {
    guard let kernel = weights["kernel"] ?? weights["depthwise_kernel"], kernel.shape.count >= 2 else { return nil }
    let sizes = kernel.shape.suffix(2)
    let (channels, filters) = (sizes[sizes.startIndex], sizes[sizes.startIndex + 1])
    return kernel.values[((y * window.columns.size + x) * channels + channel) * filters + filter]
  }

  private func weight(_ name: String, _ row: Int, _ column: Int) -> Float? {
    weights[name].map { $0.values[row * window.filters + column] }
  }

  private func channelSum(_ taps: [[WindowArithmetic.Tap]]) -> Double {
    let inside = taps.joined().compactMap(\.value).map(Double.init)
    return switch window.kind {
    case .largest: inside.max() ?? 0
    case .mean: inside.isEmpty ? 0 : inside.reduce(0, +) / Double(inside.count)
    default: taps.joined().reduce(0) { $0 + $1.product }
    }
  }
}
