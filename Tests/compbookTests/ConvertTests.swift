// `compbook convert`, through the command line: both ways, by standard streams, and what it refuses.

import Foundation
import Testing

@Suite(.enabled(if: Compbook.isBuilt)) struct ConvertTests {
  private static let script = """
    #!/usr/bin/env python3
    # %% [markdown]
    # # Title

    # %% Code tags=["a"]
    # %time x
    y = 2

    """

  private static func sources(_ notebook: [String: Any]) throws -> [String] {
    let cells = try #require(notebook["cells"] as? [[String: Any]])
    return cells.map { ($0["source"] as? [String] ?? []).joined() }
  }

  @Test func aScriptIsANotebookAndTheSameBytesAgain() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("session.py", Self.script)
    let notebook = folder.url.appending(path: "session.ipynb").path
    let back = folder.url.appending(path: "back.py").path
    let first = try Compbook.run(["convert", file.path, notebook])
    #expect(first.exitCode == 0 && first.output.isEmpty && first.diagnostics.isEmpty)
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: notebook))) as? [String: Any]
    #expect(try Self.sources(try #require(json)) == ["# Title", "%time x\ny = 2"])
    #expect(try Compbook.run(["convert", notebook, back]).exitCode == 0)
    #expect(try String(contentsOfFile: back, encoding: .utf8) == Self.script)
  }

  @Test func theStandardStreamsAreTheOtherKindOfFile() throws {
    let folder = try TemporaryFolder()
    let notebook = folder.url.appending(path: "session.ipynb").path
    #expect(try Compbook.run(["convert", "-", notebook], input: Self.script).exitCode == 0)
    #expect(try Compbook.run(["convert", notebook, "-"]).output == Self.script)
    let file = try folder.file("session.py", Self.script)
    let outcome = try Compbook.run(["convert", file.path, "-"])
    #expect(try Self.sources(outcome.json) == ["# Title", "%time x\ny = 2"])
    let target = folder.url.appending(path: "back.py").path
    #expect(try Compbook.run(["convert", "-", target], input: outcome.output).exitCode == 0)
    #expect(try String(contentsOfFile: target, encoding: .utf8) == Self.script)
  }

  @Test func aFileThatIsThereIsReplacedOnWishAlone() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("session.py", Self.script)
    let target = try folder.file("there.ipynb", "old")
    let outcome = try Compbook.run(["convert", file.path, target.path])
    #expect(outcome.exitCode == 1)
    #expect(outcome.diagnostics.hasSuffix("; --replace replaces it\n"))
    #expect(outcome.diagnostics.split(separator: "\n").count == 1)
    #expect(try String(contentsOf: target, encoding: .utf8) == "old")
    #expect(try Compbook.run(["convert", file.path, target.path, "--replace"]).exitCode == 0)
    #expect(try String(contentsOf: target, encoding: .utf8).hasPrefix("{\n \"cells\": [\n"))
  }

  @Test(arguments: ["{\"cells\": [", "", "x = 1\n", "[]", "{\"cells\": [], \"nbformat\": 3}", "\u{0}"])
  func whatIsNoNotebookIsOneSentenceAndWritesNothing(content: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("bad.ipynb", content)
    let target = folder.url.appending(path: "out.py").path
    let outcome = try Compbook.run(["convert", file.path, target])
    #expect(outcome.exitCode == 1)
    #expect(outcome.diagnostics.hasPrefix("error: \(file.path)"))
    #expect(outcome.diagnostics.split(separator: "\n").count == 1)
    #expect(!FileManager.default.fileExists(atPath: target))
  }

  @Test func whatAScriptCannotHoldIsSaid() throws {
    let cell = #"{"cell_type": "code", "metadata": {}, "source": "x", "outputs": [{"output_type": "stream"}]}"#
    let folder = try TemporaryFolder()
    let notebook = try folder.file("a.ipynb", "{\"cells\": [\(cell)], \"metadata\": {}, \"nbformat\": 4}")
    let outcome = try Compbook.run(["convert", notebook.path, "-"])
    #expect(outcome.output == "x\n" || outcome.output == "# %%\nx\n")
    #expect(outcome.diagnostics == "note: a script has no place for the outputs of 1 cell\n")
  }

  @Test(arguments: [["a.py", "b.py"], ["a.ipynb", "b.ipynb"], ["-", "-"], ["a.py"]])
  func twoFilesOfOneKindAreAMistakeOfUse(arguments: [String]) throws {
    #expect(try Compbook.run(["convert"] + arguments).exitCode == 64)
  }

  @Test func aFileThatIsMissingIsOneSentence() throws {
    let outcome = try Compbook.run(["convert", "missing.ipynb", "out.py"])
    #expect(outcome.exitCode == 1)
    #expect(outcome.diagnostics == "error: missing.ipynb: there is no such file\n")
  }
}
