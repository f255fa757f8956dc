// Convolutions and dense layers: what multiplies by a kernel.

import CDNNL
import ModelGraph

/// A kernel as a primitive sees Keras' values, and what comes after the product.
struct Kernel {
  /// Keras' name of the weight.
  let name: String
  fileprivate(set) var view: View
  /// The values are an operand rather than a weight of the layer.
  fileprivate var isOperand = false
  /// Keras' name of what is added to each filter's values, if there is such a weight.
  let bias: String?
  let activation: Activation
  /// What the primitive does to the product.
  let operations: [PostOperation]

  private init(_ name: String, _ view: View, bias: String?, _ activation: Activation, then epilogue: Epilogue) {
    self.name = name
    self.view = view
    self.bias = bias ?? (epilogue.foldsNormalization ? "bias" : nil)
    self.activation = activation
    operations = (activation.functions ?? []).map(PostOperation.function) + epilogue.operations
  }

  /// Keras' (height, width, channels of a group, filters), where the groups share the filters out among them. A sequence's
  /// kernel has one row.
  fileprivate init(
    _ name: String, _ window: Window, channels: Int, filters: Int, groups: Int = 1, hasBias: Bool,
    _ activation: Activation, then epilogue: Epilogue = Epilogue()
  ) {
    let size = window.onImages.size
    let (row, column) = (size[1] * channels * filters, channels * filters)
    let view =
      groups == 1
      ? View(
        .weight(0), sizes: [filters, channels] + size, strides: [1, filters, row, column])
      : View(
        .weight(0), sizes: [groups, filters / groups, channels] + size,
        strides: [filters / groups, 1, filters, row, column])
    self.init(name, view, bias: hasBias ? "bias" : nil, activation, then: epilogue)
  }

  /// Keras' (height, width, filters, channels) of a transposed convolution.
  fileprivate init(transposed window: Window, channels: Int, filters: Int, hasBias: Bool, _ activation: Activation) {
    let size = window.onImages.size
    let view = View(
      .weight(0), sizes: [filters, channels] + size,
      strides: [channels, 1, size[1] * channels * filters, channels * filters])
    self.init("kernel", view, bias: hasBias ? "bias" : nil, activation, then: Epilogue())
  }

  /// Keras' (inputs, units).
  init(
    _ name: String = "kernel", inputs: Int, units: Int, bias: String?, _ activation: Activation = .linear,
    then epilogue: Epilogue = Epilogue()
  ) {
    let view = View(.weight(0), sizes: [units, inputs], strides: [1, units])
    self.init(name, view, bias: bias, activation, then: epilogue)
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
    let (batch, size) = (source.sizes[0], Array(destination.sizes[2...]))
    // Kernels want what they take and what they give in one format.
    let middle =
      layer.dataFormat == .channelsLast
      ? temporary([batch] + size + [channels]).image(.channelsLast) : temporary([batch, channels] + size)
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

  /// A function whose second operand is the kernel.
  mutating func convolve(_ window: Window, _ format: DataFormat, isDepthwise: Bool) throws(RuntimeProblem) {
    let source = inputs[0].image(format)
    let sizes = inputs[1].sizes.suffix(2)
    let (channels, filters) = (sizes[sizes.startIndex], sizes[sizes.startIndex + 1])
    var kernel =
      isDepthwise
      ? depthwise("", window, channels: channels, multiplier: filters, hasBias: false, .linear)
      : Kernel(
        "", window, channels: channels, filters: filters, groups: source.sizes[1] / channels, hasBias: false, .linear)
    kernel.isOperand = true
    kernel.view.place = inputs[1].place
    try convolve(source, by: kernel, window, to: output.image(format))
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
    let kernel = kernel.cut(to: taps)
    let primitive = try Primitive.convolution(
      device, source: sourceLayout, weights: Layout(kernel.view.sizes, strides: nil), bias: kernel.biasLayout(),
      destination: destinationLayout, sliding: taps.sliding, then: kernel.operations)
    try execute(primitive, (source, sourceLayout), by: kernel, to: (destination, destinationLayout))
  }

  /// The gradient of a convolution that makes the input of the output.
  mutating func convolve(_ layer: TransposedConvolution) throws(RuntimeProblem) {
    let (source, destination) = (inputs[0].image(layer.dataFormat), output.image(layer.dataFormat))
    for (index, axis) in zip(2..., layer.window.onImages.axes)
    where axis.outputSize(destination.sizes[index]) != source.sizes[index] {
      // TensorFlow refuses to run these, too.
      throw .unsupported(
        layer: self.layer,
        what: "this output_padding: no \(layer.typeName) gives \(destination.sizes[index]) pixels for "
          + "\(source.sizes[index])")
    }
    let taps = try taps(of: layer.window, over: destination, to: source)
    let kernel = Kernel(
      transposed: layer.window, channels: source.sizes[1], filters: layer.filters, hasBias: layer.useBias,
      layer.activation
    ).cut(to: taps)
    let (sourceLayout, destinationLayout) = (try source.layout(), try destination.layout())
    let primitive = try Primitive.deconvolution(
      device, source: sourceLayout, weights: Layout(kernel.view.sizes, strides: nil), bias: kernel.biasLayout(),
      destination: destinationLayout, sliding: taps.sliding)
    try execute(primitive, (source, sourceLayout), by: kernel, to: (destination, destinationLayout))
    if let functions = layer.activation.functions, !functions.isEmpty {
      try apply(functions, output.flat, to: output.flat)
    }
  }

  /// A product along the last axis, whatever the rank.
  mutating func multiply(_ layer: Dense) throws(RuntimeProblem) {
    let size = inputs[0].sizes.last ?? 1
    let kernel = Kernel(
      inputs: size, units: layer.units, bias: layer.useBias ? "bias" : nil, layer.activation, then: epilogue)
    try multiply(inputs[0], by: kernel, to: output)
  }

  /// Row-major views, of which the last axes, as many as the kernel has inputs and units, are what it takes and gives.
  mutating func multiply(_ source: View, by kernel: Kernel, to destination: View) throws(RuntimeProblem) {
    let (units, size) = (kernel.view.sizes[0], kernel.view.sizes[1])
    let rows = source.count / size
    let (source, destination) = (source.reshaped([rows, size]), destination.reshaped([rows, units]))
    let (sourceLayout, destinationLayout) = (try source.layout(), try destination.layout())
    let primitive = try Primitive.innerProduct(
      device, source: sourceLayout, weights: Layout(kernel.view.sizes, strides: nil), bias: kernel.biasLayout(),
      destination: destinationLayout, then: kernel.operations)
    try execute(primitive, (source, sourceLayout), by: kernel, to: (destination, destinationLayout))
  }

  /// The product, and the activation of the output if the primitive does not have it in it.
  private mutating func execute(
    _ primitive: Primitive, _ source: (View, Layout), by kernel: Kernel, to destination: (view: View, Layout)
  ) throws(RuntimeProblem) {
    let preferred = try Layout(of: primitive, .weights)
    var arguments: [(role: Role, view: View, layout: Layout)] = [
      (.source, source.0, source.1), (.weights, try values(of: kernel, as: preferred), preferred),
      (.destination, destination.view, destination.1),
    ]
    if let bias = kernel.bias {
      let (view, layout) = try vector(bias, destination.view.sizes[1])
      arguments.append((.bias, view, layout))
    }
    execute(primitive, arguments)
    if kernel.activation.functions == nil { try activate(kernel.activation, output, to: output) }
  }

  /// The kernel in the primitive's layout: weights are brought into it once, operands in every run.
  private mutating func values(of kernel: Kernel, as preferred: Layout) throws(RuntimeProblem) -> View {
    if !kernel.isOperand { return try weight(kernel.name, kernel.view, as: preferred) }
    let result = temporary([preferred.size / MemoryLayout<Float>.stride])
    let layout = try kernel.view.layout()
    execute(
      try .reorder(device, from: layout, to: preferred),
      [(.source, kernel.view, layout), (.destination, result, preferred)])
    return result
  }
}

extension Kernel {
  private var filters: Int { view.rank == 5 ? view.sizes[0] * view.sizes[1] : view.sizes[0] }

  fileprivate func biasLayout() throws(RuntimeProblem) -> Layout? {
    bias == nil ? nil : try Layout([filters], strides: [1])
  }

  /// The part of the window that can touch the image.
  fileprivate func cut(to taps: WindowTaps) -> Kernel {
    var kernel = self
    kernel.view = view.window(
      from: Array(repeating: 0, count: view.rank - 2) + taps.first, sizes: view.sizes.dropLast(2) + taps.kernel)
    return kernel
  }
}
