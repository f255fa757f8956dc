// The files beside a session: what a session may read, what it may not, and when it reads again.

import Diagnostics
import Foundation
import KerasBindings
import Language
import Notebook
import Testing

@testable import Kernel

/// A folder with a session and files beside it, gone at the end.
private final class TestFolder {
  let url: URL
  private var evaluation = DocumentEvaluation()

  init(_ files: [String: String]) throws {
    url = FileManager.default.temporaryDirectory.appending(path: "folder-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (path, text) in files { try write(text, to: path) }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ text: String, to path: String) throws {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func link(_ path: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: url.appending(path: path).path, withDestinationPath: target)
  }

  /// Brings the cells up to date; which of them ran again.
  @discardableResult
  func update(_ cells: String...) -> [Bool] {
    let before = evaluation.stages.map(\.source.base)
    let path = url.appending(path: "session.py").path
    let sources = SessionFolder(ofSession: path)?.sources
    evaluation = withLargeStack { [evaluation] in
      var evaluation = evaluation
      let cells = cells.enumerated().map { CodeCell(id: CellID($0.offset + 1), text: $0.element, firstLine: 1) }
      _ = evaluation.update(to: cells, fileName: path, folder: sources)
      return evaluation
    }
    return evaluation.stages.map { !before.contains($0.source.base) }
  }

  var output: String { evaluation.stages.map(\.output).joined() }
  var messages: [String] { evaluation.stages.flatMap(\.diagnostics).map(\.message) }
  var reports: [CellReport] {
    let reports = evaluation.reports(sources: evaluation.sources)
    return evaluation.stages.compactMap { reports[$0.cell.id] }
  }
}

struct SessionFolderTests {
  @Test func filesAndPackagesBesideTheSessionAreImported() throws {
    let folder = try TestFolder([
      "blocks.py": "\u{FEFF}size = 2\r\ndef double(x):\r\n    return x * size\r\n",
      "models/unit.py": "from .base import name\n", "models/base.py": "name = 'base'\n",
      "models/__init__.py": "kind = 'package'\n", "plain/part.py": "x = 1\n",
    ])
    folder.update(
      "import blocks\nfrom models.unit import name\nfrom models import kind\nfrom plain import part\n",
      "print(blocks.double(4), name, kind, part.x)\n")
    #expect(folder.messages == [])
    #expect(folder.output == "8 base package 1\n")
  }

  @Test func aChangedFileIsReadAgainAndOnlyWhatImportedItRuns() throws {
    let folder = try TestFolder(["a.py": "x = 1\n", "b.py": "y = 1\n"])
    #expect(folder.update("z = 0\n", "import a\n", "import b\nprint(a.x, b.y)\n") == [true, true, true])
    #expect(folder.update("z = 0\n", "import a\n", "import b\nprint(a.x, b.y)\n") == [false, false, false])
    try folder.write("y = 2\n", to: "b.py")
    #expect(folder.update("z = 0\n", "import a\n", "import b\nprint(a.x, b.y)\n") == [false, false, true])
    #expect(folder.output == "1 2\n")
    try folder.write("x = 3\n", to: "a.py")
    #expect(folder.update("z = 0\n", "import a\n", "import b\nprint(a.x, b.y)\n") == [false, true, true])
    #expect(folder.output == "3 2\n")
  }

  @Test func aFileThatAppearsIsFound() throws {
    let folder = try TestFolder([:])
    folder.update("import late\nprint(late.x)\n")
    #expect(folder.messages.count == 1)
    try folder.write("x = 1\n", to: "late.py")
    folder.update("import late\nprint(late.x)\n")
    #expect(folder.messages == [])
    #expect(folder.output == "1\n")
  }

  @Test func aLinkOutOfTheFolderIsRefused() throws {
    let outside = try TestFolder(["secret.py": "print('read')\n", "inner/deep.py": "print('read')\n"])
    let folder = try TestFolder(["own.py": "print('own')\n", "sub/part.py": "print('part')\n"])
    try folder.link("secret.py", to: outside.url.appending(path: "secret.py").path)
    try folder.link("inner", to: outside.url.appending(path: "inner").path)
    try folder.link("up", to: "..")
    try folder.link("alias.py", to: "own.py")
    try folder.link("same", to: "sub")
    for text in ["import secret\n", "import inner.deep\n", "from inner import deep\n", "from up import own\n"] {
      folder.update(text)
      #expect(folder.output.isEmpty)
      #expect(folder.messages.count == 1)
      #expect(folder.messages.first?.contains("is a link that leads out of the session's folder") == true, "\(text)")
    }
    folder.update("import alias\nimport same.part\n")
    #expect(folder.messages == [])
    #expect(folder.output == "own\npart\n")
  }

  @Test func whatIsNoTextIsRefusedInOneSentence() throws {
    let folder = try TestFolder([:])
    try Data([0x78, 0xFF]).write(to: folder.url.appending(path: "latin.py"))
    try Data([0x00]).write(to: folder.url.appending(path: "binary.py"))
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "kept.py"), withIntermediateDirectories: true)
    try Data(repeating: 0x23, count: SessionFolder.sizeLimit + 1).write(to: folder.url.appending(path: "large.py"))
    mkfifo(folder.url.appending(path: "pipe.py").path, 0o600)
    let endings = [
      ("latin", "byte 0xFF is not UTF-8; save the file as UTF-8"), ("binary", "is a binary file, not a Python script"),
      ("kept", "is no ordinary file"), ("large", "is larger than 4 MiB: this is no session file"),
      ("pipe", "is no ordinary file"),
    ]
    for (name, ending) in endings {
      folder.update("import \(name)\n")
      #expect(folder.messages.count == 1)
      #expect(folder.messages.first?.hasPrefix("ImportError: ") == true)
      #expect(folder.messages.first?.hasSuffix(ending) == true, "\(folder.messages)")
    }
  }

  @Test func pathsThatAreNoNamesFindNothing() throws {
    let folder = try TestFolder(["a.py": "x = 1\n"])
    let found = try #require(SessionFolder(ofSession: folder.url.appending(path: "session.py").path))
    for path in [["..", "a"], ["/etc/passwd"], ["a\0b"], [""], [".", "a"], ["a.py"]] {
      #expect(found.find(path) == .missing)
    }
    for path in [nil, "/no/such/folder/session.py"] { #expect(SessionFolder(ofSession: path)?.sources.folder == nil) }
  }

  @Test func anErrorInAFileStandsAtTheLineThatLedThere() throws {
    let folder = try TestFolder(["blocks.py": "def fail(n):\n    return n // 0\n", "bad.py": "\nx = nothing\n"])
    folder.update("import blocks\ny = 1\nz = blocks.fail(3)\n", "import bad\n")
    let problems = folder.reports.flatMap(\.problems)
    #expect(problems.map(\.place.line) == [2, 0])
    #expect(
      problems.map { $0.message.replacing(folder.url.path + "/", with: "") } == [
        "blocks.py:2: ZeroDivisionError: integer division or modulo by zero",
        "bad.py:2: NameError: name 'nothing' is not defined",
      ])
  }

  @Test func aFilesLayersHaveTheSessionsLines() throws {
    let folder = try TestFolder([
      "blocks.py": """
      from keras.layers import Conv2D, Flatten
      def block(x, filters):
          return Conv2D(filters, 3)(x)
      top = Flatten()
      """
    ])
    folder.update(
      """
      import keras
      from blocks import block, top
      x = keras.Input((8, 8, 3))
      y = block(x, 4)
      model = keras.Model(x, top(y))
      """)
    #expect(folder.messages == [])
    #expect(folder.reports.first?.inlays.map(\.line) == [1, 2, 3, 4])
  }
}
