// What the bindings refuse, and how a layer's refusal becomes an exception of the session.

import Diagnostics
import Language
import ModelGraph
import Tensors

extension Interpreter {
  /// A layer's refusal as an exception, at a range or at the expression at work.
  mutating func raise(_ problem: LayerProblem, at range: SourceRange? = nil) -> Raised {
    raise(Fault(problem.exception.kind, problem.message, code: problem.code), at: range)
  }
}

extension LayerProblem.Exception {
  fileprivate var kind: ExceptionKind {
    switch self {
    case .valueError: .valueError
    case .typeError: .typeError
    case .indexError: .indexError
    case .attributeError: .attributeError
    case .zeroDivisionError: .zeroDivisionError
    }
  }
}

extension Fault {
  static func unrecognizedKeyword(_ keyword: String, of layer: String, known: [String]) -> Fault {
    let nearest = Spelling.nearest(to: keyword, among: known)
    return Fault(
      .valueError, "\(layer) has no argument '\(keyword)'", code: "unknown-argument",
      hint: nearest.map { "Did you mean: '\($0)'?" })
  }

  static func superInitMissing(_ layer: String) -> Fault {
    Fault(
      .runtimeError, "\(layer).__init__() must call super().__init__() before the layer is used", code: "super-init")
  }

  static func notATensor(_ layer: String, got value: String) -> Fault {
    Fault(
      .valueError, "\(layer) must be called on a tensor, such as keras.Input((32, 32, 3)), not on \(value)",
      code: "not-a-tensor")
  }

  static func callMissing(_ layer: String) -> Fault {
    Fault(.notImplementedError, "\(layer) needs a method call(self, inputs)", code: "call-missing")
  }

  static func notALayer(_ value: String) -> Fault {
    Fault(.valueError, "only layers can be added to a Sequential, not \(value)", code: "not-a-layer")
  }

  static func duplicateLayerName(_ name: String, in model: String) -> Fault {
    Fault(
      .valueError, "\(model) has a layer named '\(name)' already; give this one another name",
      code: "duplicate-layer-name")
  }

  static func secondInput(_ model: String, shape: Shape) -> Fault {
    Fault(.valueError, "\(model) has an input of shape \(shape) already", code: "second-input")
  }

  static func emptySequential(_ model: String) -> Fault {
    Fault(.valueError, "\(model) has no layers yet; add one first", code: "empty-model")
  }

  static func notBuilt(_ model: String) -> Fault {
    Fault(
      .valueError,
      "\(model) has no shapes yet: call it on an input, or build it with \(model).build((None, 32, 32, 3))",
      code: "not-built")
  }

  static func notAShape(_ value: String) -> Fault {
    Fault(.valueError, "a shape is a tuple of positive integers and None, not \(value)", code: "not-a-shape")
  }

  static func noSuchLayer(_ what: String, in model: String, names: [String]) -> Fault {
    let nearest = Spelling.nearest(to: what, among: names)
    return Fault(
      .valueError, "\(model) has no layer \(what)", code: "no-such-layer",
      hint: nearest.map { "Did you mean: '\($0)'?" })
  }

  static func notYet(_ what: String) -> Fault {
    Fault(.notImplementedError, "Compbook does not have \(what)", code: "not-in-compbook")
  }

  static func tensorArithmetic(_ symbol: String) -> Fault {
    Fault(
      .notImplementedError, "Compbook does not have \(symbol) on tensors; keras.layers.Add()([a, b]) adds two",
      code: "not-in-compbook")
  }

  static func truthOfTensor() -> Fault {
    Fault(.typeError, "a symbolic tensor has no value yet, so it is neither true nor false", code: "symbolic-truth")
  }

  static let emptyComposition = Fault(.valueError, "Composition of empty sequence not supported.")
}
