// What a layer refuses, each in one sentence with the actual values, and the fix where there is one.

import Diagnostics
import Tensors

/// A refusal by a layer. Whoever called the layer knows the place and makes a `Diagnostic` of it.
package struct LayerProblem: Error, Hashable, Sendable {
  /// Python's exception class.
  package enum Exception: String, Sendable {
    case valueError = "ValueError"
    case typeError = "TypeError"
  }

  package let exception: Exception
  /// A stable name for programs, such as `rank-mismatch`.
  package let code: String
  package let message: String
  /// The constructor's argument to blame, if it is one.
  package var argument: String?

  init(_ code: String, _ message: String, argument: String? = nil, exception: Exception = .valueError) {
    self.exception = exception
    self.code = code
    self.message = message
    self.argument = argument
  }
}

// MARK: - Arguments

extension LayerProblem {
  static func argument(_ name: String, of layer: String, expected: String, got: ArgumentValue) -> LayerProblem {
    LayerProblem("argument-value", "\(layer): \(name) must be \(expected), not \(got.description)", argument: name)
  }

  static func choice(_ name: String, of layer: String, among choices: [String], got: ArgumentValue) -> LayerProblem {
    let list = choices.map { "'\($0)'" }.joined(separator: " or ")
    return LayerProblem("argument-value", "\(layer): \(name) must be \(list), not \(got.description)", argument: name)
  }

  static func unknownActivation(_ name: String, argument: String) -> LayerProblem {
    LayerProblem(
      "unknown-activation",
      "there is no activation '\(name)'" + hint(name, Activation.allCases.map(\.rawValue) + Activation.aliases.keys),
      argument: argument)
  }

  static func unknownInitializer(_ name: String, argument: String) -> LayerProblem {
    LayerProblem(
      "unknown-initializer", "there is no initializer '\(name)'" + hint(name, Initializer.named.keys.sorted()),
      argument: argument)
  }

  private static func hint(_ name: String, _ candidates: [String]) -> String {
    Spelling.nearest(to: name, among: candidates).map { ". Did you mean: '\($0)'?" } ?? ""
  }
}

// MARK: - Inputs

extension LayerProblem {
  static func inputCount(layer: String, expected: Int, got: Int) -> LayerProblem {
    LayerProblem(
      "input-count",
      "\(layer) takes \(expected == 1 ? "one tensor" : "at least \(expected) tensors"), but was called with \(got)")
  }

  static func rank(layer: String, expected: String, got: Shape, fix: String? = nil) -> LayerProblem {
    LayerProblem(
      "rank-mismatch",
      "\(layer) needs \(expected), but its input has shape \(got)" + (fix.map { "; \($0)" } ?? ""))
  }

  static func unknownChannels(layer: String, got: Shape) -> LayerProblem {
    LayerProblem("unknown-size", "\(layer) must know its input's channels, but the input has shape \(got)")
  }

  static func groups(_ groups: Int, channels: Int, of layer: String) -> LayerProblem {
    LayerProblem(
      "groups", "\(layer): groups=\(groups) does not divide the input's \(channels) channels", argument: "groups")
  }

  static func kernelTooLarge(layer: String, kernel: Size2D, input: Shape) -> LayerProblem {
    LayerProblem(
      "kernel-too-large",
      "\(layer): a \(kernel.height)×\(kernel.width) window does not fit into \(input.display) without padding; "
        + "padding='same' would keep it inside")
  }

  static func incompatibleSharedInput(layer: String, weight: String, built: [Int], needed: [Int]) -> LayerProblem {
    LayerProblem(
      "shared-layer-input",
      "\(layer) was built for another input: its \(weight) is \(Shape(built)), and this input needs \(Shape(needed))")
  }

  static func modelInput(name: String, expected: Shape, got: Shape) -> LayerProblem {
    LayerProblem("model-input", "\(name) takes an input of shape \(expected), but was called with \(got)")
  }

  static func disconnected(tensor: Shape, layer: String) -> LayerProblem {
    LayerProblem(
      "graph-disconnected",
      "the model's outputs need \(layer), a tensor of shape \(tensor) that is not among its inputs")
  }
}
