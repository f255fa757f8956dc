// `compbook compare`, through the command line.

import Foundation
import Testing

@Suite(.enabled(if: Compbook.isBuilt)) struct CompareTests {
  /// Two models: a 3×3 convolution of 3 to 4 channels, and its separable form.
  private static let session = """
    import keras
    image = keras.Input((8, 8, 3))
    plain = keras.Model(image, keras.layers.Conv2D(4, 3, padding='same')(image), name='plain')
    apart = keras.Model(image, keras.layers.SeparableConv2D(4, 3, padding='same')(image), name='apart')
    """

  @Test func everyModelOfASessionIsCompared() throws {
    let outcome = try Compbook.run(["compare", "-", "--json", "--time", "1"], input: Self.session)
    #expect(outcome.exitCode == 0)
    let models = try #require(outcome.json["models"] as? [[String: Any]])
    #expect(models.map { $0["variable"] as? String } == ["plain", "apart"])
    // 4×(3×3×3+1), and 3×3×3 + 4×(3+1); 64 pixels of each.
    let parameters = models.map { ($0["parameters"] as? [String: Any])?["total"] as? Int }
    #expect(parameters == [112, 43])
    #expect(models.map { $0["multiplyAdds"] as? Int } == [64 * 108, 64 * (27 + 12)])
    #expect(models.map { $0["peakActivationBytes"] as? Int } == [64 * 7 * 4, 64 * 7 * 4])
    #expect(models.map { $0["receptiveField"] as? [Int] } == [[3, 3], [3, 3]])
    #expect(models.map { $0["depth"] as? Int } == [1, 1])
    for model in models { #expect(try #require(model["milliseconds"] as? Double) > 0) }
  }

  @Test func theTableHasARowForEachModel() throws {
    let outcome = try Compbook.run(["compare", "-", "--no-latency"], input: Self.session)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[1].hasPrefix("-        plain") && lines[1].contains(" 112 ") && lines[1].hasSuffix("–"))
  }

  @Test func theMarkdownTableHasAsManyBarsInEveryLine() throws {
    let outcome = try Compbook.run(["compare", "-", "--no-latency", "--markdown"], input: Self.session)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(Set(lines.map { $0.count { $0 == "|" } }) == [12])
  }

  @Test func aFileThatIsMissingLeavesTheOthers() throws {
    let outcome = try Compbook.run(["compare", "missing.py", "-", "--no-latency"], input: Self.session)
    #expect(outcome.exitCode == 1)
    #expect(outcome.output.contains("plain"))
    #expect(outcome.diagnostics == "error: missing.py: there is no such file\n")
  }

  @Test func aSessionWithoutAModelHasOneSentence() throws {
    let outcome = try Compbook.run(["compare", "-"], input: "x = 1\n")
    #expect(outcome.exitCode == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.diagnostics == "error: - makes no model and calls no layer\n")
  }

  @Test func everyLessonIsCompared() throws {
    let folder = packageRoot.appending(path: "sessions")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".py") }.sorted()
    let paths = names.map { folder.appending(path: $0).path }
    let outcome = try Compbook.run(["compare", "--json", "--no-latency"] + paths)
    #expect(outcome.exitCode == 0)
    #expect(try outcome.codes == [])
    let models = try #require(outcome.json["models"] as? [[String: Any]])
    #expect(Set(models.compactMap { $0["session"] as? String }) == Set(paths))
  }

  /// As the pane without a cursor has it: the last layer, with those that led to it.
  @Test func aSessionWithoutAModelShowsItsLastLayers() throws {
    let session = """
      from keras.layers import Conv2D, Dense, Flatten, Input
      image = Input((8, 8, 3))
      beside = Dense(7)(image)
      maps = Conv2D(4, 3)(image)
      scores = Dense(10)(Flatten()(maps))
      """
    let outcome = try Compbook.run(["compare", "-", "--json", "--time", "1"], input: session)
    #expect(outcome.exitCode == 0)
    let model = try #require((outcome.json["models"] as? [[String: Any]])?.first)
    #expect(model["variable"] as? String == "scores")
    // 4×(3×3×3+1) and 10×(6×6×4+1).
    #expect((model["parameters"] as? [String: Any])?["total"] as? Int == 112 + 1450)
    #expect(model["multiplyAdds"] as? Int == 36 * 4 * 27 + 1440)
    #expect(try #require(model["milliseconds"] as? Double) > 0)
  }

  @Test func twoModelsOfOneNameAreToldApart() throws {
    let session = """
      import keras
      small = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)], name='net')
      large = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)], name='net')
      """
    let outcome = try Compbook.run(["compare", "-", "--no-latency"], input: session)
    let rows = outcome.output.split(separator: "\n").dropFirst()
    #expect(rows.map { $0.split(separator: " ")[1] } == ["small", "large"])
  }

  @Test func twoFormsAtOnceAreAMistakeOfUse() throws {
    #expect(try Compbook.run(["compare", "-", "--json", "--markdown"]).exitCode == 64)
  }
}
