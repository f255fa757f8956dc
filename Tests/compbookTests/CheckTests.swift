// `compbook check`: exit codes, what it prints, budgets.

import Foundation
import Testing

@Suite(.enabled(if: Compbook.isBuilt))
struct CheckTests {
  private static let session = """
    import keras
    from keras.layers import Conv2D, Flatten, Input
    image = Input((8, 8, 3))
    maps = Conv2D(4, 3)(image)  # expect: (None, 6, 6, 4)
    model = keras.Model(image, Flatten()(maps))

    """

  private func check(_ text: String, _ options: String...) throws -> Outcome {
    let folder = try TemporaryFolder()
    let file = try folder.file("session.py", text)
    let outcome = try Compbook.run(["check", file.path] + options)
    let plain = { (text: String) in text.replacing(folder.url.path + "/", with: "") }
    return Outcome(exitCode: outcome.exitCode, output: plain(outcome.output), diagnostics: plain(outcome.diagnostics))
  }

  @Test func aSessionThatIsAsExpectedSaysSo() throws {
    let outcome = try check(Self.session)
    #expect(outcome.exitCode == 0)
    #expect(outcome.output == "session.py: 1 check holds\n")
    #expect(outcome.diagnostics.isEmpty)
  }

  @Test func anExpectationThatFailsIsAnErrorAtItsPlace() throws {
    let outcome = try check(Self.session + "# expect: model.parameters == 100\n")
    #expect(outcome.exitCode == 1)
    #expect(outcome.output == "session.py: 1 check holds, 1 fails\n")
    #expect(outcome.diagnostics.hasPrefix("session.py:6:1: error: expected 100, but model.parameters is 112\n"))
  }

  @Test func anOpenExerciseIsNoError() throws {
    let outcome = try check(Self.session + "# exercise: fewer maps\n# expect: parameters < 100\n")
    #expect(outcome.exitCode == 0)
    #expect(outcome.output == "session.py: 1 check holds, 1 to do\n")
    #expect(
      outcome.diagnostics.hasPrefix(
        "session.py:7:1: note: to do: fewer maps · expected parameters < 100, but parameters is 112\n"))
  }

  @Test func errorsOfTheSessionAreErrors() throws {
    let outcome = try check("image = Imput((8, 8, 3))\n")
    #expect(outcome.exitCode == 1)
    #expect(outcome.output == "session.py: no checks, 1 error\n")
    #expect(outcome.diagnostics.hasPrefix("session.py:1:9: error: "))
    #expect(try Compbook.run(["check", "/nowhere/session.py"]).exitCode == 1)
  }

  /// 4·(3·3·3+1) parameters; 6·6·4·27 multiply-adds.
  @Test(
    arguments: [
      (["--max-parameters", "112", "--max-macs", "3888"], 0, []),
      (["--max-parameters", "111"], 1, ["model has 112 parameters; the budget is 111"]),
      (["--max-macs", "3887"], 1, ["model has 3,888 multiply-adds; the budget is 3,887"]),
    ] as [([String], Int32, [String])])
  func budgetsHoldForEachModel(options: [String], exitCode: Int32, messages: [String]) throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("session.py", Self.session)
    let outcome = try Compbook.run(["check", file.path, "--json"] + options)
    #expect(outcome.exitCode == exitCode)
    let session = try #require((outcome.json["sessions"] as? [[String: Any]])?.first)
    let diagnostics = try #require(session["diagnostics"] as? [[String: Any]])
    #expect(diagnostics.compactMap { $0["message"] as? String } == messages)
  }

  /// Without a model: 4·(3·3·3+1) parameters of a convolution, 6·6·4·27 multiply-adds.
  @Test(
    arguments: [
      (["--max-parameters", "112", "--max-macs", "3888"], 0, ""),
      (["--max-parameters", "111"], 1, "3:8: error: flat has 112 parameters; the budget is 111\n"),
      (["--max-macs", "3887"], 1, "3:8: error: flat has 3,888 multiply-adds; the budget is 3,887\n"),
    ] as [([String], Int32, String)])
  func lastLayersAreHeldToTheBudgetWithoutAModel(options: [String], exitCode: Int32, message: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.file(
      "session.py",
      """
      import keras
      maps = keras.layers.Conv2D(4, 3)(keras.Input((8, 8, 3)))
      flat = keras.layers.Flatten()(maps)

      """)
    let outcome = try Compbook.run(["check", file.path] + options)
    #expect(outcome.exitCode == exitCode)
    #expect(message.isEmpty ? outcome.diagnostics.isEmpty : outcome.diagnostics.hasPrefix("\(file.path):\(message)"))
  }

  @Test func aSessionWithNothingForTheBudgetIsNamed() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("session.py", "x = 1\n")
    let outcome = try Compbook.run(["check", file.path, "--max-parameters", "1"])
    #expect(outcome.exitCode == 0)
    #expect(outcome.diagnostics.hasPrefix("warning: \(file.path) makes no model and calls no layer"))
  }

  @Test func theObjectTellsOfEachCheck() throws {
    let text = Self.session + "# exercise: fewer maps\n# expect: parameters < 100\n"
    let session = try #require((check(text, "--json").json["sessions"] as? [[String: Any]])?.first)
    let checks = try #require(session["checks"] as? [[String: Any]])
    #expect(checks.compactMap { $0["line"] as? Int } == [4, 7])
    #expect(checks.compactMap { $0["outcome"] as? String } == ["holds", "to-do"])
    #expect(checks[1]["exercise"] as? String == "fewer maps")
    #expect(checks[0]["message"] is NSNull)
  }

  @Test func severalSessionsAreCheckedEach() throws {
    let folder = try TemporaryFolder()
    let good = try folder.file("good.py", Self.session)
    let bad = try folder.file("bad.py", "# expect: (None, 3)\n")
    let outcome = try Compbook.run(["check", good.path, bad.path])
    #expect(outcome.exitCode == 1)
    #expect(outcome.output == "\(good.path): 1 check holds\n\(bad.path): 1 fails\n")
  }

  @Test func aBudgetBelowNothingIsRefused() throws {
    #expect(try check(Self.session, "--max-macs", "-1").exitCode == 64)
  }
}
