// `keras.initializers`: how weights start.

import Language
import ModelGraph

extension ConfigurationFamily {
  static let initializers = ConfigurationFamily(
    module: "keras.initializers", noun: "initializer",
    classes: [
      ConfigurationClass("Zeros") { _ in .zeros },
      ConfigurationClass("Ones") { _ in .ones },
      ConfigurationClass("Constant", [number("value", 0)]) { arguments throws(LayerProblem) in
        .constant(try arguments.number("value"))
      },
      ConfigurationClass("RandomUniform", [number("minval", -0.05), number("maxval", 0.05), seed]) {
        arguments throws(LayerProblem) in
        .randomUniform(minimum: try arguments.number("minval"), maximum: try arguments.number("maxval"))
      },
      ConfigurationClass("RandomNormal", [number("mean", 0), number("stddev", 0.05), seed]) {
        arguments throws(LayerProblem) in
        .randomNormal(
          mean: try arguments.number("mean"), deviation: try arguments.number("stddev"), truncated: false)
      },
      ConfigurationClass("TruncatedNormal", [number("mean", 0), number("stddev", 0.05), seed]) {
        arguments throws(LayerProblem) in
        .randomNormal(
          mean: try arguments.number("mean"), deviation: try arguments.number("stddev"), truncated: true)
      },
      ConfigurationClass(
        "VarianceScaling",
        [
          number("scale", 1), .optional("mode", .string("fan_in"), "Which fan."),
          .optional("distribution", .string("truncated_normal"), "How values are drawn."),
        ] + seedAndAxes, varianceScaling),
      scaled("GlorotUniform"), scaled("GlorotNormal"), scaled("HeUniform"), scaled("HeNormal"),
      scaled("LecunUniform"), scaled("LecunNormal"),
      ConfigurationClass("Orthogonal", aliases: ["OrthogonalInitializer"], [number("gain", 1), seed]) {
        arguments throws(LayerProblem) in .orthogonal(gain: try arguments.number("gain"))
      },
      ConfigurationClass("Identity", aliases: ["IdentityInitializer"], [number("gain", 1)]) {
        arguments throws(LayerProblem) in .identity(gain: try arguments.number("gain"))
      },
    ], spellings: ["zero": "zeros", "one": "ones", "normal": "random_normal", "uniform": "random_uniform"])

  private static let seed = LayerSignature.Parameter.optional("seed", .null, "No effect: the notebook has one seed.")
  private static let seedAndAxes = [seed] + ["input_axes", "output_axes"].map { .optional($0, .null, "No effect.") }

  private static func number(_ name: String, _ value: Double) -> LayerSignature.Parameter {
    .optional(name, .float(value), "A number.")
  }

  /// One of those that are scaled by the numbers of inputs and outputs.
  private static func scaled(_ name: String) -> ConfigurationClass {
    ConfigurationClass(name, seedAndAxes) { _ in Initializer(named: name) }
  }

  @Sendable private static func varianceScaling(_ arguments: LayerArguments) throws(LayerProblem) -> Initializer? {
    let scale = try arguments.number("scale")
    if scale <= 0 { throw .initializerArgument("scale", "a positive number", got: arguments["scale"]) }
    guard case .string(let mode) = arguments["mode"], let fan = Initializer.Fan(rawValue: mode.lowercased()) else {
      throw .initializerArgument("mode", "'fan_in', 'fan_out' or 'fan_avg'", got: arguments["mode"])
    }
    guard case .string(let name) = arguments["distribution"], let distribution = distributions[name.lowercased()] else {
      throw .initializerArgument(
        "distribution", "'truncated_normal', 'untruncated_normal' or 'uniform'", got: arguments["distribution"])
    }
    return .varianceScaling(scale: scale, fan: fan, distribution)
  }

  private static let distributions: [String: Initializer.Distribution] = [
    "truncated_normal": .truncatedNormal, "normal": .truncatedNormal, "untruncated_normal": .normal,
    "uniform": .uniform,
  ]
}
