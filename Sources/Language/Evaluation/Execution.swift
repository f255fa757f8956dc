// Running a tree: its statements in order, each error told once, and what goes on after it.

import Diagnostics
import OrderedCollections

/// What the execution of one tree gave.
package struct Execution: Sendable {
  /// What `print` wrote.
  package var output = ""
  package var diagnostics: [Diagnostic] = []
  /// The value of the last statement, where that is an expression with a value, as a notebook shows it.
  package var result: Value?

  package init() {}
}

/// How a statement ended.
enum Completion: Sendable {
  case normal, breaking, continuing
  case returning(Value)
}

extension Interpreter {
  /// Runs a tree. An error stops the statement that has it; the names which that would have bound become holes, and
  /// the next statement runs.
  package mutating func execute(_ tree: ModuleSyntax) -> Execution {
    var execution = Execution()
    steps = 0
    nextLook = 0
    output = ""
    outputBytes = 0
    let base = variables.count
    let layout = tree.resolution.layouts.last ?? ScopeLayout()
    variables += Array(repeating: .unbound, count: layout.variableCount)
    frames.append(
      Frame(
        kind: .module, name: "<module>", call: tree.source.range, code: tree.resolution, base: base, qualifiedPrefix: ""
      ))
    for (index, statement) in tree.statements.enumerated() {
      let isLast = index == tree.statements.count - 1
      let isFaulty = tree.faulty.contains(index)
      let goesOn = executeTopLevel(statement, isLast: isLast, isFaulty: isFaulty, &execution)
      guard goesOn else {
        for rest in tree.statements[(index + 1)...] { makeHoles(rest, except: []) }
        break
      }
    }
    frames.removeLast()
    variables.removeLast(variables.count - base)
    execution.output = output
    output = ""
    return execution
  }

  /// Says whether the next statement may run.
  private mutating func executeTopLevel(
    _ statement: Statement, isLast: Bool, isFaulty: Bool, _ execution: inout Execution
  ) -> Bool {
    writtenGlobals.removeAll(keepingCapacity: true)
    handled.removeAll()
    defer {
      // A function that runs again fails again at the same place.
      for told in toldErrors
      where !execution.diagnostics.contains(where: { $0.range == told.range && $0.message == told.message }) {
        execution.diagnostics.append(told)
      }
      toldErrors = []
    }
    do throws(Raised) {
      if isLast, case .expression(let expression) = statement.kind {
        place = statement.range
        try step()
        let value = try evaluate(expression)
        if !value.isNone, !value.isHole { execution.result = value }
      } else {
        _ = try execute(statement)
      }
      return true
    } catch {
      makeHoles(statement, except: writtenGlobals)
      switch error {
      case .hole: return true
      case .exception(let exception):
        // The parser has told what is wrong with a faulty statement.
        if !isFaulty { execution.diagnostics.append(diagnostic(for: exception)) }
        return true
      case .stopped(let diagnostic):
        execution.diagnostics.append(diagnostic)
        return false
      }
    }
  }

  private mutating func makeHoles(_ statement: Statement, except written: Set<String>) {
    for name in statement.boundNames where !written.contains(name) { globals[name] = .hole }
  }
}

extension Statement {
  /// The names that running the statement at the top level may bind.
  var boundNames: [String] {
    switch kind {
    case .assignment(let targets, let value): targets.flatMap(\.boundNames) + value.assignedNames
    case .annotated(let target, _), .augmented(let target, _, _): target.boundNames
    case .expression(let value): value.assignedNames
    case .importing(let modules): modules.map(\.bound.identifier)
    case .importingFrom(let names): names.items.map(\.bound.identifier)
    case .branches(let branches, let otherwise):
      branches.flatMap { $0.condition.assignedNames + $0.body.boundNames } + otherwise.boundNames
    case .whileLoop(_, let body, let otherwise): body.boundNames + otherwise.boundNames
    case .forLoop(let target, _, let body, let otherwise):
      target.boundNames + body.boundNames + otherwise.boundNames
    case .trying(let syntax):
      syntax.body.boundNames + syntax.handlers.flatMap(\.body.boundNames) + syntax.otherwise.boundNames
        + syntax.finally.boundNames
    case .with(let items, let body): items.flatMap { $0.target?.boundNames ?? [] } + body.boundNames
    case .function(let function): function.name.map { [$0.identifier] } ?? []
    case .classDefinition(let definition): [definition.name.identifier]
    default: []
    }
  }
}

extension [Statement] {
  fileprivate var boundNames: [String] { flatMap(\.boundNames) }
}

extension Expression {
  /// The names of a target.
  fileprivate var boundNames: [String] {
    switch kind {
    case .name(let name): [name.identifier]
    case .tuple(let elements), .list(let elements): elements.flatMap(\.boundNames)
    case .starred(let inner): inner.boundNames
    default: []
    }
  }

  /// The names that `:=` binds anywhere in the expression.
  fileprivate var assignedNames: [String] {
    if case .lambda = kind { return [] }
    let inner = kind.children.flatMap(\.assignedNames)
    guard case .assigned(let name, _) = kind else { return inner }
    return [name.identifier] + inner
  }
}
