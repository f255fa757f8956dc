// `compbook run FILE`: evaluates a session and prints what it prints, its models, and one forward pass.

import ArgumentParser
import Kernel

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Evaluate a session: what it prints, its models, one forward pass of the last.",
    discussion: """
      Diagnostics go to standard error. The exit code is 0, or 1 where the session has an error, cannot be read, or \
      needs more than the memory budget for its forward pass.
      """)

  @Argument(help: "A session file, a Keras script; - is standard input.")
  var file: String

  @OptionGroup var forward: ForwardOptions

  @OptionGroup(title: "Tensors") var tensors: TensorOptions

  @Flag(help: "Print one JSON object instead.")
  var json = false

  func validate() throws {
    guard tensors.inputTensor != nil else { return }
    if forward.input != nil { throw ValidationError("--input and --input-tensor are two inputs: give one of them") }
    if forward.batch != nil {
      throw ValidationError("--batch: the file of --input-tensor has its own number of images")
    }
  }

  func run() async throws {
    let run = SessionRun(
      path: file, overrides: forward.overrides, files: tensors.files, environment: Environment.variables)
    let report = await run.report(styled: Environment.standardErrorTakesColour)
    if json {
      try writeToStandardOutput(report.json + "\n")
    } else {
      try writeToStandardOutput(report.text)
      writeToStandardError(report.diagnosticText)
    }
    if report.hasErrors { throw ExitCode(1) }
  }
}
