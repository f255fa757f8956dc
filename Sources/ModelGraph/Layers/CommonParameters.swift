// Parameters that many layers share.

extension LayerSignature.Parameter {
  static let strides = optional("strides", .sequence([.int(1), .int(1)]), "Steps of the window.")
  static let padding = optional(
    "padding", .string("valid"), choices: Padding.allCases.map(\.rawValue), "What happens at the border.")
  static let dataFormat = optional(
    "data_format", .null, choices: DataFormat.allCases.map(\.rawValue), "Where the channels are.")
  static let dilationRate = optional(
    "dilation_rate", .sequence([.int(1), .int(1)]), "Spacing of the window's pixels.")

  static func initializer(_ name: String, _ defaultValue: String, _ summary: String) -> Self {
    optional(name, .string(defaultValue), choices: Initializer.named.keys.sorted(), summary)
  }

  /// A parameter that concerns training alone.
  static func ignored(_ name: String, _ defaultValue: ArgumentValue = .null) -> Self {
    optional(name, defaultValue, "For training; no effect here.")
  }
}

extension [LayerSignature.Parameter] {
  static let activationAndBias: Self = [
    .optional("activation", .null, choices: Activation.allCases.map(\.rawValue), "Applied to the output."),
    .optional("use_bias", .bool(true), "Whether a bias is added to each channel."),
  ]

  static let kernelInitialization: Self = [
    .initializer("kernel_initializer", "glorot_uniform", "How the kernel starts."),
    .initializer("bias_initializer", "zeros", "How the bias starts."),
    .ignored("kernel_regularizer"), .ignored("bias_regularizer"), .ignored("activity_regularizer"),
    .ignored("kernel_constraint"), .ignored("bias_constraint"),
  ]

  /// What every layer takes besides its own arguments.
  package static let common: Self = [
    .optional("name", .null, "The layer's name; by default its class' in snake case, numbered."),
    .optional("trainable", .bool(true), "Whether its weights count as trainable."),
    .optional("dtype", .null, "The type of its numbers; here always float32."),
    .ignored("activity_regularizer"),
    .optional("autocast", .bool(true), "No effect here."),
    .optional("input_shape", .null, "The shape of one input, without the batch (Keras 2's way)."),
    .optional("input_dim", .null, "The size of one flat input (Keras 2's way)."),
    .optional("batch_size", .null, "The batch size of `input_shape`."),
    .optional("batch_input_shape", .null, "The shape of the input with its batch (Keras 2's way)."),
    .optional("input_tensor", .null, "No effect here."),
  ]
}

extension LayerArguments {
  /// The window of a convolution.
  func convolutionWindow() throws(LayerProblem) -> Window {
    Window(
      size: try size2D("kernel_size"), strides: try size2D("strides"), padding: try padding(),
      dilation: try size2D("dilation_rate"))
  }
}
