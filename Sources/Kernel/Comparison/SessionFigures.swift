// What the model of another session comes to, so that the notebook's own can be held against it.

import Diagnostics
import KerasBindings
import ModelGraph
import Notebook
import Tensors

/// The question: a session by the name under which the user knows it.
package struct FiguresRequest: Sendable {
  package var name: String
  package var document: DocumentSnapshot

  package init(name: String, document: DocumentSnapshot) {
    self.name = name
    self.document = document
  }
}

package struct FiguresAnswer: Sendable {
  package var name: String
  package var result: Result<ModelFigures, FiguresProblem>

  package init(name: String, _ result: Result<ModelFigures, FiguresProblem>) {
    self.name = name
    self.result = result
  }
}

/// Why there are no figures, in one sentence.
package struct FiguresProblem: Error, Hashable, Sendable {
  package let reason: String

  package init(reason: String) { self.reason = reason }
}

extension FiguresRequest {
  /// The last of the session's networks; nil if it was cancelled. Needs a large stack.
  func network(isCancelled: @escaping @Sendable () -> Bool) -> Result<(SessionNetwork, Graph), FiguresProblem>? {
    var evaluation = DocumentEvaluation()
    let isDone = evaluation.update(
      to: document.codeCells, fileName: document.path ?? name,
      folder: SessionFolder(ofSession: document.path)?.sources, isCancelled: isCancelled)
    guard isDone else { return nil }
    if let network = SessionNetwork.all(in: evaluation).last {
      return .success((network, evaluation.interpreter.keras.graph))
    }
    let error = evaluation.stages.flatMap(\.diagnostics).first { $0.severity == .error }
    return .failure(error.map { .failed($0, in: name) } ?? .nothingToCompare(in: name))
  }
}
