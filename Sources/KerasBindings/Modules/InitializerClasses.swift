// `keras.initializers`: the classes, with Keras' arguments, and the names that are their lower-case forms.

import Language
import ModelGraph

enum InitializerClasses {
  static let members: [(name: String, member: HostMember)] =
    classes.map { ($0.name, .type($0)) }
    + Initializer.named.keys.sorted().map { name in
      (
        name,
        .made { interpreter throws(Raised) in
          interpreter.makeInstance(of: classes[0], payload: Initializer.named[name])
        }
      )
    }

  private static let classes: [HostClass] = [
    initializer("Zeros", []) { _ in .zeros },
    initializer("Ones", []) { _ in .ones },
    initializer("Constant", [("value", .float(0))]) { .constant($0("value")) },
    initializer("RandomUniform", [("minval", .float(-0.05)), ("maxval", .float(0.05)), seed]) {
      .randomUniform(minimum: $0("minval"), maximum: $0("maxval"))
    },
    initializer("RandomNormal", [("mean", .float(0)), ("stddev", .float(0.05)), seed]) {
      .randomNormal(mean: $0("mean"), deviation: $0("stddev"), truncated: false)
    },
    initializer("TruncatedNormal", [("mean", .float(0)), ("stddev", .float(0.05)), seed]) {
      .randomNormal(mean: $0("mean"), deviation: $0("stddev"), truncated: true)
    },
    scaled("GlorotUniform", "glorot_uniform"), scaled("GlorotNormal", "glorot_normal"),
    scaled("HeUniform", "he_uniform"), scaled("HeNormal", "he_normal"),
    scaled("LecunUniform", "lecun_uniform"), scaled("LecunNormal", "lecun_normal"),
  ]

  private static let seed: (String, Value) = ("seed", .none)

  private static func scaled(_ name: String, _ known: String) -> HostClass {
    initializer(name, [seed]) { _ in Initializer.named[known] ?? .zeros }
  }

  /// A class whose instances carry an initializer read from their numbers.
  private static func initializer(
    _ name: String, _ parameters: [(String, Value)],
    _ make: @escaping @Sendable ((String) -> Double) -> Initializer
  ) -> HostClass {
    let initialize = HostFunction.method("__init__", of: name, parameters.map { Parameter($0.0, default: $0.1) }) {
      interpreter, arguments throws(Raised) in
      var numbers: [String: Double] = [:]
      for (parameter, _) in parameters {
        switch arguments[parameter] {
        case .int(let value): numbers[parameter] = Double(value)
        case .float(let value): numbers[parameter] = value
        default: break
        }
      }
      if case .instance(let instance) = arguments[0] {
        interpreter.setPayload(make { numbers[$0] ?? 0 }, of: instance)
      }
      return .none
    }
    return HostClass(name, module: "keras.initializers", members: [("__init__", .method(initialize))])
  }
}
