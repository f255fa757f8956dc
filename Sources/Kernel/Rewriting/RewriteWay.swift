// What a convolution could be instead: one row for each way, as text in the session's own words.

import ModelGraph
import Tensors

/// A way to rewrite a convolution.
struct RewriteWay: Sendable {
  let name: String
  /// What it changes, in a few words.
  let help: String
  /// The layers that it becomes, in order, the last with the layer's own name; nil where there is nothing to change.
  let parts: @Sendable (LayerCallText, Convolved) -> [LayerPart]?

  /// What the evaluation knows of the layer.
  struct Convolved: Sendable {
    let operation: Operation
    let window: Window
    /// Of the input.
    let channels: Int
    /// Of the output.
    let filters: Int

    /// Whether all layers that the call makes have this window, so that it can be written in numbers.
    var hasOneWindow = true

    /// Nil for what is no convolution over images of a known number of channels.
    init?(_ operation: Operation, input: Shape, output: Shape) {
      guard let layer = operation.definition as? any ConvolutionLayer, layer.window.axes.count == 2 else { return nil }
      let axis = layer.dataFormat == .channelsLast ? 3 : 1
      guard input.rank == 4, output.rank == 4, let channels = input[axis], let filters = output[axis] else {
        return nil
      }
      self.operation = operation
      window = layer.window
      self.channels = channels
      self.filters = filters
    }

    var groups: Int { if case .convolution(let layer) = operation { layer.groups } else { 1 } }
    var isPlain: Bool { if case .convolution = operation { true } else { false } }
    /// Whether a window sees more than its own pixel.
    var seesNeighbours: Bool { window.size.contains { $0 > 1 } }
    /// Whether the window can be written as a row and a column.
    var canBeParted: Bool { hasOneWindow && window.size.allSatisfy { $0 > 1 } }
  }

  private static let everywhere = ["data_format", "dtype", "trainable"]
  private static let kernel = ["kernel_initializer", "kernel_regularizer", "kernel_constraint"]
  private static let bias = ["use_bias", "bias_initializer", "bias_regularizer", "bias_constraint"]
  private static let sliding = ["strides", "padding", "dilation_rate"]
  private static let image = ["input_shape"]
  private static let depthwise = (from: "kernel_", to: "depthwise_")

  static let all: [RewriteWay] = [
    RewriteWay(name: "depthwise + pointwise", help: "neighbours, then channels: MobileNet") { call, layer in
      guard layer.seesNeighbours, let filters = call["filters"], let size = call["kernel_size"] else { return nil }
      // A separable layer's depthwise part has no bias.
      let own = layer.isPlain ? kernel + bias : ["depth_multiplier", "depthwise_initializer"]
      return [
        LayerPart("DepthwiseConv2D", size)
          .taking(sliding + own + everywhere + image, of: call, renaming: depthwise)
          .with("use_bias", layer.isPlain ? nil : "False").with("name", call.name(suffix: "depthwise")),
        LayerPart("Conv2D", filters, "1").taking(["activation"] + kernel + bias + everywhere, of: call).with(
          "name", call["name"]),
      ]
    },
    RewriteWay(name: "separable", help: "the same two in one layer") { call, layer in
      guard layer.isPlain, layer.seesNeighbours, let filters = call["filters"], let size = call["kernel_size"] else {
        return nil
      }
      return [
        LayerPart("SeparableConv2D", filters, size)
          .taking(sliding + ["activation"] + bias + everywhere + image, of: call).with("name", call["name"])
      ]
    },
    RewriteWay(name: "1×k + k×1", help: "a row, then a column: Inception") { call, layer in
      guard layer.isPlain, layer.canBeParted, let filters = call["filters"] else { return nil }
      let column = LayerPart("Conv2D", filters, along(.column, layer.window.size))
      return [
        LayerPart("Conv2D", filters, along(.row, layer.window.size)).slidingLike(layer, .row)
          .taking(["padding", "groups"] + kernel + bias + everywhere + image, of: call)
          .with("name", call.name(suffix: "row")),
        column.slidingLike(layer, .column)
          .taking(["padding", "groups", "activation"] + kernel + bias + everywhere, of: call)
          .with("name", call["name"]),
      ]
    },
    RewriteWay(name: "EffNet's block", help: "half the channels, depthwise row and column") { call, layer in
      guard layer.isPlain, layer.canBeParted, let filters = call["filters"] else { return nil }
      func part(_ axis: Axis, _ suffix: String) -> LayerPart {
        LayerPart("DepthwiseConv2D", along(axis, layer.window.size)).dilatedLike(layer, axis)
          .taking(["padding", "activation"] + kernel + bias + everywhere, of: call, renaming: depthwise)
          .with("name", call.name(suffix: suffix))
      }
      let strides = layer.window.axes.map(\.stride)
      let pool = LayerPart("MaxPooling2D", along(.row, strides)).taking(["padding", "data_format"], of: call)
        .with("name", call.name(suffix: "pool"))
      let last =
        strides[0] > 1
        ? LayerPart("Conv2D", filters, along(.column, strides)).with("strides", along(.column, strides))
          .taking(["padding"], of: call)
        : LayerPart("Conv2D", filters, "1")
      return [
        LayerPart("Conv2D", half(filters), "1")
          .taking(["activation"] + kernel + bias + everywhere + image, of: call)
          .with("name", call.name(suffix: "mix")), part(.row, "row"),
      ] + (strides[1] > 1 ? [pool] : []) + [
        part(.column, "column"),
        last.taking(["activation"] + kernel + bias + everywhere, of: call).with("name", call["name"]),
      ]
    },
    grouped(2), grouped(4), grouped(8),
    RewriteWay(name: "plain", help: "neighbours and all channels at once") { call, layer in
      guard !layer.isPlain || layer.groups > 1, let size = call["kernel_size"] else { return nil }
      return [
        LayerPart("Conv2D", call["filters"] ?? "\(layer.filters)", size)
          .taking(sliding + ["activation"] + kernel + bias + everywhere + image, of: call).with("name", call["name"])
      ]
    },
  ]

  private static func grouped(_ groups: Int) -> RewriteWay {
    RewriteWay(name: "\(groups) groups", help: "each sees 1/\(groups) of the channels") { call, layer in
      guard layer.isPlain, layer.groups == 1, layer.channels.isMultiple(of: groups),
        let filters = call["filters"], let size = call["kernel_size"]
      else { return nil }
      return [
        LayerPart("Conv2D", filters, size)
          .taking(sliding, of: call).with("groups", "\(groups)")
          .taking(["activation"] + kernel + bias + everywhere + image, of: call).with("name", call["name"])
      ]
    }
  }
}

/// Half of a number that is written as a number or as an expression.
private func half(_ count: String) -> String {
  if let number = Int(count) { return "\(max(1, number / 2))" }
  return (count.isWrittenAsName ? count : "(\(count))") + " // 2"
}

/// The way along which a window of one row or column lies.
private enum Axis: Int {
  case column, row
}

/// A pair of sizes with one of the two, and one pixel the other way.
private func along(_ axis: Axis, _ sizes: [Int]) -> String {
  axis == .column ? "(\(sizes[0]), 1)" : "(1, \(sizes[1]))"
}

extension LayerPart {
  /// The layer's stride and dilation along one axis.
  fileprivate func slidingLike(_ layer: RewriteWay.Convolved, _ axis: Axis) -> LayerPart {
    let strides = layer.window.axes.map(\.stride)
    return with("strides", strides[axis.rawValue] > 1 ? along(axis, strides) : nil).dilatedLike(layer, axis)
  }

  fileprivate func dilatedLike(_ layer: RewriteWay.Convolved, _ axis: Axis) -> LayerPart {
    let dilation = layer.window.axes.map(\.dilation)
    return with("dilation_rate", dilation[axis.rawValue] > 1 ? along(axis, dilation) : nil)
  }
}
