// InputLayer: where a model's data comes in (keras/src/layers/core/input_layer.py).

import Tensors

package struct InputLayer: LayerDefinition {
  package static let layerType = LayerType(
    LayerSignature(
      "InputLayer", "The place of a model's input.",
      [
        .optional("shape", .null, "The shape of one input, without the batch."),
        .optional("batch_size", .null, "The batch size, if it is fixed."),
        .optional("dtype", .null, "The type of its numbers; here always float32."),
        .optional("sparse", .null, "Accepted; no effect here."),
        .optional("ragged", .null, "Accepted; no effect here."),
        .optional("batch_shape", .null, "The shape with its batch."),
        .optional("input_tensor", .null, "Accepted; no effect here."),
        .optional("optional", .bool(false), "Accepted; no effect here."),
        .optional("name", .null, "The layer's name."),
      ]), InputLayer.init)

  package static let name = layerType.name

  package let shape: Shape

  package init(shape: Shape) { self.shape = shape }

  package init(_ arguments: LayerArguments) throws(LayerProblem) {
    if let whole = try arguments.shape("batch_shape") {
      for other in ["shape", "batch_size"] where arguments[other] != .null { throw .inputShapeTwice(other) }
      shape = whole
    } else if let image = try arguments.shape("shape") {
      shape = Shape([try arguments.optionalInt("batch_size")] + image.dimensions)
    } else {
      throw .inputWithoutShape
    }
  }

  package var typeName: String { InputLayer.name }
  package var operation: Operation { .inputLayer(self) }
  package var inputCount: ClosedRange<Int> { 0...0 }
  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape { shape }
}

extension LayerArguments {
  /// A tuple of sizes, each a positive integer or None.
  func shape(_ name: String) throws(LayerProblem) -> Shape? {
    let items: [ArgumentValue]
    switch self[name] {
    case .null: return nil
    case .sequence(let sequence): items = sequence
    default: throw .inputSize(self[name], argument: name)
    }
    var sizes: [Int?] = []
    for item in items {
      switch item {
      case .null: sizes.append(nil)
      case .int(let size) where size > 0: sizes.append(size)
      default: throw .inputSize(self[name], argument: name)
      }
    }
    return Shape(sizes)
  }
}

extension LayerProblem {
  static let inputWithoutShape = LayerProblem("input-shape", "Input needs a shape, such as shape=(32, 32, 3)")

  static func inputShapeTwice(_ argument: String) -> LayerProblem {
    LayerProblem(
      "input-shape", "Input takes batch_shape or \(argument), not both: the batch is batch_shape's first size",
      argument: argument)
  }

  static func inputSize(_ value: ArgumentValue, argument: String) -> LayerProblem {
    let fix = if case .int(let size) = value, size > 0 { "; (\(size),) is a tuple of one size" } else { "" }
    return LayerProblem(
      "input-shape",
      "Input: \(argument) must be a tuple of positive integers or None, not \(value.description)\(fix)",
      argument: argument)
  }
}
