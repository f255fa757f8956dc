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

package enum Padding: String, Hashable, Sendable, CaseIterable {
  case valid, same
  /// Along a sequence, so that no place sees what comes after it.
  case causal
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
