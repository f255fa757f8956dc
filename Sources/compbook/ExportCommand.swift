// `compbook export FILE`: a session as a script, a report or a diagram.

import ArgumentParser
import Kernel
import Notebook
import Reports

extension ReportFormat: ExpressibleByArgument {}

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a session as a plain Keras script, a Markdown or HTML report, or a diagram.",
    discussion: """
      keras is the session without cell markers, settings and checks; markdown and html tell prose, code, what it \
      prints, its models side by side and each model's layers, html in one file with diagrams and feature maps too; \
      svg and dot draw one model, dot for Graphviz. Of a session without a model, its last layer with those that led to \
      it is drawn and told of. A session with an error is exported as far as it goes, with exit code 1.
      """)

  @Argument(help: "A session file, a Keras script; - is standard input.")
  var file: String

  @Option(help: "keras, markdown, html, svg or dot.")
  var to: ReportFormat

  @Option(name: .shortAndLong, help: "The file to write; by default standard output.")
  var output: String?

  @Option(help: "The variable of the model that svg and dot draw; by default the last.")
  var model: String?

  @Option(help: "How deeply nested the layers are that diagrams show; 1 is the model's own.")
  var depth: Int?

  @OptionGroup var forward: ForwardOptions

  func validate() throws {
    if let depth, depth < 1 { throw ValidationError("--depth must be at least 1, not \(depth)") }
  }

  func run() async throws {
    let run = SessionRun(path: file, overrides: forward.overrides, environment: Environment.variables)
    let session: ExportedSession
    do throws(SessionFileError) {
      session = try await run.exported(styled: Environment.standardErrorTakesColour)
    } catch {
      try fail("\(error)")
    }
    writeToStandardError(session.diagnosticText)
    guard let document = to.document(session, model: model, depth: depth) else {
      try fail(
        model.map { "\(file) has no built model \($0)" }
          ?? "\(file) makes no model and calls no layer: there is nothing to draw")
    }
    if let output {
      if SessionFile.areSame(output, file) { try fail("\(output) is not written: it is the session itself") }
      do throws(SessionFileError) { try SessionFile.save(Array(document.utf8), to: output) } catch {
        try fail("\(error)")
      }
    } else {
      try writeToStandardOutput(document)
    }
    if session.hasErrors { throw ExitCode(1) }
  }

  private func fail(_ message: String) throws(ExitCode) -> Never {
    writeToStandardError("error: \(message)")
    throw ExitCode(1)
  }
}
