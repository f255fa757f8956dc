// What the bindings refuse, and how a layer's refusal becomes an exception of the session.

import Diagnostics
import Language
import ModelGraph
import Tensors

extension Interpreter {
  /// A layer's refusal as an exception, at a range or at the expression at work.
  mutating func raise(_ problem: LayerProblem, at range: SourceRange? = nil) -> Raised {
    var fault = Fault(problem.exception.kind, problem.message, code: problem.code)
    fault.correction = problem.correction
    return raise(fault, at: range)
  }
}

extension LayerProblem {
  /// The refusal of an argument that is a tensor.
  func forTensor(_ shape: Shape, isList: Bool, of layer: String) -> Fault {
    if layer == InputLayer.name {
      return Fault(
        exception.kind, "Input: \(argument ?? "shape") cannot be a tensor, here of \(shape.display)", code: code,
        hint: "Its sizes without the batch are x.shape[1:]")
    }
    return Fault(
      exception.kind, "\(layer): \(argument ?? "an argument") cannot be a tensor, here of \(shape.display)", code: code,
      hint: "The layer is made first and then called: \(layer)(…)(\(isList ? "[a, b]" : "x"))")
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
    case .recursionError: .recursionError
    case .notImplementedError: .notImplementedError
    }
  }
}

private func didYouMean(_ name: String, among known: [String]) -> String? {
  Spelling.nearest(to: name, among: known).map { "Did you mean: '\($0)'?" }
}

// MARK: - Making layers

extension Fault {
  static func unrecognizedKeyword(_ keyword: String, of layer: String, known: [String]) -> Fault {
    Fault(
      .valueError, "\(layer) has no argument '\(keyword)'", code: "unknown-argument",
      hint: didYouMean(keyword, among: known)
    ).correcting(keyword, to: Spelling.nearest(to: keyword, among: known))
  }

  static func layerName(_ value: String) -> Fault {
    Fault(.valueError, "a layer's name is a string, not \(value)", code: "layer-name")
  }

  static func trainable(_ value: String) -> Fault {
    Fault(.valueError, "trainable is True or False, not \(value)", code: "argument-value")
  }

  static func notAShape(_ value: String) -> Fault {
    Fault(.valueError, "a shape is a tuple of positive integers and None, not \(value)", code: "not-a-shape")
  }

  static func sizesNotInATuple(_ shape: String) -> Fault {
    Fault(.valueError, "Input takes its sizes in one tuple: keras.Input(\(shape))", code: "input-shape")
  }

  static func superInitMissing(_ layer: String) -> Fault {
    Fault(
      .runtimeError, "\(layer).__init__() must call super().__init__() before the layer is used", code: "super-init")
  }
}

extension Fault {
  static func unknownName(_ name: String, noun: String, known: [String]) -> Fault {
    Fault(
      .valueError, "there is no \(noun) '\(name)'", code: "unknown-\(noun)", hint: didYouMean(name, among: known)
    ).correcting(name, to: Spelling.nearest(to: name, among: known))
  }
}

extension LayerProblem {
  /// An argument of an initializer, a regularizer or a constraint.
  static func initializerArgument(_ name: String, _ expected: String, got: ArgumentValue) -> LayerProblem {
    LayerProblem("argument-value", "\(name) must be \(expected), not \(got.description)", argument: name)
  }
}

// MARK: - Calling layers

extension Fault {
  static func notATensor(_ layer: String, got value: String, hint: String? = nil) -> Fault {
    let example = hint == nil ? ", such as keras.Input((32, 32, 3))," : ","
    return Fault(
      .valueError, "\(layer) must be called on a tensor\(example) not on \(value)", code: "not-a-tensor", hint: hint)
  }

  static let layersNotInAList = Fault(
    .typeError, "Sequential takes its layers in one list, with square brackets: keras.Sequential([…, …])",
    code: "argument-value")

  static func tensorForList(_ layer: String) -> Fault {
    Fault(.valueError, "\(layer) takes a list of tensors, such as \(layer)()([a, b])", code: "input-count")
  }

  static func tensorsNotInAList(_ function: String) -> Fault {
    Fault(.typeError, "\(function) takes its tensors in one list: \(function)([a, b])", code: "input-count")
  }

  static func listForTensor(_ layer: String) -> Fault {
    Fault(.valueError, "\(layer) takes one tensor, not a list that holds one", code: "input-count")
  }

  static func callMissing(_ layer: String) -> Fault {
    Fault(.notImplementedError, "\(layer) needs a method call(self, inputs)", code: "call-missing")
  }

  static func callReturned(_ layer: String, _ value: String, isNone: Bool) -> Fault {
    Fault(
      .valueError, "\(layer).call() must return a tensor, not \(value)", code: "not-a-tensor",
      hint: isNone ? "Is a return missing?" : nil)
  }

  static func truthOfTensor() -> Fault {
    Fault(.typeError, "a symbolic tensor has no value yet, so it is neither true nor false", code: "symbolic-truth")
  }

  static func notComposable(_ value: String, hint: String?) -> Fault {
    Fault(.typeError, "compose takes functions and layers, not \(value)", code: "not-composable", hint: hint)
  }

  static let emptyComposition = Fault(.valueError, "Composition of empty sequence not supported.")
}

// MARK: - Models

extension Fault {
  static func notALayer(_ value: String, hint: String? = nil) -> Fault {
    Fault(.valueError, "only layers can be added to a Sequential, not \(value)", code: "not-a-layer", hint: hint)
  }

  static func duplicateLayerName(_ name: String, in model: String) -> Fault {
    Fault(
      .valueError, "\(model) has a layer named '\(name)' already; give this one another name",
      code: "duplicate-layer-name")
  }

  static func secondInput(_ model: String, shape: Shape) -> Fault {
    Fault(
      .valueError, "\(model) has its first layer already; an input, here of shape \(shape), must come before it",
      code: "second-input")
  }

  static func emptySequential(_ model: String) -> Fault {
    Fault(.valueError, "\(model) has no layers yet; add one first", code: "empty-model")
  }

  static func halfAModel(_ model: String) -> Fault {
    Fault(.valueError, "\(model) needs inputs and outputs: keras.Model(inputs, outputs)", code: "half-a-model")
  }

  static func notSymbolic(_ value: String, hint: String? = nil) -> Fault {
    Fault(.valueError, "a model's inputs and outputs are tensors, not \(value)", code: "not-a-tensor", hint: hint)
  }

  static func notBuilt(_ model: String, _ kind: ExceptionKind) -> Fault {
    Fault(
      kind, "\(model) has no shapes yet: begin it with keras.Input((32, 32, 3)), or call it on a tensor",
      code: "not-built")
  }

  static func layerNotBuilt(_ layer: String) -> Fault {
    Fault(.valueError, "\(layer) has no weights yet: call it on a tensor first", code: "not-built")
  }

  static func neverCalled(_ layer: String) -> Fault {
    Fault(
      .attributeError, "\(layer) has no input and no output, since nothing has called it: call it on a tensor first",
      code: "not-built")
  }

  static func noSuchLayer(_ what: String, in model: String, names: [String]) -> Fault {
    let some = names.prefix(5).map { "'\($0)'" }.joined(separator: ", ") + (names.count > 5 ? ", …" : "")
    return Fault(
      .valueError, "\(model) has no layer '\(what)'", code: "no-such-layer",
      hint: didYouMean(what, among: names) ?? "It has \(some)"
    ).correcting(what, to: Spelling.nearest(to: what, among: names))
  }
}

// MARK: - What Keras 2 had

enum KerasNotes {
  static let batchInputShape =
    "batch_input_shape is Keras 2's; Keras 3 takes a keras.Input(batch_shape=...) before the layer"

  static func inputShape(_ name: String) -> String {
    "\(name) is Keras 2's; Keras 3 warns of it and takes a keras.Input(...) before the layer"
  }

  static func formerName(_ name: String, now: String) -> String {
    "\(name) is Keras 2's name; Keras 3 warns of it and calls it \(now)"
  }

  static func unread(_ name: String, of layer: String) -> String {
    "\(name) has no effect: Keras 2 took it for a \(layer) and read it nowhere, and Keras 3 refuses it"
  }

  static func unequalStrides(_ strides: [Int]) -> String {
    "strides of \(strides.map(String.init).joined(separator: " and ")) run here, but TensorFlow has depthwise kernels for "
      + "equal ones alone"
  }
}

// MARK: - What is not there

extension Fault {
  static func notYet(_ what: String, instead: String? = nil) -> Fault {
    Fault(.notImplementedError, "Compbook does not have \(what) yet", code: "not-in-compbook", hint: instead)
  }
}
