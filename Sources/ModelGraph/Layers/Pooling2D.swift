// MaxPooling2D and AveragePooling2D: a window's largest value or mean, channel by channel (keras/src/layers/pooling).

import Tensors

/// A pooling layer. With `same` padding the average counts only the pixels inside, as TensorFlow's does.
package protocol Pooling2D: LayerDefinition {
  var window: Window { get }
  var dataFormat: DataFormat { get }
}

extension Pooling2D {
  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    try ImageShape(inputs[0], format: dataFormat, layer: Self.name)
      .sliding(window, layer: Self.name, argument: "pool_size").shape
  }
}

package struct MaxPooling2D: Pooling2D {
  package static let signature = LayerSignature(
    "MaxPooling2D", aliases: ["MaxPool2D"], "Takes the largest value of each window.",
    [.optional("pool_size", .sequence([.int(2), .int(2)]), "Height and width of the window.")], .pooling)

  package let window: Window
  package let dataFormat: DataFormat

  package init(_ arguments: LayerArguments) throws(LayerProblem) {
    window = try arguments.poolingWindow()
    dataFormat = try arguments.dataFormat()
  }

  package var operation: Operation { .maxPooling2D(self) }
}

package struct AveragePooling2D: Pooling2D {
  package static let signature = LayerSignature(
    "AveragePooling2D", aliases: ["AvgPool2D"], "Takes the mean of each window.",
    [.required("pool_size", "Height and width of the window.")], .pooling)

  package let window: Window
  package let dataFormat: DataFormat

  package init(_ arguments: LayerArguments) throws(LayerProblem) {
    window = try arguments.poolingWindow()
    dataFormat = try arguments.dataFormat()
  }

  package var operation: Operation { .averagePooling2D(self) }
}

extension [LayerSignature.Parameter] {
  fileprivate static let pooling: Self = [
    .optional("strides", .null, "Steps of the window; by default its size."),
    .padding, .dataFormat,
    .optional("name", .null, "The layer's name."),
  ]
}

extension LayerArguments {
  fileprivate func poolingWindow() throws(LayerProblem) -> Window {
    let size = try size2D("pool_size")
    let padding = try padding(ignoringCase: false)
    if self["strides"] == .null { return Window(size: size, strides: size, padding: padding) }
    let strides = try size2D("strides", atLeast: 0)
    if min(strides.height, strides.width) == 0 {
      // Keras only notices when it divides by them.
      throw .argument(
        "strides", of: layer, expected: "positive", got: self["strides"], exception: .zeroDivisionError)
    }
    return Window(size: size, strides: strides, padding: padding)
  }
}
