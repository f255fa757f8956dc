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
  let files: TensorFiles
  let environment: [String: String]

  package init(
    path: String, overrides: ForwardOverrides = ForwardOverrides(), files: TensorFiles = TensorFiles(),
    environment: [String: String]
  ) {
    self.path = path
    self.overrides = overrides
    self.files = files
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
    let forward = await forward(of: models, in: evaluation, settings: overrides.over(document.settings, session: path))
    let places = PassDiagnostics(document, named: path, beside: evaluation.sources.all, overrides: overrides)
    return SessionReport(
      path: path, evaluation: evaluation, models: models, forward: forward, warnings: warnings, places: places,
      styled: styled)
  }

  func evaluate(_ document: NotebookDocument) -> DocumentEvaluation {
    withLargeStack {
      var evaluation = DocumentEvaluation()
      _ = evaluation.update(
        to: document.snapshot.codeCells, fileName: path, folder: SessionFolder(ofSession: document.path)?.sources)
      return evaluation
    }
  }

  /// The pass of the last model that is built, with the files that it reads and writes.
  private func forward(
    of models: [SessionModel], in evaluation: DocumentEvaluation, settings: ForwardSettings
  ) async -> SessionForward {
    guard let model = models.last(where: { !$0.outputs.isEmpty }) else {
      // An error of the session says enough.
      let isFine = !evaluation.stages.contains { $0.diagnostics.contains { $0.severity == .error } }
      return SessionForward(problems: isFine && !files.all.isEmpty ? [.noModel(for: files.all)] : [])
    }
    var forward = SessionForward()
    do throws(TensorFileFailure) {
      let given = try files.read(for: model, in: evaluation.interpreter)
      await run(model, on: given, in: evaluation.interpreter, settings: settings, into: &forward)
    } catch {
      forward.problems.append(error.diagnostic)
    }
    return forward
  }

  /// A file that cannot be written keeps nothing else from being done.
  private func run(
    _ model: SessionModel, on given: GivenTensors, in interpreter: Interpreter, settings: ForwardSettings,
    into forward: inout SessionForward
  ) async {
    let graph = interpreter.keras.graph
    let engine = ForwardPass(environment: environment)
    var given = given
    if let file = files.savedWeights {
      do throws(TensorFileFailure) {
        let weights = try interpreter.savedWeights(of: model, file: file)
        let all = try await engine.weights(weights, seed: settings.seed, given: given.weights, for: file)
        // The run then draws none of them again.
        given.weights = all
        forward.saved.append(try save(all.saved(weights), "weight", to: file, session: path))
      } catch {
        forward.problems.append(error.diagnostic)
      }
    }
    let shown = files.savedActivations == nil ? [] : model.layerOutputs(in: graph).map(\.tensor)
    let result = await engine.run(model.outputs + shown, of: graph, settings: settings, given: given)
    forward.pass = result.map { SessionPass(model: model, settings: settings, files: files, result: $0) }
    if let file = files.savedActivations {
      do throws(TensorFileFailure) {
        let outputs = try model.outputs(in: graph, of: result?.activations, for: file)
        forward.saved.append(try save(outputs, "tensor", to: file, session: path))
      } catch {
        forward.problems.append(error.diagnostic)
      }
    }
  }
}

/// What came of the forward pass, where there was a model to run.
struct SessionForward {
  var pass: SessionPass?
  /// What is wrong with the files of tensors.
  var problems: [Diagnostic] = []
  /// A line for each file that was written.
  var saved: [String] = []
}

/// The forward pass of a session's run.
struct SessionPass {
  let model: SessionModel
  let settings: ForwardSettings
  let files: TensorFiles
  let result: PassResult

  /// The values of the model's last output.
  var output: Tensor? { model.outputs.last.flatMap { result.activations?[$0] } }

  /// Why the model was not run.
  func diagnostic(in graph: Graph, _ places: PassDiagnostics) -> Diagnostic? {
    result.problem.map { places.diagnostic($0, ofModelAt: graph[model.layer].origin.range) }
  }

  /// The closing line of a run: the pass's input, time and likeliest classes.
  var line: String {
    guard let output, let milliseconds = result.activations?.milliseconds else { return "" }
    var parts = [
      "forward of \(model.variable) on \(result.inputLabel)",
      files.weights.map { "weights of \($0)" } ?? "seed \(settings.seed)", "\(milliseconds.fixed(2)) ms",
    ]
    let classNames = DataSet.classNames(count: output.shape.last)
    if !classNames.isEmpty, let scores = output.rows.first {
      let best = zip(scores, classNames).sorted { $0.0 > $1.0 }.prefix(3)
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
