// GlobalAveragePooling2D and GlobalMaxPooling2D: one value for each channel (keras/src/layers/pooling).

import Tensors

package protocol GlobalPooling2D: LayerDefinition {
  var dataFormat: DataFormat { get }
  /// Whether the image stays one, of a single pixel.
  var keepDimensions: Bool { get }
}

extension GlobalPooling2D {
  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    var image = try ImageShape(inputs[0], format: dataFormat, layer: Self.name)
    guard keepDimensions else { return [image.batch, image.channels] }
    (image.height, image.width) = (1, 1)
    return image.shape
  }
}

package struct GlobalAveragePooling2D: GlobalPooling2D {
  package static let signature = LayerSignature(
    "GlobalAveragePooling2D", aliases: ["GlobalAvgPool2D"], "Takes the mean of each channel.", .globalPooling)

  package let dataFormat: DataFormat
  package let keepDimensions: Bool

  package init(_ arguments: LayerArguments) throws(LayerProblem) {
    dataFormat = try arguments.dataFormat()
    keepDimensions = try arguments.bool("keepdims")
  }

  package var operation: Operation { .globalAveragePooling2D(self) }
}

package struct GlobalMaxPooling2D: GlobalPooling2D {
  package static let signature = LayerSignature(
    "GlobalMaxPooling2D", aliases: ["GlobalMaxPool2D"], "Takes the largest value of each channel.", .globalPooling)

  package let dataFormat: DataFormat
  package let keepDimensions: Bool

  package init(_ arguments: LayerArguments) throws(LayerProblem) {
    dataFormat = try arguments.dataFormat()
    keepDimensions = try arguments.bool("keepdims")
  }

  package var operation: Operation { .globalMaxPooling2D(self) }
}

extension [LayerSignature.Parameter] {
  fileprivate static let globalPooling: Self = [
    .dataFormat,
    .optional("keepdims", .bool(false), "Whether the output stays an image, of a single pixel."),
  ]
}
