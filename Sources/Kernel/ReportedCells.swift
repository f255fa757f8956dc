// Each cell's report: output, problems and inlays.

import Diagnostics
import KerasBindings
import Notebook

extension [CellProblem] {
  /// Adds a problem, or the calls of one that is told already: a function's fault is the same in each of its calls.
  fileprivate mutating func tell(_ problem: CellProblem) {
    let known = firstIndex {
      $0.place == problem.place && $0.columns == problem.columns && $0.message == problem.message
    }
    if let known { self[known].calls += problem.calls } else { append(problem) }
  }
}

extension DocumentEvaluation {
  /// `focus` decides which call's shapes the lines of a function tell.
  func reports(sources: CellSources, focus: FunctionFocus? = nil) -> [CellID: CellReport] {
    let graph = (focus?.trial?.interpreter ?? interpreter).keras.graph
    let inlays = Inlays(graph, sources: sources, focus: focus).byCell
    let checks = Dictionary(grouping: checks, by: \.cell)
    var problems: [CellID: [CellProblem]] = [:]
    for diagnostic in stages.flatMap(\.diagnostics) {
      guard let told = sources.problem(diagnostic) else { continue }
      var problem = told.problem
      problem.fix = importFix(problem) ?? argumentFix(diagnostic) ?? problem.fix
      problems[told.cell, default: []].tell(problem)
    }
    return Dictionary(
      uniqueKeysWithValues: stages.map { stage in
        let id = stage.cell.id
        return (
          id,
          CellReport(
            output: stage.output, result: stage.result, problems: problems[id] ?? [], inlays: inlays[id] ?? [],
            checks: (checks[id] ?? []).map(\.ofLine))
        )
      })
  }

  /// What makes the name of a layer known that is not imported.
  private func importFix(_ problem: CellProblem) -> CellProblem.Fix? {
    guard problem.code == "name-undefined", let stage = stages.first(where: { $0.cell.id == problem.place.cell })
    else { return nil }
    let line = stage.source.rangeOfLine(problem.place.line)
    let start = line.lowerBound + problem.columns.lowerBound
    let name = stage.source[SourceRange(start, line.lowerBound + problem.columns.upperBound)]
    guard LayerReference.all[name] != nil else { return nil }
    let cell = stage.cell.id
    let offset = start - stage.source.base
    var interpreter = interpreter
    let imports = LayerImports(
      stages.map { (id: $0.cell.id, text: $0.cell.text) }, cell: cell, offset: offset, &interpreter)
    let insertion = imports.insertion(of: name)
    let word = Edit.replaceText(cell: cell, range: offset..<offset + name.utf8.count, text: insertion.text)
    let edits = insertion.text == name ? insertion.additions : [word]
    let end = offset + insertion.text.utf8.count
    return CellProblem.Fix(.importing, edits: edits, offset: end + edits.growth(of: cell, before: offset))
  }
}

extension [Edit] {
  /// How many bytes longer they make a cell's text before an offset.
  package func growth(of cell: CellID, before offset: Int) -> Int {
    reduce(0) { count, edit in
      guard case .replaceText(cell, let range, let text) = edit, range.upperBound <= offset else { return count }
      return count + text.utf8.count - range.count
    }
  }
}
