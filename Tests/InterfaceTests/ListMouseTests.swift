// The mouse in lists and in the pane: one click chooses, a click on what is chosen takes it.

import Lessons
import ModelGraph
import Notebook
import Screen
import Tensors
import Testing

@testable import Interface
@testable import Kernel

@Suite struct ListMouseTests {
  // MARK: Overlays

  private func palette(_ query: String) -> Driver {
    var driver = Driver(code: "x", "y")
    driver.send([.key(.function(2))] + keys(query))
    return driver
  }

  private func chosenCommand(_ driver: Driver) -> Command? {
    guard case .palette(let palette) = driver.state.overlay else { return nil }
    return palette.command
  }

  @Test func aCommandIsChosenByAClickAndDoneByTheNext() throws {
    var driver = palette("cell")
    try driver.click("move the cell down")
    #expect(chosenCommand(driver) == .moveCellDown)
    #expect(driver.cells == ["x", "y"])
    try driver.click("move the cell down")
    #expect(driver.state.overlay == nil)
    #expect(driver.cells == ["y", "x"])
  }

  @Test func twoQuickClicksDoACommandAndAThirdHitsNothingBelow() throws {
    var driver = palette("cell")
    let place = try driver.point(of: "select the cell, then all")
    try driver.click("select the cell, then all", count: 2)
    #expect(driver.state.selectedText == "x")
    driver.send(mouse(.press, place, count: 3))
    #expect(driver.state.selectedText == "x")
  }

  /// A long list does not run away under the pointer.
  @Test func whatIsClickedStaysWhereItIs() throws {
    var driver = palette("")
    for text in ["to the line's end", "delete the character after"] {
      let place = try driver.point(of: text)
      driver.send(mouse(.press, place))
      #expect(try driver.point(of: text) == place)
    }
    let place = try driver.point(of: "delete the character after")
    driver.send(mouse(.wheelDown, place), mouse(.wheelDown, place), mouse(.wheelUp, place))
    #expect(chosenCommand(driver) == .cutToEnd)
  }

  @Test func aSampleIsChosenAndTaken() throws {
    var driver = Driver(code: "x")
    driver.send(alt("s"))
    try driver.click("cifar10:5")
    #expect(driver.state.overlay == .samples(SampleList(chosen: 5)))
    #expect(driver.state.document.settings.input == "cifar10:0")
    try driver.click("cifar10:5", count: 2)
    #expect(driver.state.document.settings.input == "cifar10:5")
  }

  @Test func aLessonOpensByTwoClicksOnWhatItIs() throws {
    var driver = Driver([(.code, "import keras")], width: 100, height: 40)
    driver.state.document.path = nil
    driver.state.overlay = .start(StartScreen())
    try driver.click(Lesson.all[1].summary)
    #expect(driver.state.overlay?.list?.chosen == 2)
    try driver.click(Lesson.all[1].title)
    #expect(driver.state.fileName == Lesson.all[1].name)
  }

  @Test func aClickBesideAListDoesNothing() throws {
    var driver = Driver(code: "x")
    driver.send(alt("s"))
    try driver.click("sample images")
    #expect(driver.state.overlay == .samples(SampleList(chosen: 0)))
  }

  // MARK: The pane

  private func driver(_ tab: PaneTab = .summary) -> Driver {
    var driver = Driver(SampleSession.cells, width: 140, height: 40)
    driver.state.receive(SampleSession.snapshot(of: driver.state.request))
    driver.send(alt(Character("\(tab.rawValue)")))
    return driver
  }

  @Test(arguments: [PaneTab.summary, .forward]) func aRowIsChosenByAClickAndItsLineReachedByTwo(tab: PaneTab) throws {
    var driver = driver(tab)
    try driver.click("max_")
    #expect(driver.state.focus == .pane)
    #expect(driver.state.pane.chosen == ["max_pooling2d"])
    driver.send(.key(.escape))
    try driver.click("max_", count: 2)
    #expect(driver.state.focus == .notebook)
    #expect(driver.place == [2, 3, 8])
  }

  @Test func theSignOfALayerFoldsIt() throws {
    var driver = driver()
    let folded = driver.state.tableRows.count
    try driver.click("▸ block1")
    #expect(driver.state.tableRows.count == folded + 2)
    try driver.click("▾ block1")
    #expect(driver.state.tableRows.count == folded)
    #expect(driver.state.pane.chosen == ["block1_conv_bn_leakyrelu1"])
  }

  /// Thirty-two maps of 8×8, each in 8 columns and 4 rows, side by side with a column between.
  @Test func aMapIsEnlargedByAClickAndLeftByTheNext() throws {
    var driver = driver(.forward)
    let heading = try driver.point(of: "maps 1–")
    #expect(driver.screen.lines[heading.y].contains("block1"))
    let second = Point(x: driver.state.frame.pane.x + 1 + 9, y: heading.y + 1)
    driver.send(mouse(.press, second), mouse(.release, second))
    #expect(driver.screen.text.contains("map 2 of 32"))
    #expect(driver.state.pane.chosen == ["block1_conv_bn_leakyrelu1"])
    driver.send(mouse(.press, second, count: 2))
    #expect(driver.state.pane.isEnlarged)
    driver.send(mouse(.wheelDown, second))
    #expect(driver.screen.text.contains("map 3 of 32"))
    driver.send(mouse(.press, second))
    #expect(!driver.state.pane.isEnlarged)
    driver.send(mouse(.wheelDown, second))
    #expect(!driver.screen.text.contains("maps 1–"))
  }

  @Test func theWheelGoesThroughTheRowsAndTheExplainedLayers() throws {
    var driver = driver()
    let place = try driver.point(of: "flatten")
    driver.send(mouse(.wheelDown, place), mouse(.wheelDown, place))
    #expect(driver.state.pane.chosen == ["max_pooling2d"])
    // Of no layer that is explained so far, the first is.
    driver.send(alt("4"), mouse(.wheelUp, place))
    #expect(driver.state.pane.chosen == ["input"])
  }

  /// The snapshot that explains the layer chosen first has not come.
  @Test(arguments: [TerminalEvent.key(.pageDown), mouse(.wheelDown, Point(x: 100, y: 10))])
  func stepsDoNotWaitForTheirAnswers(step: TerminalEvent) throws {
    var driver = driver()
    let rows = try #require(driver.state.report.subject?.rows.filter { !$0.hasChildren }.map(\.id))
    var snapshot = SampleSession.snapshot(of: driver.state.request)
    snapshot.subject?.explanation = try explanation(of: rows[0])
    driver.state.receive(snapshot)
    driver.send(alt("4"), control("o"))
    driver.send(step, step)
    #expect(driver.state.pane.chosen == rows[2])
  }

  private func explanation(of row: LayerRow.ID) throws -> LayerExplanation {
    let layer = try #require(LayerRegistry.layer(named: "ReLU"))
    let count = LayerExplanation.Count(.size(0, "weights"))
    return LayerExplanation(
      row: row, name: "relu", typeName: "ReLU", kind: "activation", lesson: "", inputShapes: [], outputShape: [nil, 8],
      parameters: count, nonTrainable: 0, multiplyAdds: count, operation: try layer.make([:]), weights: [], input: nil,
      output: TensorID(own: 0))
  }
}
