// The kernel's own diagnostics.

import Diagnostics

extension Diagnostic {
  /// A model has no forward pass.
  static func notRun(_ problem: PassProblem, at range: SourceRange) -> Diagnostic {
    Diagnostic(problem.severity, code: problem.code, message: problem.message, range: range)
  }
}
