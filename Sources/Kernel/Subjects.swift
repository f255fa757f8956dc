// What the pane is about: the model or the tensors that the cursor's line has a part in.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Notebook
import Tensors

/// The subject of a pane before any forward pass, with the tensors that its rows show.
struct PaneSubject: Sendable {
  var subject: Subject
  let graph: Graph
  let outputs: [TensorID]
  let layers: [RowLayer]
  /// What the rows are made from.
  let summaries: [LayerSummary]

  /// What a forward pass must give: the tensors of the rows that show, and the outputs.
  func tensors(of shown: ShownLayers) -> [TensorID] {
    let explained = subject.explanation.map { [$0.input, $0.output].compactMap(\.self) } ?? []
    return layers.filter { shown.contains($0.id) }.compactMap(\.output) + explained + outputs
  }

  /// The subject for a cursor, nil where the document has made no tensor. `order` is the cells', prose included.
  init?(
    _ evaluation: DocumentEvaluation, sources: CellSources, cursor: CellLine?, focus: FunctionFocus? = nil,
    order: [CellID: Int] = [:]
  ) {
    if let focus, let trial = focus.trial {
      self.init(trial, of: focus, sources: sources)
      return
    }
    let interpreter = evaluation.interpreter
    let graph = interpreter.keras.graph
    let models = interpreter.models.filter { !$0.outputs.isEmpty }
    if let cursor, let call = graph.lastCall(touching: cursor, sources: sources, focus: focus) {
      let callers = Set(graph.callers(of: call))
      if let model = models.last(where: { !callers.isDisjoint(with: $0.calls) }) {
        self.init(model, title: models.title(of: model), in: graph, sources: sources, focus: focus)
      } else {
        self.init(chainTo: graph.callers(of: call).last ?? call, in: interpreter, sources: sources, focus: focus)
      }
    } else if let model = models.last {
      self.init(model, title: models.title(of: model), in: graph, sources: sources, focus: focus)
    } else if let call = graph.lastCall(before: cursor, sources: sources, order: order) {
      self.init(chainTo: call, in: interpreter, sources: sources, focus: focus)
    } else {
      return nil
    }
  }

  /// A function on the notebook's input, under its own name.
  private init(_ trial: FunctionTrial, of focus: FunctionFocus, sources: CellSources) {
    if let model = trial.model {
      self.init(model, in: trial.interpreter.keras.graph, sources: sources, focus: focus)
    } else {
      self.init(chainTo: trial.calls[trial.calls.count - 1], in: trial.interpreter, sources: sources, focus: focus)
    }
    subject.kind = .trial
    subject.title = focus.span.name ?? subject.title
  }

  /// Under the model's own name, or a title.
  init(
    _ model: SessionModel, title: String? = nil, in graph: Graph, sources: CellSources, focus: FunctionFocus? = nil
  ) {
    self.init(
      .model, title: title ?? model.name, inputs: model.inputs, outputs: model.outputs, calls: model.calls,
      rows: model.rows,
      in: graph, sources: sources, focus: focus)
  }

  /// The layers up to a call. One that failed is a row without a shape, and what it got to is the output.
  private init(chainTo call: CallID, in interpreter: Interpreter, sources: CellSources, focus: FunctionFocus?) {
    let graph = interpreter.keras.graph
    let outputs = graph[call].outputs
    let calls = outputs.isEmpty ? graph.calls(leadingTo: graph[call].inputs) + [call] : graph.calls(leadingTo: outputs)
    let variable = interpreter.variable(holding: outputs)
    self.init(
      .chain, title: variable ?? graph[graph[call].layer].name,
      inputs: calls.filter { graph[$0].inputs.isEmpty }.flatMap { graph[$0].outputs },
      outputs: graph.lastOutputs(of: call) ?? graph[call].inputs, calls: calls, rows: graph.summaries(of: calls),
      in: graph, sources: sources, focus: focus)
  }

  private init(
    _ kind: Subject.Kind, title: String, inputs: [TensorID], outputs: [TensorID], calls: [CallID],
    rows summaries: [LayerSummary], in graph: Graph, sources: CellSources, focus: FunctionFocus?
  ) {
    let fields = ReceptiveFields(from: inputs, in: graph)
    let rows = LayerRows(summaries, in: graph, fields: fields, sources: sources, focus: focus)
    let parameters = graph.parameters(of: calls)
    self.graph = graph
    self.outputs = outputs
    layers = rows.layers
    self.summaries = summaries
    subject = Subject(
      kind: kind, title: title, inputShapes: inputs.map { graph[$0].shape },
      outputShapes: outputs.map { graph[$0].shape },
      rows: rows.rows, parameters: parameters.total, trainableParameters: parameters.trainable,
      multiplyAdds: graph.multiplyAdds(of: calls),
      figures: ModelFigures(
        name: title, calls: calls, outputs: outputs, rows: summaries, fields: fields, in: graph))
  }
}

extension [SessionModel] {
  /// A model's name, with its variable's where another model has the same.
  fileprivate func title(of model: SessionModel) -> String {
    contains { $0.name == model.name && $0.layer != model.layer } ? "\(model.name) (\(model.variable))" : model.name
  }
}

extension Graph {
  /// The last call that a line had a part in: it made the layer or called it, itself or through functions.
  fileprivate func lastCall(touching line: CellLine, sources: CellSources, focus: FunctionFocus?) -> CallID? {
    callIDs.last { call in
      self[self[call].layer].role != .implicit
        && [self[call].origin, self[self[call].layer].origin].contains { origin in
          focus.path(of: origin).contains { sources.covers($0, line) }
        }
    }
  }

  /// The last call that the lines down to the cursor's made; the very last where they made none, or nobody has a cursor.
  fileprivate func lastCall(before cursor: CellLine?, sources: CellSources, order: [CellID: Int]) -> CallID? {
    let calls = topLevelCalls.filter { self[self[$0].layer].role != .implicit }
    guard let cursor, let cell = order[cursor.cell] else { return calls.last }
    let above = calls.last { call in
      guard let line = self[call].origin.path.lazy.compactMap({ sources.line(of: $0.lowerBound) }).first,
        let other = order[line.cell]
      else { return false }
      return (other, line.line) <= (cell, cursor.line)
    }
    return above ?? calls.last
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
