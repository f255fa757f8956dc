// The percent format: what was not edited keeps its bytes, what was edited changes its own.

import Diagnostics
import Testing

@testable import Notebook

@Suite struct PercentTests {
  @Test(arguments: OddFiles.all) func aFileComesBackByteForByte(file: String) throws {
    #expect(try parse(file).fileBytes == Array(file.utf8))
  }

  @Test(arguments: OddFiles.all) func takenBackTypingLeavesTheBytes(file: String) throws {
    var document = try parse(file)
    for index in document.cells.indices {
      let text = document.cells[index].text
      document.setText(text + "!", of: index)
      document.setText(text, of: index)
    }
    #expect(document.fileBytes == Array(file.utf8))
  }

  @Test(arguments: OddFiles.all) func whatIsWrittenReadsAsTheSameCells(file: String) throws {
    var document = try parse(file)
    for index in document.cells.indices { document.setText("first\n\nlast of \(index)", of: index) }
    document.perform(.insertCell(Cell(id: document.newCellID(), kind: .markdown, text: "new\n\n%% text"), at: 1))
    document.perform(.insertCell(Cell(id: document.newCellID(), text: "new"), at: document.cells.count))
    let read = try parse(document.fileBytes)
    #expect(read.texts == document.texts)
    #expect(read.settings == document.settings)
    #expect(read.fileBytes == document.fileBytes)
  }

  @Test func randomFilesComeBackByteForByteAndEditsSurviveSaving() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<2000 {
      let bytes = RandomFile.make(&generator)
      var document = try parse(bytes)
      #expect(document.fileBytes == bytes, "seed \(seed), \(text(bytes).debugDescription)")
      for _ in 0..<3 { document.perform(RandomEdit.make(for: &document, &generator)) }
      let saved = document.fileBytes
      #expect(try parse(saved).fileBytes == saved, "seed \(seed), \(text(bytes).debugDescription)")
      // A title may end a string that code leaves open: its line is then within that string, to Python too.
      let titles = document.cells.map { text($0.origin.marker ?? []) }
      guard !titles.contains(where: { $0.contains("\"\"\"") || $0.contains("'''") }) else { continue }
      document.setText("unlike any other", of: document.cells.count - 1)
      let last = try parse(document.fileBytes).cells.last
      #expect(last?.text.hasSuffix("unlike any other") == true, "seed \(seed), \(text(bytes).debugDescription)")
    }
  }

  @Test func cellsHaveTheTextWithoutTheBlankLinesBetween() throws {
    let document = try parse("# %% One\n\nx = 1\n\n\n# %% [markdown] Two\n# # Title\n#\n# text\n\n# %%\n")
    #expect(document.texts == ["\nx = 1", "# Title\n\ntext", ""])
    #expect(document.cells.map(\.kind) == [.code, .markdown, .code])
    #expect(document.cells.map(\.title) == ["One", "Two", ""])
  }

  @Test func aFileWithoutMarkersIsOneCell() throws {
    let document = try parse("import keras\n\nx = 1\n")
    #expect(document.texts == ["import keras\n\nx = 1"])
  }

  @Test func shebangCodingLineAndJupyterHeaderAreInNoCell() throws {
    #expect(try parse("#!/usr/bin/env python3\n# coding: utf-8\n\nx\n").texts == ["x"])
    #expect(try parse("# ---\n# jupyter: a\n# ---\n\n# %%\nx\n").texts == ["x"])
    #expect(try parse("\u{FEFF}x\n").texts == ["x"])
  }

  @Test func lineEndingsOfEveryKindReadAsLineFeeds() throws {
    #expect(try parse("# %%\r\na\r\nb\rc\nd").texts == ["a\nb\nc\nd"])
  }

  @Test func anEditedLineChangesOnlyItself() throws {
    var document = try parse("# %%\r\none\ntwo\r\nthree\rfour\r\n\r\n# %%\r\nx\r\n")
    document.setText("one\n2\nthree\nfour", of: 0)
    #expect(document.fileText == "# %%\r\none\n2\r\nthree\rfour\r\n\r\n# %%\r\nx\r\n")
  }

  @Test func linesBetweenTwoEditedOnesKeepTheirBytes() throws {
    var document = try parse("# %% [markdown]\n# one\n#two\n#  three\n\n# five\n")
    document.setText("1\ntwo\n three\n\n5", of: 0)
    #expect(document.fileText == "# %% [markdown]\n# 1\n#two\n#  three\n\n# 5\n")
  }

  @Test func newLinesEndAsTheFileDoes() throws {
    var document = try parse("# %%\r\na\r\n")
    document.setText("a\nb", of: 0)
    document.perform(.insertCell(Cell(id: document.newCellID(), text: "c"), at: 1))
    #expect(document.fileText == "# %%\r\na\r\nb\r\n\r\n# %%\r\nc\r\n")
  }

  @Test func aTripleQuotedTextStaysInItsQuotes() throws {
    var document = try parse("# %% [markdown]\n\"\"\"\n# Title\n\"\"\"\n\n# %%\nx\n")
    #expect(document.cells[0].kind == .markdown)
    document.setText("# Title\n\nmore", of: 0)
    #expect(document.fileText == "# %% [markdown]\n\"\"\"\n# Title\n\nmore\n\"\"\"\n\n# %%\nx\n")
    document.setText("a backslash \\nu", of: 0)
    #expect(document.fileText.contains("\nr\"\"\"\na backslash \\nu\n\"\"\"\n"))
    document.setText("its own \"\"\"", of: 0)
    #expect(document.fileText.contains("\n# its own \"\"\"\n"))
  }

  @Test func aStringLeftOpenInCodeTakesNoCellIntoIt() throws {
    var document = try parse("# %%\nx = 1\n\n# %% [markdown]\n\"\"\"\n# Title\n\"\"\"\n\n# %%\ny\n")
    document.setText("x = \"\"\"", of: 0)
    #expect(document.fileText == "# %%\nx = \"\"\"\n\n# %% [markdown]\n# # Title\n\n# %%\ny\n")
    #expect(try parse(document.fileBytes).texts == document.texts)
    let before = document.snapshot
    document.setText("x = \"\"\"closed\"\"\"", of: 0)
    #expect(document.snapshot(after: before) == document.snapshot)
    #expect(document.fileText.contains("\n\"\"\"\n# Title\n\"\"\"\n"))
  }

  @Test func aStringThatEndsWhereAnotherBeginsIsClosed() throws {
    #expect(try parse("x = '''\n# %%\n''''''\ny\n").texts == ["x = '''\n# %%\n''''''\ny"])
  }

  @Test func textThatWouldReadAsAMarkerIsQuoted() throws {
    var document = try parse("# %% [markdown]\n# text\n")
    document.setText("%% text", of: 0)
    #expect(document.fileText == "# %% [markdown]\nr\"\"\"\n%% text\n\"\"\"\n")
    #expect(try parse(document.fileBytes).texts == ["%% text"])
  }

  @Test func whatPythonWouldRunIsCodeWhateverItsMarkerSays() throws {
    #expect(try parse("# %% [markdown]\nx = 1\n").cells[0].kind == .code)
    #expect(try parse("# %% [markdown]\n\"\"\"a\"\"\" + \"\"\"b\"\"\"\n").cells[0].kind == .code)
  }

  @Test func typingIntoAFileWithoutAFinalNewlineKeepsItSo() throws {
    var document = try parse("# %%\nx")
    document.setText("xy", of: 0)
    #expect(document.fileText == "# %%\nxy")
    document.perform(.insertCell(Cell(id: document.newCellID(), text: "z"), at: 1))
    #expect(document.fileText == "# %%\nxy\n\n# %%\nz\n")
  }

  @Test func typingIntoAnEmptyCellAtTheEndStartsALine() throws {
    var document = try parse("# %%")
    document.setText("x", of: 0)
    #expect(document.fileText == "# %%\nx\n")
    document = try parse("")
    document.setText("x", of: 0)
    #expect(document.fileText == "x\n")
    document = try parse("# %%\n# %%\n")
    document.setText("x", of: 0)
    #expect(document.fileText == "# %%\nx\n# %%\n")
  }

  @Test func cellsComeAndGoWithTheirBlankLines() throws {
    let file = "# %%\na\n\n# %%\nb\n\n# %%\nc\n"
    var document = try parse(file)
    let ids = document.cells.map(\.id)
    document.perform(.insertCell(Cell(id: document.newCellID(), kind: .markdown, text: "m"), at: 1))
    #expect(document.fileText == "# %%\na\n\n# %% [markdown]\n# m\n\n# %%\nb\n\n# %%\nc\n")
    _ = document.undo()
    document.perform(.moveCell(ids[2], to: 0))
    #expect(document.fileText == "# %%\nc\n\n# %%\na\n\n# %%\nb\n")
    _ = document.undo()
    document.perform(.removeCell(ids[2]))
    #expect(document.fileText == "# %%\na\n\n# %%\nb\n")
  }

  @Test func aFirstCellWithoutAMarkerGetsOneWhereItNeedsIt() throws {
    var document = try parse("a\n\n# %%\nb\n")
    document.perform(.moveCell(document.cells[0].id, to: 1))
    #expect(document.fileText == "# %%\nb\n\n# %%\na\n")
  }

  @Test func aChangedKindKeepsTheTitle() throws {
    var document = try parse("# %% Title tags=[\"a\"]\nx\n")
    document.perform(.replaceCell(document.cells[0].changing(to: .markdown)))
    #expect(document.fileText == "# %% [markdown] Title tags=[\"a\"]\n# x\n")
    document.perform(.replaceCell(document.cells[0].changing(to: .code)))
    #expect(document.fileText == "# %% Title tags=[\"a\"]\nx\n")
  }

  @Test func aCommentedMagicIsNoMarker() throws {
    #expect(try parse("# %%time\nx\n").cells.count == 1)
    #expect(try parse("#%%\nx\n#%%[markdown]\n# y\n# %%% z\n").texts == ["x", "y", ""])
  }

  @Test func theSnapshotCountsLinesAsTheFileDoes() throws {
    for file in OddFiles.all {
      var document = try parse(file)
      document.perform(.insertCell(Cell(id: document.newCellID(), text: "first\nsecond"), at: 0))
      // A title may end a string that code leaves open: its line is then within that string, to Python too.
      let titles = document.cells.map { text($0.origin.marker ?? []) }
      guard !titles.contains(where: { $0.contains("\"\"\"") || $0.contains("'''") }) else { continue }
      document.setText("unlike any other", of: document.cells.count - 1)
      let lines = Line.all(in: document.fileBytes[...]).map { text(Array($0.content)) }
      for cell in document.snapshot.cells where cell.kind == .code && !cell.text.isEmpty {
        let first = cell.text.prefix { $0 != "\n" }
        #expect(lines[cell.firstLine - 1].hasSuffix(first), "\(file.debugDescription)")
      }
    }
    let quoted = try parse("# %% [markdown]\n\"\"\"\ntext\n\"\"\"\n\n# %%\nx\n").snapshot
    #expect(quoted.cells.map(\.firstLine) == [3, 7])
  }

  @Test func equivalentUnicodeIsStillAnEdit() throws {
    var document = try parse("# %%\nx = 'e\u{301}'\n")
    document.setText("x = '\u{E9}'", of: 0)
    #expect(document.fileBytes == Array("# %%\nx = '\u{E9}'\n".utf8))
  }
}

@Suite struct NotebookSettingsTests {
  @Test func settingsAreReadFromTheLastLine() throws {
    let document = try parse("# %%\nx\n\n# compbook: input=cifar10:4 seed=7\n")
    #expect(document.settings == NotebookSettings(input: "cifar10:4", seed: 7))
    #expect(document.texts == ["x"])
  }

  @Test func onlyWhatDiffersFromTheDefaultsIsWritten() throws {
    var document = try parse("# %%\nx\n")
    document.settings.input = "cifar10:4"
    #expect(document.fileText == "# %%\nx\n\n# compbook: input=cifar10:4\n")
    document.settings.seed = 3
    #expect(document.fileText == "# %%\nx\n\n# compbook: input=cifar10:4 seed=3\n")
    document.settings.scaling = "-1..1"
    #expect(document.fileText == "# %%\nx\n\n# compbook: input=cifar10:4 scaling=-1..1 seed=3\n")
    #expect(try parse(document.fileText).settings == document.settings)
    document.settings = NotebookSettings()
    #expect(document.fileText == "# %%\nx\n")
  }

  @Test func unknownSettingsStay() throws {
    var document = try parse("x\n\n# compbook: seed=1 pinned=a,b\n")
    document.settings.seed = 0
    #expect(document.fileText == "x\n\n# compbook: pinned=a,b\n")
  }

  @Test func aPathWithBlanksAndQuotesComesBack() throws {
    var document = try parse("x\n")
    document.settings.input = "my \"own\\\" pictures.bin:3"
    #expect(try parse(document.fileBytes).settings == document.settings)
    document.settings.input = "C:\\x.bin"
    #expect(try parse(document.fileBytes).settings == document.settings)
  }

  @Test func anUnusableSettingIsAWarningAndStaysInTheFile() throws {
    let opened = try SessionFile.parse(Array("x\n# compbook: seed=-1\n".utf8), name: "a.py")
    #expect(opened.document.settings.seed == 0)
    #expect(opened.warnings.map(\.severity) == [.warning])
    #expect(opened.warnings[0].message.hasPrefix("line 2: the setting seed=-1 is ignored"))
  }
}
