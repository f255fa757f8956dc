// `compbook compare FILE…`: the models of sessions side by side.

import ArgumentParser
import Kernel

struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "The models of sessions side by side: parameters, multiply-adds, activations, latency and more.",
    discussion: """
      Every model that a session binds to a global name is one row, under that name; of a session without a model the \
      last layer, with those that led to it. For one image: MACs are multiply-accumulates of \
      convolutions, dense layers and matrix products; activations are the outputs of all layers; at once is what must be \
      held when the layers run one after the other; sees is what a place of the last image sees of the input; depth \
      counts the layers with a kernel on the longest path. Narrowest is the share of values that gets through where the \
      flow narrows most: of the places through which everything goes, up to the last image, the first one that holds the \
      least share of the one before. Latency is the median of forward passes as for prediction, kernels \
      fused; the notebook's Compare tab times passes layer by layer instead.
      """)

  @Argument(help: "Session files, Keras scripts; - is standard input.")
  var files: [String]

  @Flag(inversion: .prefixedNo, help: "Measure each model's latency.")
  var latency = true

  @Option(help: "How long to measure each model, in milliseconds.")
  var time = 200.0

  @Flag(help: "Print one JSON object instead.")
  var json = false

  @Flag(help: "Print a Markdown table instead.")
  var markdown = false

  func validate() throws {
    if json && markdown { throw ValidationError("--json and --markdown are two forms: give one of them") }
    if files.count(where: { $0 == "-" }) > 1 { throw ValidationError("standard input can be read only once") }
    if !(time >= 0 && time <= 3_600_000) { throw ValidationError("--time must be from 0 to 3600000, not \(time)") }
  }

  func run() async throws {
    let comparison = SessionComparison(
      paths: files, environment: Environment.variables, milliseconds: latency ? time : nil)
    let report = await comparison.report(styled: Environment.standardErrorTakesColour)
    if json {
      try writeToStandardOutput(report.json + "\n")
    } else {
      try writeToStandardOutput(markdown ? report.markdown : report.text)
      writeToStandardError(report.diagnosticText)
    }
    if report.hasErrors { throw ExitCode(1) }
  }
}
