// `--input` and `--scaling` of the program, and the session's own settings of them.

import Foundation
import Testing

@Suite(.enabled(if: Compbook.isBuilt))
struct InputTests {
  /// Its output is its input, so that a run tells what went in.
  private static let session = """
    import keras
    from keras.layers import *
    model = keras.Sequential([keras.Input((11, 14, 3)), Flatten()])
    """

  private static let picture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/pictures/colour.png")

  private func values(_ outcome: Outcome) throws -> [Double] {
    let forward = try #require(outcome.json["forward"] as? [String: Any])
    return try #require((forward["output"] as? [[Double]])?.first)
  }

  @Test func aPictureGoesInScaled() throws {
    let run = { (options: [String]) in
      try Compbook.run(["run", "-", "--json", "--input", Self.picture.path()] + options, input: Self.session)
    }
    let bytes = try values(run(["--scaling", "0..255"]))
    #expect(bytes.count == 11 * 14 * 3 && bytes.allSatisfy { $0 == $0.rounded() } && bytes.contains { $0 > 1 })
    let unit = try values(run([]))
    let signed = try values(run(["--scaling", "-1..1"]))
    #expect(zip(bytes, unit).allSatisfy { ($0 / 255 - $1).magnitude < 1e-6 })
    #expect(zip(bytes, signed).allSatisfy { ($0 / 127.5 - 1 - $1).magnitude < 1e-6 })
  }

  @Test func theSessionsOwnPictureLiesBesideIt() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(at: Self.picture, to: folder.url.appending(path: "cat.png"))
    let session = try folder.file("session.py", Self.session + "\n\n# compbook: input=cat.png scaling=0..255\n")
    let outcome = try Compbook.run(["run", session.path])
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.contains("\nforward of model on cat.png · 0–255 · seed 0 · "))
  }

  @Test func theReportTellsTheScaling() throws {
    let scaling = { (options: [String]) in
      let outcome = try Compbook.run(["run", "-", "--json"] + options, input: Self.session)
      return try #require(outcome.json["forward"] as? [String: Any])["scaling"]
    }
    #expect(try scaling([]) as? String == "0..1")
    #expect(try scaling(["--scaling", "-1..1"]) as? String == "-1..1")
    #expect(try scaling(["--input", "random"]) is NSNull)
  }

  @Test func aDataSetThatIsNotHereIsOneSentenceThatNamesTheCommand() throws {
    let nowhere = try TemporaryFolder()
    let environment = ["HOME": nowhere.url.path, "COMPBOOK_DATA": nowhere.url.path]
    let sentence = "CIFAR-100 is not on this machine: compbook fetch cifar100 gets it, and"
    let asked = try Compbook.run(["run", "-", "--input", "cifar100"], input: Self.session, environment: environment)
    #expect(asked.exitCode == 64 && asked.diagnostics.hasPrefix("Error: --input: \(sentence)"))
    let own = try Compbook.run(
      ["run", "-"], input: Self.session + "\n# compbook: input=cifar100:3\n", environment: environment)
    #expect(own.exitCode == 1 && own.diagnostics.contains(sentence))
  }

  @Test(arguments: [
    (["--scaling", "0..2"], "Error: --scaling: '0..2' is no scaling: give 0..255, 0..1 or -1..1\n"),
    (["--input", "/no/cat.png"], "Error: --input: /no/cat.png: there is no such file\n"),
    (["--input", "cat"], "Error: --input: 'cat' is no input: give random, "),
    (["--input", #filePath], "Error: --input: \(#filePath) is no picture and no whole CIFAR batch: "),
  ])
  func whatIsNoInputIsOneSentence(options: [String], start: String) throws {
    let outcome = try Compbook.run(["run", "-"] + options, input: Self.session)
    #expect(outcome.exitCode == 64 && outcome.diagnostics.hasPrefix(start), "\(outcome.diagnostics)")
  }
}
