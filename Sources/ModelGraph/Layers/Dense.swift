// Dense: a matrix product along the last axis (keras/src/layers/core/dense.py).

import Tensors

package struct Dense: LayerDefinition {
  static let layerType = LayerType(
    LayerSignature(
      "Dense", "Multiplies the last axis by a matrix: every unit sees every input.",
      [.required("units", "The size of the output.")],
      .activationAndBias, .initialization(of: ["kernel", "bias"]),
      [.ignored("lora_rank"), .ignored("lora_alpha"), .ignored("quantization_config")]), Dense.init)

  package let units: Int
  package let activation: Activation
  package let useBias: Bool
  package let kernelInitializer: Initializer
  package let biasInitializer: Initializer

  private init(_ arguments: LayerArguments) throws(LayerProblem) {
    units = try arguments.int("units", mistyped: .valueError)
    activation = try arguments.activation()
    useBias = try arguments.bool("use_bias")
    kernelInitializer = try arguments.initializer("kernel_initializer")
    biasInitializer = try arguments.initializer("bias_initializer")
  }

  package var typeName: String { "Dense" }
  package var operation: Operation { .dense(self) }
  package var outputName: String { "units" }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    _ = try inputSize(inputs[0])
    var shape = inputs[0]
    shape[shape.rank - 1] = units
    return shape
  }

  package func weights(for inputs: [Shape]) throws(LayerProblem) -> [WeightSpecification] {
    [WeightSpecification("kernel", [try inputSize(inputs[0]), units], kernelInitializer)]
      + (useBias ? [WeightSpecification("bias", [units], biasInitializer)] : [])
  }

  package func cost(inputs: [Shape], output: Shape) -> Formula {
    .product([
      .sizes(Array(output.dimensions.dropFirst().dropLast()), "places"), .size(units, "units"),
      .size(inputs[0].dimensions.last ?? nil, "inputs"),
    ])
  }

  /// Of a vector every value; of an image a pixel's channels.
  package func reach(inputs: [Shape], output: Shape) -> Reach { inputs[0].rank == 2 ? .whole(axes: nil) : .place }

  private func inputSize(_ shape: Shape) throws(LayerProblem) -> Int {
    guard shape.rank >= 2 else {
      throw .rank(layer: typeName, expected: "a batch of rank 2 or more, such as (None, 10)", got: shape)
    }
    guard let size = shape[shape.rank - 1] else {
      throw .unknownSizes(layer: typeName, got: shape, axis: "last axis")
    }
    return size
  }
}
