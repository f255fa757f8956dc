// `keras.initializers`: the classes, with Keras' arguments, under their names and under the lower-case forms.

import Language
import ModelGraph

enum InitializerClasses {
  static let members: [(name: String, member: HostMember)] = classes.flatMap { entry in
    [entry.signature.name, LayerNames.snakeCase(entry.signature.name)].map { ($0, .type(hostClass(of: entry))) }
  }

  /// The class of a configuration: `{'class_name': 'VarianceScaling', 'config': {…}}`.
  static func hostClass(named name: String) -> HostClass? {
    classes.first { [$0.signature.name, LayerNames.snakeCase($0.signature.name)].contains(name) }.map(hostClass)
  }

  /// What each class makes without arguments, by its name.
  static let defaults: [String: Initializer] = Dictionary(
    uniqueKeysWithValues: classes.compactMap { entry in
      (try? entry.make(LayerArguments(entry.signature, [:]))).map { (entry.signature.name, $0) }
    })

  private typealias Make = @Sendable (LayerArguments) throws(LayerProblem) -> Initializer

  private struct Entry: Sendable {
    let signature: LayerSignature
    let make: Make

    init(_ name: String, _ parameters: [LayerSignature.Parameter] = [], _ make: @escaping Make) {
      signature = LayerSignature(name, "How a weight starts.", parameters)
      self.make = make
    }

    /// One of those that are scaled by the numbers of inputs and outputs.
    init(scaled name: String) {
      self.init(name, [seed]) { _ in Initializer.named[LayerNames.snakeCase(name)] ?? .glorotUniform }
    }
  }

  private static let seed = LayerSignature.Parameter.optional("seed", .null, "No effect: the notebook has one seed.")

  private static func number(_ name: String, _ value: Double) -> LayerSignature.Parameter {
    .optional(name, .float(value), "A number.")
  }

  private static let classes = [
    Entry("Zeros") { _ in .zeros },
    Entry("Ones") { _ in .ones },
    Entry("Constant", [number("value", 0)]) { arguments throws(LayerProblem) in
      .constant(try arguments.number("value"))
    },
    Entry("RandomUniform", [number("minval", -0.05), number("maxval", 0.05), seed]) {
      arguments throws(LayerProblem) in
      .randomUniform(minimum: try arguments.number("minval"), maximum: try arguments.number("maxval"))
    },
    Entry("RandomNormal", [number("mean", 0), number("stddev", 0.05), seed]) { arguments throws(LayerProblem) in
      .randomNormal(
        mean: try arguments.number("mean"), deviation: try arguments.number("stddev"), truncated: false)
    },
    Entry("TruncatedNormal", [number("mean", 0), number("stddev", 0.05), seed]) { arguments throws(LayerProblem) in
      .randomNormal(mean: try arguments.number("mean"), deviation: try arguments.number("stddev"), truncated: true)
    },
    Entry(
      "VarianceScaling",
      [
        number("scale", 1),
        .optional("mode", .string("fan_in"), choices: Initializer.Fan.allCases.map(\.rawValue), "What scales it."),
        .optional(
          "distribution", .string("truncated_normal"),
          choices: Initializer.Distribution.allCases.map(\.rawValue), "How it is drawn."),
        seed,
      ]
    ) { arguments throws(LayerProblem) in
      try arguments.varianceScaling()
    },
    Entry(scaled: "GlorotUniform"), Entry(scaled: "GlorotNormal"), Entry(scaled: "HeUniform"),
    Entry(scaled: "HeNormal"), Entry(scaled: "LecunUniform"), Entry(scaled: "LecunNormal"),
  ]

  /// A class whose instances carry an initializer.
  private static func hostClass(of entry: Entry) -> HostClass {
    let names = entry.signature.parameters.map(\.name)
    let parameters = entry.signature.parameters.map { Parameter($0.name, default: $0.defaultValue?.value) }
    let initialize = HostFunction.method("__init__", of: entry.signature.name, parameters) {
      interpreter, arguments throws(Raised) in
      let passed = try interpreter.passed(names, in: arguments)
      let initializer = try interpreter.read(passed, as: entry.signature, entry.make)
      if case .instance(let instance) = arguments[0] { interpreter.setPayload(initializer, of: instance) }
      return .none
    }
    return HostClass(
      entry.signature.name, module: "keras.initializers", members: [("__init__", .method(initialize))])
  }
}
