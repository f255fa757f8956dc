// From an evaluated session to its report.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Runtime
import Tensors

extension SessionReport {
  init(unreadable path: String, diagnostic: Diagnostic) {
    session = path
    output = ""
    models = []
    forward = Nullable(nil)
    diagnostics = [Problem(diagnostic, in: SourceMap(), session: path)]
    diagnosticText = diagnostic.rendered(in: SourceMap())
    text = ""
  }

  init(
    path: String, evaluation: DocumentEvaluation, models: [SessionModel], forward: SessionForward,
    warnings: [Diagnostic], places: PassDiagnostics, styled: Bool
  ) {
    let (sources, all) = (evaluation.sources.map, places.sources)
    let interpreter = evaluation.interpreter
    let graph = interpreter.keras.graph
    let found =
      warnings + evaluation.stages.flatMap(\.diagnostics)
      + [forward.pass?.diagnostic(in: graph, places)].compactMap { $0 } + forward.problems
    session = path
    output = evaluation.stages.map(\.output).joined()
    self.models = models.map { Model($0, in: graph, pass: forward.pass, sources: sources) }
    self.forward = Nullable(forward.pass.map { ForwardReport($0) })
    diagnostics = found.map { Problem($0, in: all, session: path) }
    diagnosticText = found.map { $0.rendered(in: all, styled: styled) }.joined(separator: "\n")
    let unprinted = models.filter { !interpreter.keras.printedModels.contains($0.layer) }
    text =
      output + unprinted.map { interpreter.summaryText(of: $0.layer) + "\n" }.joined()
      + (forward.pass?.line ?? "") + forward.saved.joined()
  }
}

extension SessionReport.Model {
  fileprivate init(_ model: SessionModel, in graph: Graph, pass: SessionPass?, sources: SourceMap) {
    variable = model.variable
    name = model.name
    inputShapes = model.inputs.map { graph[$0].shape.dimensions }
    outputShapes = model.outputs.map { graph[$0].shape.dimensions }
    parameters = SessionReport.Parameters(graph.parameters(of: model.calls))
    multiplyAdds = Nullable(graph.multiplyAdds(of: model.calls))
    let ran = pass?.model.layer == model.layer ? pass?.result.activations : nil
    let making = LayerReportMaking(
      graph: graph, fields: ReceptiveFields(from: model.inputs, in: graph),
      times: ran.map { LayerTimes($0, in: graph) },
      sources: sources)
    layers = model.rows.map { SessionReport.LayerReport($0, making) }
  }
}

extension SessionReport.Parameters {
  fileprivate init(_ count: ParameterCount) {
    total = count.total
    trainable = count.trainable
    nonTrainable = count.nonTrainable
  }
}

/// What the reports of a model's layers are made from.
private struct LayerReportMaking {
  let graph: Graph
  let fields: ReceptiveFields
  let times: LayerTimes?
  let sources: SourceMap
}

extension SessionReport.LayerReport {
  fileprivate init(_ row: LayerSummary, _ making: LayerReportMaking) {
    let costs = making.graph.costs(of: row, fields: making.fields)
    let time = making.times?.milliseconds(of: row.calls)
    name = row.name
    type = row.typeName
    outputShape = Nullable(row.outputShapes.last?.dimensions)
    parameters = row.parameters.total
    multiplyAdds = Nullable(row.multiplyAdds)
    activationBytes = Nullable(costs.activationBytes)
    receptiveField = Nullable(costs.receptiveField?.sizes.map(FieldSize.init))
    compression = Nullable(costs.compression)
    milliseconds = Nullable(time)
    gigaMultiplyAddsPerSecond = Nullable(
      LayerTimes.gigaRate(multiplyAdds: row.multiplyAdds, milliseconds: time))
    // What a file beside the session made stands at the session's line that led there.
    let places = ([row.origin.range] + row.origin.calls.reversed()).map(\.lowerBound)
    line = places.lazy.compactMap { making.sources.source(at: $0)?.location(of: $0).line }.first ?? 0
    layers = row.children.map { SessionReport.LayerReport($0, making) }
  }
}

extension SessionReport.Problem {
  init(_ diagnostic: Diagnostic, in sources: SourceMap, session: String) {
    let source = sources.source(at: diagnostic.range.lowerBound)
    let start = source?.location(of: diagnostic.range.lowerBound) ?? SourceLocation(line: 1, column: 1)
    let end = source?.location(of: diagnostic.range.upperBound) ?? start
    file = source.flatMap { $0.name == session ? nil : $0.name }
    severity = diagnostic.severity.rawValue
    code = diagnostic.code
    message = diagnostic.message(in: sources)
    (line, column, endLine, endColumn) = (start.line, start.column, end.line, end.column)
  }
}

extension SessionReport.ForwardReport {
  fileprivate init(_ pass: SessionPass) {
    model = pass.model.variable
    input = pass.files.inputs ?? pass.settings.input
    scaling = Nullable(pass.files.inputs == nil && pass.result.imageCount != nil ? pass.settings.scaling : nil)
    seed = pass.settings.seed
    milliseconds = pass.result.activations?.milliseconds ?? 0
    output = Nullable(pass.output?.rows)
  }
}
