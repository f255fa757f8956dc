// Walking a whole tree, and finding what stands at a position of its source.

import Diagnostics

/// A call in a tree.
package struct CallSite: Sendable {
  package let syntax: CallSyntax
  /// From the callee's start to the closing bracket, or to the last argument where that is missing.
  package let range: SourceRange
}

extension ModuleSyntax {
  /// The calls whose text holds a position, or ends there, the outermost first.
  package func calls(at position: Int) -> [CallSite] {
    var found: [CallSite] = []
    func visit(_ expression: Expression) {
      guard expression.range.touches(position) else { return }
      if case .call(let syntax) = expression.kind { found.append(CallSite(syntax: syntax, range: expression.range)) }
      expression.kind.children.forEach(visit)
    }
    func visit(_ statement: Statement) {
      guard statement.range.touches(position) else { return }
      statement.expressions.forEach(visit)
      statement.nestedStatements.forEach(visit)
    }
    statements.forEach(visit)
    return found
  }

  /// Every statement, each before those within it.
  func forEachStatement(_ body: (Statement) -> Void) {
    func visit(_ statement: Statement) {
      body(statement)
      statement.nestedStatements.forEach(visit)
    }
    statements.forEach(visit)
  }

  /// Every expression, each before those within it.
  func forEachExpression(_ body: (Expression) -> Void) {
    func visit(_ expression: Expression) {
      body(expression)
      expression.kind.children.forEach(visit)
    }
    forEachStatement { $0.expressions.forEach(visit) }
  }
}

extension SourceRange {
  /// Whether a position lies in the range or at its end.
  func touches(_ position: Int) -> Bool { lowerBound <= position && position <= upperBound }
}

extension Statement {
  /// The expressions directly in it: those of its head and none of its blocks.
  var expressions: [Expression] {
    switch kind {
    case .expression(let value): [value]
    case .assignment(let targets, let value): targets + [value]
    case .annotated(let target, let value): [target] + [value].compactMap(\.self)
    case .augmented(let target, _, let value): [target, value]
    case .returning(let value): [value].compactMap(\.self)
    case .raising(let value, let cause): [value, cause].compactMap(\.self)
    case .assertion(let condition, let message): [condition] + [message].compactMap(\.self)
    case .deletion(let targets): targets
    case .branches(let branches, _): branches.map(\.condition)
    case .whileLoop(let condition, _, _): [condition]
    case .forLoop(let target, let iterable, _, _): [target, iterable]
    case .trying(let syntax): syntax.handlers.compactMap(\.type)
    case .with(let items, _): items.flatMap { [$0.context] + [$0.target].compactMap(\.self) }
    case .function(let function): function.decorators + function.parameters.compactMap(\.defaultValue)
    case .classDefinition(let definition): definition.decorators + definition.bases.map(\.value)
    case .pass, .breaking, .continuing, .global, .nonlocal, .importing, .importingFrom, .unexpected: []
    }
  }

  /// The statements of its blocks, the bodies of functions and classes included.
  var nestedStatements: [Statement] {
    switch kind {
    case .branches(let branches, let otherwise): branches.flatMap(\.body) + otherwise
    case .whileLoop(_, let body, let otherwise), .forLoop(_, _, let body, let otherwise): body + otherwise
    case .trying(let syntax): syntax.body + syntax.handlers.flatMap(\.body) + syntax.otherwise + syntax.finally
    case .with(_, let body): body
    case .function(let function): function.body
    case .classDefinition(let definition): definition.body
    default: []
    }
  }
}
