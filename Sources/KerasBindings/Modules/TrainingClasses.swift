// `keras.regularizers` and `keras.constraints`: made and kept, and without effect, since nothing is trained here.

import Language
import ModelGraph

extension ConfigurationFamily {
  static let regularizers = ConfigurationFamily(
    module: "keras.regularizers", noun: "regularizer",
    classes: [
      ConfigurationClass("L1", [factor("l1", 0.01)], nonNegative("l1")),
      ConfigurationClass("L2", [factor("l2", 0.01)], nonNegative("l2")),
      ConfigurationClass("L1L2", aliases: ["l1_l2"], [factor("l1", 0), factor("l2", 0)], nonNegative("l1", "l2")),
      ConfigurationClass(
        "OrthogonalRegularizer",
        [factor("factor", 0.01), .optional("mode", .string("rows"), "What is to be at right angles.")]
      ) { arguments throws(LayerProblem) in
        guard [.string("rows"), .string("columns")].contains(arguments["mode"]) else {
          throw .initializerArgument("mode", "'rows' or 'columns'", got: arguments["mode"])
        }
        return nil
      },
    ])

  static let constraints = ConfigurationFamily(
    module: "keras.constraints", noun: "constraint",
    classes: [
      ConfigurationClass("MaxNorm", [.optional("max_value", .int(2), "The largest norm."), axis]) { _ in nil },
      ConfigurationClass("MinMaxNorm", [factor("min_value", 0), factor("max_value", 1), factor("rate", 1), axis]) { _ in
        nil
      },
      ConfigurationClass("NonNeg") { _ in nil },
      ConfigurationClass("UnitNorm", [axis]) { _ in nil },
    ])

  private static let axis = LayerSignature.Parameter.optional("axis", .int(0), "Along which axis.")

  private static func factor(_ name: String, _ value: Double) -> LayerSignature.Parameter {
    .optional(name, .float(value), "A number.")
  }

  private static func nonNegative(
    _ names: String...
  ) -> @Sendable (LayerArguments) throws(LayerProblem) -> Initializer? {
    { (arguments) throws(LayerProblem) in
      for name in names {
        switch arguments[name] {
        case .null: break
        case .float(let value) where value >= 0 && value.isFinite: break
        case .int(let value) where value >= 0: break
        default: throw .initializerArgument(name, "a number of at least 0", got: arguments[name])
        }
      }
      return nil
    }
  }
}
