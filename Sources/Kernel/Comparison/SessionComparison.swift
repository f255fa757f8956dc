// `compbook compare`: the models of some sessions side by side.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Notebook
import Runtime
import Tensors

/// Compares every model that some session files bind to a global name; of a session without any, its last layers.
package struct SessionComparison: Sendable {
  private let paths: [String]
  private let environment: [String: String]
  /// How long to measure each model's latency; nil is not at all.
  private let milliseconds: Double?

  package init(paths: [String], environment: [String: String], milliseconds: Double?) {
    self.paths = paths
    self.environment = environment
    self.milliseconds = milliseconds
  }

  /// Never fails: what goes wrong is among the diagnostics. `styled` colours their text.
  package func report(styled: Bool) async -> ComparisonReport {
    var report = ComparisonReport()
    // Made once, when a model is to be measured.
    var timer: PredictionTimer?
    for path in paths {
      let run = SessionRun(path: path, environment: environment)
      let opened: SessionFile.Opened
      do throws(SessionFileError) { opened = try SessionFile.open(path) } catch {
        report.add([error.diagnostic], in: SourceMap(), session: path, styled: styled)
        continue
      }
      let evaluation = run.evaluate(opened.document)
      let graph = evaluation.interpreter.keras.graph
      var found = opened.warnings + evaluation.stages.flatMap(\.diagnostics)
      let networks = SessionNetwork.all(in: evaluation)
      for network in networks {
        var figures = network.figures
        if let milliseconds {
          do {
            let ready =
              try timer
              ?? PredictionTimer(
                engine: Engine(), environment: environment, milliseconds: milliseconds)
            timer = ready
            figures.milliseconds = try await ready.times(
              BatchPlan(graph: graph, outputs: network.pane.outputs, batch: 1, group: nil)
            ).median
          } catch {
            found.append(.notRun(PassProblem(error), at: network.range))
          }
        }
        report.models.append(ComparisonReport.Model(session: path, variable: network.variable, figures: figures))
      }
      if networks.isEmpty, !found.contains(where: { $0.severity == .error }) {
        found.append(.nothingToCompare(in: path))
      }
      report.add(found, in: evaluation.sources.all, session: path, styled: styled)
    }
    return report
  }
}

/// What a comparison found.
package struct ComparisonReport: Encodable, Sendable {
  struct Model: Sendable {
    let session: String
    let variable: String?
    let figures: ModelFigures
  }

  var models: [Model] = []
  private var diagnostics: [SessionReport.Problem] = []
  private var texts: [String] = []

  private enum CodingKeys: CodingKey {
    case models, diagnostics
  }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == Diagnostic.Severity.error.rawValue } }
  /// The diagnostics as people read them, each with its line of source.
  package var diagnosticText: String { texts.joined(separator: "\n") }

  mutating func add(_ found: [Diagnostic], in sources: SourceMap, session: String, styled: Bool) {
    diagnostics += found.map { SessionReport.Problem($0, in: sources, session: session) }
    texts += found.map { $0.rendered(in: sources, styled: styled) }
  }

  package var json: String { prettyJSON }
}

// MARK: - Text

extension ComparisonReport {
  private var table: ComparisonTable {
    ComparisonTable(
      leading: ["session", "model"],
      models.map { ([$0.session, $0.variable ?? $0.figures.name], $0.figures) })
  }

  package var text: String { models.isEmpty ? "" : table.text }

  package var markdown: String { models.isEmpty ? "" : table.markdown }
}

// MARK: - JSON

extension ComparisonReport.Model: Encodable {
  private enum CodingKeys: CodingKey {
    case session, variable, name, parameters, multiplyAdds, activationBytes, peakActivationBytes, receptiveField, depth
    case narrowest, milliseconds
  }

  private struct Narrowest: Encodable {
    let layer: String
    let outputShape: [Int?]
    let compression: Double
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let total = figures.parameters
    try container.encode(session, forKey: .session)
    try container.encode(Nullable(variable), forKey: .variable)
    try container.encode(figures.name, forKey: .name)
    try container.encode(
      SessionReport.Parameters(
        total: total, trainable: figures.trainableParameters, nonTrainable: total - figures.trainableParameters),
      forKey: .parameters)
    try container.encode(Nullable(figures.multiplyAdds), forKey: .multiplyAdds)
    try container.encode(Nullable(figures.activationBytes), forKey: .activationBytes)
    try container.encode(Nullable(figures.peakBytes), forKey: .peakActivationBytes)
    try container.encode(Nullable(figures.receptiveField), forKey: .receptiveField)
    try container.encode(figures.depth, forKey: .depth)
    try container.encode(
      Nullable(
        figures.narrowest.map { Narrowest(layer: $0.layer, outputShape: $0.shape.dimensions, compression: $0.share) }),
      forKey: .narrowest)
    try container.encode(Nullable(figures.milliseconds), forKey: .milliseconds)
  }
}
