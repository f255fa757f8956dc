// Dropout: drops values in training; a forward pass hands its input on (keras/src/layers/regularization/dropout.py).

import Tensors

package struct Dropout: LayerDefinition {
  package static let signature = LayerSignature(
    "Dropout", "Drops some values in training; hands its input on otherwise.",
    [
      .required("rate", "The fraction that is dropped, from 0 to 1."),
      .optional("noise_shape", .null, "The shape of what is dropped at once."),
      .optional("seed", .null, "The seed of the drops."),
    ])

  package let rate: Double

  package init(_ arguments: LayerArguments) throws(LayerProblem) {
    rate = try arguments.number("rate")
    if !(0...1).contains(rate) {
      throw .argument("rate", of: Self.name, expected: "between 0 and 1", got: arguments["rate"])
    }
    if !Dropout.isNoiseShape(arguments["noise_shape"]) {
      throw .argument(
        "noise_shape", of: Self.name, expected: "positive integers or None", got: arguments["noise_shape"])
    }
    switch arguments["seed"] {
    case .null, .int, .bool, .other: break
    default:
      if rate > 0 { throw .argument("seed", of: Self.name, expected: "an integer or None", got: arguments["seed"]) }
    }
  }

  package var operation: Operation { .dropout(self) }
  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape { inputs[0] }

  private static func isNoiseShape(_ value: ArgumentValue) -> Bool {
    switch value {
    case .null: true
    case .sequence(let items):
      items.allSatisfy { item in
        if case .int(let size) = item { size > 0 } else { item == .null }
      }
    default: false
    }
  }
}
