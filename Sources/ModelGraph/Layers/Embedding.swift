// Embedding: a row of a table for each index (keras/src/layers/core/embedding.py).

import Tensors

package struct Embedding: LayerDefinition {
  static let layerType = LayerType(
    LayerSignature(
      "Embedding", "Looks up a row of a table for each index.",
      [
        .required("input_dim", "The number of rows: one more than the largest index."),
        .required("output_dim", "The length of a row."),
        .initializer("embeddings_initializer", "uniform", "How the table starts."),
        .training("embeddings_regularizer"), .training("embeddings_constraint"),
        .optional("mask_zero", .bool(false), "Whether index 0 is no place at all; Compbook has no masks."),
        .optional("weights", .null, "Accepted; no effect here."),
        .ignored("lora_rank"), .ignored("lora_alpha"), .ignored("quantization_config"),
      ]), Embedding.init)

  package let rows: Int
  package let size: Int
  package let masksZero: Bool
  package let initializer: Initializer

  private init(_ arguments: LayerArguments) throws(LayerProblem) {
    rows = try arguments.int("input_dim", mistyped: .valueError)
    size = try arguments.int("output_dim", mistyped: .valueError)
    masksZero = try arguments.bool("mask_zero")
    initializer = try arguments.initializer("embeddings_initializer")
  }

  package var typeName: String { "Embedding" }
  package var operation: Operation { .embedding(self) }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    Shape(inputs[0].dimensions + [size])
  }

  package func weights(for inputs: [Shape]) throws(LayerProblem) -> [WeightSpecification] {
    [WeightSpecification("embeddings", [rows, size], initializer)]
  }
}
