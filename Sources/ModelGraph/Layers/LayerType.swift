// A layer class as sessions see it: Keras' name, parameters and documentation, and how it is made of its arguments.

import Tensors

/// A class that sessions can name. Binding, completion and the reference are made from it.
package struct LayerType: Sendable {
  package let signature: LayerSignature
  /// The parameters of its call that take tensors; those after `requiredInputs` may be left out.
  package let inputNames: [String]
  package let requiredInputs: Int
  private let read: @Sendable (LayerArguments) throws(LayerProblem) -> Operation

  package var name: String { signature.name }

  init<Definition: LayerDefinition>(
    _ signature: LayerSignature, inputs: [String] = ["inputs"], requiredInputs: Int = 1,
    _ make: @escaping @Sendable (LayerArguments) throws(LayerProblem) -> Definition
  ) {
    self.signature = signature
    inputNames = inputs
    self.requiredInputs = requiredInputs
    read = { (arguments) throws(LayerProblem) in try make(arguments).operation }
  }

  /// Reads bound arguments, refusing what Keras refuses.
  package func make(_ passed: [String: ArgumentValue] = [:]) throws(LayerProblem) -> Operation {
    let arguments = LayerArguments(signature, passed)
    try arguments.checkTraining()
    return try read(arguments)
  }
}

/// A class' parameters as Keras documents them.
package struct LayerSignature: Sendable {
  package let name: String
  /// Other names of the same class, such as `MaxPool2D`.
  package let aliases: [String]
  /// One sentence.
  package let summary: String
  package let parameters: [Parameter]

  package struct Parameter: Sendable {
    package let name: String
    /// Nil where the argument is required.
    package let defaultValue: ArgumentValue?
    package let summary: String
    /// The strings that are legal, where the argument takes one of a few.
    package let choices: LegalValues
    /// What training alone reads, which is checked for its name and has no effect.
    let role: TrainingRole

    private init(
      name: String, defaultValue: ArgumentValue?, choices: LegalValues, role: TrainingRole = .none, summary: String
    ) {
      self.name = name
      self.defaultValue = defaultValue
      self.choices = choices
      self.role = role
      self.summary = summary
    }

    package static func required(_ name: String, choices: LegalValues = .none, _ summary: String) -> Parameter {
      Parameter(name: name, defaultValue: nil, choices: choices, summary: summary)
    }

    package static func optional(
      _ name: String, _ defaultValue: ArgumentValue, choices: LegalValues = .none, _ summary: String
    ) -> Parameter {
      Parameter(name: name, defaultValue: defaultValue, choices: choices, summary: summary)
    }

    /// A regularizer or a constraint, as its name tells.
    package static func training(_ name: String) -> Parameter {
      let role: TrainingRole = name.hasSuffix("constraint") ? .constraint : .regularizer
      return Parameter(
        name: name, defaultValue: .null, choices: role.values, role: role, summary: "For training; no effect here.")
    }
  }

  /// The parameters come in groups, since layers share some of them.
  package init(_ name: String, aliases: [String] = [], _ summary: String, _ parameters: [Parameter]...) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.parameters = parameters.flatMap { $0 }
  }
}
