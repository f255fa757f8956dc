// Layers that hand their input on in a forward pass and do something in training alone: dropout, noise, augmentation
// (keras/src/layers/regularization, keras/src/layers/preprocessing/image_preprocessing).

import Tensors

/// A layer whose output is its input.
package struct PassingLayer: LayerDefinition {
  package let typeName: String
  /// The rank that the input must have, where it must have one.
  private let imageDimensions: Int?

  init(_ typeName: String, imageDimensions: Int? = nil) {
    self.typeName = typeName
    self.imageDimensions = imageDimensions
  }

  package static let identity = PassingLayer("Identity")

  package var operation: Operation { .passing(self) }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    if let imageDimensions, inputs[0].rank != imageDimensions + 2 {
      throw .rank(layer: typeName, expected: ImageShape.example(dimensions: imageDimensions), got: inputs[0])
    }
    return inputs[0]
  }
}

/// A parameter of a layer that needs its value only to check it.
private struct CheckedParameter: Sendable {
  typealias Check = @Sendable (LayerArguments) throws(LayerProblem) -> Void

  let parameter: LayerSignature.Parameter
  var check: Check = { (_) throws(LayerProblem) in }
}

extension PassingLayer {
  private static func passing(
    _ name: String, _ summary: String, imageDimensions: Int? = nil, _ parameters: [CheckedParameter] = []
  ) -> LayerType {
    LayerType(LayerSignature(name, summary, parameters.map(\.parameter))) { (arguments) throws(LayerProblem) in
      for parameter in parameters { try parameter.check(arguments) }
      return PassingLayer(name, imageDimensions: imageDimensions)
    }
  }

  /// Keras' own order of parameters.
  static let types =
    [
      passing("Identity", "Hands its input on unchanged."),
      passing("Dropout", "Drops some values in training.", [.rate, .noiseShape, .dropoutSeed]),
      passing(
        "SpatialDropout1D", "Drops some channels in training.", imageDimensions: 1,
        [.rate, .dropoutSeed, .name, .dtype]),
      passing(
        "SpatialDropout2D", "Drops some channels in training.", imageDimensions: 2,
        [.rate, .dataFormat, .dropoutSeed, .name, .dtype]),
      passing(
        "AlphaDropout", "Drops some values in training and keeps mean and variance.",
        [.rate, .any("noise_shape"), .seed]),
      passing("GaussianDropout", "Multiplies by random numbers in training.", [.rate, .seed]),
      passing(
        "GaussianNoise", "Adds random numbers in training.", [.fraction("stddev", "The noise's deviation."), .seed]),
      passing(
        "ActivityRegularization", "Adds a penalty to the loss in training.", [.penalty("l1"), .penalty("l2")]),
      passing(
        "RandomFlip", "Mirrors images at random in training.",
        [
          CheckedParameter(
            parameter: .optional(
              "mode", .string("horizontal_and_vertical"),
              choices: .flips,
              "Which way.")), .seed, .dataFormat,
        ]),
      passing(
        "RandomRotation", "Turns images at random in training.",
        [.factor(), .fillMode, .interpolation, .seed, .fillValue, .dataFormat]),
      passing(
        "RandomTranslation", "Shifts images at random in training.",
        [
          .factor("height_factor"), .factor("width_factor"), .fillMode, .interpolation, .seed, .fillValue, .dataFormat,
        ]),
      passing(
        "RandomZoom", "Zooms into images at random in training.",
        [
          .zoomFactor("height_factor", nil), .zoomFactor("width_factor", .null), .fillMode, .interpolation, .seed,
          .fillValue, .dataFormat,
        ]),
      passing(
        "RandomShear", "Shears images at random in training.",
        [
          .factor("x_factor", .float(0), 0...1), .factor("y_factor", .float(0), 0...1), .interpolation, .fillMode,
          .fillValue, .dataFormat, .seed,
        ]),
      passing(
        "RandomContrast", "Changes the contrast at random in training.", [.factor(in: 0...1), .valueRange, .seed]),
      passing("RandomBrightness", "Changes the brightness at random in training.", [.factor(), .pairOfValues, .seed]),
      passing(
        "RandomHue", "Changes the hue at random in training.", [.factor(in: 0...1), .valueRange, .dataFormat, .seed]),
      passing(
        "RandomSaturation", "Changes the saturation at random in training.",
        [.factor(in: 0...1), .valueRange, .dataFormat, .seed]),
      passing(
        "RandomSharpness", "Changes the sharpness at random in training.",
        [.factor(in: 0...1), .valueRange, .dataFormat, .seed]),
      passing(
        "RandomGrayscale", "Takes the colours away at random in training.",
        [.fraction("factor", "How often.", .float(0.5)), .dataFormat, .seed]),
    ] + moreAugmentation

  /// Those whose arguments are read in training alone.
  private static let moreAugmentation = [
    passing(
      "RandomColorDegeneration", "Takes some of the colours away at random in training.",
      [.factor(in: 0...1), .valueRange, .dataFormat, .seed]),
    passing(
      "RandomColorJitter", "Changes brightness, contrast, saturation and hue at random in training.",
      [.valueRange]
        + ["brightness", "contrast", "saturation", "hue"].map { .any("\($0)_factor") } + [.seed, .dataFormat]),
    passing(
      "RandomGaussianBlur", "Blurs images at random in training.",
      [
        .strength, .any("kernel_size", .int(3)), .any("sigma", .float(1)), .valueRange, .dataFormat, .seed,
      ]),
    passing("RandomInvert", "Inverts colours at random in training.", [.strength, .valueRange, .seed, .dataFormat]),
    passing(
      "RandomPosterization", "Takes some of the colours' bits away at random in training.",
      [.factor(in: 1...8), .valueRange, .dataFormat, .seed]),
    passing(
      "RandomErasing", "Blanks out parts of images at random in training.",
      [
        .strength, .any("scale", .sequence([.float(0.02), .float(0.33)])), .any("fill_value"), .valueRange, .seed,
        .dataFormat,
      ]),
    passing(
      "RandomElasticTransform", "Bends images at random in training.",
      [
        .strength, .any("scale", .float(1)), .interpolation, .fillMode, .fillValue, .valueRange, .seed, .dataFormat,
      ]),
    passing(
      "RandomPerspective", "Tilts images at random in training.",
      [.strength, .any("scale", .float(1)), .interpolation, .fillValue, .seed, .dataFormat]),
    passing("CutMix", "Puts parts of images into others at random in training.", [.strength, .seed, .dataFormat]),
    passing("MixUp", "Mixes images at random in training.", [.any("alpha", .float(0.2)), .dataFormat, .seed]),
    passing(
      "RandAugment", "Applies several augmentations at random in training.",
      [
        .valueRange, .any("num_ops", .int(2)), .any("factor", .float(0.5)), .interpolation, .seed, .dataFormat,
      ]),
    passing(
      "AugMix", "Mixes several augmentations at random in training.",
      [
        .valueRange, .any("num_chains", .int(3)), .any("chain_depth", .int(3)), .any("factor", .float(0.3)),
        .any("alpha", .float(1)), .any("all_ops", .bool(true)), .interpolation, .seed, .dataFormat,
      ]),
    passing(
      "Solarization", "Inverts what is bright at random in training.",
      [.any("addition_factor", .float(0)), .any("threshold_factor", .float(0)), .valueRange, .seed]),
    passing(
      "Equalization", "Evens out the brightness in training.",
      [.valueRange, .any("bins", .int(256)), .dataFormat]),
  ]
}

extension CheckedParameter {
  static let seed = CheckedParameter(parameter: .seed)
  static let name = CheckedParameter(parameter: .optional("name", .null, "The layer's name."))
  static let dtype = any("dtype")
  static let fillValue = any("fill_value", .float(0))
  static let valueRange = any("value_range", .sequence([.int(0), .int(255)]))

  /// A value that nothing reads.
  static func any(_ name: String, _ defaultValue: ArgumentValue = .null) -> Self {
    CheckedParameter(parameter: .ignored(name, defaultValue))
  }

  static let dataFormat = CheckedParameter(parameter: .dataFormat) { (arguments) throws(LayerProblem) in
    _ = try arguments.dataFormat()
  }

  /// How much, or how often.
  static let strength = factor("factor", .float(1), 0...1)

  static let rate = fraction("rate", "The fraction that is dropped, from 0 to 1.")

  static func fraction(_ name: String, _ summary: String, _ defaultValue: ArgumentValue? = nil) -> Self {
    let parameter: LayerSignature.Parameter =
      defaultValue.map { .optional(name, $0, summary) } ?? .required(name, summary)
    return CheckedParameter(parameter: parameter) { (arguments) throws(LayerProblem) in
      if !(0...1).contains(try arguments.number(name)) {
        throw .argument(name, of: arguments.layer, expected: "between 0 and 1", got: arguments[name])
      }
    }
  }

  static let noiseShape = CheckedParameter(
    parameter: .optional("noise_shape", .null, "The shape of what is dropped at once.")
  ) { (arguments) throws(LayerProblem) in
    let value = arguments["noise_shape"]
    switch value {
    case .null: return
    case .sequence(let items):
      let areSizes = items.allSatisfy { item in
        if case .int(let size) = item { size > 0 } else { item == .null }
      }
      if areSizes { return }
    default: break
    }
    throw .argument("noise_shape", of: arguments.layer, expected: "positive integers or None", got: value)
  }

  /// Read only where something is dropped.
  static let dropoutSeed = CheckedParameter(parameter: .seed) { (arguments) throws(LayerProblem) in
    switch arguments["seed"] {
    case .null, .int, .bool, .other: break
    default:
      if try arguments.number("rate") > 0 {
        throw .argument("seed", of: arguments.layer, expected: "an integer or None", got: arguments["seed"])
      }
    }
  }

  static func penalty(_ name: String) -> Self {
    CheckedParameter(parameter: .optional(name, .float(0), "The penalty's factor.")) {
      (arguments) throws(LayerProblem) in
      switch arguments[name] {
      case .null: return
      case .float(let value) where value >= 0: return
      case .int(let value) where value >= 0: return
      default: throw .argument(name, of: arguments.layer, expected: "a number of at least 0", got: arguments[name])
      }
    }
  }

  /// How strong an augmentation is: a number, or the two between which it is drawn.
  static func factor(
    _ name: String = "factor", _ defaultValue: ArgumentValue? = nil, in range: ClosedRange<Double> = -1...1
  ) -> Self {
    let summary = "How much, or between which two numbers."
    let parameter: LayerSignature.Parameter =
      defaultValue.map { .optional(name, $0, summary) } ?? .required(name, summary)
    return CheckedParameter(parameter: parameter) { (arguments) throws(LayerProblem) in
      if arguments[name] == .null, name == "factor" { return }
      try arguments.checkFactor(name, "from \(range.lowerBound) to \(range.upperBound)", range.contains)
    }
  }

  static func factor(_ name: String, _ defaultValue: ArgumentValue, _ range: ClosedRange<Double>) -> Self {
    factor(name, defaultValue, in: range)
  }

  static func zoomFactor(_ name: String, _ defaultValue: ArgumentValue?) -> Self {
    let summary = "How much, or between which two numbers; negative numbers zoom in."
    let parameter: LayerSignature.Parameter =
      defaultValue.map { .optional(name, $0, summary) } ?? .required(name, summary)
    return CheckedParameter(parameter: parameter) { (arguments) throws(LayerProblem) in
      if arguments[name] == .null, defaultValue != nil { return }
      try arguments.checkFactor(name, "above -1 and up to 1") { $0 > -1 && $0 <= 1 }
    }
  }

  static let fillMode = choice("fill_mode", "reflect", .fills)
  static let interpolation = choice("interpolation", "bilinear", .interpolations.only("nearest", "bilinear"))

  private static func choice(_ name: String, _ defaultValue: String, _ choices: LegalValues) -> Self {
    CheckedParameter(
      parameter: .optional(name, .string(defaultValue), choices: choices, "How pixels that are not there are made.")
    ) { (arguments) throws(LayerProblem) in
      if case .string(let text) = arguments[name], choices.all.contains(text) { return }
      throw .choice(
        name, of: arguments.layer, among: choices.all, got: arguments[name], exception: .notImplementedError)
    }
  }

  /// The least and the largest value.
  static let pairOfValues = CheckedParameter(parameter: valueRange.parameter) { (arguments) throws(LayerProblem) in
    if case .sequence(let items) = arguments["value_range"], items.count == 2 { return }
    throw .argument("value_range", of: arguments.layer, expected: "two numbers", got: arguments["value_range"])
  }
}

extension LayerArguments {
  fileprivate func checkFactor(
    _ name: String, _ range: String, _ isInRange: (Double) -> Bool
  ) throws(LayerProblem) {
    func isFactor(_ value: ArgumentValue) -> Bool {
      switch value {
      case .int(let value): isInRange(Double(value))
      case .float(let value): isInRange(value)
      case .bool(let value): isInRange(value ? 1 : 0)
      default: false
      }
    }
    let isLegal =
      if case .sequence(let items) = self[name] { items.count == 2 && items.allSatisfy(isFactor) } else {
        isFactor(self[name])
      }
    if !isLegal { throw .argument(name, of: layer, expected: "a number \(range), or two", got: self[name]) }
  }
}
