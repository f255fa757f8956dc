// Scripts and Jupyter notebooks: read as Jupytext reads them, and the same bytes after both ways.

import Foundation
import Testing

@testable import Notebook

private let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "Fixtures/notebooks")

@Suite struct JupyterTests {
  /// A script with what Jupytext makes of it.
  struct Case: CustomTestStringConvertible {
    let name: String
    let script: String
    let cells: [JSON]

    var testDescription: String { name }

    static let all: [Case] = {
      let cases = (try? read(fixtures.appending(path: "percent.json").path)).flatMap { JSON($0) }?.items ?? []
      return cases.map {
        Case(name: $0["name"]?.text ?? "", script: $0["script"]?.text ?? "", cells: $0["cells"]?.items ?? [])
      }
    }()
  }

  /// The members in the order of their keys.
  private func sorted(_ json: JSON?) -> [JSON.Member] { (json?.members ?? []).sorted { $0.key < $1.key } }

  private func withoutOwn(_ members: [JSON.Member]) -> [JSON.Member] { members.filter { $0.key != "compbook" } }

  private func trimmed(_ text: String?) -> String { (text ?? "").trimmingCharacters(in: .newlines) }

  private func source(_ cell: JSON) -> String { cell["source"]?.items?.compactMap(\.text).joined() ?? "" }

  @Test func thereAreCases() { #expect(Case.all.count > 10) }

  @Test(arguments: Case.all) func aScriptHasJupytextsCells(_ fixture: Case) throws {
    let notebook = try #require(JSON(JupyterWriter.write(try parse(fixture.script))))
    let cells = try #require(notebook["cells"]?.items)
    #expect(cells.map { $0["cell_type"] } == fixture.cells.map { $0["type"] })
    #expect(cells.map { trimmed(source($0)) } == fixture.cells.map { trimmed($0["source"]?.text) })
    #expect(cells.map { withoutOwn(sorted($0["metadata"])) } == fixture.cells.map { sorted($0["metadata"]) })
  }

  private func thereAndBack(_ bytes: [UInt8]) throws -> [UInt8] {
    let notebook = JupyterWriter.write(try parse(bytes))
    return try JupyterReader.read(notebook, name: "a.ipynb").0.fileBytes
  }

  @Test(arguments: OddFiles.all + Case.all.map(\.script)) func thereAndBackAreTheSameBytes(file: String) throws {
    #expect(text(try thereAndBack(Array(file.utf8))) == file)
    #expect(try thereAndBack(Array(file.utf8)) == Array(file.utf8))
  }

  @Test func randomFilesComeBackFromJupyterByteForByte() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("randomFilesComeBackFromJupyterByteForByte: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<1000 {
      let bytes = RandomFile.make(&generator)
      #expect(try thereAndBack(bytes) == bytes, "seed \(seed), \(text(bytes).debugDescription)")
    }
  }

  private static func list(_ file: String) -> [JSON] {
    (try? read(fixtures.appending(path: file).path)).flatMap { JSON($0) }?.items ?? []
  }

  /// Jupytext's way, but for commands without a sign, such as `ls`, which are as good as text in a comment.
  @Test func magicsAreCommentsWhereJupytextMakesThemSo() throws {
    let cases = Self.list("magics.json")
    #expect(cases.count > 20)
    for json in cases {
      let code = try #require(json["code"]?.text)
      let script = try #require(json["script"]?.text)
      #expect(Magics.commented(code) == script)
      #expect(Magics.uncommented(script) == code)
    }
  }

  @Test func aScriptsHeaderIsTheNotebooksMetadataAsJupytextReadsIt() throws {
    let cases = Self.list("headers.json")
    #expect(cases.count > 3)
    for json in cases {
      let header = try #require(json["header"]?.text)
      let notebook = try #require(JSON(JupyterWriter.write(try parse(header + "\n# %%\nx = 1\n"))))
      #expect(withoutOwn(sorted(notebook["metadata"])) == sorted(json["metadata"]), "\(json["name"]?.text ?? "")")
      #expect(text(try thereAndBack(Array((header + "\n# %%\nx = 1\n").utf8))) == header + "\n# %%\nx = 1\n")
    }
  }

  @Test func anotherKernelOfANotebookIsInItsScriptsHeader() throws {
    let start = "#!/usr/bin/env python3\n"
    let script = start + "# ---\n# jupyter:\n#   kernelspec:\n#     name: python3\n# ---\n\n# %%\nx = 1\n"
    let notebook = text(JupyterWriter.write(try parse(script)))
    let edited = notebook.replacing("\"python3\"", with: "\"other kernel\"")
    #expect(edited != notebook)
    let back = try JupyterReader.read(Array(edited.utf8), name: "a.ipynb").0.fileText
    #expect(back == script.replacing("name: python3", with: "name: other kernel"))
  }

  /// What YAML takes for something else than text stands in quotes.
  @Test func aHeaderThatIsWrittenIsReadAsTheSame() throws {
    let metadata =
      ##"{"a": "yes", "b": "1.3", "c d": " x", "e": {"f": "", "g": {"h": [1, {"i": null}]}, "j": "#"}, "k": {}}"##
    let members = try #require(JSON(Array(metadata.utf8))?.members)
    let preamble = JupyterHeader.preamble(of: members, newline: [lineFeed])
    #expect(JupyterHeader.members(in: preamble) == members)
    #expect(text(preamble).contains("#   e:\n#     f: \"\"\n#     g:\n#       h: [1,"))
  }

  @Test(arguments: [
    "a", "a: b: c", "a: |", "a: [b]", "a: 'b", "  a: 1\n b: 2", "a:\n - - b: 1", "a: 1 # c", "- a", "&a b: 1", "1: a",
    String(repeating: " ", count: 200) + "a: 1",
  ])
  func aHeaderThatIsNotUnderstoodIsLeftAsItIs(yaml: String) {
    #expect(YAMLBlock.members(of: yaml.split(separator: "\n").map(String.init)) == nil)
  }

  @Test func aNotebookOfJupytersIsAScriptAndSaysWhatItCannotHold() throws {
    let bytes = try read(fixtures.appending(path: "jupyter.ipynb").path)
    let (document, losses) = try JupyterReader.read(bytes, name: "jupyter.ipynb")
    #expect(
      losses.description
        == "a script has no place for the outputs of 1 cell, the attachments of 1 cell, the ids of 6 cells")
    #expect(document.fileText.contains("# %% collapsed=true tags=[\"first\", \"é\"]\n# %matplotlib inline\n"))
    #expect(document.fileText.contains("'''\n%s\n'''"))
    #expect(document.fileText.contains("# %%bash\n# ls *.py\n"))
    #expect(document.fileText.contains("# %% Last n=1.5\ny = 1\n"))
    let first = try #require(JSON(bytes))
    let again = try #require(JSON(JupyterWriter.write(try parse(document.fileBytes))))
    #expect(withoutOwn(again["metadata"]?.members ?? []) == first["metadata"]?.members)
    for (old, new) in zip(first["cells"]?.items ?? [], again["cells"]?.items ?? []) {
      #expect(trimmed(source(new)) == trimmed(source(old)))
      #expect(new["cell_type"] == old["cell_type"])
      #expect(withoutOwn(sorted(new["metadata"])) == sorted(old["metadata"]))
    }
  }

  /// Lines that are comments in Jupyter, and metadata whose keys are no words, are the same after a script held them.
  @Test func whatJupyterHoldsComesBackFromAScript() throws {
    let code = [
      "# !important", "# %time commented", "# ls?", "# # Why?", "!ls", "  # %matplotlib inline", "x = 1  # ?", "# why",
    ].joined(separator: "\n")
    let metadata = JSON.object([
      JSON.Member(key: "tags", value: .array([.string("x")])), JSON.Member(key: "a b", value: .number("1")),
      JSON.Member(key: "@k", value: .string("{=}")),
    ])
    let notebook = JSON.object([
      JSON.Member(key: "nbformat", value: .number("4")),
      JSON.Member(
        key: "cells",
        value: .array([
          .object([
            JSON.Member(key: "cell_type", value: .string("code")), JSON.Member(key: "metadata", value: metadata),
            JSON.Member(key: "source", value: .string(code)),
          ])
        ])),
    ])
    let script = try JupyterReader.read(Array(notebook.compact.utf8), name: "a.ipynb").0.fileBytes
    let cell = try #require(JSON(JupyterWriter.write(try parse(script)))?["cells"]?.items?.first)
    #expect(source(cell) == code)
    #expect(withoutOwn(sorted(cell["metadata"])) == sorted(metadata))
  }

  @Test func whatIsEditedInJupyterComesBackAndTheRestKeepsItsBytes() throws {
    let script = "#%% One\nx = 1\n\n\n\n# %% [markdown]\n\"\"\"\ntext\n\"\"\"\n# %% two\ny = 2"
    let notebook = text(JupyterWriter.write(try parse(script)))
    let edited = notebook.replacing("\"text\"", with: "\"other\"").replacing("\"y = 2\"", with: "\"y = 3\"")
    let back = try JupyterReader.read(Array(edited.utf8), name: "a.ipynb").0.fileText
    #expect(back == script.replacing("text", with: "other").replacing("y = 2", with: "y = 3"))
  }

  @Test func whatIsNoNotebookIsOneError() {
    for file in [
      "", "{}", "[1]", "{\"cells\": [], \"nbformat\": 3}", "{\"cells\": []", String(repeating: "[", count: 9999),
    ] {
      #expect(throws: SessionFileError("a.ipynb", .noJupyterNotebook)) {
        try JupyterReader.read(Array(file.utf8), name: "a.ipynb")
      }
    }
  }

  @Test func aValueIsSpeltAsItWasRead() throws {
    let spelling = #"{"a": [1, -2.50e+3, true, null], "é": "q\"\\\n\u0001/😀", "b": {}, "c": []}"#
    #expect(JSON(Array(spelling.utf8))?.compact == spelling)
    #expect(JSON(Array(#""\ud83d\ude00\/\ud83d""#.utf8)) == .string("😀/\u{FFFD}"))
    for wrong in ["", "1 2", "[1,]", "{\"a\"}", "\"a", "nul", "+1", "\"\\x\"", "\"\\u12\"", "01", "1.", "-"] {
      #expect(JSON(Array(wrong.utf8)) == nil, "\(wrong)")
    }
  }
}

@Suite struct SettingsSpellingTests {
  @Test func anUnknownSettingKeepsItsQuotesWhenAnotherChanges() throws {
    var document = try parse("x\n\n# compbook: later=\"plain\" input=random other=\"a \\\" b\" bare\n")
    document.settings.seed = 3
    #expect(document.fileText == "x\n\n# compbook: input=random seed=3 later=\"plain\" other=\"a \\\" b\" bare\n")
    #expect(try parse(document.fileBytes).settings == document.settings)
  }

  @Test func aTitleIsWithoutItsMetadata() throws {
    let document = try parse("# %% Two words [markdown] tags=[\"a b\"] n=2\n# x\n# %% a == b\ny\n")
    #expect(document.cells.map(\.title) == ["Two words", "a == b"])
  }
}
