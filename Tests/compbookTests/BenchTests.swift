// `compbook bench`, through the command line.

import Testing

@Suite(.enabled(if: Compbook.isBuilt)) struct BenchTests {
  @Test func eachBatchSizeHasItsFigures() throws {
    let outcome = try Compbook.run(
      ["bench", "-", "--batch", "1", "--batch", "5", "--time", "1", "--json"], input: RunTests.classifier)
    #expect(outcome.exitCode == 0)
    let report = try outcome.json
    #expect(report["model"] as? String == "model")
    let rows = try #require(report["rows"] as? [[String: Any]])
    #expect(rows.map { $0["batch"] as? Int } == [1, 5])
    for row in rows {
      let figures = ["minimum", "median", "percentile90", "percentile99"].compactMap { row[$0] as? Double }
      #expect(figures.count == 4)
      #expect(figures == figures.sorted())
      #expect(try #require(row["runs"] as? Int) >= 10)
    }
  }

  @Test func theLastLayersAreTimedWithoutAModel() throws {
    let text = "import keras\ny = keras.layers.Conv2D(4, 3)(keras.Input((8, 8, 3)))\n"
    let outcome = try Compbook.run(["bench", "-", "--batch", "1", "--time", "1", "--json"], input: text)
    #expect(outcome.exitCode == 0)
    #expect(try outcome.json["model"] as? String == "y")
    #expect(try outcome.json["multiplyAdds"] as? Int == 6 * 6 * 4 * 27)
    let weights = try Compbook.run(["bench", "-", "--weights", "none"], input: text)
    #expect(weights.diagnostics == "error: the session has no model that is built, for none\n")
  }

  @Test func aSessionWithoutAnyHasOneSentence() throws {
    let outcome = try Compbook.run(["bench", "-"], input: "x = 1\n")
    #expect(outcome.exitCode == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.diagnostics == "error: - makes no model and calls no layer\n")
  }

  @Test func aBatchOfNothingIsAMistakeOfUse() throws {
    #expect(try Compbook.run(["bench", "-", "--batch", "0"], input: "").exitCode == 64)
  }
}
