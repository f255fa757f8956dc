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

/// Evaluates expectations in a copy of the session as it was after a cell.
private struct Examiner {
  private var interpreter: Interpreter
  /// The session's at its end, which knows what the lines of a function made for later cells.
  private let graph: Graph

  init(_ interpreter: Interpreter, graph: Graph, isCancelled: @escaping @Sendable () -> Bool) {
    self.interpreter = interpreter
    self.graph = graph
    self.interpreter.limits = Limits()
    self.interpreter.limits.isCancelled = isCancelled
  }

  mutating func examine(_ text: String, about made: CheckSubject?) -> Check.Outcome {
    let parsed = parse(SourceText(name: "expectation", text: text))
    guard parsed.diagnostics.isEmpty, parsed.tree.statements.count == 1,
      case .expression(let expression) = parsed.tree.statements[0].kind
    else { return .malformed }
    let source = parsed.tree.source
    guard case .tuple = expression.kind else {
      if made == nil, mentionsMeasure(parsed.tokens, in: source) { return .unclear(message: CheckMessages.nothingMade) }
      if let made { bind(made) }
      guard case .comparison(let left, let parts) = expression.kind, !left.isConstant else {
        return outcome(of: value(of: text), differing: "False", CheckMessages.isFalse(text))
      }
      var rest = ""
      var end = left.range.upperBound
      for part in parts.map(\.right) {
        rest += source[SourceRange(end, part.range.lowerBound)] + (measure(part, in: source) ?? source[part.range])
        end = part.range.upperBound
      }
      rest += source[SourceRange(end, source.range.upperBound)]
      let shownRest = source[SourceRange(left.range.upperBound, source.range.upperBound)].drop(while: \.isWhitespace)
      let shownLeft = source[left.range]
      return compare(measure(left, in: source) ?? shownLeft, rest, shown: (shownLeft, String(shownRest)))
    }
    guard let made else { return .unclear(message: CheckMessages.nothingMade) }
    bind(made)
    return compare("shape", "== \(text)", shown: ("shape", "== \(text)"))
  }

  /// Whether `left` compares with the rest of an expectation as it says; both as they are evaluated and as they are told.
  private mutating func compare(
    _ left: String, _ rest: String, shown: (left: String, rest: String)
  ) -> Check.Outcome {
    let actual = value(of: left)
    guard case .success(let value) = actual, let shownValue = try? interpreter.repr(value) else {
      return outcome(of: actual, differing: "", "")
    }
    let message = CheckMessages.differs(shown.left, shownValue, expected: shown.rest)
    return outcome(of: self.value(of: "(\(left)) \(rest)"), differing: shownValue, message)
  }

  /// The value of an expression such as `model.parameters`: a measure of something that has a name.
  private mutating func measure(_ expression: Expression, in source: SourceText) -> String? {
    guard case .attribute(let base, let name) = expression.kind, CheckSubject.measureNames.contains(name),
      case .success(let value) = value(of: source[base.range]), let subject = CheckSubject(value, in: interpreter)
    else { return nil }
    return subject.measures(in: interpreter.keras.graph).first { $0.name == name }?.value
  }

  private mutating func outcome(
    of result: Result<Value, Refusal>, differing actual: String, _ message: String
  ) -> Check.Outcome {
    switch result {
    case .success(let value):
      return (try? interpreter.isTrue(value)) == true ? .holds : .differs(actual: actual, message: message)
    case .failure(let refusal): return .unclear(message: CheckMessages.refused(refusal.message))
    }
  }

  private struct Refusal: Error {
    let message: String
  }

  /// The value of an expression; why it has none otherwise.
  private mutating func value(of text: String) -> Result<Value, Refusal> {
    let execution = interpreter.execute(parse(SourceText(name: "expectation", text: text)).tree)
    if let error = execution.diagnostics.first(where: { $0.severity == .error }) {
      return .failure(Refusal(message: error.message))
    }
    return .success(execution.result ?? .none)
  }

  /// Gives the measures' names their values.
  private mutating func bind(_ subject: CheckSubject) {
    for (name, value) in subject.measures(in: graph) {
      _ = interpreter.execute(parse(SourceText(name: "expectation", text: "\(name) = \(value)")).tree)
    }
  }

  /// Whether a measure's name is among the tokens, as a name of its own.
  private func mentionsMeasure(_ tokens: [Token], in source: SourceText) -> Bool {
    tokens.indices.contains { index in
      CheckSubject.measureNames.contains(source[tokens[index].range])
        && (index == 0 || source[tokens[index - 1].range] != ".")
    }
  }
}

extension Expression {
  fileprivate var isConstant: Bool {
    if case .constant = kind { true } else { false }
  }
}
