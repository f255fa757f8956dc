// Rewriting the layer at the cursor, by keys: the question, the menu, and what is written.

import Kernel
import Notebook
import Screen
import Tensors
import Testing

@testable import Interface
@testable import Kernel

@Suite struct RewriteTests {
  private static let code = "y = Conv2D(64, 3)(x)"

  private static func rewriting(_ name: String, _ layer: String, parameters: Int) -> Rewriting {
    Rewriting(
      name: name, help: "another form", layers: [layer],
      counts: RewriteOffer.Counts(parameters: parameters, multiplyAdds: nil), outputShape: [nil, 8, 8, 64],
      edits: [
        .replaceText(cell: CellID(2), range: 4..<17, text: layer),
        .replaceText(cell: CellID(1), range: 0..<0, text: "from keras.layers import A\n"),
      ], offset: 4)
  }

  private static let offer = RewriteOffer(
    layer: "Conv2D(64, 3)", today: RewriteOffer.Counts(parameters: 18_496, multiplyAdds: 4_718_592),
    rewritings: [rewriting("first", "A(1)", parameters: 9_248), rewriting("second", "B(2)", parameters: 4_624)])

  /// A notebook whose second cell has the layer and the cursor, after F7 and the kernel's answer.
  private func asked(_ result: Result<RewriteOffer, RewriteRefusal> = .success(offer)) throws -> Driver {
    var driver = Driver(code: "import keras", Self.code)
    driver.send(.key(.down), .key(.function(7)))
    driver.state.receive(RewriteAnswer(try question(driver), result))
    return driver
  }

  private func question(_ driver: Driver) throws -> RewriteRequest {
    try #require(driver.effects.lazy.compactMap { if case .rewrite(let request) = $0 { request } else { nil } }.last)
  }

  @Test func theMenuTellsTodaysNumbersAndEachWays() throws {
    let lines = try asked().screen.lines
    #expect(lines.contains { $0.contains("today") && $0.contains("18,496") && $0.contains("4,718,592") })
    #expect(lines.contains { $0.contains("▸ first") && $0.contains("9,248") && $0.contains("50%") })
    #expect(lines.contains { $0.contains("  second") && $0.contains("4,624") && $0.contains("25%") })
  }

  @Test func theMenuSaysOverHowManyCallsItAddsUp() throws {
    #expect(try !asked().screen.text.contains("calls"))
    var offer = Self.offer
    offer.calls = 3
    #expect(try asked(.success(offer)).screen.lines.contains { $0.contains("Conv2D(64, 3) · its 3 calls added up") })
  }

  @Test func enterWritesTheChosenWayAsOneStepOfUndo() throws {
    var driver = try asked()
    let before = driver.state.document.fileBytes
    driver.send(.key(.down), .key(.enter))
    #expect(driver.cells == ["from keras.layers import A\nimport keras", "y = B(2)(x)"])
    #expect(driver.place == [1, 0, 4])
    #expect(driver.state.overlay == nil)
    driver.send(control("z"))
    #expect(driver.state.document.fileBytes == before)
    #expect(driver.place == [1, 0, 0])
  }

  @Test func aWayIsChosenByAClickAndWrittenByTheNext() throws {
    var driver = try asked()
    try driver.click("  second")
    #expect(driver.cells[1] == Self.code)
    try driver.click("▸ second")
    #expect(driver.cells[1] == "y = B(2)(x)")
    #expect(driver.state.overlay == nil)
  }

  @Test func escapeLeavesTheTextAlone() throws {
    var driver = try asked()
    driver.send(.key(.escape))
    #expect(driver.cells == ["import keras", Self.code])
    #expect(driver.state.overlay == nil)
  }

  @Test func theReasonOfARefusalStandsInTheBottomLine() throws {
    let driver = try asked(.failure(.pointwise))
    #expect(try #require(driver.screen.lines.last).contains("a 1×1 window sees no neighbours"))
    #expect(driver.state.overlay == nil)
  }

  @Test func anAnswerThatWasOvertakenOpensNothing() throws {
    var driver = Driver(code: "import keras", Self.code)
    driver.send(.key(.down), .key(.function(7)))
    let answer = RewriteAnswer(try question(driver), .success(Self.offer))
    driver.type("#")
    driver.state.receive(answer)
    #expect(driver.state.overlay == nil)
  }

  @Test func anyKeyGivesTheTrialUpAndDoesWhatItDoes() throws {
    var driver = Driver(code: "import keras", Self.code)
    driver.send(.key(.down), .key(.function(7)))
    #expect(driver.screen.lines.last?.contains("any key gives it up") == true)
    let answer = RewriteAnswer(try question(driver), .success(Self.offer))
    driver.send(.key(.right), .key(.left))
    let questions = driver.effects.compactMap {
      if case .rewrite(let request) = $0 { request.map(\.offset) ?? -1 } else { nil }
    }
    #expect(questions == [0, -1])
    // The answer was on its way, about a place where the caret is again.
    driver.state.receive(answer)
    #expect(driver.state.overlay == nil)
  }

  @Test func proseSaysWhereTheCursorMustBe() {
    var driver = Driver([(.markdown, "# Words")])
    driver.send(.key(.function(7)))
    #expect(driver.screen.lines.last?.contains("the cursor must be on a convolution") == true)
  }
}
