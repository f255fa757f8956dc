// Compositions: calls that put many parts together, where one bad part leaves the others something to show.

import Diagnostics

extension Interpreter {
  /// Whether a call puts together as many parts as it is given: a session's function with `*args`, such as its own
  /// `compose`, or a host's function that accepts holes.
  func isComposition(_ callee: Value) -> Bool {
    switch callee {
    case .function(let id): heap.functions[id].signature.variadicIndex != nil
    case .hostFunction(let id): heap.hostFunctions[id].acceptsHoles
    case .type(let id): heap.classes[id].constructor == nil && ownMethod("__init__", of: id).map(isComposition) ?? false
    default: false
    }
  }

  /// A part of a composition, or a list of parts. An exception that nothing would catch is told at once and its part is
  /// a hole, so that the parts before it still show what they make.
  mutating func evaluatePart(_ expression: Expression) throws(Raised) -> Value {
    if case .list(let elements) = expression.kind, !elements.contains(where: \.isStarred) {
      return makeList(try elements.map { (element) throws(Raised) in try evaluatePart(element) })
    }
    do throws(Raised) {
      return try evaluate(expression)
    } catch {
      guard case .exception(let exception) = error, catchers == 0, isWorthGoingOn(exception) else { throw error }
      toldErrors.append(diagnostic(for: exception))
      return .hole
    }
  }

  /// Tells of a part that is wrong, where nothing would catch that, so that it can be a hole; otherwise raises it.
  package mutating func tell(_ fault: Fault, at range: SourceRange?) throws(Raised) {
    let raised = raise(fault, at: range)
    guard case .exception(let exception) = raised, catchers == 0, isWorthGoingOn(exception) else { throw raised }
    toldErrors.append(diagnostic(for: exception))
  }

  /// Notes something that is no error.
  package mutating func note(_ message: String, code: String, at range: SourceRange) {
    notes.append(Diagnostic(.note, code: code, message: message, range: range, frames: []))
  }

  /// Not after an exhausted limit, which what follows would meet as well, nor in a loop that fails at each turn.
  private func isWorthGoingOn(_ exception: RaisedException) -> Bool {
    let type = heap.instances[exception.value].type
    let limits: [ExceptionKind] = [.memoryError, .recursionError]
    return toldErrors.count < 20 && !limits.contains { isSubclass(type, of: standard.exception($0)) }
  }
}
