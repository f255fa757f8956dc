// Evaluating a document cell by cell: an edit runs its own cell again and those after it, none before.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Notebook

/// A code cell as the evaluation sees it.
package struct CodeCell: Sendable {
  package var id: CellID
  package var text: String
  /// The line of the file on which it starts, from 1.
  var firstLine: Int
}

extension DocumentSnapshot {
  package var codeCells: [CodeCell] {
    cells.filter { $0.kind == .code }.map { CodeCell(id: $0.id, text: $0.text, firstLine: $0.firstLine) }
  }
}

/// What the code cells of a document came to. A value: keeping an old one keeps all that it knew.
package struct DocumentEvaluation: Sendable {
  /// A cell that has run.
  package struct Stage: Sendable {
    var cell: CodeCell
    var source: SourceText
    package let diagnostics: [Diagnostic]
    let output: String
    /// The `repr` of the last expression.
    let result: String?
    let expectations: [Expectation]
    let functions: [FunctionSpan]
    /// As it was after the cell, for the next one to go on from.
    let interpreter: Interpreter
  }

  package private(set) var stages: [Stage] = []
  private(set) var checks: [Check] = []
  private let fresh: Interpreter
  /// Each source gets positions of its own, so that what kept cells know stays true beside new ones.
  private var nextBase = 0

  package init() {
    fresh = KerasLibrary.interpreter
  }

  /// The state after the last cell.
  package var interpreter: Interpreter { stages.last?.interpreter ?? fresh }

  var sources: CellSources {
    var sources = CellSources()
    for stage in stages { sources.insert(stage.source, cell: stage.cell.id) }
    sources.imported = interpreter.importedSources.map
    return sources
  }

  /// Brings the evaluation up to date; says whether it got to the end before it was cancelled. A cell is kept that has
  /// the same text and has imported no file that `folder` has otherwise now.
  package mutating func update(
    to cells: [CodeCell], fileName: String, folder: SourcesBeside? = nil, limits: Limits = Limits(),
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) -> Bool {
    let beside = CurrentSources(folder)
    let kept = zip(stages, cells).prefix {
      $0.cell.text == $1.text && $0.interpreter.importedSources.areCurrent(beside.find)
    }.count
    stages.removeSubrange(kept...)
    for index in 0..<kept {
      stages[index].source = SourceText(
        name: fileName, text: cells[index].text, base: stages[index].source.base, firstLine: cells[index].firstLine)
      stages[index].cell = cells[index]
    }
    var limits = limits
    limits.isCancelled = isCancelled
    for cell in cells[kept...] {
      if isCancelled() { return false }
      let stage = run(cell, fileName: fileName, folder: folder, limits: limits)
      if isCancelled() { return false }
      stages.append(stage)
    }
    checks = verified(isCancelled: isCancelled)
    return !isCancelled()
  }

  private mutating func run(_ cell: CodeCell, fileName: String, folder: SourcesBeside?, limits: Limits) -> Stage {
    let source = SourceText(name: fileName, text: cell.text, base: nextBase, firstLine: cell.firstLine)
    nextBase = source.range.upperBound + 1
    var interpreter = interpreter
    interpreter.limits = limits
    interpreter.sourcesBeside = folder
    let parsed = parse(source)
    let execution = interpreter.execute(parsed.tree)
    var result: String?
    if let value = execution.result { result = try? interpreter.repr(value) }
    return Stage(
      cell: cell, source: source, diagnostics: parsed.diagnostics + execution.diagnostics, output: execution.output,
      result: result, expectations: Expectation.all(in: source, tokens: parsed.tokens),
      functions: parsed.tree.functions, interpreter: interpreter)
  }

  /// The state after some text that is no part of the document; nil where it has an error.
  func evaluated(beside text: String) -> Interpreter? {
    var interpreter = interpreter
    let parsed = parse(SourceText(name: "trial", text: text, base: nextBase))
    let execution = interpreter.execute(parsed.tree)
    return (parsed.diagnostics + execution.diagnostics).contains { $0.severity == .error } ? nil : interpreter
  }
}

/// What lies in the session's folder at one moment, each file asked for once.
private final class CurrentSources {
  private let folder: SourcesBeside?
  private var found: [[String]: SourceBeside] = [:]

  init(_ folder: SourcesBeside?) { self.folder = folder }

  func find(_ path: [String]) -> SourceBeside {
    if let known = found[path] { return known }
    let now = folder?.find(path) ?? .missing
    found[path] = now
    return now
  }
}
