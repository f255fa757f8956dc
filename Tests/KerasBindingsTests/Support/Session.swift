// Runs sessions in tests as the kernel does.

import Diagnostics
@testable import KerasBindings
import Language
import ModelGraph
import Tensors

/// A session that has run.
struct Session: Sendable {
  let source: SourceText
  let interpreter: Interpreter
  let execution: Execution
  let syntaxErrors: [Diagnostic]

  init(_ text: String) {
    self = withLargeStack { Session(running: text) }
  }

  /// Many sessions on one large stack, one after another.
  static func each(_ texts: [String]) -> [Session] {
    withLargeStack { texts.map(Session.init(running:)) }
  }

  private init(running text: String) {
    source = SourceText(name: "session.py", text: text)
    var interpreter = Interpreter(state: KerasState())
    interpreter.install(KerasLibrary.library)
    let parsed = parse(source)
    execution = interpreter.execute(parsed.tree)
    self.interpreter = interpreter
    syntaxErrors = parsed.diagnostics
  }

  var graph: Graph { interpreter.keras.graph }
  var output: String { execution.output }
  var diagnostics: [Diagnostic] { syntaxErrors + execution.diagnostics }
  var messages: [String] { diagnostics.map(\.message) }
  /// What is more than a note.
  var errors: [Diagnostic] { diagnostics.filter { $0.severity != .note } }
  var models: [SessionModel] { interpreter.models }

  /// The text that a diagnostic blames.
  var blamed: [String] { diagnostics.map { source[$0.range] } }

  /// The shape of the tensor that is the session's result.
  var resultShape: Shape? {
    var interpreter = interpreter
    guard let result = execution.result, interpreter.isInstance(result, of: TensorClass.hostClass) else { return nil }
    return interpreter.tensor(result).map { graph[$0].shape }
  }

  /// The shapes of all primitive layers' outputs, in the order of the calls.
  var shapes: [Shape] { graph.tensors.map(\.shape) }

  struct ModelWeight {
    let path: String
    let shape: [Int]
    let isTrainable: Bool
  }

  /// Each weight of a model once.
  func weights(of model: SessionModel) -> [ModelWeight] {
    var seen: Set<LayerID> = []
    func collect(_ rows: [LayerSummary]) -> [ModelWeight] {
      rows.flatMap { row in
        let layer = graph[row.layer]
        let own = layer.weights.map {
          ModelWeight(
            path: $0.path, shape: $0.specification.shape, isTrainable: layer.trainable && $0.specification.trainable)
        }
        return (seen.insert(row.layer).inserted ? own : []) + collect(row.children)
      }
    }
    return collect(model.rows)
  }
}
