// The mouse on whole screens: places come from what is drawn.

import Notebook
import Screen
import Testing

@testable import Interface

@Suite struct MouseTests {
  private func right(_ point: Point, _ count: Int) -> Point { Point(x: point.x + count, y: point.y) }

  @Test func twoClicksSelectTheWordAndThreeTheLine() throws {
    var driver = Driver(code: "first_one = 1\nz", "second")
    let place = try driver.point(of: "first_one")
    driver.send(mouse(.press, right(place, 2)))
    #expect(driver.place == [0, 0, 2])
    driver.send(mouse(.release, right(place, 2)), mouse(.press, right(place, 2), count: 2))
    #expect(driver.state.selectedText == "first_one")
    driver.send(mouse(.press, right(place, 2), count: 3))
    #expect(driver.state.selectedText == "first_one = 1\n")
  }

  @Test func aDragSelectsAcrossCells() throws {
    var driver = Driver(code: "abc", "中文x")
    let (start, end) = (try driver.point(of: "abc"), try driver.point(of: "中文"))
    driver.send(mouse(.press, right(start, 1)), mouse(.drag, right(end, 2)), mouse(.release, right(end, 2)))
    #expect(driver.state.selectedParts.map(\.range) == [1..<3, 0..<3])
    driver.send(mouse(.drag, start))
    #expect(driver.state.selectedParts.count == 2)
  }

  /// The place where the button went down may not be there any more.
  @Test func anEditEndsADrag() throws {
    var driver = Driver(code: "abc")
    let place = try driver.point(of: "abc")
    driver.send(mouse(.press, right(place, 3)), control("a"), control("k"), mouse(.drag, place))
    #expect(driver.cells == [""])
    #expect(driver.state.anchor == nil)
  }

  @Test func aClickIntoRenderedProseGoesToItsSource() throws {
    var driver = Driver([(.code, "x"), (.markdown, "# A **bold** title")])
    driver.send(mouse(.press, try driver.point(of: "bold")))
    #expect(driver.place == [1, 0, 6])
  }

  @Test func tabsHintsAndCommandsAreClicked() throws {
    var driver = Driver([(.code, "x")], width: 120)
    driver.send(mouse(.press, try driver.point(of: "2 Forward")))
    #expect(driver.state.tab == .forward)
    driver.send(mouse(.press, try driver.point(of: "F2 commands")))
    guard case .palette = driver.state.overlay else {
      Issue.record("the palette should be open")
      return
    }
  }

  @Test func theWheelScrollsWhatIsUnderThePointer() throws {
    var driver = Driver(code: (0..<100).map { "x\($0) = 0" }.joined(separator: "\n"))
    let place = try driver.point(of: "x0 =")
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
