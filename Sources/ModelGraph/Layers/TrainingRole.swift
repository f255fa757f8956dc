// Regularizers and constraints: what training alone reads. Their names are checked, and they have no effect here.

/// What an argument is to training.
package enum TrainingRole: Sendable {
  case none, regularizer, constraint

  /// The names that Keras knows (keras/src/regularizers, keras/src/constraints).
  package var names: [String] { values.all }

  var values: LegalValues {
    switch self {
    case .none: .none
    case .regularizer: .regularizers
    case .constraint: .constraints
    }
  }

  /// Classes under Keras' own names, which it takes as strings too.
  package var classNames: [String] {
    switch self {
    case .none: []
    case .regularizer: ["L1", "L2", "L1L2", "OrthogonalRegularizer"]
    case .constraint: ["MaxNorm", "MinMaxNorm", "NonNeg", "UnitNorm"]
    }
  }

  /// Keras takes a name, a configuration, a function or an object, and None.
  package func check(_ value: ArgumentValue, of argument: String) throws(LayerProblem) {
    switch (self, value) {
    case (.none, _), (_, .null), (_, .other), (_, .activation), (_, .initializer): break
    case (_, .string(let name)) where (names + classNames).contains(name): break
    case (_, .string(let name)): throw .unknownTrainingObject(name, kind: self, argument: argument)
    default: throw .notATrainingObject(value, kind: self, argument: argument)
    }
  }
}

extension LayerProblem {
  fileprivate static func unknownTrainingObject(_ name: String, kind: TrainingRole, argument: String) -> LayerProblem {
    LayerProblem(
      "unknown-\(kind)", "there is no \(kind) '\(name)'" + hint(name, kind.names), argument: argument)
  }

  fileprivate static func notATrainingObject(
    _ value: ArgumentValue, kind: TrainingRole, argument: String
  ) -> LayerProblem {
    LayerProblem(
      "argument-value", "\(argument) must be a \(kind), its name or None, not \(value.description)", argument: argument)
  }
}
