// Parameters that many layers share.

extension LayerSignature.Parameter {
  static let filters = required("filters", "The number of output channels.")
  static let padding = optional(
    "padding", .string("valid"), choices: .paddings.only("valid", "same"), "What happens at the border.")
  static let causalPadding = optional(
    "padding", .string("valid"), choices: .paddings, "What happens at the border.")
  static let dataFormat = optional(
    "data_format", .null, choices: .dataFormats, "Where the channels are.")
  static let seed = optional("seed", .null, "No effect here: only training draws numbers.")

  static func kernelSize(_ dimensions: Int) -> Self {
    required("kernel_size", dimensions == 1 ? "The window's length." : "Height and width of the window.")
  }

  static func strides(_ dimensions: Int) -> Self {
    optional("strides", .repeated(1, dimensions), "Steps of the window.")
  }

  static func dilationRate(_ dimensions: Int) -> Self {
    optional("dilation_rate", .repeated(1, dimensions), "Spacing of the window's pixels.")
  }

  static func initializer(_ name: String, _ defaultValue: String, _ summary: String) -> Self {
    optional(name, .string(defaultValue), choices: .initializers, summary)
  }

  /// A parameter that concerns training alone.
  static func ignored(_ name: String, _ defaultValue: ArgumentValue = .null) -> Self {
    optional(name, defaultValue, "For training; no effect here.")
  }
}

extension [LayerSignature.Parameter] {
  static let activationAndBias: Self = [
    .optional("activation", .null, choices: .activations, "Applied to the output."),
    .optional("use_bias", .bool(true), "Whether a bias is added to each channel."),
  ]

  /// How each of a layer's weights starts, and what keeps it small: first the kernels, last the bias.
  static func initialization(of weights: [String]) -> Self {
    weights.map {
      .initializer("\($0)_initializer", $0 == "bias" ? "zeros" : "glorot_uniform", "How the \($0) weights start.")
    } + (weights + ["activity"]).map { .training("\($0)_regularizer") } + weights.map { .training("\($0)_constraint") }
  }

  /// A normalisation's shift and scale.
  static let shiftAndScale: Self =
    [
      .optional("center", .bool(true), "Whether beta is added."),
      .optional("scale", .bool(true), "Whether gamma is multiplied."),
      .initializer("beta_initializer", "zeros", "How beta starts."),
      .initializer("gamma_initializer", "ones", "How gamma starts."),
    ] + trainingOfShiftAndScale

  static let trainingOfShiftAndScale: Self = [
    .training("beta_regularizer"), .training("gamma_regularizer"), .training("beta_constraint"),
    .training("gamma_constraint"),
  ]

  /// What every layer takes besides its own arguments.
  package static let common: Self = [
    .optional("name", .null, "The layer's name; by default its class' in snake case, numbered."),
    .optional("trainable", .bool(true), "Whether its weights count as trainable."),
    .optional("dtype", .null, "The type of its numbers; here always float32."),
    .training("activity_regularizer"),
    .optional("autocast", .bool(true), "No effect here."),
    .optional("input_shape", .null, "The shape of one input, without the batch (Keras 2's way)."),
    .optional("input_dim", .null, "The size of one flat input (Keras 2's way)."),
    .optional("batch_size", .null, "The batch size of `input_shape`."),
    .optional("batch_input_shape", .null, "The shape of the input with its batch (Keras 2's way)."),
    .optional("input_tensor", .null, "No effect here."),
  ]
}

extension ArgumentValue {
  /// A size for each axis: a number for one, a tuple for several.
  static func repeated(_ size: Int, _ count: Int) -> ArgumentValue {
    count == 1 ? .int(size) : .sequence(Array(repeating: .int(size), count: count))
  }
}

extension ImageShape {
  /// What a layer of so many dimensions works on.
  static func noun(_ dimensions: Int) -> String { dimensions == 1 ? "a sequence" : "an image" }
}

/// A normalisation's weights: `gamma * x + beta`, each where it is wanted.
package struct ShiftAndScale: Hashable, Sendable {
  package let hasShift: Bool
  package let hasScale: Bool
  private let betaInitializer: Initializer
  private let gammaInitializer: Initializer

  init(_ arguments: LayerArguments) throws(LayerProblem) {
    hasShift = try arguments.bool("center")
    hasScale = try arguments.bool("scale")
    betaInitializer = try arguments.initializer("beta_initializer")
    gammaInitializer = try arguments.initializer("gamma_initializer")
  }

  func weights(_ sizes: [Int]) -> [WeightSpecification] {
    (hasScale ? [WeightSpecification("gamma", sizes, gammaInitializer)] : [])
      + (hasShift ? [WeightSpecification("beta", sizes, betaInitializer)] : [])
  }
}
