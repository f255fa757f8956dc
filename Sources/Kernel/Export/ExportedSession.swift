// All that a report tells of a session: its cells and what they made, its models with a forward pass each.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Notebook

package struct ExportedSession: Sendable {
  /// The session's path, as it was given.
  package let path: String
  package let cells: [ExportedCell]
  package var models: [ExportedModel]
  /// Whether the session calls `compose` without defining it.
  package let needsCompose: Bool
  /// The diagnostics as people read them, each with its line of source.
  package let diagnosticText: String
  package let hasErrors: Bool

  package init(
    path: String, cells: [ExportedCell], models: [ExportedModel], needsCompose: Bool = false,
    diagnosticText: String = "", hasErrors: Bool = false
  ) {
    self.path = path
    self.cells = cells
    self.models = models
    self.needsCompose = needsCompose
    self.diagnosticText = diagnosticText
    self.hasErrors = hasErrors
  }
}

package struct ExportedCell: Sendable {
  package let kind: CellKind
  package let title: String
  package let text: String
  /// Of a code cell.
  package let report: CellReport
  /// The comments that are checks and exercises, as ranges of the text's UTF-8 bytes, in order.
  package let checkComments: [Range<Int>]
  /// Where the line of the text's last `from __future__` import ends, in UTF-8 bytes: no other statement of a script may
  /// precede it. Nil where there is none.
  package let futureImportsEnd: Int?

  package init(
    kind: CellKind, title: String = "", text: String, report: CellReport = CellReport(),
    checkComments: [Range<Int>] = [], futureImportsEnd: Int? = nil
  ) {
    self.kind = kind
    self.title = title
    self.text = text
    self.report = report
    self.checkComments = checkComments
    self.futureImportsEnd = futureImportsEnd
  }
}

/// A model, or the last layers of a session without one.
package struct ExportedModel: Sendable {
  /// Of layers whose output has no name, that of the last.
  package let variable: String
  package let subject: Subject
  package let diagram: Diagram

  package init(variable: String, subject: Subject, diagram: Diagram) {
    self.variable = variable
    self.subject = subject
    self.diagram = diagram
  }
}

extension ExportedSession {
  /// The models side by side, where there are several, by all that is known of any: what was not measured is left out.
  package var comparison: ComparisonTable? {
    let compared = models.compactMap { model in model.subject.figures.map { ([model.variable], $0) } }
    guard compared.count > 1 else { return nil }
    return ComparisonTable(
      leading: ["model"], compared,
      measures: Measure.all.filter { measure in compared.contains { measure.values($0.1) != nil } })
  }
}

extension SessionRun {
  /// What a report tells. A session with an error gives what is there.
  package func exported(styled: Bool) async throws(SessionFileError) -> ExportedSession {
    let opened = try SessionFile.open(path)
    let evaluation = evaluate(opened.document)
    let sources = evaluation.sources
    let graph = evaluation.interpreter.keras.graph
    let settings = overrides.over(opened.document.settings, session: path)
    let engine = ForwardPass(environment: environment)
    let places = PassDiagnostics(opened.document, named: path, beside: sources.all, overrides: overrides)
    var found = opened.warnings + evaluation.stages.flatMap(\.diagnostics)
    var models: [ExportedModel] = []
    for network in SessionNetwork.all(in: evaluation) {
      var pane = network.pane
      if let result = await engine.run(pane.tensors(of: .all), of: graph, settings: settings) {
        pane.subject.forward = Forward(result, of: pane, shown: .all)
        if let problem = result.problem.map({ places.diagnostic($0, ofModelAt: network.range) }),
          !found.contains(problem)
        {
          found.append(problem)
        }
      }
      models.append(
        ExportedModel(variable: network.name, subject: pane.subject, diagram: Diagram(pane.summaries, in: graph)))
    }
    return ExportedSession(
      path: path, cells: evaluation.exportedCells(of: opened.document, sources: sources), models: models,
      needsCompose: evaluation.needsCompose,
      diagnosticText: found.map { $0.rendered(in: places.sources, styled: styled) }.joined(separator: "\n"),
      hasErrors: found.contains { $0.severity == .error })
  }
}

extension DocumentEvaluation {
  fileprivate func exportedCells(of document: NotebookDocument, sources: CellSources) -> [ExportedCell] {
    let reports = reports(sources: sources)
    let sourcesByCell = Dictionary(uniqueKeysWithValues: stages.map { ($0.cell.id, $0.source) })
    return document.cells.map { cell in
      let source = sourcesByCell[cell.id]
      return ExportedCell(
        kind: cell.kind, title: cell.title, text: cell.text, report: reports[cell.id] ?? CellReport(),
        checkComments: source.map { Expectation.comments(in: $0) } ?? [],
        futureImportsEnd: source.flatMap(futureImportsEnd))
    }
  }

  private func futureImportsEnd(in source: SourceText) -> Int? {
    guard source.text.contains("__future__") else { return nil }
    let last = parse(source).tree.statements.last { statement in
      if case .importingFrom(let names) = statement.kind { names.path == ["__future__"] } else { false }
    }
    return last.map { source.rangeOfLine(source.lineIndex(of: $0.range.upperBound)).upperBound - source.base }
  }

  /// `compose` is known without a definition here, and not to Python.
  fileprivate var needsCompose: Bool {
    !interpreter.globalNames.contains { $0.name == "compose" }
      && stages.contains { stage in
        stage.source.text.contains("compose")
          && parse(stage.source).tokens.contains { stage.source[$0.range] == "compose" }
      }
  }
}
