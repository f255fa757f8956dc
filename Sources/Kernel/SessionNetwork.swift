// What a session is compared, drawn, timed and held to a budget by: its models, or else its last layers.

import Diagnostics
import KerasBindings
import ModelGraph

struct SessionNetwork: Sendable {
  /// Nil is that of layers whose output has no name.
  let variable: String?
  /// Nil of layers that no model holds.
  let model: SessionModel?
  let pane: PaneSubject
  let figures: ModelFigures
  /// Where it was made.
  let range: SourceRange

  /// Its variable, or else the name of its last layer.
  var name: String { variable ?? figures.name }

  private init?(variable: String?, model: SessionModel? = nil, pane: PaneSubject, range: SourceRange) {
    guard let figures = pane.subject.figures else { return nil }
    self.variable = variable
    self.model = model
    self.pane = pane
    self.figures = figures
    self.range = range
  }

  /// A session's models that are built; without any, what the pane shows then: the last layer, with those that led to it.
  static func all(in evaluation: DocumentEvaluation) -> [SessionNetwork] {
    let interpreter = evaluation.interpreter
    let graph = interpreter.keras.graph
    let sources = evaluation.sources
    let models = interpreter.models.filter { !$0.outputs.isEmpty }.compactMap { model in
      SessionNetwork(
        variable: model.variable, model: model, pane: PaneSubject(model, in: graph, sources: sources),
        range: graph[model.layer].origin.range)
    }
    guard models.isEmpty, let pane = PaneSubject(evaluation, sources: sources, cursor: nil) else { return models }
    let range = graph.topLevelCalls.last.map { graph[$0].origin.range } ?? .nowhere
    return SessionNetwork(variable: interpreter.variable(holding: pane.outputs), pane: pane, range: range).map { [$0] }
      ?? []
  }
}
