// `compbook run` on sessions that import the files beside them.

import Foundation
import Testing

@Suite(.enabled(if: Compbook.isBuilt))
struct ImportTests {
  @Test func filesBesideTheSessionAreImported() throws {
    let folder = try TemporaryFolder()
    _ = try folder.file(
      "blocks.py",
      """
      from keras.layers import Conv2D
      def block(filters):
          return Conv2D(filters, 3, name='own')

      """)
    let session = try folder.file(
      "session.py",
      """
      import keras
      from blocks import block
      image = keras.Input((8, 8, 3))
      model = keras.Model(image, block(4)(image))

      """)
    let outcome = try Compbook.run(["run", session.path, "--json"])
    #expect(outcome.exitCode == 0)
    let model = try #require((outcome.json["models"] as? [[String: Any]])?.first)
    let layers = try #require(model["layers"] as? [[String: Any]])
    #expect(layers.map { $0["name"] as? String } == ["input_layer", "own"])
    // What a file made stands at the session's own line.
    #expect(layers.map { $0["line"] as? Int } == [3, 4])
  }

  @Test func anErrorInAFileNamesTheFileAndTheLines() throws {
    let folder = try TemporaryFolder()
    let blocks = try folder.file("blocks.py", "def block(n):\n    return n // 0\n")
    let session = try folder.file("session.py", "import blocks\nx = blocks.block(3)\n")
    let outcome = try Compbook.run(["run", session.path])
    #expect(outcome.exitCode == 1)
    #expect(
      outcome.diagnostics == """
        \(blocks.path):2:12: error: ZeroDivisionError: integer division or modulo by zero
            return n // 0
                   ^~~~~~
        \(session.path):2:5: note: in block(), called here

        """)
    let problems = try #require(Compbook.run(["run", session.path, "--json"]).json["diagnostics"] as? [[String: Any]])
    #expect(problems.map { $0["file"] as? String } == [blocks.path])
    #expect(problems.map { $0["line"] as? Int } == [2])
  }

  @Test func standardInputHasNoFolder() throws {
    let outcome = try Compbook.run(["run", "-"], input: "from .blocks import block\n")
    #expect(outcome.exitCode == 1)
    #expect(outcome.diagnostics.contains("ImportError: a relative import needs a folder"))
  }
}
