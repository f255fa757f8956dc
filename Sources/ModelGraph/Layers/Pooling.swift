// MaxPooling and AveragePooling in one and two dimensions: a window's largest value or mean, channel by channel
// (keras/src/layers/pooling/base_pooling.py).

import Tensors

/// What is taken of a window.
package enum PoolingKind: String, Hashable, Sendable, CaseIterable {
  case maximum, average

  fileprivate var names: (full: String, short: String, summary: String) {
    switch self {
    case .maximum: ("MaxPooling", "MaxPool", "Takes the largest value of")
    case .average: ("AveragePooling", "AvgPool", "Takes the mean of")
    }
  }
}

/// With `same` padding the average counts only the pixels inside, as TensorFlow's does.
package struct Pooling: WindowLayer {
  static let types = PoolingKind.allCases.flatMap { kind in [1, 2].map { layerType(kind, dimensions: $0) } }

  private static func layerType(_ kind: PoolingKind, dimensions: Int) -> LayerType {
    let summary = "The window's size."
    let size: LayerSignature.Parameter =
      kind == .maximum
      ? .optional("pool_size", .repeated(2, dimensions), summary) : .required("pool_size", summary)
    return LayerType(
      LayerSignature(
        "\(kind.names.full)\(dimensions)D", aliases: ["\(kind.names.short)\(dimensions)D"],
        "\(kind.names.summary) each window.",
        [
          size, .optional("strides", .null, "Steps of the window; by default its size."), .padding, .dataFormat,
          .optional("name", .null, "The layer's name."),
        ])
    ) { (arguments) throws(LayerProblem) in try Pooling(arguments, kind, dimensions: dimensions) }
  }

  package let typeName: String
  package let kind: PoolingKind
  package var window: Window
  package let dataFormat: DataFormat

  private init(_ arguments: LayerArguments, _ kind: PoolingKind, dimensions: Int) throws(LayerProblem) {
    self.init(kind, try arguments.poolingWindow(dimensions: dimensions), try arguments.dataFormat())
  }

  package init(_ kind: PoolingKind, _ window: Window, _ format: DataFormat) {
    typeName = "\(kind.names.full)\(window.axes.count)D"
    self.kind = kind
    self.window = window
    dataFormat = format
  }

  package var operation: Operation { .pooling(self) }

  package static var sizeArgument: String { "pool_size" }
  package func outputChannels(of input: ImageShape) -> Int? { input.channels }
}

extension LayerArguments {
  fileprivate func poolingWindow(dimensions: Int) throws(LayerProblem) -> Window {
    let size = try sizes("pool_size", count: dimensions)
    let padding = try padding(ignoringCase: false)
    if self["strides"] == .null { return Window(size: size, strides: size, padding: padding) }
    let strides = try sizes("strides", count: dimensions, atLeast: 0)
    if strides.contains(0) {
      // Keras only notices when it divides by them.
      throw .argument(
        "strides", of: layer, expected: "positive", got: self["strides"], exception: .zeroDivisionError)
    }
    return Window(size: size, strides: strides, padding: padding)
  }
}

/// One value for each channel (keras/src/layers/pooling/base_global_pooling.py).
package struct GlobalPooling: ImageLayer {
  static let types = PoolingKind.allCases.flatMap { kind in [1, 2].map { layerType(kind, dimensions: $0) } }

  private static func layerType(_ kind: PoolingKind, dimensions: Int) -> LayerType {
    LayerType(
      LayerSignature(
        "Global\(kind.names.full)\(dimensions)D", aliases: ["Global\(kind.names.short)\(dimensions)D"],
        "\(kind.names.summary) each channel.",
        [.dataFormat, .optional("keepdims", .bool(false), "Whether the output stays an image, of a single pixel.")])
    ) { (arguments) throws(LayerProblem) in try GlobalPooling(arguments, kind, dimensions: dimensions) }
  }

  package let typeName: String
  package let kind: PoolingKind
  package let dimensions: Int
  package let dataFormat: DataFormat
  /// Whether the image stays one, of a single pixel.
  package let keepDimensions: Bool

  private init(_ arguments: LayerArguments, _ kind: PoolingKind, dimensions: Int) throws(LayerProblem) {
    typeName = arguments.layer
    self.kind = kind
    self.dimensions = dimensions
    dataFormat = try arguments.dataFormat()
    keepDimensions = try arguments.bool("keepdims")
  }

  package var operation: Operation { .globalPooling(self) }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    var image = try ImageShape(inputs[0], dimensions: dimensions, format: dataFormat, layer: typeName)
    guard keepDimensions else { return [image.batch, image.channels] }
    image.sizes = image.sizes.map { _ in 1 }
    return image.shape
  }

  package func reach(inputs: [Shape], output: Shape) -> Reach { .whole(axes: nil) }
}
