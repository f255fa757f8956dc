// Scrolling the notebook to what the caret cannot reach, and what stays under the pointer.

import Kernel
import Notebook
import Screen
import Testing

@testable import Interface

@Suite struct ScrollingTests {
  private static let lines = (1...60).map { "output line \($0)." }

  /// A cell that prints more than a screen, with others about it.
  private func driver(_ code: String...) -> Driver {
    var driver = Driver(code.map { (.code, $0) })
    let cell = driver.state.document.cells[0].id
    driver.state.receive(
      KernelSnapshot(
        revision: driver.state.document.revision,
        cells: [cell: CellReport(output: Self.lines.joined(separator: "\n") + "\n")]))
    return driver
  }

  private func seen(_ driver: Driver) -> Set<String> {
    let text = driver.screen.text
    return Set(Self.lines.filter { text.contains($0) })
  }

  private static let steps: [TerminalEvent] = [
    .key(.pageDown), .key(.down), .mouse(MouseEvent(.wheelDown, at: Point(x: 5, y: 5))),
  ]

  @Test(arguments: steps) func theLastCellsOutputIsReachedToItsEnd(step: TerminalEvent) {
    var driver = driver("model.summary()")
    var all = seen(driver)
    for _ in 0..<60 {
      driver.send(step)
      all.formUnion(seen(driver))
    }
    #expect(all == Set(Self.lines))
    #expect(seen(driver).contains("output line 60."))
    #expect(!driver.screen.text.contains("model.summary()"))
    #expect(driver.state.render().cursor == nil)
  }

  @Test func pagesPassOverNoOutputBetweenCells() {
    var driver = driver("model.summary()", "x = 1")
    var all = seen(driver)
    for _ in 0..<6 {
      driver.send(.key(.pageDown))
      all.formUnion(seen(driver))
    }
    #expect(all == Set(Self.lines))
    #expect(driver.state.cellIndex == 1)
    all = seen(driver)
    for _ in 0..<6 {
      driver.send(.key(.pageUp))
      all.formUnion(seen(driver))
    }
    #expect(all == Set(Self.lines))
    #expect(driver.place == [0, 0, 0])
    #expect(driver.screen.text.contains("model.summary()"))
  }

  @Test func writingComesBackToTheCaret() {
    for event in [TerminalEvent.key("x"), .key(.left), .key(.home)] {
      var driver = driver("model.summary()")
      driver.send(.key(.end))
      driver.send(Array(repeating: .key(.pageDown), count: 4))
      #expect(!driver.screen.text.contains("model.summary()"))
      driver.send(event)
      #expect(driver.screen.text.contains("model.summary()"))
      #expect(driver.state.render().cursor != nil)
    }
  }

  @Test func aClickIsAboutWhatIsSeenWhileThePaneHasTheFocus() throws {
    var cells = SampleSession.cells
    cells[1].1 = (1...30).map { "x\($0) = \($0)" }.joined(separator: "\n")
    var driver = Driver(cells, width: 100, height: 24)
    driver.send(.key("<", .alt))
    driver.state.receive(SampleSession.snapshot(of: driver.state.request))
    driver.send(.key(.function(3)), control("o"))
    let before = driver.screen.lines
    // The chosen row's code comes into view.
    repeat { driver.send(.key(.down)) } while driver.state.pane.chosen != ["max_pooling2d"]
    let shown = driver.screen.lines
    #expect(shown[5] != before[5])
    try driver.click("return compose")
    #expect(driver.state.focus == .notebook)
    #expect(Array(driver.place.prefix(2)) == [2, 1])
    #expect(driver.screen.lines[5].prefix(40) == shown[5].prefix(40))
  }

  @Test func oneSideHasTheScreenToItself() {
    var driver = Driver(SampleSession.cells, width: 100, height: 30)
    driver.send(control("t"))
    #expect(!driver.screen.text.contains("1 Summary"))
    #expect(driver.state.frame.notebook.width == 97)
    driver.send(control("o"))
    #expect(driver.screen.text.contains("1 Summary"))
    #expect(!driver.screen.text.contains("from functools"))
    driver.send(control("t"))
    #expect(driver.screen.text.contains("1 Summary"))
    #expect(driver.screen.text.contains("from functools"))
    var small = Driver(SampleSession.cells, width: 50, height: 20)
    let before = small.screen.lines.dropLast()
    small.send(control("t"))
    #expect(small.screen.lines.dropLast() == before)
    #expect(small.screen.lines.last?.contains("room for one side") == true)
  }
}
