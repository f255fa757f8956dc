// `compbook bench`: how fast a session's last model runs, by batch size.

import Datasets
import Diagnostics
import FoundationEssentials
import KerasBindings
import Language
import ModelGraph
import Notebook
import Runtime
import Tensors

/// What a benchmark found.
package struct BenchmarkReport: Encodable, Sendable {
  package struct Row: Encodable, Sendable {
    let batch: Int
    /// How many images went through the network together.
    let group: Int
    let runs: Int
    /// Milliseconds of a whole batch.
    let median: Double
    let percentile90: Double
    let percentile99: Double
    let minimum: Double
    let imagesPerSecond: Double
    /// Multiply-adds that were done, in units of 10⁹: those for pixels that no other layer reads are not.
    let gigaMultiplyAddsPerSecond: Double
    let shareOfPeak: Double
  }

  let session: String
  let model: String
  let multiplyAdds: Int
  /// Of one large matrix product, in units of 10⁹ multiply-adds.
  let peak: Double
  let rows: [Row]

  static let busyNote =
    "More than the peak: the machine was busy with other work while that was measured. Measure again when it is not.\n"

  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else { preconditionFailure("a benchmark has no value that JSON lacks") }
    return String(decoding: data, as: UTF8.self)
  }

  package var text: String {
    let title = "\(model) · \(multiplyAdds.grouped) multiply-adds · peak \(peak.fixed(1)) GMAC/s\n"
    let head = ["batch", "group", "median ms", "90%", "99%", "images/s", "GMAC/s", "of peak"]
    let lines = rows.map { row in
      [
        "\(row.batch)", "\(row.group)", row.median.fixed(3), row.percentile90.fixed(3), row.percentile99.fixed(3),
        row.imagesPerSecond.fixed(0), row.gigaMultiplyAddsPerSecond.fixed(1), (row.shareOfPeak * 100).fixed(0) + "%",
      ]
    }
    let widths = head.indices.map { column in ([head] + lines).map { $0[column].count }.max() ?? 0 }
    return title
      + ([head] + lines).map { line in
        zip(line, widths).map { String(repeating: " ", count: $1 - $0.count) + $0 }.joined(separator: "  ") + "\n"
      }.joined() + (rows.contains { $0.shareOfPeak > 1 } ? BenchmarkReport.busyNote : "")
  }
}

/// Measures a session's last model, or its last layers where it has none.
package struct SessionBenchmark: Sendable {
  private let run: SessionRun
  private let batches: [Int]
  private let milliseconds: Double
  private let group: Int?

  /// Measures each batch size for about so many milliseconds.
  package init(run: SessionRun, batches: [Int], milliseconds: Double, group: Int?) {
    self.run = run
    self.batches = batches
    self.milliseconds = milliseconds
    self.group = group
  }

  /// The figures, or a sentence about what is in the way.
  package func report() async throws(BenchmarkFailure) -> BenchmarkReport {
    let opened: SessionFile.Opened
    do throws(SessionFileError) { opened = try SessionFile.open(run.path) } catch {
      throw BenchmarkFailure(description: error.diagnostic.message)
    }
    let evaluation = run.evaluate(opened.document)
    guard let network = SessionNetwork.all(in: evaluation).last else {
      throw BenchmarkFailure(description: Diagnostic.nothingToCompare(in: run.path).message)
    }
    if network.model == nil, !run.files.all.isEmpty {
      throw BenchmarkFailure(description: Diagnostic.noModel(for: run.files.all).message)
    }
    let graph = evaluation.interpreter.keras.graph
    do {
      let given = try network.model.map { try run.files.read(for: $0, in: evaluation.interpreter) }
      let engine = try Engine()
      let timer = PredictionTimer(engine: engine, environment: run.environment, milliseconds: milliseconds)
      let first = try await engine.peakMultiplyAddsPerSecond()
      var measured: [(times: [Double], plan: BatchPlan)] = []
      for batch in batches {
        let plan = try BatchPlan(graph: graph, outputs: network.pane.outputs, batch: batch, group: group)
        measured.append((try await timer.times(plan, weights: given?.weights), plan))
      }
      // Other work may have slowed the first: the better of both is nearer to what the machine can do.
      let peak = max(first, try await engine.peakMultiplyAddsPerSecond())
      return BenchmarkReport(
        session: run.path, model: network.name, multiplyAdds: network.figures.multiplyAdds ?? 0,
        peak: peak / 1e9, rows: measured.map { BenchmarkReport.Row($0.times, $0.plan, peak: peak) })
    } catch {
      throw BenchmarkFailure(description: PassProblem(error).message)
    }
  }
}

/// Why there are no figures.
package struct BenchmarkFailure: Error, CustomStringConvertible, Sendable {
  package let description: String
}

extension BenchmarkReport.Row {
  /// From sorted times.
  fileprivate init(_ times: [Double], _ plan: BatchPlan, peak: Double) {
    func percentile(_ share: Double) -> Double { times[Int((Double(times.count - 1) * share).rounded())] }
    batch = plan.batch
    group = plan.groupSize
    runs = times.count
    minimum = times[0]
    median = percentile(0.5)
    percentile90 = percentile(0.9)
    percentile99 = percentile(0.99)
    imagesPerSecond = Double(batch) / (median / 1000)
    gigaMultiplyAddsPerSecond = Double(plan.multiplyAdds) * imagesPerSecond / 1e9
    shareOfPeak = gigaMultiplyAddsPerSecond * 1e9 / peak
  }
}
