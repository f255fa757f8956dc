// Evaluates expectations.

import Diagnostics
import KerasBindings
import Language
import ModelGraph

/// Evaluates expectations in a copy of the session as it was after a cell.
struct Examiner {
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
    if case .tuple = expression.kind {
      guard let made else { return .unclear(message: CheckMessages.nothingMade) }
      bind(CheckSubject.shape, of: made)
      return compare(Side("shape"), Side("== \(text)"))
    }
    let source = parsed.tree.source
    for measure in CheckSubject.measures where mentions(measure, parsed.tokens, in: source) {
      guard let made else { return .unclear(message: CheckMessages.nothingMade) }
      bind(measure, of: made)
    }
    let named = measures(in: expression, of: source)
    let side = { (range: SourceRange) in Side(range, in: source, replacing: named) }
    guard case .comparison(let left, _) = expression.kind, !left.isConstant else {
      return outcome(
        of: value(of: side(source.range).evaluated), differing: named.first?.value ?? "False",
        CheckMessages.isFalse(text, named))
    }
    return compare(side(left.range), side(SourceRange(left.range.upperBound, source.range.upperBound)))
  }

  /// Whether the left side of a comparison is to the rest of it as it says.
  private mutating func compare(_ left: Side, _ rest: Side) -> Check.Outcome {
    let actual = value(of: left.evaluated)
    guard case .success(let value) = actual, let shown = try? interpreter.repr(value) else {
      return outcome(of: actual, differing: "", "")
    }
    return outcome(
      of: self.value(of: "(\(left.evaluated)) \(rest.evaluated)"), differing: shown,
      CheckMessages.differs(left.shown, shown, expected: rest.shown))
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

  // MARK: Measures

  /// A measure of something that has a name, such as `model.parameters`.
  struct NamedMeasure {
    let range: SourceRange
    let text: String
    let value: String
  }

  private mutating func measures(in expression: Expression, of source: SourceText) -> [NamedMeasure] {
    if case .attribute(let base, let name) = expression.kind,
      let measure = CheckSubject.measures.first(where: { $0.name == name }),
      case .success(let value) = value(of: source[base.range]), let subject = CheckSubject(value, in: interpreter)
    {
      let value = measure.value(subject, interpreter.keras.graph)
      return [NamedMeasure(range: expression.range, text: source[expression.range], value: value)]
    }
    var found: [NamedMeasure] = []
    for child in expression.kind.children { found += measures(in: child, of: source) }
    return found
  }

  /// Gives a measure's name its value.
  private mutating func bind(_ measure: CheckSubject.Measure, of subject: CheckSubject) {
    let text = "\(measure.name) = \(measure.value(subject, graph))"
    _ = interpreter.execute(parse(SourceText(name: "expectation", text: text)).tree)
  }

  /// Whether a measure's name is among the tokens, as a name of its own.
  private func mentions(_ measure: CheckSubject.Measure, _ tokens: [Token], in source: SourceText) -> Bool {
    tokens.indices.contains { index in
      source[tokens[index].range] == measure.name
        && (index == 0 || source[tokens[index - 1].range] != ".")
    }
  }
}

/// A part of an expectation, as it is told and as it is evaluated.
private struct Side {
  let shown: String
  let evaluated: String

  init(_ text: String) { (shown, evaluated) = (text, text) }

  init(_ range: SourceRange, in source: SourceText, replacing measures: [Examiner.NamedMeasure]) {
    shown = String(source[range].drop(while: \.isWhitespace))
    var text = ""
    var end = range.lowerBound
    for measure in measures where range.contains(measure.range) {
      text += source[SourceRange(end, measure.range.lowerBound)] + "(\(measure.value))"
      end = measure.range.upperBound
    }
    evaluated = text + source[SourceRange(end, range.upperBound)]
  }
}

extension Expression {
  fileprivate var isConstant: Bool {
    if case .constant = kind { true } else { false }
  }
}
