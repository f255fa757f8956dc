// Leaving out: telling it once for each statement, and making holes of what the statement would have bound.

import Diagnostics

extension Interpreter {
  /// Leaves out something that is never run: notes so at the statement at work, and gives the hole that stands for it.
  package mutating func omit(_ subject: String, because reason: String) -> Value {
    meet(omissions.id(of: Omission(subject: subject, reason: reason, range: nil, shape: nil)), at: place)
  }

  /// The hole of something that is never run, for a table of names. It is noted where it is used.
  package mutating func omitted(_ subject: String, because reason: String) -> Value {
    .hole(omissions.id(of: Omission(subject: subject, reason: reason, range: nil, shape: nil)))
  }

  // MARK: Meeting

  /// A value on its way through the statement at work. One that was not run is noted there, and is from now on a hole
  /// that this statement made. Of an array whose shape is known, only that is remembered: the shape may be all that
  /// is wanted.
  mutating func noting(_ value: Value, named name: String? = nil, at range: SourceRange) -> Value {
    guard case .hole(let id) = value, let id = id ?? work.met else { return value }
    guard omissions[id].shape == nil else {
      if work.met == nil { (work.met, variable) = (id, name.map { (id, $0) }) }
      return .hole(id)
    }
    return meet(id, named: name, at: range)
  }

  /// Notes an omission at the statement at work, and gives the hole that the statement makes of it.
  mutating func meet(_ id: OmissionID, named name: String? = nil, at range: SourceRange) -> Value {
    let omission = omissions[id]
    let first = work.met ?? id
    work.met = first
    if toldOmissions.insert(work.outermost).inserted {
      // A part of an array has the array's omission, without its shape.
      let isOfVariable = omissions[first].range == omission.range && omissions[first].subject == omission.subject
      tell(omission, named: name ?? (isOfVariable && variable?.holds == first ? variable?.name : nil), at: range)
    }
    return .hole(omissions.id(of: Omission(subject: omission.subject, reason: "", range: work.range, shape: nil)))
  }

  /// The note stands at the call outside of all functions; its frames lead inwards.
  private mutating func tell(_ omission: Omission, named name: String?, at range: SourceRange) {
    let calls = traceback
    let places = calls.map(\.call) + [range]
    let inner = zip(calls, places.dropFirst()).map { Diagnostic.Frame(function: $0.function, call: $1) }
    notes.append(.notRun(omission, named: name, at: places[0], frames: inner))
  }

  /// A hole that the statement at work makes: it knows of what was not run, if the statement met that.
  package mutating func unknown() -> Value { noting(.hole, at: place) }

  /// Stops the statement at work because of a hole.
  package mutating func stop(at hole: Value) -> Raised {
    if case .hole(let id) = hole { work.met = work.met ?? id }
    return .hole
  }

  /// Goes on without a hole whose error is reported already, as half-typed code needs it; what was not run stops.
  mutating func pass(over hole: Value) throws(Raised) {
    if case .hole(_?) = hole { throw stop(at: hole) }
  }

  // MARK: Leaving out a statement

  /// Makes holes of what a statement that an omission stopped would have bound or changed.
  mutating func leaveOut(_ statement: Statement, _ omission: OmissionID) throws(Raised) {
    let hole = meet(omission, at: statement.head)
    for name in statement.boundNames { try store(hole, name) }
    for change in statement.changes { try spoil(change, hole) }
  }

  /// Runs an expression statement. What a call would have changed with an unknown argument is unknown.
  mutating func run(_ expression: Expression) throws(Raised) {
    expressionValue = noting(try evaluate(expression), at: expression.range)
    guard expressionValue.isHole, work.met != nil, let change = expression.change else { return }
    try spoil(change, expressionValue)
  }

  /// Puts a hole where a change would have been made, if that place is there.
  private mutating func spoil(_ change: Change, _ hole: Value) throws(Raised) {
    do throws(Raised) {
      switch change {
      case .assignment(let target): try assign(hole, to: target)
      case .call(let receiver, let method):
        let object = try evaluate(receiver)
        guard case .instance = object else { return try assign(hole, to: receiver) }
        // Such as a model, to which an unknown layer was added: it has to know.
        _ = try call(try getAttribute(method, of: object), [hole])
      }
    } catch {
      if case .stopped = error { throw error }
    }
  }
}
