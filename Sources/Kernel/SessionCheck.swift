// What `compbook check` finds in a session: its diagnostics, the expectations of its comments, and its budgets.

import Diagnostics
import KerasBindings
import ModelGraph
import Notebook

/// What a session's models may have at most.
package struct ModelBudget: Hashable, Sendable {
  let parameters: Int?
  let multiplyAdds: Int?

  package init(parameters: Int? = nil, multiplyAdds: Int? = nil) {
    self.parameters = parameters
    self.multiplyAdds = multiplyAdds
  }

  /// What is wrong with a session's models; without any, with its last layers.
  fileprivate func problems(of evaluation: DocumentEvaluation, session: String) -> [Diagnostic] {
    guard parameters != nil || multiplyAdds != nil else { return [] }
    let networks = SessionNetwork.all(in: evaluation)
    if networks.isEmpty { return [.nothingForBudget(in: session)] }
    return networks.flatMap { network in
      let counts = [
        (limit: parameters, name: "parameters", count: network.figures.parameters),
        (limit: multiplyAdds, name: "multiply-adds", count: network.figures.multiplyAdds),
      ]
      return counts.compactMap { limit, name, count -> Diagnostic? in
        guard let limit else { return nil }
        guard let count else { return .uncountable(network.name, name, at: network.range) }
        return count > limit ? .overBudget(network.name, name, count, limit: limit, at: network.range) : nil
      }
    }
  }
}

/// One session's part of what `compbook check` prints.
package struct CheckReport: Encodable, Sendable {
  let session: String
  let checks: [Item]
  let diagnostics: [SessionReport.Problem]
  /// The diagnostics as people read them, each with its line of source.
  package let diagnosticText: String

  struct Item: Encodable, Sendable {
    let line: Int
    let expectation: String
    /// `holds`, `fails` or `to-do`.
    let outcome: String
    let exercise: Nullable<String>
    /// Why it does not hold.
    let message: Nullable<String>
  }

  private enum CodingKeys: CodingKey {
    case session, checks, diagnostics
  }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == Diagnostic.Severity.error.rawValue } }

  /// One line: the session, how many checks hold, and what there is besides.
  package var summary: String {
    let count = { (outcome: String) in checks.count { $0.outcome == outcome } }
    let errors = diagnostics.count { $0.severity == Diagnostic.Severity.error.rawValue } - count("fails")
    var parts: [String] = []
    if checks.isEmpty { parts.append("no checks") }
    if count("holds") > 0 {
      parts.append("\(plural(count("holds"), "check")) \(count("holds") == 1 ? "holds" : "hold")")
    }
    if count("fails") > 0 { parts.append("\(count("fails")) \(count("fails") == 1 ? "fails" : "fail")") }
    if count("to-do") > 0 { parts.append("\(count("to-do")) to do") }
    if errors > 0 { parts.append(plural(errors, "error")) }
    return "\(session): " + parts.joined(separator: ", ") + "\n"
  }

  private func plural(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  /// The JSON object of some sessions' reports.
  package static func json(_ reports: [CheckReport]) -> String { ["sessions": reports].prettyJSON }
}

extension SessionRun {
  /// Never fails: what goes wrong is in the report. `styled` colours the diagnostics' text.
  package func check(budget: ModelBudget, styled: Bool) -> CheckReport {
    do throws(SessionFileError) {
      let opened = try SessionFile.open(path)
      return CheckReport(
        path: path, evaluation: evaluate(opened.document), warnings: opened.warnings, budget: budget, styled: styled)
    } catch {
      return CheckReport(unreadable: path, error.diagnostic)
    }
  }
}

extension CheckReport {
  fileprivate init(unreadable path: String, _ diagnostic: Diagnostic) {
    session = path
    checks = []
    diagnostics = [SessionReport.Problem(diagnostic, in: SourceMap(), session: path)]
    diagnosticText = diagnostic.rendered(in: SourceMap())
  }

  fileprivate init(
    path: String, evaluation: DocumentEvaluation, warnings: [Diagnostic], budget: ModelBudget, styled: Bool
  ) {
    let sources = evaluation.sources.all
    let found =
      warnings + evaluation.stages.flatMap(\.diagnostics) + evaluation.checks.compactMap(\.diagnostic)
      + budget.problems(of: evaluation, session: path)
    session = path
    checks = evaluation.checks.map { Item($0, in: sources) }
    diagnostics = found.map { SessionReport.Problem($0, in: sources, session: path) }
    diagnosticText = found.map { $0.rendered(in: sources, styled: styled) }.joined(separator: "\n")
  }
}

extension CheckReport.Item {
  fileprivate init(_ check: Check, in sources: SourceMap) {
    let expectation = check.expectation
    let start = expectation.range.lowerBound
    line = sources.source(at: start)?.location(of: start).line ?? 0
    self.expectation = expectation.text
    outcome = check.ofLine.outcome.word
    exercise = Nullable(expectation.exercise)
    message = Nullable(check.message)
  }
}

extension LineCheck.Outcome {
  fileprivate var word: String {
    switch self {
    case .holds: "holds"
    case .fails: "fails"
    case .toDo: "to-do"
    }
  }
}

extension Check {
  fileprivate var diagnostic: Diagnostic? {
    message.map { message in
      openExercise.map { .exerciseToDo($0, message, at: expectation.range) }
        ?? .expectationFailed(message, at: expectation.range)
    }
  }
}
