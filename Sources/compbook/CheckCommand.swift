// `compbook check FILE…`: diagnostics only, with what the sessions' comments expect, and budgets.

import ArgumentParser
import Kernel

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find what is wrong with sessions: errors, expectations that do not hold, exceeded budgets.",
    discussion: """
      A comment such as

        # expect: (None, 16, 16, 64)
        # expect: parameters == 2368

      is an expectation. At the end of a line it is about what that line made; on a line of its own, about the nearest \
      line above it that made something. What a line made is, of the last time that it ran: a model, or else all layers \
      that it called, itself or through functions. A shape is that of the last tensor; sees, such as (5, 5), is what a \
      place of that tensor sees of the input. A comparison may name the measures shape, parameters, trainable, \
      multiply_adds and sees, those of something that has a name, as model.parameters, and the session's own names, as they are after the comment's cell.

      The expectations below a comment `# exercise: WHAT TO DO`, to the end of its cell, are to do rather than wrong \
      until they hold.

      Of a session without a model its last layer, with those that led to it, is held to the budgets.

      Diagnostics go to standard error, a line for each session to standard output. The exit code is 1 where a session \
      has an error, cannot be read, or has an expectation that fails or a model over the budget; else 0.
      """)

  @Argument(help: "Session files, Keras scripts; - is standard input.")
  var files: [String]

  @Option(help: "The most parameters that a session's models may have each.")
  var maxParameters: Int?

  @Option(help: "The most multiply-adds for one image that a session's models may have each.")
  var maxMacs: Int?

  @Flag(help: "Print one JSON object instead.")
  var json = false

  func validate() throws {
    if let maxParameters, maxParameters < 0 {
      throw ValidationError("--max-parameters must be at least 0, not \(maxParameters)")
    }
    if let maxMacs, maxMacs < 0 { throw ValidationError("--max-macs must be at least 0, not \(maxMacs)") }
  }

  func run() throws {
    let budget = ModelBudget(parameters: maxParameters, multiplyAdds: maxMacs)
    var reports: [CheckReport] = []
    for file in files {
      let run = SessionRun(path: file, environment: Environment.variables)
      let report = run.check(budget: budget, styled: Environment.standardErrorTakesColour)
      reports.append(report)
      guard !json else { continue }
      writeToStandardError(report.diagnosticText)
      try writeToStandardOutput(report.summary)
    }
    if json { try writeToStandardOutput(CheckReport.json(reports) + "\n") }
    if reports.contains(where: \.hasErrors) { throw ExitCode(1) }
  }
}
