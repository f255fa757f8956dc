// `compbook [FILE]`: the notebook.

import ArgumentParser
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
