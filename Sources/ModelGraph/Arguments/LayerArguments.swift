// Reading a layer's bound arguments into what the layer needs, with Keras' refusals.

/// The arguments of one layer, by Keras' names, after binding: those that were passed, and the defaults.
package struct LayerArguments: Sendable {
  private let signature: LayerSignature
  private let passed: [String: ArgumentValue]

  /// Names that the signature lacks are the binder's to refuse.
  package init(_ signature: LayerSignature, _ passed: [String: ArgumentValue]) {
    self.signature = signature
    self.passed = passed
  }

  var layer: String { signature.name }

  package subscript(name: String) -> ArgumentValue {
    passed[name] ?? signature.parameters.first { $0.name == name }?.defaultValue ?? .null
  }

  package func bool(_ name: String) throws(LayerProblem) -> Bool {
    switch self[name] {
    case .bool(let value): return value
    case .int(let value): return value != 0
    case .null: return false
    default: throw .argument(name, of: layer, expected: "True or False", got: self[name])
    }
  }

  /// A whole number of at least `minimum`. Keras 3 refuses floats, also whole ones, as sizes.
  ///
  /// What cannot be compared with a number is a TypeError, unless Keras looks at the type itself. None is compared
  /// with nothing; it fails later, as no size.
  package func int(
    _ name: String, atLeast minimum: Int = 1, mistyped: LayerProblem.Exception = .typeError
  ) throws(LayerProblem) -> Int {
    if case .float(let value) = self[name] {
      let fix = Int(exactly: value.rounded(.towardZero)).map { "; int(…) would make it \($0)" } ?? ""
      throw .argument(name, of: layer, expected: "an integer", got: self[name], fix: fix)
    }
    guard let value = integer(self[name]) else {
      let exception = self[name] == .null ? .valueError : mistyped
      throw .argument(name, of: layer, expected: "an integer", got: self[name], exception: exception)
    }
    guard value >= minimum else {
      throw .argument(
        name, of: layer, expected: minimum == 1 ? "a positive integer" : "an integer of at least \(minimum)",
        got: self[name])
    }
    return value
  }

  package func optionalInt(_ name: String, atLeast minimum: Int = 1) throws(LayerProblem) -> Int? {
    if case .null = self[name] { nil } else { try int(name, atLeast: minimum) }
  }

  /// A number. Python's `float` calls a string a ValueError and anything else that is no number a TypeError.
  package func number(
    _ name: String, stringIs exception: LayerProblem.Exception = .typeError
  ) throws(LayerProblem) -> Double {
    switch self[name] {
    case .float(let value): return value
    case .int(let value): return Double(value)
    case .bool(let value): return value ? 1 : 0
    case .string: throw .argument(name, of: layer, expected: "a number", got: self[name], exception: exception)
    default: throw .argument(name, of: layer, expected: "a number", got: self[name], exception: .typeError)
    }
  }

  /// A number of at least zero, which None is not.
  package func nonNegative(_ name: String) throws(LayerProblem) -> Double {
    if self[name] != .null {
      let value = try number(name)
      if value >= 0 { return value }
    }
    throw .argument(name, of: layer, expected: "a number of at least 0", got: self[name])
  }

  /// One integer for both axes, or one for each.
  package func size2D(_ name: String, atLeast minimum: Int = 1) throws(LayerProblem) -> Size2D {
    switch self[name] {
    case .sequence(let items) where items.count == 2:
      guard let height = integer(items[0]), let width = integer(items[1]), min(height, width) >= minimum else { break }
      return Size2D(height, width)
    case let value:
      guard let side = integer(value), side >= minimum else { break }
      return Size2D(side, side)
    }
    throw .argument(
      name, of: layer,
      expected: "\(minimum == 1 ? "a positive integer" : "an integer of at least \(minimum)") or two of them",
      got: self[name])
  }

  /// Convolutions take capital letters too, and pooling does not.
  package func padding(_ name: String = "padding", ignoringCase: Bool = true) throws(LayerProblem) -> Padding {
    switch self[name] {
    case .string(let text) where !ignoringCase && text != text.lowercased():
      throw .choice(name, of: layer, among: Padding.allCases.map(\.rawValue), got: self[name])
    case .string, .sequence: return try choice(name)
    default:
      // Keras asks the value for its small letters before looking at it.
      throw .choice(
        name, of: layer, among: Padding.allCases.map(\.rawValue), got: self[name], exception: .attributeError)
    }
  }

  /// `data_format`; None is Keras' setting, channels last.
  package func dataFormat(_ name: String = "data_format") throws(LayerProblem) -> DataFormat {
    if case .null = self[name] { .channelsLast } else { try choice(name) }
  }

  private func choice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String) throws(LayerProblem) -> Choice {
    guard case .string(let text) = self[name], let choice = Choice(rawValue: text.lowercased()) else {
      throw .choice(name, of: layer, among: Choice.allCases.map(\.rawValue), got: self[name])
    }
    return choice
  }

  /// None is `linear`.
  package func activation(_ name: String = "activation") throws(LayerProblem) -> Activation {
    switch self[name] {
    case .null: return .linear
    case .activation(let activation): return activation
    case .string(let text):
      guard let activation = Activation(named: text) else { throw .unknownActivation(text, argument: name) }
      return activation
    default: throw .argument(name, of: layer, expected: "the name of an activation or a function", got: self[name])
    }
  }

  package func initializer(_ name: String) throws(LayerProblem) -> Initializer {
    switch self[name] {
    // As `Layer.add_weight` has it, for a bias too.
    case .null: return .glorotUniform
    case .initializer(let initializer): return initializer
    case .string(let text):
      guard let initializer = Initializer.named[text] ?? Initializer.named[LayerNames.snakeCase(text)] else {
        throw .unknownInitializer(text, argument: name)
      }
      return initializer
    default: throw .argument(name, of: layer, expected: "the name of an initializer or one itself", got: self[name])
    }
  }

  private func integer(_ value: ArgumentValue) -> Int? {
    switch value {
    case .int(let value): value
    case .bool(let value): value ? 1 : 0
    default: nil
    }
  }
}
