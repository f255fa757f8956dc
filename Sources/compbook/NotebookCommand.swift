// `compbook [FILE]`: the notebook.

import ArgumentParser
import Diagnostics
import Foundation
import Interface
import NcursesTerminal

struct NotebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notebook", abstract: "Open the notebook (what happens without a subcommand).")

  @Argument(help: "A session file, a Keras script. Without one, a new notebook or a lesson.")
  var file: String?

  @Flag(help: "Draw nothing but ASCII, as the configuration's ascii = true does.")
  var ascii = false

  /// What follows the file, which nothing may: the file may be a subcommand that was misspelt.
  @Argument(help: .hidden) var rest: [String] = []

  func validate() throws {
    guard let file, let first = rest.first else { return }
    let commands = Compbook.configuration.subcommands.compactMap { $0.configuration.commandName }
    let meant = Spelling.nearest(to: file, among: commands).map {
      "there is no subcommand \(file): did you mean \($0)?"
    }
    throw ValidationError(meant ?? "the notebook opens one file, and \(first) is a second")
  }

  func run() throws {
    let opened: OpenedDocument
    let terminal: NcursesTerminal
    let preferences = ConfigurationPlace.preferences
    for mistake in preferences.mistakes { writeToStandardError("warning: \(mistake)") }
    do {
      opened = try OpenedDocument(path: file, settings: preferences.settings)
      terminal = try NcursesTerminal(environment: Environment.variables, isASCII: ascii || preferences.isASCII)
    } catch {
      writeToStandardError("error: \(error)")
      throw ExitCode(1)
    }
    let code = App.run(opened, preferences: preferences, environment: Environment.variables, on: terminal)
    terminal.close()
    throw ExitCode(code)
  }
}
