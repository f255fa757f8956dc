// `compbook bench FILE`: forward latency and throughput by batch size.

import ArgumentParser
import Kernel

struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Time the last model's forward pass: percentiles, images a second, share of the machine's peak.",
    discussion: """
      Of a session without a model the last layer is timed, with those that led to it. \
      The model runs as for prediction: kernels fused, no layer's output kept. The peak is that of one large matrix \
      product, measured beforehand.
      """)

  @Argument(help: "A session file, a Keras script; - is standard input.")
  var file: String

  @Option(parsing: .upToNextOption, help: "Batch sizes.")
  var batch: [Int] = [1, 32, 128]

  @Option(help: "How long to measure each batch size, in milliseconds.")
  var time = 2000.0

  @Option(help: "How many images go through the network together (default: what fits the cache, at most 8).")
  var group: Int?

  @Option(help: "The model's weights from this safetensors file, by Keras' paths.")
  var weights: String?

  @Flag(help: "Print one JSON object instead.")
  var json = false

  func validate() throws {
    if batch.contains(where: { $0 < 1 }) { throw ValidationError("--batch must be at least 1") }
    if let group, group < 1 { throw ValidationError("--group must be at least 1, not \(group)") }
  }

  func run() async throws {
    let run = SessionRun(
      path: file, files: TensorFiles(weights: weights), environment: Environment.variables)
    let benchmark = SessionBenchmark(run: run, batches: batch, milliseconds: time, group: group)
    let report: BenchmarkReport
    do throws(BenchmarkFailure) {
      report = try await benchmark.report()
    } catch {
      writeToStandardError("error: \(error)")
      throw ExitCode(1)
    }
    try writeToStandardOutput(json ? report.json + "\n" : report.text)
  }
}
