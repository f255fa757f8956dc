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

  /// Keras' class name.
  var layer: String { signature.name }

  package subscript(name: String) -> ArgumentValue {
    passed[name] ?? signature.parameters.first { $0.name == name }?.defaultValue ?? .null
  }

  /// Refuses regularizers and constraints that there are none of.
  package func checkTraining() throws(LayerProblem) {
    for parameter in signature.parameters {
      if let value = passed[parameter.name] { try parameter.role.check(value, of: parameter.name) }
    }
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
      let whole = Int(exactly: value.rounded(.towardZero))
      let fix = whole.map { "; int(…) would make it \($0)" } ?? ""
      let problem = LayerProblem.argument(name, of: layer, expected: "an integer", got: self[name], fix: fix)
      throw whole.map { problem.mended(by: name, $0) } ?? problem
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

  package func optionalInt(
    _ name: String, mistyped: LayerProblem.Exception = .typeError
  ) throws(LayerProblem) -> Int? {
    if case .null = self[name] { nil } else { try int(name, mistyped: mistyped) }
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

  /// One integer for all axes, or one for each.
  func sizes(_ name: String, count: Int, atLeast minimum: Int = 1) throws(LayerProblem) -> [Int] {
    switch self[name] {
    case .sequence(let items) where items.count == count:
      let sizes = items.compactMap(integer)
      if sizes.count == count, sizes.allSatisfy({ $0 >= minimum }) { return sizes }
    case let value:
      if let size = integer(value), size >= minimum { return Array(repeating: size, count: count) }
    }
    let one = minimum == 1 ? "a positive integer" : "an integer of at least \(minimum)"
    throw .argument(name, of: layer, expected: one + (count == 1 ? "" : " or two of them"), got: self[name])
  }

  /// Convolutions take capital letters too, and pooling does not.
  func padding(_ name: String = "padding", ignoringCase: Bool = true) throws(LayerProblem) -> Padding {
    let choices = choices(of: name)
    switch self[name] {
    case .string(let text) where !ignoringCase && text != text.lowercased():
      throw .choice(name, of: layer, among: choices, got: self[name])
    case .string, .sequence: return try choice(name)
    default:
      // Keras asks the value for its small letters before looking at it.
      throw .choice(name, of: layer, among: choices, got: self[name], exception: .attributeError)
    }
  }

  /// `data_format`; None is Keras' setting, channels last.
  package func dataFormat(_ name: String = "data_format") throws(LayerProblem) -> DataFormat {
    if case .null = self[name] { .channelsLast } else { try choice(name) }
  }

  private func choices(of name: String) -> [String] {
    signature.parameters.first { $0.name == name }?.choices.all ?? []
  }

  /// One of the parameter's choices.
  private func choice<Choice: RawRepresentable<String>>(_ name: String) throws(LayerProblem) -> Choice {
    let choices = choices(of: name)
    guard case .string(let text) = self[name], choices.contains(text.lowercased()),
      let choice = Choice(rawValue: text.lowercased())
    else { throw .choice(name, of: layer, among: choices, got: self[name]) }
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
      guard let initializer = Initializer(named: text) else {
        throw .unknownInitializer(text, argument: name)
      }
      return initializer
    default: throw .argument(name, of: layer, expected: "the name of an initializer or one itself", got: self[name])
    }
  }

  func integer(_ value: ArgumentValue) -> Int? {
    switch value {
    case .int(let value): value
    case .bool(let value): value ? 1 : 0
    default: nil
    }
  }
}
