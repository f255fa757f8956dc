// Running a session without a screen: its file read, evaluated, its last model run once.

import Datasets
import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Notebook
import Runtime
import Tensors

/// One run of a session file.
package struct SessionRun: Sendable {
  private let path: String
  private let overrides: ForwardOverrides
  private let environment: [String: String]

  package init(path: String, overrides: ForwardOverrides, environment: [String: String]) {
    self.path = path
    self.overrides = overrides
    self.environment = environment
  }

  /// Never fails: what goes wrong is in the report. `styled` colours the diagnostics' text.
  package func report(styled: Bool) async -> SessionReport {
    do throws(SessionFileError) {
      let opened = try SessionFile.open(path)
      return await report(of: opened.document, warnings: opened.warnings, styled: styled)
    } catch {
      return SessionReport(unreadable: path, diagnostic: error.diagnostic)
    }
  }

  private func report(
    of document: NotebookDocument, warnings: [Diagnostic], styled: Bool
  ) async -> SessionReport {
    let evaluation = withLargeStack {
      var evaluation = DocumentEvaluation()
      _ = evaluation.update(to: document.snapshot.codeCells, fileName: path)
      return evaluation
    }
    let models = evaluation.interpreter.models
    var forward: SessionReport.ForwardReport?
    var closing = ""
    if let model = models.last, !model.outputs.isEmpty {
      let settings = overrides.over(document.settings)
      let result = await ForwardPass(environment: environment)
        .run(model.outputs, of: evaluation.interpreter.keras.graph, settings: settings)
      forward = result.map { SessionReport.ForwardReport($0, of: model, settings: settings) }
      closing = result.map { $0.line(for: model, seed: settings.seed) } ?? ""
    }
    return SessionReport(
      path: path, evaluation: evaluation, models: models, forward: forward, closing: closing, warnings: warnings,
      styled: styled)
  }
}

extension SessionReport {
  init(unreadable path: String, diagnostic: Diagnostic) {
    session = path
    output = ""
    models = []
    forward = Nullable(nil)
    diagnostics = [Problem(diagnostic, in: SourceMap())]
    diagnosticText = diagnostic.rendered(in: SourceMap())
    text = ""
  }

  init(
    path: String, evaluation: DocumentEvaluation, models: [SessionModel], forward: ForwardReport?, closing: String,
    warnings: [Diagnostic], styled: Bool
  ) {
    let sources = evaluation.sources.map
    let interpreter = evaluation.interpreter
    let found = warnings + evaluation.stages.flatMap(\.diagnostics)
    session = path
    output = evaluation.stages.map(\.output).joined()
    self.models = models.map { Model($0, in: interpreter.keras.graph, sources: sources) }
    self.forward = Nullable(forward)
    diagnostics = found.map { Problem($0, in: sources) }
    diagnosticText = found.map { $0.rendered(in: sources, styled: styled) }.joined(separator: "\n")
    let unprinted = models.filter { !interpreter.keras.printedModels.contains($0.layer) }
    text = output + unprinted.map { interpreter.summaryText(of: $0.layer) + "\n" }.joined() + closing
  }
}

extension SessionReport.Model {
  fileprivate init(_ model: SessionModel, in graph: Graph, sources: SourceMap) {
    variable = model.variable
    name = model.name
    inputShapes = model.inputs.map { graph[$0].shape.dimensions }
    outputShapes = model.outputs.map { graph[$0].shape.dimensions }
    parameters = SessionReport.Parameters(graph.parameters(of: model.calls))
    multiplyAdds = Nullable(graph.multiplyAdds(of: model.calls))
    layers = model.rows.map { SessionReport.LayerReport($0, sources: sources) }
  }
}

extension SessionReport.Parameters {
  fileprivate init(_ count: ParameterCount) {
    total = count.total
    trainable = count.trainable
    nonTrainable = count.nonTrainable
  }
}

extension SessionReport.LayerReport {
  fileprivate init(_ row: LayerSummary, sources: SourceMap) {
    name = row.name
    type = row.typeName
    outputShape = Nullable(row.outputShapes.last?.dimensions)
    parameters = row.parameters.total
    multiplyAdds = Nullable(row.multiplyAdds)
    let start = row.origin.range.lowerBound
    line = sources.source(at: start)?.location(of: start).line ?? 0
    layers = row.children.map { SessionReport.LayerReport($0, sources: sources) }
  }
}

extension SessionReport.Problem {
  fileprivate init(_ diagnostic: Diagnostic, in sources: SourceMap) {
    let source = sources.source(at: diagnostic.range.lowerBound)
    let start = source?.location(of: diagnostic.range.lowerBound) ?? SourceLocation(line: 1, column: 1)
    let end = source?.location(of: diagnostic.range.upperBound) ?? start
    severity = diagnostic.severity.rawValue
    code = diagnostic.code
    message = diagnostic.message
    (line, column, endLine, endColumn) = (start.line, start.column, end.line, end.column)
  }
}

extension SessionReport.ForwardReport {
  fileprivate init(_ result: PassResult, of model: SessionModel, settings: ForwardSettings) {
    self.model = model.variable
    input = settings.input
    seed = settings.seed
    milliseconds = result.activations?.milliseconds ?? 0
    output = Nullable(model.outputs.last.flatMap { result.activations?[$0] }?.rows)
  }
}

extension PassResult {
  /// The closing line of a run: the pass's input, time and likeliest classes, or why there is none.
  fileprivate func line(for model: SessionModel, seed: UInt64) -> String {
    if let problem { return "\(model.variable) was not run: \(problem)\n" }
    guard let values = activations, let output = model.outputs.last.flatMap({ values[$0] }) else { return "" }
    var line = "forward of \(model.variable) on \(inputLabel) · seed \(seed) · \(values.milliseconds.fixed(2)) ms"
    if output.shape.last == CIFAR10.classNames.count, let scores = output.rows.first {
      let best = scores.indices.sorted { scores[$0] > scores[$1] }.prefix(3)
      line +=
        " · top: "
        + best.map { "\(CIFAR10.classNames[$0]) \((Double(scores[$0]) * 100).fixed(0))%" }.joined(separator: ", ")
    }
    return line + "\n"
  }
}

extension Tensor {
  /// The values of each image of the batch.
  fileprivate var rows: [[Float]] {
    guard let batch = shape.first, batch > 0 else { return [] }
    let size = count / batch
    return (0..<batch).map { Array(values[($0 * size)..<(($0 + 1) * size)]) }
  }
}
