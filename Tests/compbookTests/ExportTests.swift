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

  @Test func whatCannotBeDrawnSaysSo() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("session.py", "x = 1\n")
    let outcome = try Compbook.run(["export", file.path, "--to", "svg"])
    #expect(outcome.exitCode == 1)
    #expect(outcome.diagnostics.hasSuffix("session.py makes no model and calls no layer: there is nothing to draw\n"))
    #expect(try Compbook.run(["export", file.path, "--to", "pdf"]).exitCode == 64)
  }
}
