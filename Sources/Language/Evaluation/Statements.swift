// Simple statements and branches.

import Diagnostics

extension Interpreter {
  mutating func execute(_ statements: [Statement]) throws(Raised) -> Completion {
    for statement in statements {
      let completion = try execute(statement)
      guard case .normal = completion else { return completion }
    }
    return .normal
  }

  /// Runs a statement. One that is stopped by what was not run is left out, and the next one runs.
  mutating func execute(_ statement: Statement) throws(Raised) -> Completion {
    place = statement.range
    try step()
    var outer = work
    work = Work(
      range: statement.range, outermost: frames[frames.count - 1].isCalled ? outer.outermost : statement.range)
    defer { work = outer }
    do throws(Raised) {
      return try run(statement)
    } catch {
      guard case .hole = error, let omission = work.met else { throw error }
      try leaveOut(statement, omission)
      guard statement.mayLeave else { return .normal }
      outer.met = outer.met ?? work.met
      throw error
    }
  }

  private mutating func run(_ statement: Statement) throws(Raised) -> Completion {
    switch statement.kind {
    case .expression(let expression): try run(expression)
    case .assignment(let targets, let value):
      let value = noting(try evaluate(value), at: value.range)
      for target in targets { try assign(value, to: target) }
    case .annotated(let target, let value?): try assign(try evaluate(value), to: target)
    case .augmented(let target, let operation, let value): try augment(target, operation, value)
    case .returning(let value?): return .returning(noting(try evaluate(value), at: value.range))
    case .returning(nil): return .returning(.none)
    case .branches(let branches, let otherwise): return try executeBranches(branches, otherwise)
    case .breaking: return .breaking
    case .continuing: return .continuing
    case .raising(let value, let cause): try executeRaise(value, cause, at: statement.range)
    case .assertion(let condition, let message): try executeAssertion(condition, message, at: statement.range)
    case .deletion(let targets):
      for target in targets { try delete(target) }
    case .importing, .importingFrom: try executeImport(statement.kind)
    case .function(let function): try define(function)
    case .classDefinition(let definition): try define(definition, at: statement.range)
    case .pass, .global, .nonlocal, .annotated, .unexpected: break
    case .whileLoop, .forLoop, .trying, .with: return try executeCompound(statement.kind)
    }
    return .normal
  }

  private mutating func executeBranches(_ branches: [Branch], _ otherwise: [Statement]) throws(Raised) -> Completion {
    for branch in branches {
      let condition = try evaluate(branch.condition)
      place = branch.condition.range
      if try isTrue(condition) { return try execute(branch.body) }
    }
    return try execute(otherwise)
  }

  private mutating func executeAssertion(
    _ condition: Expression, _ message: Expression?, at range: SourceRange
  ) throws(Raised) {
    guard try !isTrue(try evaluate(condition)) else { return }
    let arguments = try message.map { (m) throws(Raised) in [try evaluate(m)] } ?? []
    throw raise(makeException(.assertionError, arguments), at: range)
  }

  private mutating func executeRaise(_ value: Expression?, _ cause: Expression?, at range: SourceRange) throws(Raised) {
    guard let value else {
      guard let exception = handled.last else { throw raise(.noActiveException, at: range) }
      throw .exception(exception)
    }
    let raised = try exceptionInstance(try evaluate(value), at: range)
    if let cause {
      let cause = try exceptionCause(try evaluate(cause), at: cause.range)
      updateException(raised) {
        $0.cause = cause
        $0.suppressesContext = true
      }
    }
    throw raise(raised, at: range)
  }

  /// What `raise … from` takes: an exception, one made from its class, or None.
  private mutating func exceptionCause(_ value: Value, at range: SourceRange) throws(Raised) -> Value {
    if value.isHole { throw .hole }
    if value.isNone { return .none }
    var value = value
    if case .type(let type) = value, isSubclass(type, of: standard.exception(.baseException)) {
      place = range
      value = try call(value, Arguments())
    }
    guard case .instance(let instance) = value, isException(instance) else {
      throw raise(.causeNotAnException, at: range)
    }
    return value
  }

  /// The instance that `raise` takes: an exception, or one made from its class.
  private mutating func exceptionInstance(_ value: Value, at range: SourceRange) throws(Raised) -> InstanceID {
    if value.isHole { throw .hole }
    var value = value
    if case .type(let type) = value, isSubclass(type, of: standard.exception(.baseException)) {
      place = range
      value = try call(value, Arguments())
    }
    guard case .instance(let instance) = value, isException(instance) else {
      throw raise(.notAnException, at: range)
    }
    return instance
  }

  func isException(_ instance: InstanceID) -> Bool {
    isSubclass(heap.instances[instance].type, of: standard.exception(.baseException))
  }

  private mutating func define(_ function: FunctionSyntax) throws(Raised) {
    guard let name = function.name else { return }
    var value = try makeFunction(function)
    for decorator in function.decorators.reversed() {
      let callable = try evaluate(decorator)
      place = decorator.range
      value = try call(callable, Arguments([Argument(value, range: decorator.range)]))
    }
    try store(value, name)
  }
}
