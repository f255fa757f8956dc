// `compbook export`: formats, files and exit codes.

import Foundation
import Testing

@Suite(.enabled(if: Compbook.isBuilt))
struct ExportTests {
  private static let session = """
    import keras
    from keras.layers import Conv2D, Flatten, Input
    image = Input((8, 8, 3))
    first = keras.Sequential([Input((4,)), Flatten()], name='first')
    model = keras.Model(image, Flatten()(Conv2D(4, 3)(image)), name='second')

    """

  @Test(arguments: [
    ("keras", "import keras\n"), ("markdown", "```python\n"), ("html", "<!DOCTYPE html>"), ("svg", "<?xml"),
    ("dot", "digraph \"second\" {"),
  ])
  func everyFormatGoesToStandardOutput(format: String, start: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("session.py", Self.session)
    let outcome = try Compbook.run(["export", file.path, "--to", format])
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.hasPrefix(start))
    #expect(outcome.diagnostics.isEmpty)
  }

  @Test func aFileIsWrittenAndTheSessionNever() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("session.py", Self.session)
    let target = folder.url.appending(path: "out.svg").path
    #expect(try Compbook.run(["export", file.path, "--to", "svg", "--model", "first", "-o", target]).output.isEmpty)
    #expect(try String(contentsOfFile: target, encoding: .utf8).contains("<title>first</title>"))
    let outcome = try Compbook.run(["export", file.path, "--to", "keras", "-o", file.path])
    #expect(outcome.exitCode == 1)
    #expect(try String(contentsOf: file, encoding: .utf8) == Self.session)
  }

  /// Both models lack the picture; it is told once, of the line that names it, and all else is there.
  @Test(arguments: ["html", "svg"]) func aMissingPictureIsToldOfTheSettings(format: String) throws {
    let folder = try TemporaryFolder()
    let models = Self.session + "other = keras.Model(image, Flatten()(image))\n"
    let file = try folder.file("session.py", models + "\n# compbook: input=nowhere.png\n")
    let outcome = try Compbook.run(["export", file.path, "--to", format])
    #expect(outcome.exitCode == 1)
    #expect(outcome.diagnostics.hasPrefix("\(file.path):8:1: error: "))
    #expect(outcome.diagnostics.contains("nowhere.png") && outcome.diagnostics.contains("\n# compbook: input="))
    #expect(outcome.diagnostics.components(separatedBy: "error:").count == 2)
    #expect(outcome.output.contains("<svg"))
    #expect(try Compbook.run(["run", file.path]).diagnostics == outcome.diagnostics)
  }

  @Test func theSessionsPictureIsSoughtBesideIt() throws {
    let folder = try TemporaryFolder()
    let picture = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../Fixtures/pictures/colour.png")
    try FileManager.default.copyItem(at: picture, to: folder.url.appending(path: "own.png"))
    let file = try folder.file("session.py", Self.session + "\n# compbook: input=own.png\n")
    let outcome = try Compbook.run(["export", file.path, "--to", "markdown"])
    #expect(outcome.exitCode == 0)
    #expect(outcome.diagnostics.isEmpty)
    #expect(outcome.output.contains("Forward pass on own.png"))
  }

  @Test func whatCannotBeDrawnSaysSo() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("session.py", "x = 1\n")
    let outcome = try Compbook.run(["export", file.path, "--to", "svg"])
    #expect(outcome.exitCode == 1)
    #expect(outcome.diagnostics.hasSuffix("session.py makes no model and calls no layer: there is nothing to draw\n"))
    #expect(try Compbook.run(["export", file.path, "--to", "pdf"]).exitCode == 64)
  }
}
