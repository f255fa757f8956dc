// What is said of expectations that do not hold, and of budgets that are exceeded.

import Diagnostics
import Tensors

enum CheckMessages {
  static let malformed =
    "an expectation is a shape such as (None, 16, 16, 64), or a comparison such as parameters == 2368"
  static let nothingMade = "nothing to expect this of: no line up to here has made a tensor, a layer or a model"

  /// `rest` is the comparison without its left side: `== 2368`.
  static func differs(_ what: String, _ actual: String, expected rest: String) -> String {
    let wanted = rest.hasPrefix("==") ? rest.dropFirst(2).drop(while: \.isWhitespace) : "\(what) \(rest)"
    return "expected \(wanted), but \(what) is \(actual)"
  }

  static func isFalse(_ text: String, _ measures: [Examiner.NamedMeasure]) -> String {
    let known = measures.map { "\($0.text) is \($0.value)" }.joined(separator: ", ")
    return "expected \(text), " + (known.isEmpty ? "which is not so" : "but \(known)")
  }

  static func refused(_ message: String) -> String { "the expectation has no value: \(message)" }
}

extension Diagnostic {
  static func expectationFailed(_ message: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(code: "expectation-failed", message: message, range: range)
  }

  static func exerciseToDo(_ exercise: String, _ message: String, at range: SourceRange) -> Diagnostic {
    let task = exercise.isEmpty ? "" : "\(exercise) · "
    return Diagnostic(.note, code: "exercise-to-do", message: "to do: \(task)\(message)", range: range)
  }

  static func overBudget(
    _ model: String, _ what: String, _ count: Int, limit: Int, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      code: "over-budget", message: "\(model) has \(count.grouped) \(what); the budget is \(limit.grouped)",
      range: range)
  }

  static func uncountable(_ model: String, _ what: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      code: "over-budget", message: "the \(what) of \(model) cannot be held to a budget: a size is unknown",
      range: range)
  }

  static func nothingForBudget(in session: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "no-model",
      message: "\(session) makes no model and calls no layer: nothing is held to the budget", range: .nowhere)
  }
}
