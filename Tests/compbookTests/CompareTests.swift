// `compbook compare`, through the command line.

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
    #expect(outcome.diagnostics == "error: - binds no model that is built to a global name\n")
  }

  @Test func twoFormsAtOnceAreAMistakeOfUse() throws {
    #expect(try Compbook.run(["compare", "-", "--json", "--markdown"]).exitCode == 64)
  }
}
