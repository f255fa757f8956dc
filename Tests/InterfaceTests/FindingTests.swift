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
    driver.send(find("a"))
    #expect(driver.screen.lines.last?.contains("‘a’ 2 of 3") == true)
    driver.send(control("g"), control("g"))
    #expect(driver.screen.lines.last?.contains("‘a’ 1 of 3 · around the end") == true)
    driver.send(alt("g"))
    #expect(driver.screen.lines.last?.contains("‘a’ 3 of 3 · around the end") == true)
    #expect(driver.state.selectedText == "a")
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
    driver.send(replace("absent", by: "y"))
    #expect(driver.state.message == Messages.notFound("absent"))
  }
}
