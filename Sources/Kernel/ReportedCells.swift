// Each cell's report: output, problems and inlays.

import Diagnostics
import KerasBindings
import Notebook

extension DocumentEvaluation {
  func reports(sources: CellSources) -> [CellID: CellReport] {
    let inlays = Inlays(interpreter.keras.graph, sources: sources).byCell
    let checks = Dictionary(grouping: checks, by: \.cell)
    var problems: [CellID: [CellProblem]] = [:]
    for diagnostic in stages.flatMap(\.diagnostics) {
      guard let (cell, problem) = sources.problem(diagnostic) else { continue }
      problems[cell, default: []].append(problem)
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
}
