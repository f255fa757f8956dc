// Where keys take the caret.

import Notebook
import Screen
import Testing

@testable import Interface

@Suite struct MovingTests {
  @Test func upAndDownCrossCellsAndKeepTheirColumn() {
    var driver = Driver(code: "abcdef\nx", "中中中\nabcdef")
    driver.send(.key(.end), .key(.down))
    #expect(driver.place == [0, 1, 1])
    driver.send(.key(.down))
    #expect(driver.place == [1, 0, 6])
    driver.send(.key(.left), .key(.left), .key(.right), .key(.down))
    #expect(driver.place == [1, 1, 4])
    driver.send(.key(.down))
    #expect(driver.place == [1, 1, 6])
    driver.send((0..<9).map { _ in .key(.up) })
    #expect(driver.place == [0, 0, 0])
  }

  @Test func leftAndRightCrossCells() {
    var driver = Driver(code: "ab", "cd")
    driver.send(.key(.end), .key(.right))
    #expect(driver.place == [1, 0, 0])
    driver.send(.key(.left))
    #expect(driver.place == [0, 0, 2])
  }

  @Test func wordsAreLettersDigitsAndUnderscores() {
    var driver = Driver(code: "foo_1.bar(2)")
    driver.send(alt("f"))
    #expect(driver.place == [0, 0, 5])
    driver.send(alt("f"), alt("f"))
    #expect(driver.place == [0, 0, 11])
    driver.send(alt("b"), alt("b"))
    #expect(driver.place == [0, 0, 6])
  }

  @Test func homeGoesToTheFirstLetterThenToTheVeryStart() {
    var driver = Driver(code: "    x = 1")
    driver.send(control("e"), control("a"))
    #expect(driver.place == [0, 0, 4])
    driver.send(control("a"))
    #expect(driver.place == [0, 0, 0])
  }

  @Test func findGoesRoundTheNotebook() {
    var driver = Driver(code: "a Dense b", "dense")
    driver.send([control("f")] + keys("dense") + [.key(.escape)])
    #expect(driver.place == [0, 0, 2])
    driver.send(control("g"))
    #expect(driver.place == [1, 0, 0])
    driver.send(control("g"))
    #expect(driver.place == [0, 0, 2])
    driver.send([control("f")] + keys("nothing") + [.key(.enter)])
    #expect(driver.place == [0, 0, 2])
    #expect(driver.state.message == Messages.nowhere("nothing"))
    driver.send(.key(.escape), control("g"))
    #expect(driver.place == [0, 0, 2])
    #expect(driver.state.message == Messages.notFound("nothing"))
  }

  @Test func theCaretStaysInViewOfALongNotebook() {
    var driver = Driver(code: (0..<500).map { "x\($0) = \($0)" }.joined(separator: "\n"))
    for event: TerminalEvent in [
      .key(.pageDown), .key(.end, .control), .key(.up), .key(.pageUp), .key(.home, .control),
    ] {
      driver.send(event)
      let (buffer, cursor) = driver.state.render()
      let row = cursor.map { buffer.lines[$0.y] } ?? ""
      #expect(row.contains("x\(driver.place[1]) = "), "\(event)")
    }
  }

  @Test func theViewStaysStillWhileTheCaretMovesWithinIt() {
    var driver = Driver(code: (0..<100).map { "x\($0)" }.joined(separator: "\n"))
    driver.send((0..<50).map { _ in .key(.down) })
    let before = driver.screen.lines.first { $0.contains("x40") }
    driver.send(.key(.up), .key(.up))
    #expect(driver.screen.lines.firstIndex { $0.contains("x40 ") } == driver.screen.lines.firstIndex { $0 == before })
  }

  @Test func theViewIsFullAgainAfterTheScreenGrows() {
    var driver = Driver(code: (0..<40).map { "x\($0)" }.joined(separator: "\n"))
    driver.send(.key(.end, .control), .resize(Size(width: 30, height: 4)), .resize(Size(width: 80, height: 24)))
    #expect(driver.screen.lines[2].contains("x20"))
    #expect(driver.screen.lines[21].contains("x39"))
  }

  @Test func escapeDropsTheSelectionAndLeavesThePane() {
    var driver = Driver(code: "ab")
    driver.send(.key(.right, .shift), .key(.escape))
    #expect(driver.state.selection == nil)
    driver.send(control("o"), .key(.escape))
    #expect(driver.state.focus == .notebook)
  }

  /// The row of the screen on which the caret stands.
  private func row(_ driver: Driver) -> Int? { driver.state.render().cursor?.y }

  @Test func byPagesTheCaretKeepsItsRowOfTheScreen() {
    var driver = Driver(code: (0..<200).map { "x\($0) = 0" }.joined(separator: "\n"))
    driver.send((0..<7).map { _ in .key(.down) })
    let start = row(driver)
    driver.send(.key(.pageDown), .key(.pageDown))
    #expect(driver.place[1] == 7 + 2 * 18)
    #expect(row(driver) == start)
    driver.send(.key(.pageUp))
    #expect(row(driver) == start)
    driver.send(.key(.end, .control), .key(.pageUp), .key(.pageDown))
    #expect(driver.place[1] == 199)
    #expect(driver.screen.text.contains("x180 = 0"))
  }

  @Test func whatIsFarAwayIsShownWithItsSurroundings() {
    var driver = Driver(code: (0..<200).map { "x\($0) = 0" }.joined(separator: "\n"))
    driver.send([control("f")] + keys("x90") + [.key(.escape)])
    #expect(["x85 =", "x90 =", "x95 ="].allSatisfy { driver.screen.text.contains($0) })
    driver.send(.key(.down))
    #expect(row(driver) == 13)
  }

  @Test func undoingALongPasteShowsAFullScreen() {
    var driver = Driver([(.code, "first = 1"), (.code, "")])
    driver.send(.key(">", .alt), .paste((0..<100).map { "x\($0) = 0" }.joined(separator: "\n")), control("z"))
    #expect(driver.screen.text.contains("first = 1"))
  }
}
