// Arguments as layers see them: plain values, free of the language that they were written in.

/// The value of a layer's argument.
package enum ArgumentValue: Hashable, Sendable {
  /// Python's None.
  case null
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(String)
  case sequence([ArgumentValue])
  case activation(Activation)
  case initializer(Initializer)
  /// Something else, by its `repr`: a regularizer, say, which is accepted and has no effect on a forward pass.
  case other(String)

  /// As Python writes it, for messages and signatures.
  package var description: String {
    switch self {
    case .null: "None"
    case .bool(let value): value ? "True" : "False"
    case .int(let value): String(value)
    case .float(let value): String(value)
    case .string(let value): "'\(value)'"
    case .sequence(let values):
      values.count == 1
        ? "(\(values[0].description),)" : "(" + values.map(\.description).joined(separator: ", ") + ")"
    case .activation(let activation): activation.rawValue
    case .initializer(let initializer): initializer.name
    case .other(let text): text
    }
  }
}

/// A size along the two axes of an image.
package struct Size2D: Hashable, Sendable {
  package var height: Int
  package var width: Int

  package init(_ height: Int, _ width: Int) {
    self.height = height
    self.width = width
  }

}

package enum Padding: String, Hashable, Sendable, CaseIterable {
  case valid, same
}

package enum DataFormat: String, Hashable, Sendable, CaseIterable {
  case channelsLast = "channels_last"
  case channelsFirst = "channels_first"
}

/// The activations that Keras knows by name. The formulas are those of keras/src/activations/activations.py.
package enum Activation: String, Hashable, Sendable, CaseIterable {
  case linear, relu, relu6, sigmoid, tanh, softmax, softplus, softsign, elu, selu, gelu, silu, exponential, mish, celu
  case glu, squareplus
  case leakyReLU = "leaky_relu"
  case hardSigmoid = "hard_sigmoid"
  case hardSilu = "hard_silu"
  case hardTanh = "hard_tanh"
  case logSigmoid = "log_sigmoid"
  case logSoftmax = "log_softmax"
  case hardShrink = "hard_shrink"
  case softShrink = "soft_shrink"
  case tanhShrink = "tanh_shrink"
  case sparsePlus = "sparse_plus"
  case sparseSigmoid = "sparse_sigmoid"
  case sparsemax, threshold

  /// Keras' other spellings.
  package static let aliases: [String: Activation] = ["swish": .silu, "hard_swish": .hardSilu]

  package init?(named name: String) {
    guard let activation = Activation(rawValue: name) ?? Activation.aliases[name] else { return nil }
    self = activation
  }
}

/// How a weight starts, as in keras/src/initializers.
package enum Initializer: Hashable, Sendable {
  package enum Fan: Hashable, Sendable { case `in`, out, average }
  package enum Distribution: Hashable, Sendable { case uniform, normal, truncatedNormal }

  case zeros
  case ones
  case constant(Double)
  case varianceScaling(scale: Double, fan: Fan, Distribution)
  case randomUniform(minimum: Double, maximum: Double)
  case randomNormal(mean: Double, deviation: Double, truncated: Bool)

  package static let glorotUniform = Initializer.varianceScaling(scale: 1, fan: .average, .uniform)

  /// The initializers that Keras knows by name.
  package static let named: [String: Initializer] = [
    "zeros": .zeros, "ones": .ones,
    "glorot_uniform": .glorotUniform,
    "glorot_normal": .varianceScaling(scale: 1, fan: .average, .truncatedNormal),
    "he_uniform": .varianceScaling(scale: 2, fan: .in, .uniform),
    "he_normal": .varianceScaling(scale: 2, fan: .in, .truncatedNormal),
    "lecun_uniform": .varianceScaling(scale: 1, fan: .in, .uniform),
    "lecun_normal": .varianceScaling(scale: 1, fan: .in, .truncatedNormal),
    "variance_scaling": .varianceScaling(scale: 1, fan: .in, .truncatedNormal),
    "random_uniform": .randomUniform(minimum: -0.05, maximum: 0.05),
    "random_normal": .randomNormal(mean: 0, deviation: 0.05, truncated: false),
    "truncated_normal": .randomNormal(mean: 0, deviation: 0.05, truncated: true),
  ]

  /// Keras' name, or the values for one that has none.
  package var name: String {
    Initializer.named.first { $0.value == self }?.key ?? String(describing: self)
  }
}
