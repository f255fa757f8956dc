// Convolutions and dense layers: what multiplies by a kernel.

import CDNNL
import ModelGraph

/// A kernel as a primitive sees Keras' values, and what comes after the product.
private struct Kernel {
  /// Keras' name of the weight.
  let name: String
  var view: View
  let hasBias: Bool
  let activation: Activation
  /// What the primitive does to the product.
  var operations: [PostOperation]

  /// Keras' (height, width, channels of a group, filters), where the groups share the filters out among them. A sequence's
  /// kernel has one row.
  init(
    _ name: String, _ window: Window, channels: Int, filters: Int, groups: Int = 1, hasBias: Bool,
    _ activation: Activation, then epilogue: Epilogue = Epilogue()
  ) {
    let size = window.onImages.size
    self.name = name
    self.hasBias = hasBias || epilogue.foldsNormalization
    self.activation = activation
    operations = (activation.functions ?? []).map(PostOperation.function) + epilogue.operations
    let (row, column) = (size[1] * channels * filters, channels * filters)
    view =
      groups == 1
      ? View(
        .weight(0), sizes: [filters, channels] + size, strides: [1, filters, row, column])
      : View(
        .weight(0), sizes: [groups, filters / groups, channels] + size,
        strides: [filters / groups, 1, filters, row, column])
  }

  /// Keras' (inputs, units).
  init(inputs: Int, units: Int, hasBias: Bool, _ activation: Activation, then epilogue: Epilogue) {
    name = "kernel"
    view = View(.weight(0), sizes: [units, inputs], strides: [1, units])
    self.hasBias = hasBias || epilogue.foldsNormalization
    self.activation = activation
    operations = (activation.functions ?? []).map(PostOperation.function) + epilogue.operations
  }
}

extension Lowering {
  mutating func convolve(_ layer: Convolution) throws(RuntimeProblem) {
    let source = inputs[0].image(layer.dataFormat)
    let kernel = Kernel(
      "kernel", layer.window, channels: source.sizes[1] / layer.groups, filters: layer.filters,
      groups: layer.groups, hasBias: layer.useBias, layer.activation, then: epilogue)
    try convolve(source, by: kernel, layer.window, to: output.image(layer.dataFormat))
  }

  mutating func convolve(_ layer: DepthwiseConvolution) throws(RuntimeProblem) {
    let source = inputs[0].image(layer.dataFormat)
    let kernel = depthwise(
      "kernel", layer.window, channels: source.sizes[1], multiplier: layer.depthMultiplier, hasBias: layer.useBias,
      layer.activation, then: epilogue)
    try convolve(source, by: kernel, layer.window, to: output.image(layer.dataFormat))
  }

  mutating func convolve(_ layer: SeparableConvolution) throws(RuntimeProblem) {
    let source = inputs[0].image(layer.dataFormat)
    let destination = output.image(layer.dataFormat)
    let channels = source.sizes[1] * layer.depthMultiplier
    let middle = temporary([source.sizes[0], destination.sizes[2], destination.sizes[3], channels])
      .image(.channelsLast)
    let first = depthwise(
      "depthwise_kernel", layer.window, channels: source.sizes[1], multiplier: layer.depthMultiplier, hasBias: false,
      .linear)
    try convolve(source, by: first, layer.window, to: middle)
    let pixel = Window([Window.Axis(size: 1), Window.Axis(size: 1)])
    let second = Kernel(
      "pointwise_kernel", pixel, channels: channels, filters: layer.filters, hasBias: layer.useBias,
      layer.activation, then: epilogue)
    try convolve(middle, by: second, pixel, to: destination)
  }

  /// Keras' (height, width, channels, multiplier): every channel is a group of its own.
  private func depthwise(
    _ name: String, _ window: Window, channels: Int, multiplier: Int, hasBias: Bool, _ activation: Activation,
    then epilogue: Epilogue = Epilogue()
  ) -> Kernel {
    Kernel(
      name, window, channels: 1, filters: channels * multiplier, groups: channels, hasBias: hasBias, activation,
      then: epilogue)
  }

  /// Views are (batch, channels, height, width).
  private mutating func convolve(
    _ source: View, by kernel: Kernel, _ window: Window, to destination: View
  ) throws(RuntimeProblem) {
    let (sourceLayout, destinationLayout) = (try source.layout(), try destination.layout())
    let taps = try taps(of: window, over: source, to: destination)
    var kernel = kernel
    kernel.view = kernel.view.window(
      from: Array(repeating: 0, count: kernel.view.rank - 2) + taps.first,
      sizes: kernel.view.sizes.dropLast(2) + taps.kernel)
    let primitive = try Primitive.convolution(
      device, source: sourceLayout, weights: Layout(kernel.view.sizes, strides: nil),
      bias: kernel.hasBias ? Layout([destination.sizes[1]], strides: [1]) : nil, destination: destinationLayout,
      sliding: taps.sliding, then: kernel.operations)
    try execute(primitive, (source, sourceLayout), by: kernel, to: (destination, destinationLayout))
  }

  /// A product along the last axis, whatever the rank.
  mutating func multiply(_ layer: Dense) throws(RuntimeProblem) {
    let size = inputs[0].sizes.last ?? 1
    let rows = inputs[0].count / size
    let (source, destination) = (inputs[0].reshaped([rows, size]), output.reshaped([rows, layer.units]))
    let kernel = Kernel(inputs: size, units: layer.units, hasBias: layer.useBias, layer.activation, then: epilogue)
    let (sourceLayout, destinationLayout) = (try source.layout(), try destination.layout())
    let primitive = try Primitive.innerProduct(
      device, source: sourceLayout, weights: Layout(kernel.view.sizes, strides: nil),
      bias: kernel.hasBias ? Layout([layer.units], strides: [1]) : nil, destination: destinationLayout,
      then: kernel.operations)
    try execute(primitive, (source, sourceLayout), by: kernel, to: (destination, destinationLayout))
  }

  /// The product, and the activation if the primitive does not have it in it.
  private mutating func execute(
    _ primitive: Primitive, _ source: (View, Layout), by kernel: Kernel, to destination: (view: View, Layout)
  ) throws(RuntimeProblem) {
    let preferred = try Layout(of: primitive, .weights)
    var arguments: [(role: Role, view: View, layout: Layout)] = [
      (.source, source.0, source.1), (.weights, try weight(kernel.name, kernel.view, as: preferred), preferred),
      (.destination, destination.view, destination.1),
    ]
    if kernel.hasBias {
      let (view, layout) = try vector("bias", destination.view.sizes[1])
      arguments.append((.bias, view, layout))
    }
    execute(primitive, arguments)
    if kernel.activation.functions == nil { try activate(kernel.activation, output, to: output) }
  }
}
