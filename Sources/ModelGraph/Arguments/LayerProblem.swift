// What a layer refuses, each in one sentence with the actual values, and the fix where there is one.

import Diagnostics
import Tensors

/// A refusal by a layer. Whoever called the layer knows the place and makes a `Diagnostic` of it.
package struct LayerProblem: Error, Hashable, Sendable {
  /// Python's exception class.
  package enum Exception: String, Sendable {
    case valueError = "ValueError"
    case typeError = "TypeError"
    case indexError = "IndexError"
    case attributeError = "AttributeError"
    case zeroDivisionError = "ZeroDivisionError"
    case recursionError = "RecursionError"
    case notImplementedError = "NotImplementedError"
  }

  package let exception: Exception
  /// A stable name for programs, such as `rank-mismatch`.
  package let code: String
  package let message: String
  /// The constructor's argument to blame, if it is one.
  package var argument: String?
  /// The layer to blame, where it is another than the one at work.
  package var layer: LayerID?
  /// Another spelling or another argument, where the message proposes one.
  package var correction: Diagnostic.Correction?

  package init(_ code: String, _ message: String, argument: String? = nil, exception: Exception = .valueError) {
    self.exception = exception
    self.code = code
    self.message = message
    self.argument = argument
  }
}

// MARK: - Arguments

extension LayerProblem {
  static func argument(
    _ name: String, of layer: String, expected: String, got: ArgumentValue, fix: String = "",
    exception: Exception = .valueError
  ) -> LayerProblem {
    LayerProblem(
      "argument-value", "\(layer): \(name) must be \(expected), not \(got.description)\(fix)", argument: name,
      exception: exception)
  }

  static func choice(
    _ name: String, of layer: String, among choices: [String], got: ArgumentValue, exception: Exception = .valueError
  ) -> LayerProblem {
    var problem = LayerProblem.argument(
      name, of: layer, expected: choices.map { "'\($0)'" }.joined(separator: " or "), got: got,
      fix: fix(got, among: choices), exception: exception)
    if case .string(let text) = got {
      let written = choices.first { $0 == text.lowercased() }
      problem.correct(text, toOneOf: written.map { [$0] } ?? meant(text, among: choices))
    }
    return problem
  }

  /// What was meant can be written where it is one thing.
  private mutating func correct(_ wrong: String, toOneOf meant: [String]) {
    correction = meant.count == 1 ? .spelling(wrong: wrong, right: meant[0]) : nil
  }

  /// The nearest candidate; for a text that is only a beginning, the shortest that begin so.
  private static func meant(_ text: String, among candidates: [String]) -> [String] {
    if let nearest = Spelling.nearest(to: text, among: candidates) { return [nearest] }
    guard !text.isEmpty else { return [] }
    let longer = candidates.filter { $0.hasPrefix(text.lowercased()) }
    return Array(longer.sorted { ($0.count, $0) < ($1.count, $1) }.prefix(3))
  }

  /// The refusal, mended by another value of an argument.
  func mended(by argument: String, _ value: some CustomStringConvertible) -> LayerProblem {
    var problem = self
    problem.correction = .argument(name: argument, value: value.description)
    return problem
  }

  private static func fix(_ got: ArgumentValue, among choices: [String]) -> String {
    guard case .string(let text) = got else { return "" }
    if choices.contains(text.lowercased()) { return "; it is written '\(text.lowercased())'" }
    if Activation(named: text) != nil { return "; activation='\(text)' is an argument of its own" }
    return hint(text, choices)
  }

  static func unknownActivation(_ name: String, argument: String) -> LayerProblem {
    let known = Activation.allCases.map(\.rawValue) + Activation.aliases.keys
    var problem = LayerProblem(
      "unknown-activation", "there is no activation '\(name)'" + hint(name, known), argument: argument)
    problem.correct(name, toOneOf: meant(name, among: known))
    return problem
  }

  static func unknownInitializer(_ name: String, argument: String) -> LayerProblem {
    let known = Initializer.named.keys.sorted()
    var problem = LayerProblem(
      "unknown-initializer", "there is no initializer '\(name)'" + hint(name, known), argument: argument)
    problem.correct(name, toOneOf: meant(name, among: known))
    return problem
  }

  static func hint(_ name: String, _ candidates: [String]) -> String {
    let meant = meant(name, among: candidates).map { "'\($0)'" }
    guard let last = meant.last else { return "" }
    let others = meant.dropLast().joined(separator: ", ")
    return ". Did you mean: \(others.isEmpty ? last : "\(others) or \(last)")?"
  }
}

// MARK: - Inputs

extension LayerProblem {
  static func inputCount(layer: String, expected: ClosedRange<Int>, got: Int) -> LayerProblem {
    let count = expected.lowerBound == 1 ? "one tensor" : "\(expected.lowerBound) tensors"
    let least = expected.upperBound > expected.lowerBound ? "at least " : ""
    let fix = expected.upperBound == 1 && got > 1 ? "; Concatenate()([a, b]) would make one of them" : ""
    return LayerProblem(
      "input-count", "\(layer) takes \(least)\(count), but was called with \(got)\(fix)",
      exception: got == 0 ? .typeError : .valueError)
  }

  static func rank(layer: String, expected: String, got: Shape, fix: String? = nil) -> LayerProblem {
    LayerProblem(
      "rank-mismatch",
      "\(layer) needs \(expected), but its input has shape \(got)" + (fix.map { "; \($0)" } ?? ""))
  }

  static func unknownChannels(layer: String, got: Shape) -> LayerProblem {
    LayerProblem(
      "unknown-size", "\(layer) must know its input's channels, but the input has shape \(got)",
      exception: .typeError)
  }

  static func windowTooLarge(_ window: Window, layer: String, image: ImageShape, argument: String) -> LayerProblem {
    func product(_ sizes: [Int]) -> String { sizes.map(String.init).joined(separator: "×") }
    let extents = window.axes.map(\.extent)
    let spread = extents == window.size ? "" : ", spread over \(product(extents)),"
    let what = window.size.count == 1 ? "window of \(window.size[0])" : "\(product(window.size)) window"
    let fix =
      image.pixels == 1
      ? "the image is a single pixel already, so this layer can go"
      : "padding='same' would give \(image.covered(by: window))"
    let problem = LayerProblem(
      "kernel-too-large", "\(layer): a \(what)\(spread) does not fit into \(image.shape.display); \(fix)",
      argument: argument)
    return image.pixels == 1 ? problem : problem.mended(by: "padding", "'same'")
  }

  static func incompatibleSharedInput(layer: String, weight: String, built: [Int], needed: [Int]) -> LayerProblem {
    LayerProblem(
      "shared-layer-input",
      "\(layer) was built for another input: its \(weight) is \(Shape(built)), and this input needs \(Shape(needed))")
  }

  static func modelInput(name: String, expected: Shape, got: Shape) -> LayerProblem {
    LayerProblem("model-input", "\(name) takes an input of shape \(expected), but was called with \(got)")
  }

  static func duplicateName(_ name: String, of layer: LayerID) -> LayerProblem {
    var problem = LayerProblem(
      "duplicate-name", "two layers of the model are called '\(name)': the names of a model's layers must differ",
      argument: "name")
    problem.layer = layer
    return problem
  }

  static func disconnected(tensor: Shape, layer: String) -> LayerProblem {
    LayerProblem(
      "graph-disconnected",
      "the model's outputs come from the input '\(layer)' of \(tensor.display), which is not among its inputs")
  }
}
