// `compbook run FILE`: evaluates a session and prints what it prints, its models, and one forward pass.

import ArgumentParser
import Kernel

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Evaluate a session: what it prints, its models, one forward pass of the last.")

  @Argument(help: "A session file, a Keras script; - is standard input.")
  var file: String

  @OptionGroup var forward: ForwardOptions

  @Flag(help: "Print one JSON object instead.")
  var json = false

  func run() async throws {
    let run = SessionRun(path: file, overrides: forward.overrides, environment: Environment.variables)
    let report = await run.report(styled: Environment.standardErrorTakesColour)
    if json {
      print(report.json)
    } else {
      print(report.text, terminator: "")
      writeToStandardError(report.diagnosticText)
    }
    if report.hasErrors { throw ExitCode(1) }
  }
}
