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
  let path: String
  let overrides: ForwardOverrides
  let environment: [String: String]

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
    let evaluation = evaluate(document)
    let models = evaluation.interpreter.models
    let pass = await forwardPass(of: models, in: evaluation, settings: overrides.over(document.settings))
    return SessionReport(
      path: path, evaluation: evaluation, models: models, pass: pass, warnings: warnings, styled: styled)
  }

  func evaluate(_ document: NotebookDocument) -> DocumentEvaluation {
    withLargeStack {
      var evaluation = DocumentEvaluation()
      _ = evaluation.update(
        to: document.snapshot.codeCells, fileName: path, folder: SessionFolder(ofSession: document.path)?.sources)
      return evaluation
    }
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
struct SessionPass {
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

extension Tensor {
  /// The values of each image of the batch.
  var rows: [[Float]] {
    guard let batch = shape.first, batch > 0 else { return [] }
    let size = count / batch
    return (0..<batch).map { Array(values[($0 * size)..<(($0 + 1) * size)]) }
  }
}
