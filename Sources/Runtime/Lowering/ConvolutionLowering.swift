// Convolutions and dense layers: what multiplies by a kernel.

import CDNNL
import ModelGraph

extension Lowering {
  mutating func convolve(_ layer: Conv2D) throws(RuntimeProblem) {
    let source = inputs[0].image(layer.dataFormat)
    try convolve(
      source,
      with: kernel(
        of: layer.window, channels: source.sizes[1] / layer.groups, filters: layer.filters, groups: layer.groups),
      named: "kernel", bias: layer.useBias, layer.window, to: output.image(layer.dataFormat), then: layer.activation)
  }

  /// A product along the last axis, whatever the rank.
  mutating func multiply(_ layer: Dense) throws(RuntimeProblem) {
    let size = inputs[0].sizes.last ?? 1
    let rows = inputs[0].count / size
    let source = inputs[0].reshaped([rows, size])
    let destination = output.reshaped([rows, layer.units])
    // Keras' kernel is (inputs, units).
    let kernel = View(.weight(0), sizes: [layer.units, size], strides: [1, layer.units])
    let (sourceLayout, destinationLayout) = (try source.layout(), try destination.layout())
    let primitive = try Primitive.innerProduct(
      device, source: sourceLayout, weights: Layout(kernel.sizes, strides: nil),
      bias: layer.useBias ? Layout([layer.units], strides: [1]) : nil, destination: destinationLayout,
      then: layer.activation.functions ?? [])
    try execute(
      primitive, from: (source, sourceLayout), kernel: kernel, named: "kernel", bias: layer.useBias ? layer.units : nil,
      to: (destination, destinationLayout))
    if layer.activation.functions == nil { try activate(layer.activation, output, to: output) }
  }

  /// Keras' convolution kernel is (height, width, inputs of a group, filters); the groups divide the filters.
  private func kernel(of window: Window, channels: Int, filters: Int, groups: Int) -> View {
    let (height, width) = (window.size.height, window.size.width)
    let (row, column) = (width * channels * filters, channels * filters)
    if groups == 1 {
      return View(.weight(0), sizes: [filters, channels, height, width], strides: [1, filters, row, column])
    }
    return View(
      .weight(0), sizes: [groups, filters / groups, channels, height, width],
      strides: [filters / groups, 1, filters, row, column])
  }

  /// Views are (batch, channels, height, width).
  mutating func convolve(
    _ source: View, with kernel: View, named name: String, bias: Bool, _ window: Window, to destination: View,
    then activation: Activation
  ) throws(RuntimeProblem) {
    let (sourceLayout, destinationLayout) = (try source.layout(), try destination.layout())
    let filters = destination.sizes[1]
    let primitive = try Primitive.convolution(
      device, source: sourceLayout, weights: Layout(kernel.sizes, strides: nil),
      bias: bias ? Layout([filters], strides: [1]) : nil, destination: destinationLayout,
      sliding: Sliding(window, over: source), then: activation.functions ?? [])
    try execute(
      primitive, from: (source, sourceLayout), kernel: kernel, named: name, bias: bias ? filters : nil,
      to: (destination, destinationLayout))
    if activation.functions == nil { try activate(activation, output, to: output) }
  }

  private mutating func execute(
    _ primitive: Primitive, from source: (View, Layout), kernel: View, named name: String, bias: Int?,
    to destination: (View, Layout)
  ) throws(RuntimeProblem) {
    let preferred = try Layout(of: primitive, .weights)
    var arguments: [(role: Role, view: View, layout: Layout)] = [
      (.source, source.0, source.1), (.weights, try weight(name, kernel, as: preferred), preferred),
      (.destination, destination.0, destination.1),
    ]
    if let bias {
      let (view, layout) = try vector("bias", bias)
      arguments.append((.bias, view, layout))
    }
    execute(primitive, arguments)
  }
}

extension Sliding {
  /// A layer's window over a (batch, channels, height, width) view, with TensorFlow's padding.
  init(_ window: Window, over source: View) {
    let (vertical, horizontal) = (window.vertical.pads(source.sizes[2]), window.horizontal.pads(source.sizes[3]))
    self.init(
      strides: [window.strides.height, window.strides.width],
      dilation: [window.dilation.height, window.dilation.width],
      paddingBefore: [vertical.before, horizontal.before], paddingAfter: [vertical.after, horizontal.after])
  }
}
