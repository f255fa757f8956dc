// Verifies the expectations of a session's comments.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Notebook

/// A verified expectation.
struct Check: Sendable {
  enum Outcome: Sendable {
    case holds
    /// The value that it has instead, and the sentence that says so.
    case differs(actual: String, message: String)
    /// It has no value: why.
    case unclear(message: String)
    case malformed
  }

  let expectation: Expectation
  let cell: CellID
  let outcome: Outcome

  /// Why it does not hold.
  var message: String? {
    switch outcome {
    case .holds: nil
    case .differs(_, let message), .unclear(let message): message
    case .malformed: CheckMessages.malformed
    }
  }

  /// The exercise that it is part of, where it is not done yet.
  var openExercise: String? {
    switch outcome {
    case .holds, .malformed: nil
    case .differs, .unclear: expectation.exercise
    }
  }

  /// As its line in the notebook tells it.
  var ofLine: LineCheck {
    var actual: String?
    if case .differs(let value, _) = outcome { actual = value }
    return LineCheck(
      line: expectation.line, outcome: message == nil ? .holds : openExercise == nil ? .fails : .toDo, actual: actual)
  }
}

extension DocumentEvaluation {
  /// All expectations of the session. What a line made is what it made when it ran last, in whichever cell that was
  /// asked for; the session's names have the values that they had after the expectation's own cell.
  func verified(isCancelled: @escaping @Sendable () -> Bool = { false }) -> [Check] {
    guard stages.contains(where: { !$0.expectations.isEmpty }) else { return [] }
    let subjects = LineSubjects(interpreter.keras.graph, sources: sources)
    var checks: [Check] = []
    var lastAbove: CellLine?
    for stage in stages {
      let cell = stage.cell.id
      if !stage.expectations.isEmpty {
        var examiner = Examiner(stage.interpreter, graph: interpreter.keras.graph, isCancelled: isCancelled)
        for expectation in stage.expectations {
          let place =
            expectation.endsLine
            ? CellLine(cell: cell, line: expectation.line)
            : subjects.last(in: cell, above: expectation.line) ?? lastAbove
          let outcome = examiner.examine(expectation.text, about: place.flatMap { subjects[$0] })
          checks.append(Check(expectation: expectation, cell: cell, outcome: outcome))
          if isCancelled() { return checks }
        }
      }
      lastAbove = subjects.last(in: cell, above: stage.source.lineCount) ?? lastAbove
    }
    return checks
  }
}
