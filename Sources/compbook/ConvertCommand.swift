// `compbook convert IN OUT`: a session as a Jupyter notebook, and back.

import ArgumentParser
import Notebook

struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Turn a session into a Jupyter notebook, or a Jupyter notebook into a session.",
    discussion: """
      The name's ending decides: FILE.ipynb is a Jupyter notebook, anything else a script in the percent format. A script \
      that is turned into a notebook and back has its bytes again. A script has no place for outputs, attachments and \
      cells' ids: what was left out is said.
      """)

  @Argument(help: "A session, or a Jupyter notebook (.ipynb, format 4).")
  var file: String

  @Argument(help: "Where to write it. One of the two ends with .ipynb.")
  var target: String

  @Flag(help: "Replace the target if it exists.")
  var replace = false

  func validate() throws {
    if SessionFile.isJupyter(file) == SessionFile.isJupyter(target) {
      throw ValidationError("one of the two files must be a Jupyter notebook, with a name ending in .ipynb")
    }
  }

  func run() throws {
    do throws(SessionFileError) {
      if let losses = try SessionFile.convert(file, to: target, replacing: replace) {
        writeToStandardError("note: \(losses)")
      }
    } catch {
      writeToStandardError("error: \(error)\(error.reason == .exists ? "; --replace replaces it" : "")")
      throw ExitCode(1)
    }
  }
}
