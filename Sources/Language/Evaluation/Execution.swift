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
    toldOmissions = []
    output = ""
    outputBytes = 0
    let base = variables.count
    beginModule(tree, module: .session, call: tree.source.range)
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

  /// Begins the top level of a tree.
  mutating func beginModule(_ tree: ModuleSyntax, module: ModuleID, call: SourceRange) {
    let layout = tree.resolution.layouts.last ?? ScopeLayout()
    frames.append(
      Frame(
        kind: .module, name: "<module>", call: call, code: tree.resolution, module: module, base: variables.count,
        qualifiedPrefix: ""))
    variables += Array(repeating: .unbound, count: layout.variableCount)
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
      execution.diagnostics += notes
      (toldErrors, notes) = ([], [])
    }
    do throws(Raised) {
      expressionValue = .none
      _ = try execute(statement)
      if isLast, case .expression = statement.kind, !expressionValue.isNone, !expressionValue.isHole {
        execution.result = expressionValue
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

  mutating func makeHoles(_ statement: Statement, except written: Set<String>) {
    let module = module
    for name in statement.boundNames where !written.contains(name.identifier) {
      heap.modules[module].members[name.identifier] = .hole
    }
  }
}
