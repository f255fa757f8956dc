// Parameters that many layers share.

extension [LayerSignature.Parameter] {
  static let activationAndBias: Self = [
    .optional("activation", .null, choices: Activation.allCases.map(\.rawValue), "Applied to the output."),
    .optional("use_bias", .bool(true), "Whether a bias is added to each channel."),
  ]

  static let kernelInitialization: Self = [
    .optional(
      "kernel_initializer", .string("glorot_uniform"), choices: Initializer.named.keys.sorted(),
      "How the kernel starts."),
    .optional("bias_initializer", .string("zeros"), choices: Initializer.named.keys.sorted(), "How the bias starts."),
    .optional("kernel_regularizer", .null, "A penalty in training; no effect here."),
    .optional("bias_regularizer", .null, "A penalty in training; no effect here."),
    .optional("activity_regularizer", .null, "A penalty in training; no effect here."),
    .optional("kernel_constraint", .null, "A constraint in training; no effect here."),
    .optional("bias_constraint", .null, "A constraint in training; no effect here."),
  ]

  /// What every layer takes besides its own arguments.
  package static let common: Self = [
    .optional("name", .null, "The layer's name; by default its class' in snake case, numbered."),
    .optional("trainable", .bool(true), "Whether its weights count as trainable."),
    .optional("dtype", .null, "The type of its numbers; here always float32."),
    .optional("activity_regularizer", .null, "A penalty in training; no effect here."),
    .optional("autocast", .bool(true), "No effect here."),
    .optional("input_shape", .null, "The shape of one input, without the batch (Keras 2's way)."),
    .optional("input_dim", .null, "The size of one flat input (Keras 2's way)."),
    .optional("batch_size", .null, "The batch size of `input_shape`."),
    .optional("batch_input_shape", .null, "The shape of the input with its batch (Keras 2's way)."),
    .optional("input_tensor", .null, "No effect here."),
  ]
}

extension LayerArguments {
  /// The window of a convolution. Keras refuses to stride and dilate at once.
  func convolutionWindow(of layer: String) throws(LayerProblem) -> Window {
    let window = Window(
      size: try size2D("kernel_size"), strides: try size2D("strides"), padding: try padding(),
      dilation: try size2D("dilation_rate"))
    if max(window.strides.height, window.strides.width) > 1, max(window.dilation.height, window.dilation.width) > 1 {
      throw .stridesAndDilation(of: layer)
    }
    return window
  }
}

extension LayerProblem {
  static func stridesAndDilation(of layer: String) -> LayerProblem {
    LayerProblem(
      "strides-and-dilation", "\(layer): strides and dilation_rate cannot both be larger than 1",
      argument: "dilation_rate")
  }
}
