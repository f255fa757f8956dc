// What the pane is about: the model or the tensors that the cursor's line has a part in.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Tensors

/// The subject of a pane before any forward pass, with the tensors that its rows show.
struct PaneSubject: Sendable {
  var subject: Subject
  let graph: Graph
  let outputs: [TensorID]
  let layers: [RowLayer]

  /// What a forward pass must give: the tensors of the rows that show, and the outputs.
  func tensors(of shown: ShownLayers) -> [TensorID] {
    layers.filter { shown.contains($0.id) }.compactMap(\.output) + outputs
  }

  /// The subject for a cursor, nil where the document has made no tensor.
  init?(_ evaluation: DocumentEvaluation, sources: CellSources, cursor: CellLine?) {
    let interpreter = evaluation.interpreter
    let graph = interpreter.keras.graph
    let models = interpreter.models.filter { !$0.outputs.isEmpty }
    if let cursor, let call = graph.lastCall(touching: cursor, sources: sources) {
      let callers = Set(graph.callers(of: call))
      if let model = models.last(where: { !callers.isDisjoint(with: $0.calls) }) {
        self.init(model, in: graph, sources: sources)
      } else {
        self.init(chainTo: graph.callers(of: call).last ?? call, in: interpreter, sources: sources)
      }
    } else if let model = models.last {
      self.init(model, in: graph, sources: sources)
    } else if let call = graph.topLevelCalls.last(where: { graph[graph[$0].layer].role != .implicit }) {
      self.init(chainTo: call, in: interpreter, sources: sources)
    } else {
      return nil
    }
  }

  private init(_ model: SessionModel, in graph: Graph, sources: CellSources) {
    self.init(
      .model, title: model.name, inputs: model.inputs, outputs: model.outputs, calls: model.calls, rows: model.rows,
      in: graph, sources: sources)
  }

  /// The layers up to a call. One that failed is a row without a shape, and what it got to is the output.
  private init(chainTo call: CallID, in interpreter: Interpreter, sources: CellSources) {
    let graph = interpreter.keras.graph
    let outputs = graph[call].outputs
    let calls = outputs.isEmpty ? graph.calls(leadingTo: graph[call].inputs) + [call] : graph.calls(leadingTo: outputs)
    let variable = interpreter.variable(holding: outputs)
    self.init(
      .chain, title: variable ?? graph[graph[call].layer].name,
      inputs: calls.filter { graph[$0].inputs.isEmpty }.flatMap { graph[$0].outputs },
      outputs: graph.lastOutputs(of: call) ?? graph[call].inputs, calls: calls, rows: graph.summaries(of: calls),
      in: graph, sources: sources)
  }

  private init(
    _ kind: Subject.Kind, title: String, inputs: [TensorID], outputs: [TensorID], calls: [CallID],
    rows summaries: [LayerSummary], in graph: Graph, sources: CellSources
  ) {
    let fields = ReceptiveFields(from: inputs, in: graph)
    let rows = LayerRows(summaries, in: graph, fields: fields, sources: sources)
    let parameters = graph.parameters(of: calls)
    self.graph = graph
    self.outputs = outputs
    layers = rows.layers
    subject = Subject(
      kind: kind, title: title, inputShapes: inputs.map { graph[$0].shape },
      outputShapes: outputs.map { graph[$0].shape },
      rows: rows.rows, parameters: parameters.total, trainableParameters: parameters.trainable,
      multiplyAdds: graph.multiplyAdds(of: calls))
  }
}

extension Graph {
  /// The last call that a line had a part in: it made the layer or called it, itself or through functions.
  fileprivate func lastCall(touching line: CellLine, sources: CellSources) -> CallID? {
    callIDs.last { call in
      self[self[call].layer].role != .implicit
        && [self[call].origin, self[self[call].layer].origin].contains { origin in
          ([origin.range] + origin.calls).contains { sources.covers($0, line) }
        }
    }
  }

  /// The call and those that it is part of, the outermost last.
  fileprivate func callers(of call: CallID) -> [CallID] {
    Array(sequence(first: call) { self[$0].parent })
  }

  /// A call's outputs; of one that failed, those of the last call that it made.
  fileprivate func lastOutputs(of call: CallID) -> [TensorID]? {
    let call = self[call]
    if !call.outputs.isEmpty { return call.outputs }
    return call.children.reversed().lazy.compactMap(lastOutputs).first
  }
}
