// Finding and replacing, by keys, with what the bottom line says.

import Notebook
import Screen
import Testing

@testable import Interface

@Suite struct FindingTests {
  private func find(_ text: String) -> [TerminalEvent] { [control("f")] + keys(text) + [.key(.enter)] }
  private func replace(_ text: String, by new: String) -> [TerminalEvent] {
    [control("r")] + keys(text) + [.key(.enter)] + keys(new) + [.key(.enter)]
  }

  @Test func theBottomLineCountsAndSaysWhenTheSearchGoesRound() {
    var driver = Driver(code: "a b a", "a")
    driver.send(find("a") + [.key(.escape)])
    driver.send(control("g"))
    #expect(driver.screen.lines.last?.contains("‘a’ 3 of 3") == true)
    driver.send(control("g"))
    #expect(driver.screen.lines.last?.contains("‘a’ 1 of 3 · around the end") == true)
    driver.send(alt("g"))
    #expect(driver.screen.lines.last?.contains("‘a’ 3 of 3 · around the end") == true)
    #expect(driver.state.selectedText == "a")
  }

  // MARK: The question

  @Test func typingGoesToTheFirstPlaceFromTheCaretOn() {
    var driver = Driver(code: "pool", "conv pool", "cone")
    driver.send(.key(.down), control("f"))
    driver.type("co")
    #expect(driver.place == [1, 0, 0] && driver.state.selectedText == "co")
    driver.type("ne")
    #expect(driver.place == [2, 0, 0] && driver.state.selectedText == "cone")
    driver.send(.key(.backspace), .key(.backspace))
    #expect(driver.place == [1, 0, 0])
    // What is nowhere leaves the caret where it was.
    driver.type("x")
    #expect(driver.place == [1, 0, 0] && driver.state.selectedParts.isEmpty)
    #expect(driver.screen.text.contains("‘cox’ is nowhere in the notebook"))
    #expect(driver.screen.lines.last?.contains("find: cox") == true)
  }

  @Test func enterGoesOnAndNothingIsLost() {
    var driver = Driver(code: "a b a", "a")
    driver.send(find("a") + [.key(.enter), .key(.enter), .key(.enter)])
    #expect(driver.cells == ["a b a", "a"])
    #expect(driver.state.overlay != nil && driver.place == [0, 0, 4])
    driver.send(alt("g"))
    #expect(driver.place == [0, 0, 0])
    driver.send(.key(.up))
    #expect(driver.place == [1, 0, 0])
    driver.send(control("g"), control("f"))
    #expect(driver.place == [0, 0, 4])
    driver.send(.key(.escape))
    #expect(driver.state.overlay == nil && driver.state.selectedText == "a" && driver.place == [0, 0, 4])
  }

  @Test func anEmptyAnswerIsWhatIsSelectedOrWasSearchedForLast() {
    var driver = Driver(code: "a b", "a b", "b")
    driver.send(find("a") + [.key(.escape)])
    driver.send(control("f"))
    #expect(driver.screen.lines.last?.contains("find [a]:") == true)
    driver.send(.key(.enter))
    #expect(driver.screen.lines.last?.contains("find [a]: a") == true && driver.place == [0, 0, 0])
    driver.send(.key(.escape), .key(.end), .key(.left, .shift), control("f"))
    #expect(driver.screen.lines.last?.contains("find [b]:") == true)
    driver.send(.key(.enter))
    #expect(driver.place == [1, 0, 2])
  }

  @Test func aPasteIsSearchedForAtOnce() {
    var driver = Driver(code: "x = 1", "y = Conv2D(8, 3)")
    driver.send(control("f"), .paste("Conv2D\n"))
    #expect(driver.place == [1, 0, 4])
  }

  /// From the pane on a screen that shows one at a time: what is found shows.
  @Test func findingShowsTheNotebook() {
    var driver = Driver([(.code, "x = 1\ny = 2")], width: 40, height: 10)
    driver.send(control("o"), .key(.function(2)))
    driver.send(keys("find") + [.key(.enter)] + keys("y"))
    #expect(driver.state.focus == .notebook)
    #expect(driver.screen.text.contains("y = 2"))
  }

  @Test func questionsNameTheirKeys() throws {
    var driver = Driver(SampleSession.cells, width: 80)
    driver.send(control("f"))
    driver.type("conv")
    try expectScreen(driver.screen, cursor: driver.state.render().cursor, matches: "find-first")
    driver.send(control("r"))
    driver.type("x")
    try expectScreen(driver.screen, cursor: driver.state.render().cursor, matches: "replace-nowhere")
    driver.send(.key(.backspace), .key(.enter))
    driver.type("Conv")
    driver.send(.key(.enter), .key("y"))
    try expectScreen(driver.screen, cursor: driver.state.render().cursor, matches: "replacing")
    // Where there is no border, and hardly any room.
    driver.send(.key(.escape), .resize(Size(width: 30, height: 4)), control("f"))
    driver.type("zz")
    try expectScreen(driver.screen, cursor: driver.state.render().cursor, matches: "find-small")
  }

  @Test(arguments: [
    ("conv", "Conv2D conv", [0..<4, 7..<11]), ("Conv", "conv Conv", [5..<9]), ("é", "É e\u{301} e", [0..<2, 3..<6]),
    ("e", "e\u{301}e", [3..<4]), ("aa", "aaa", [0..<2]), ("", "a", []),
  ])
  func smallLettersFindCapitalsInWholeCharacters(wanted: String, text: String, expected: [Range<Int>]) {
    #expect(TextSearch(wanted).ranges(in: CellText(text)) == expected)
  }

  @Test func onePlaceAfterTheOtherIsReplacedOrNot() {
    var driver = Driver(code: "x + x", "x")
    driver.send(replace("x", by: "yy"))
    #expect(driver.screen.lines.last?.contains("‘x’ → ‘yy’?  y yes   n next   a all 3") == true)
    driver.send(keys("yny"))
    #expect(driver.cells == ["yy + x", "yy"])
    #expect(driver.screen.lines.last?.contains("from the top again") == true)
    driver.send(.key(.escape))
    #expect(driver.state.message == Messages.replaced(2, "x"))
    driver.send(control("z"))
    #expect(driver.cells == ["yy + x", "x"])
  }

  @Test func allIsOneStepOfUndo() {
    var driver = Driver(code: "x + x", "x\nx", "y")
    driver.send(replace("x", by: "xx") + keys("a"))
    #expect(driver.cells == ["xx + xx", "xx\nxx", "y"])
    #expect(driver.screen.lines.last?.contains("replaced ‘x’ 4 times") == true)
    driver.send(control("z"))
    #expect(driver.cells == ["x + x", "x\nx", "y"])
  }

  @Test func replacingTheLastPlaceEndsTheQuestion() {
    var driver = Driver(code: "x")
    driver.send(replace("x", by: "y") + keys("y"))
    #expect(driver.cells == ["y"])
    #expect(driver.state.overlay == nil)
  }

  @Test func whatDoesNotOccurIsNotAskedAReplacement() {
    var driver = Driver(code: "x = y")
    driver.send([control("r")] + keys("absent") + [.key(.enter)])
    #expect(driver.screen.lines.last?.contains("replace: absent") == true)
    #expect(driver.screen.text.contains("‘absent’ is nowhere in the notebook"))
    // It is mended where it stands.
    driver.send([control("u")] + keys("x") + [.key(.enter)] + keys("z") + [.key(.enter), .key("y")])
    #expect(driver.cells == ["z = y"])
  }

  @Test func undoAndRedoWorkWithinTheQuestion() {
    var driver = Driver(code: "x + x", "x")
    driver.type("q")
    driver.send(control("z"), control("y"))
    driver.send(replace("x", by: "yy") + [control("z")])
    #expect(driver.state.message == Messages.nothingReplaced && driver.cells == ["qx + x", "x"])
    driver.send(keys("yy"))
    #expect(driver.cells == ["qyy + yy", "x"])
    #expect(driver.screen.lines.last?.contains("^Z back") == true)
    driver.send(control("z"))
    #expect(driver.cells == ["qyy + x", "x"] && driver.state.selectedText == "x" && driver.place == [0, 0, 6])
    driver.send(control("z"), control("z"))
    #expect(driver.cells == ["qx + x", "x"])
    driver.send(control("y"), control("y"), control("y"))
    #expect(driver.cells == ["qyy + yy", "x"] && driver.place == [1, 0, 0])
    driver.send(control("z"))
    driver.send(keys("n"))
    driver.send(.key(.escape))
    #expect(driver.state.message == Messages.replaced(1, "x"))
  }
}
