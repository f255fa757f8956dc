// A function that nothing calls yet, called on the notebook's input where that is simple.

import Diagnostics
import KerasBindings
import Language
import ModelGraph

/// What came of it.
struct FunctionTrial: Sendable {
  let interpreter: Interpreter
  /// The model that it returned; nil for a tensor.
  let model: SessionModel?
  /// The calls that led to the tensor.
  let calls: [CallID]
}

extension DocumentEvaluation {
  /// Without leaving anything behind. A function of one argument is called with a tensor, else with its shape; one of none
  /// returns what takes the tensor, or a model. Nil for one that needs more, and where all of that goes wrong.
  func trial(of function: FunctionSpan) -> FunctionTrial? {
    guard let name = function.name else { return nil }
    let required = function.parameters.count { $0.defaultValue == nil && $0.kind.isRequired }
    let shape = "(32, 32, 3)"
    let attempts =
      switch required {
      case 0: ["\(name)()(__input)", "\(name)()"]
      case 1: ["\(name)(__input)", "\(name)(\(shape))"]
      default: [String]()
      }
    for attempt in attempts {
      let text = "import keras as __keras\n__input = __keras.Input(\(shape), name='input')\n__shown = \(attempt)\n"
      guard let interpreter = evaluated(beside: text),
        let value = interpreter.globalNames.last(where: { $0.name == "__shown" })
      else { continue }
      if let model = interpreter.builtModel(value.value) {
        return FunctionTrial(interpreter: interpreter, model: model, calls: model.calls)
      }
      // More than the input alone.
      if let calls = interpreter.calls(of: value.value), calls.count > 1 {
        return FunctionTrial(interpreter: interpreter, model: nil, calls: calls)
      }
    }
    return nil
  }
}

extension Parameter.Kind {
  /// Whether a call must give it where it has no default.
  fileprivate var isRequired: Bool {
    switch self {
    case .positionalOnly, .positionalOrKeyword, .keywordOnly: true
    case .variadic, .keywords: false
    }
  }
}
