// What a statement binds and changes, as far as its text tells.

import Diagnostics

/// What a statement may change besides names.
enum Change {
  /// An attribute or an item that it assigns.
  case assignment(Expression)
  /// What a method changes in place.
  case call(Expression, method: String)
}

extension Statement {
  /// The names that running the statement may bind in its own scope.
  var boundNames: [Name] {
    switch kind {
    case .assignment(let targets, let value): targets.flatMap(\.boundNames) + value.assignedNames
    case .annotated(let target, let value): target.boundNames + (value?.assignedNames ?? [])
    case .augmented(let target, _, let value): target.boundNames + value.assignedNames
    case .expression(let value), .assertion(let value, _): value.assignedNames
    case .importing(let modules): modules.map(\.bound)
    case .importingFrom(let names): names.items.map(\.bound)
    case .forLoop(let target, _, _, _): target.boundNames + blocks.flatMap(\.boundNames)
    case .branches(let branches, _): branches.flatMap(\.condition.assignedNames) + blocks.flatMap(\.boundNames)
    case .with(let items, _): items.flatMap { $0.target?.boundNames ?? [] } + blocks.flatMap(\.boundNames)
    case .function(let function): function.name.map { [$0] } ?? []
    case .classDefinition(let definition): [definition.name]
    default: blocks.flatMap(\.boundNames)
    }
  }

  /// What running the statement may change besides names.
  var changes: [Change] {
    switch kind {
    case .assignment(let targets, _): targets.flatMap(\.places).map(Change.assignment)
    case .augmented(let target, _, _), .annotated(let target, _): target.places.map(Change.assignment)
    case .forLoop(let target, _, _, _): target.places.map(Change.assignment) + blocks.flatMap(\.changes)
    case .expression(let expression): expression.change.map { [$0] } ?? []
    default: blocks.flatMap(\.changes)
    }
  }

  /// The statement, of a compound one what stands before its blocks.
  var head: SourceRange {
    switch kind {
    case .branches(let branches, _): upTo(branches.first?.condition)
    case .whileLoop(let condition, _, _): upTo(condition)
    case .forLoop(_, let iterable, _, _): upTo(iterable)
    case .with(let items, _): upTo(items.last?.context)
    case .trying: SourceRange(range.lowerBound, min(range.lowerBound + 3, range.upperBound))
    default: range
    }
  }

  private func upTo(_ expression: Expression?) -> SourceRange {
    SourceRange(range.lowerBound, max(range.lowerBound, expression?.range.upperBound ?? range.lowerBound))
  }

  /// Whether the statement might go on elsewhere than at the next one: by a return, or by leaving the loop around it.
  var mayLeave: Bool {
    switch kind {
    case .returning, .raising, .breaking, .continuing: true
    default: blocks.contains { $0.mayLeave(isInLoop: isLoop) }
    }
  }

  fileprivate func mayLeave(isInLoop: Bool) -> Bool {
    switch kind {
    case .returning: true
    case .breaking, .continuing: !isInLoop
    default: blocks.contains { $0.mayLeave(isInLoop: isInLoop || isLoop) }
    }
  }

  private var isLoop: Bool {
    switch kind {
    case .forLoop, .whileLoop: true
    default: false
    }
  }

  /// The statements within it that run in its own scope.
  private var blocks: [Statement] {
    switch kind {
    case .branches(let branches, let otherwise): branches.flatMap(\.body) + otherwise
    case .whileLoop(_, let body, let otherwise), .forLoop(_, _, let body, let otherwise): body + otherwise
    case .trying(let syntax): syntax.body + syntax.handlers.flatMap(\.body) + syntax.otherwise + syntax.finally
    case .with(_, let body): body
    default: []
    }
  }
}

extension Expression {
  /// The names of a target.
  var boundNames: [Name] {
    switch kind {
    case .name(let name): [name]
    case .tuple(let elements), .list(let elements): elements.flatMap(\.boundNames)
    case .starred(let inner): inner.boundNames
    default: []
    }
  }

  /// The attributes and items of a target that can be found again.
  fileprivate var places: [Expression] {
    switch kind {
    case .attribute, .subscripted: isPlace ? [self] : []
    case .tuple(let elements), .list(let elements): elements.flatMap(\.places)
    case .starred(let inner): inner.places
    default: []
    }
  }

  /// The names that `:=` binds anywhere in the expression.
  fileprivate var assignedNames: [Name] {
    if case .lambda = kind { return [] }
    let inner = kind.children.flatMap(\.assignedNames)
    guard case .assigned(let name, _) = kind else { return inner }
    return [name] + inner
  }

  /// Methods that change their receiver, of Python's containers and of `Sequential`.
  private static let changingMethods: Set = [
    "add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "reverse", "setdefault",
    "sort",
    "update",
  ]

  /// What a call of such a method changes.
  var change: Change? {
    guard case .call(let call) = kind, case .attribute(let receiver, let method) = call.callee.kind,
      receiver.isPlace, Expression.changingMethods.contains(method)
    else { return nil }
    return .call(receiver, method: method)
  }

  /// Whether it can be assigned to, and finding it calls nothing.
  private var isPlace: Bool {
    switch kind {
    case .name: true
    case .attribute(let object, _): object.isPlace
    case .subscripted(let object, let index): object.isPlace && index.isPlain
    default: false
    }
  }

  private var isPlain: Bool {
    if case .constant = kind { return true }
    return isPlace
  }
}
