// `compbook convert IN OUT`: a session as a Jupyter notebook, and back.

import ArgumentParser
import Notebook

struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Turn a session into a Jupyter notebook, or a Jupyter notebook into a session.",
    discussion: """
      The name's ending decides: FILE.ipynb is a Jupyter notebook, anything else a script in the percent format. Where one \
      of the two is -, the other's name decides for both. Magics, commands and questions of IPython, such as %time, !ls \
      and x?, are comments in the script. A script that is turned into a notebook and back has its bytes again. A script \
      has no place for outputs, attachments and cells' ids: what was left out is said.
      """)

  @Argument(help: "A session, or a Jupyter notebook (.ipynb, format 4); - is standard input.")
  var file: String

  @Argument(help: "Where to write it; - is standard output. One of the two is a name that ends with .ipynb.")
  var target: String

  @Flag(help: "Replace the target if it exists.")
  var replace = false

  private var isToJupyter: Bool { target == "-" ? !SessionFile.isJupyter(file) : SessionFile.isJupyter(target) }

  func validate() throws {
    if file == "-" && target == "-" {
      throw ValidationError("- for both leaves open which of the two is a Jupyter notebook: name one of them")
    }
    let names = [file, target].filter { $0 != "-" }
    if names.count == 2, names.allSatisfy(SessionFile.isJupyter) || !names.contains(where: SessionFile.isJupyter) {
      throw ValidationError("one of the two files must be a Jupyter notebook, with a name ending in .ipynb")
    }
  }

  func run() throws {
    var text = ""
    do throws(SessionFileError) {
      let (bytes, losses) = try SessionFile.converted(file, toJupyter: isToJupyter)
      if target == "-" {
        text = String(decoding: bytes, as: UTF8.self)
      } else {
        try SessionFile.save(bytes, to: target, replace ? .ofAnything : .ofNothing)
      }
      if let losses { writeToStandardError("note: \(losses)") }
    } catch {
      writeToStandardError("error: \(error)\(error.reason == .exists ? "; --replace replaces it" : "")")
      throw ExitCode(1)
    }
    try writeToStandardOutput(text)
  }
}
