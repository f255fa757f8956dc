// The mouse on whole screens: places come from what is drawn.

import Notebook
import Screen
import Testing

@testable import Interface

@Suite struct MouseTests {
  private func mouse(_ action: MouseEvent.Action, _ point: Point, count: Int = 1) -> TerminalEvent {
    .mouse(MouseEvent(action, at: point, count: count))
  }

  /// Where a text stands on the screen. All before it is one column wide.
  private func point(of text: String, in driver: Driver) throws -> Point {
    let lines = driver.screen.lines
    let y = try #require(lines.firstIndex { $0.contains(text) }, "\(text) is not on the screen")
    let start = try #require(lines[y].firstRange(of: text)).lowerBound
    return Point(x: lines[y].distance(from: lines[y].startIndex, to: start), y: y)
  }

  private func right(_ point: Point, _ count: Int) -> Point { Point(x: point.x + count, y: point.y) }

  @Test func twoClicksSelectTheWordAndThreeTheLine() throws {
    var driver = Driver(code: "first_one = 1\nz", "second")
    let place = try point(of: "first_one", in: driver)
    driver.send(mouse(.press, right(place, 2)))
    #expect(driver.place == [0, 0, 2])
    driver.send(mouse(.release, right(place, 2)), mouse(.press, right(place, 2), count: 2))
    #expect(driver.state.selectedText == "first_one")
    driver.send(mouse(.press, right(place, 2), count: 3))
    #expect(driver.state.selectedText == "first_one = 1\n")
  }

  @Test func aDragSelectsAcrossCells() throws {
    var driver = Driver(code: "abc", "中文x")
    let (start, end) = (try point(of: "abc", in: driver), try point(of: "中文", in: driver))
    driver.send(mouse(.press, right(start, 1)), mouse(.drag, right(end, 2)), mouse(.release, right(end, 2)))
    #expect(driver.state.selectedParts.map(\.range) == [1..<3, 0..<3])
    driver.send(mouse(.drag, start))
    #expect(driver.state.selectedParts.count == 2)
  }

  @Test func aClickIntoRenderedProseGoesToItsSource() throws {
    var driver = Driver([(.code, "x"), (.markdown, "# A **bold** title")])
    driver.send(mouse(.press, try point(of: "bold", in: driver)))
    #expect(driver.place == [1, 0, 6])
  }

  @Test func tabsHintsAndCommandsAreClicked() throws {
    var driver = Driver([(.code, "x")], width: 120)
    driver.send(mouse(.press, try point(of: "2 Forward", in: driver)))
    #expect(driver.state.tab == .forward)
    driver.send(mouse(.press, try point(of: "F2 commands", in: driver)))
    driver.send(keys("new cell"))
    driver.send(mouse(.press, try point(of: "new cell below", in: driver)))
    #expect(driver.state.overlay == nil)
    #expect(driver.cells == ["x", ""])
  }

  @Test func theWheelScrollsWhatIsUnderThePointer() throws {
    var driver = Driver(code: (0..<100).map { "x\($0) = 0" }.joined(separator: "\n"))
    let place = try point(of: "x0 =", in: driver)
    driver.send(.key(.down), .key(.down), .key(.down), .key(.down), mouse(.wheelDown, place))
    #expect(driver.screen.lines[2].contains("x3 ="))
    #expect(driver.place == [0, 4, 0])
    driver.send(mouse(.wheelDown, place))
    #expect(driver.screen.lines[2].contains("x6 ="))
    #expect(driver.place == [0, 7, 0])
    driver.send((0..<100).map { _ in mouse(.wheelDown, place) })
    #expect(driver.screen.text.contains("x99 ="))
    driver.send((0..<100).map { _ in mouse(.wheelUp, place) })
    #expect(driver.screen.lines[2].contains("x0 ="))
    driver.send(.key(.function(1)), mouse(.wheelDown, place), mouse(.press, place))
    #expect(driver.state.overlay == nil)
  }
}
