// `compbook run` on sessions that are fine.

import Foundation
import Testing

@Suite(.enabled(if: Compbook.isBuilt))
struct RunTests {
  /// A small classifier.
  static let classifier = """
    import keras
    from keras.layers import Dense, Flatten, Input
    image = Input((8, 8, 3))
    model = keras.Model(image, Dense(10, activation='softmax')(Flatten()(image)))
    print('made')

    """

  static let listing = packageRoot.appending(path: "../shared/reference/effnet_listing.py").standardizedFileURL.path
  static let hasListing = {
    let exists = FileManager.default.fileExists(atPath: listing)
    if !exists { print("skipped: there is no \(listing)") }
    return exists
  }()

  // Figures: the published listing under Keras 3.
  @Test(.enabled(if: hasListing))
  func effNetHasItsPublishedCounts() throws {
    let outcome = try Compbook.run(["run", Self.listing, "--json"])
    #expect(outcome.exitCode == 0)
    #expect(outcome.diagnostics.isEmpty)
    let report = try outcome.json
    let models = try #require(report["models"] as? [[String: Any]])
    #expect(models.count == 1)
    let model = try #require(models.first)
    #expect(model["name"] as? String == "EffNet")
    #expect(model["parameters"] as? [String: Int] == ["total": 111498, "trainable": 109258, "nonTrainable": 2240])
    #expect(model["multiplyAdds"] as? Int == 4_067_328)
    #expect((model["outputShapes"] as? NSArray) == [[NSNull(), 10]] as NSArray)
    let layers = try #require(model["layers"] as? [[String: Any]])
    #expect(
      layers.map { $0["parameters"] as? Int } == [
        0, 256, 256, 0, 256, 2368, 4416, 512, 0, 512, 8832, 17024, 1024, 0, 1024, 34048, 0, 40970,
      ])
    let forward = try #require(report["forward"] as? [String: Any])
    let output = try #require(forward["output"] as? [[Double]])
    #expect(output.count == 1 && output.first?.count == 10)
    #expect(abs(output[0].reduce(0, +) - 1) < 1e-5)
  }

  @Test func everyKeyIsThereWhateverTheSessionDoes() throws {
    for session in [Self.classifier, "", "x = (", "from keras.layers import Input\nx = Input((4,))"] {
      let report = try Compbook.runSession(session, "--json").json
      #expect(Set(report.keys) == ["session", "output", "models", "forward", "diagnostics"])
    }
    let report = try Compbook.runSession(Self.classifier, "--json").json
    let model = try #require((report["models"] as? [[String: Any]])?.first)
    #expect(
      Set(model.keys) == [
        "variable", "name", "inputShapes", "outputShapes", "parameters", "multiplyAdds", "layers",
      ])
    let layer = try #require((model["layers"] as? [[String: Any]])?.last)
    #expect(
      Set(layer.keys) == [
        "name", "type", "outputShape", "parameters", "multiplyAdds", "activationBytes", "receptiveField", "compression",
        "milliseconds", "gigaMultiplyAddsPerSecond", "line", "layers",
      ])
    #expect(layer["activationBytes"] as? Int == 40)
    #expect(layer["receptiveField"] as? [String] == ["all", "all"])
    #expect(layer["compression"] as? Double == 10.0 / 192)
    #expect(try #require(layer["milliseconds"] as? Double) > 0)
    #expect(try #require(layer["gigaMultiplyAddsPerSecond"] as? Double) > 0)
    #expect(layer["line"] as? Int == 4)
    let forward = try #require(report["forward"] as? [String: Any])
    #expect(Set(forward.keys) == ["model", "input", "scaling", "seed", "milliseconds", "output"])
  }

  @Test func textIsWhatTheSessionPrintsThenItsModelsThenThePass() throws {
    let outcome = try Compbook.runSession(Self.classifier)
    let lines = outcome.output.split(separator: "\n")
    #expect(outcome.exitCode == 0)
    #expect(lines.first == "made")
    #expect(lines[1] == "Model: \"functional\"")
    #expect(outcome.output.contains(" Total params: 1,930 "))
    #expect(lines.last?.hasPrefix("forward of model on cifar10:0 cat") == true)
    #expect(lines.last?.contains(" · seed 0 · ") == true)
  }

  @Test func whatIsNotRunIsNotedAndNoFailure() throws {
    let session = Self.classifier + "model.compile('adam')\nhistory = model.fit()\nprint(history)\n"
    let outcome = try Compbook.runSession(session)
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.contains(" Total params: 1,930 "))
    let notes = outcome.diagnostics.split(separator: "\n").filter { $0.contains(": note: ") }
    #expect(
      notes.map { $0.drop { $0 != ":" } } == [
        ":6:1: note: Not run: model.compile prepares training, and Compbook only composes",
        ":7:11: note: Not run: model.fit trains, and Compbook only composes",
        ":8:7: note: Not run: needs history, which was not run (line 7)",
      ])
    let told = try #require(try Compbook.runSession(session, "--json").json["diagnostics"] as? [[String: Any]])
    #expect(told.map { $0["severity"] as? String } == ["note", "note", "note"])
    #expect(told.map { $0["code"] as? String } == ["not-run", "not-run", "not-run"])
    #expect(told.last?["message"] as? String == "Not run: needs history, which was not run (line 7)")
    #expect(told.map { $0["line"] as? Int } == [6, 7, 8])
  }

  @Test func aLayerWithoutAKernelIsNotedAndNoFailure() throws {
    let session = """
      from keras import layers, models
      model = models.Sequential([layers.Input((4,)), layers.Dense(3), layers.Activation('threshold')])
      """
    let outcome = try Compbook.runSession(session)
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.contains(" Total params: 15 "))
    #expect(outcome.diagnostics.contains(":2:9: note: activation is not run: there is no kernel for"))
  }

  @Test func aModelThatTheSessionPrintedIsNotPrintedAgain() throws {
    let outcome = try Compbook.runSession(Self.classifier + "model.summary()\n")
    #expect(outcome.output.split(separator: "Model: \"functional\"", omittingEmptySubsequences: false).count == 2)
  }

  @Test func equalRunsGiveEqualOutputsAndOtherSeedsOthers() throws {
    func output(_ options: String...) throws -> [[Double]] {
      let folder = try TemporaryFolder()
      let file = try folder.file("session.py", Self.classifier)
      let report = try Compbook.run(["run", file.path, "--json"] + options).json
      return try #require((report["forward"] as? [String: Any])?["output"] as? [[Double]])
    }
    let first = try output("--seed", "3")
    #expect(try output("--seed", "3") == first)
    #expect(try output("--seed", "4") != first)
    #expect(try output("--seed", "3", "--input", "cifar10:5") != first)
    let batch = try output("--seed", "3", "--batch", "3")
    #expect(batch.count == 3)
    #expect(batch.allSatisfy { $0.count == 10 })
  }

  @Test func theReportTellsWhatThePassRanOn() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("session.py", Self.classifier)
    let report = try Compbook.run(["run", file.path, "--json", "--input", "random", "--seed", "7"]).json
    let forward = try #require(report["forward"] as? [String: Any])
    #expect(forward["input"] as? String == "random")
    #expect(forward["seed"] as? Int == 7)
    #expect(report["output"] as? String == "made\n")
  }

  @Test func theSessionsOwnSettingsHoldUnlessTheCommandSaysOtherwise() throws {
    let session = Self.classifier + "\n# compbook: input=cifar10:4 seed=9\n"
    let report = try Compbook.runSession(session, "--json").json
    let forward = try #require(report["forward"] as? [String: Any])
    #expect(forward["input"] as? String == "cifar10:4")
    #expect(forward["seed"] as? Int == 9)
    let other = try Compbook.runSession(session, "--json", "--seed", "1").json
    #expect((other["forward"] as? [String: Any])?["seed"] as? Int == 1)
    #expect((other["forward"] as? [String: Any])?["input"] as? String == "cifar10:4")
  }

  @Test func aDashIsStandardInput() throws {
    let outcome = try Compbook.run(["run", "-"], input: "print(6 * 7)\n")
    #expect(outcome.output == "42\n")
    #expect(outcome.exitCode == 0)
  }

  @Test func thePassIsOfTheLastModelThatIsBuilt() throws {
    let session = Self.classifier + "other = keras.Sequential([Dense(3)])\n"
    let report = try Compbook.runSession(session, "--json").json
    #expect((report["models"] as? [[String: Any]])?.compactMap { $0["variable"] as? String } == ["model", "other"])
    #expect((report["forward"] as? [String: Any])?["model"] as? String == "model")
  }

  @Test func anUnknownSizeLeavesTheOutputOutAndSaysWhy() throws {
    let session = """
      import keras
      from keras.layers import Conv2D, Input
      image = Input((None, None, 3))
      model = keras.Model(image, Conv2D(4, 3)(image))

      """
    let outcome = try Compbook.runSession(session, "--json")
    #expect(outcome.exitCode == 0)
    let forward = try #require(try outcome.json["forward"] as? [String: Any])
    #expect(forward["output"] is NSNull)
    #expect(try outcome.codes == ["unknown-size"])
    let text = try Compbook.runSession(session)
    #expect(text.diagnostics.hasPrefix("session.py:4:9: note: "))
  }

  @Test func valuesThatJSONLacksAreStrings() throws {
    let session = """
      import keras
      from keras.layers import Dense, Input
      x = Input((4,))
      huge = keras.initializers.Constant(3e38)
      y = Dense(4, kernel_initializer=huge, bias_initializer=huge)(x)
      model = keras.Model(x, Dense(1, kernel_initializer=huge)(y))

      """
    let report = try Compbook.runSession(session, "--json").json
    let forward = try #require(report["forward"] as? [String: Any])
    #expect(forward["output"] as? [[String]] == [["Infinity"]])
    #expect(try Compbook.runSession(session).exitCode == 0)
  }
}
