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
    let pass = await forwardPass(of: models, in: evaluation, settings: overrides.over(document.settings))
    return SessionReport(
      path: path, evaluation: evaluation, models: models, pass: pass, warnings: warnings, styled: styled)
  }

  /// The pass of the last model that is built.
  private func forwardPass(
    of models: [SessionModel], in evaluation: DocumentEvaluation, settings: ForwardSettings
  ) async -> SessionPass? {
    guard let model = models.last(where: { !$0.outputs.isEmpty }) else { return nil }
    let result = await ForwardPass(environment: environment)
      .run(model.outputs, of: evaluation.interpreter.keras.graph, settings: settings)
    return result.map { SessionPass(model: model, settings: settings, result: $0) }
  }
}

/// The forward pass of a session's run.
private struct SessionPass {
  let model: SessionModel
  let settings: ForwardSettings
  let result: PassResult

  /// The values of the model's last output.
  var output: Tensor? { model.outputs.last.flatMap { result.activations?[$0] } }

  /// Why the model was not run, told of the place where it was made.
  func diagnostic(in graph: Graph) -> Diagnostic? {
    result.problem.map { .notRun($0, at: graph[model.layer].origin.range) }
  }

  /// The closing line of a run: the pass's input, time and likeliest classes.
  var line: String {
    guard let output, let milliseconds = result.activations?.milliseconds else { return "" }
    var parts = [
      "forward of \(model.variable) on \(result.inputLabel)", "seed \(settings.seed)", "\(milliseconds.fixed(2)) ms",
    ]
    if output.shape.last == CIFAR10.classNames.count, let scores = output.rows.first {
      let best = zip(scores, CIFAR10.classNames).sorted { $0.0 > $1.0 }.prefix(3)
      parts.append("top: " + best.map { "\($1) \((Double($0) * 100).fixed(0))%" }.joined(separator: ", "))
    }
    return parts.joined(separator: " · ") + "\n"
  }
}

extension SessionReport {
  fileprivate init(unreadable path: String, diagnostic: Diagnostic) {
    session = path
    output = ""
    models = []
    forward = Nullable(nil)
    diagnostics = [Problem(diagnostic, in: SourceMap())]
    diagnosticText = diagnostic.rendered(in: SourceMap())
    text = ""
  }

  fileprivate init(
    path: String, evaluation: DocumentEvaluation, models: [SessionModel], pass: SessionPass?, warnings: [Diagnostic],
    styled: Bool
  ) {
    let sources = evaluation.sources.map
    let interpreter = evaluation.interpreter
    let graph = interpreter.keras.graph
    let found =
      warnings + evaluation.stages.flatMap(\.diagnostics) + [pass?.diagnostic(in: graph)].compactMap { $0 }
    session = path
    output = evaluation.stages.map(\.output).joined()
    self.models = models.map { Model($0, in: graph, sources: sources) }
    forward = Nullable(pass.map { ForwardReport($0) })
    diagnostics = found.map { Problem($0, in: sources) }
    diagnosticText = found.map { $0.rendered(in: sources, styled: styled) }.joined(separator: "\n")
    let unprinted = models.filter { !interpreter.keras.printedModels.contains($0.layer) }
    text = output + unprinted.map { interpreter.summaryText(of: $0.layer) + "\n" }.joined() + (pass?.line ?? "")
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
  fileprivate init(_ pass: SessionPass) {
    model = pass.model.variable
    input = pass.settings.input
    seed = pass.settings.seed
    milliseconds = pass.result.activations?.milliseconds ?? 0
    output = Nullable(pass.output?.rows)
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
