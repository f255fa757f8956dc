// The pane: pictures, columns, folding, and what stays while newer results are on their way.

import Diagnostics
import Kernel
import Notebook
import Screen
import Tensors
import Testing

@testable import Interface

@Suite struct PaneTests {
  private let kernel: @Sendable (KernelRequest) -> KernelSnapshot = { SampleSession.snapshot(of: $0) }

  private func driver() -> Driver {
    var driver = Driver(SampleSession.cells, width: 100)
    driver.state.receive(SampleSession.snapshot(of: driver.state.request))
    return driver
  }

  @Test func rowsFoldUnfoldAndLeadToTheirLines() {
    var driver = driver()
    driver.send(.key("o", .control), .key(.down))
    #expect(driver.state.pane.chosen == ["block1_conv_bn_leakyrelu1"])
    driver.send(.key(.right), .key(.down))
    #expect(driver.state.pane.chosen == ["block1_conv_bn_leakyrelu1", "conv2d"])
    driver.send(.key(.enter))
    #expect(driver.state.focus == .notebook)
    #expect(driver.place == [2, 2, 8])
    driver.send(.key("o", .control), .key(.left))
    #expect(driver.state.pane.chosen == ["block1_conv_bn_leakyrelu1"])
    driver.send(.key(.left))
    #expect(driver.state.tableRows.count == 5)
    driver.send(.key(.end), .key(.down))
    #expect(driver.state.pane.chosen == ["dense"])
    driver.type("x")
    #expect(driver.state.message == Messages.notInPane)
  }

  /// Nothing but the keys tells one level from all.
  @Test func levelsFoldOneByOneAndAllAtOnce() {
    var driver = driver()
    driver.send(.key("o", .control))
    let folded = driver.state.tableRows.count
    let all = driver.state.report.subject?.rows.count ?? 0
    #expect(folded < all)
    driver.type("+")
    #expect(driver.state.tableRows.count == all)
    driver.send(.key(.down), .key(.down))
    #expect(driver.state.pane.chosen == ["block1_conv_bn_leakyrelu1", "conv2d"])
    driver.type("-")
    #expect(driver.state.tableRows.count == folded)
    #expect(driver.state.pane.chosen == ["block1_conv_bn_leakyrelu1"])
    driver.type("*")
    #expect(driver.state.tableRows.count == all)
    driver.type("*")
    #expect(driver.state.tableRows.count == folded)
  }

  /// Texts of tables and pictures of values are made once for each answer of the kernel, not for each screen.
  @Test(arguments: [KeyPress(.function(3)), KeyPress(.function(4))]) func typingMakesNothingOfThePaneAgain(
    tab: KeyPress
  ) {
    var driver = driver()
    driver.send(.key(tab))
    func made() -> Int {
      _ = driver.screen
      return driver.state.report.tables.made + driver.state.report.pictures.made
    }
    let before = made()
    #expect(before > 0)
    driver.type("x")
    #expect(made() == before)
    driver.send(.key(.backspace))
    #expect(made() == before)
    driver.state.receive(SampleSession.snapshot(of: driver.state.request))
    #expect(driver.state.report.tables.made == 0)
    #expect(made() == before)
  }

  /// The maps are not searched on each screen for what the kernel's summary tells.
  @Test func theMapsHeadingHasTheSummarysDeadChannels() throws {
    var driver = Driver(SampleSession.cells, width: 140, height: 40)
    var snapshot = SampleSession.snapshot(of: driver.state.request)
    let rows = try #require(snapshot.subject?.rows)
    // Of three channels, two are zero at both places; the pictures are of none such.
    let summary = TensorSummary(Tensor(shape: [1, 1, 2, 3], values: [0, 1, 0, 0, 2, 0]))
    let shown = Tensor(shape: [1, 2, 2, 3], values: (1...12).map(Float.init))
    for row in rows {
      snapshot.subject?.forward?.activations[row.id] = Forward.Activation(shape: shown.shape, summary: summary) {
        shown
      }
    }
    driver.state.receive(snapshot)
    driver.send(.key(.function(4)))
    #expect(driver.screen.lines.contains { $0.contains("3 maps, 2 dead") })
  }

  @Test func rowsSortByWhatTheyCostAndKeepTheirParts() {
    var driver = driver()
    driver.send(.key("o", .control))
    driver.type("*s")
    // dense 163,850 parameters, the block 256 of which its two parts have 128 each, the rest none.
    #expect(
      driver.state.tableRows.map(\.row.name).prefix(4) == [
        "dense", "block1_conv_bn_leakyrelu1", "conv2d", "batch_normalization",
      ])
    driver.type("r")
    #expect(driver.state.tableRows.last?.row.name == "dense")
    driver.type("ssss")
    #expect(driver.state.pane.order == .model)
    #expect(driver.state.tableRows.map(\.row.id) == driver.state.report.subject?.rows.map(\.id))
  }

  @Test func oneKeyGoesThroughTheCallsOfTheFunction() {
    var driver = driver()
    func press() -> String {
      driver.send(alt("c"))
      driver.state.receive(SampleSession.snapshot(of: driver.state.request))
      return driver.screen.lines[1]
    }
    #expect(press().contains("call") == false)
    driver.send(Array(repeating: .key(.down), count: 5))
    driver.state.receive(SampleSession.snapshot(of: driver.state.request))
    #expect(driver.screen.lines[1].contains("block: 3 calls"))
    for number in 1...3 { #expect(press().contains("block: call \(number) of 3")) }
    #expect(press().contains("block: 3 calls"))
  }

  @Test func theEnlargedMapIsLeftBeforeThePane() {
    var driver = driver()
    driver.send(.key("o", .control), .key(.function(4)), .key(.down))
    driver.type("z]]")
    #expect(driver.screen.text.contains("map 3 of 32"))
    driver.type("[")
    #expect(driver.screen.text.contains("map 2 of 32"))
    driver.send(.key(.escape))
    #expect(driver.state.focus == .pane && !driver.state.pane.isEnlarged)
    driver.send(.key(.escape))
    #expect(driver.state.focus == .notebook)
  }

  @Test func aSampleIsChosenByItsFirstLetter() {
    var driver = Driver(code: "")
    driver.send(alt("s"))
    // The test batch begins with a cat, two ships, an airplane and a frog.
    driver.type("f")
    driver.send(.key(.enter))
    #expect(driver.state.document.settings.input == "cifar10:4")
    driver.send(alt("s"), .key(.down), .key(.escape))
    #expect(driver.state.document.settings.input == "cifar10:4")
  }

  @Test(arguments: [
    ([1, 10], "10 values"), ([1, 20, 4], "4 channels as rows, 20 places"), ([1, 1, 1, 12], "12 values"),
  ])
  func vectorsAndSequencesHavePicturesToo(shape: [Int], text: String) {
    var driver = Driver(SampleSession.cells, width: 200, height: 50)
    var snapshot = SampleSession.snapshot(of: driver.state.request)
    let values = Tensor(shape: shape, values: (0..<shape.reduce(1, *)).map(Float.init))
    for id in snapshot.subject?.forward?.activations.keys ?? [:].keys {
      snapshot.subject?.forward?.activations[id] = Forward.Activation(shape: shape, summary: TensorSummary(values)) {
        values
      }
    }
    driver.state.receive(snapshot)
    driver.send(.key(.function(4)))
    #expect(driver.screen.text.contains(text))
    driver.send(.key("o", .control))
    driver.type("z")
    #expect(driver.screen.text.contains("black 0, white"))
  }

  @Test func theOlderValuesStandUntilTheNewerCome() {
    var driver = driver()
    driver.type("x")
    var shapesOnly = SampleSession.snapshot(of: driver.state.request)
    shapesOnly.subject?.forward = nil
    shapesOnly.isForwardPending = true
    driver.state.receive(shapesOnly)
    #expect(driver.state.report.subject?.forward?.inputLabel == "cifar10:4 frog")
    shapesOnly.isForwardPending = false
    driver.state.receive(shapesOnly)
    #expect(driver.state.report.subject?.forward == nil)
  }

  @Test func anOlderSnapshotIsDropped() {
    var driver = driver()
    let old = SampleSession.snapshot(of: driver.state.request)
    driver.type("x")
    driver.state.receive(KernelSnapshot(revision: driver.state.document.revision))
    driver.state.receive(old)
    #expect(driver.state.report.subject == nil)
  }

  @Test func anErrorNeverBlanksThePane() {
    var driver = driver()
    let cell = driver.state.document.cells[1].id
    let problem = CellProblem(
      severity: .error, code: "x", message: "m", place: CellLine(cell: cell, line: 0), columns: 0..<1, fileLine: 1)
    driver.state.receive(KernelSnapshot(revision: 0, cells: [cell: CellReport(problems: [problem])]))
    #expect(driver.state.report.subject?.title == "Small")
  }

  @Test func inlaysKeepToTheirLinesWhileTheKernelIsBusy() {
    var driver = driver()
    driver.send((0..<5).map { _ in .key(.down) } + [.key(.end), .key(.enter)])
    let report = driver.state.report.cells[driver.state.document.cells[2].id]
    #expect(report?.inlays.map(\.line) == [3, 4])
    driver.send(.key("z", .control))
    #expect(driver.state.document.isModified == false)
  }

  @Test func samplesGoRound() {
    var driver = Driver(code: "")
    driver.send(alt(","))
    #expect(driver.state.document.settings.input == "cifar10:19")
    driver.send(alt("."), alt("."))
    #expect(driver.state.document.settings.input == "cifar10:1")
    #expect(driver.effects.count == 3)
  }

  @Test func aPictureIsChosenByItsPath() {
    var driver = Driver(code: "")
    driver.send(
      .key(.function(2)), .paste("input"), .key("i"), .key("n"), .key("p"), .key("u"), .key("t"), .key(.enter))
    #expect(driver.state.overlay == .prompt(Prompt(purpose: .input, text: "cifar10:0")))
    driver.send(.key("u", .control), .paste("cat.png"), .key(.enter))
    guard case .checkInput(let asked)? = driver.effects.last else {
      Issue.record("the picture should be looked for")
      return
    }
    #expect(asked.input == "cat.png" && asked.folder == "/tmp")
    #expect(driver.state.document.settings.input == "cifar10:0")
    let effects = driver.state.checked("cat.png", problem: nil)
    #expect(driver.state.document.settings.input == "cat.png" && driver.state.document.isModified)
    #expect(driver.state.message == Messages.input("cat.png"))
    guard case .evaluate(let request)? = effects.last else {
      Issue.record("the kernel should be asked")
      return
    }
    #expect(request.settings.input == "cat.png")
    // An empty answer changes nothing, and Escape neither.
    driver.send(.key(.function(2)), .key("i"), .key("n"), .key("p"), .key("u"), .key("t"), .key(.enter))
    driver.send(.key("u", .control), .key(.enter))
    #expect(driver.state.document.settings.input == "cat.png")
  }

  @Test func scalingsGoRound() {
    var driver = Driver(code: "")
    let scalings = (0..<3).map { _ in
      driver.send(.key(.function(2)), .key("s"), .key("c"), .key("a"), .key("l"), .key("i"), .key(.enter))
      return driver.state.document.settings.scaling
    }
    #expect(scalings == ["-1..1", "0..255", "0..1"])
    #expect(driver.effects.count == 3 && driver.state.document.isModified == false)
  }

  @Test func picturesKeepTheirProportions() throws {
    let square = try #require(Picture(Tensor(shape: [1, 32, 32, 3], repeating: 0.5)))
    #expect(square.cellSize(within: Size(width: 80, height: 80)) == Size(width: 32, height: 16))
    #expect(square.cellSize(within: Size(width: 20, height: 80)) == Size(width: 20, height: 10))
    #expect(square.cellSize(within: Size(width: 80, height: 4)) == Size(width: 8, height: 4))
    #expect(square.cellSize(within: Size(width: 0, height: 4)) == Size(width: 0, height: 0))
    let line = try #require(Picture(Tensor(shape: [1, 1, 64, 1], repeating: 0.5)))
    #expect(line.cellSize(within: Size(width: 80, height: 80)) == Size(width: 64, height: 1))
  }

  @Test func picturesShowTheMeanOfTheirPixels() throws {
    let tensor = Tensor(shape: [1, 2, 2, 3], values: [1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1])
    let picture = try #require(Picture(tensor))
    let all = picture.sample(column: 0, row: 0, columns: 1, rows: 1)
    #expect(all == Picture.Pixel(red: 0.5, green: 0.25, blue: 0.25))
    #expect(picture.sample(column: 1, row: 1, columns: 2, rows: 2) == Picture.Pixel(red: 0, green: 0, blue: 1))
  }

  @Test func whatIsNoImageHasNoPicture() {
    #expect(Picture(Tensor(shape: [1, 10], repeating: 0)) == nil)
    #expect(Picture(Tensor(shape: [1, 0, 4, 3], repeating: 0)) == nil)
    #expect(Picture(Tensor(shape: [1, 2, 2, 1], repeating: .nan)) != nil)
  }

  @Test func columnsDropByPriority() {
    let columns = [
      TableColumn(title: "aaaa", priority: 1, cells: ["1"]), TableColumn(title: "bbbb", priority: 2, cells: ["2"]),
    ]
    #expect(ColumnTable(columns, width: 30).header("name") == "name                aaaa  bbbb")
    #expect(ColumnTable(columns, width: 20).line("name", row: 0) == "name               2")
    #expect(ColumnTable(columns, width: 12).line("name", row: 0) == "name        ")
    #expect(ColumnTable(columns, width: -3).line("name", row: 0) == "")
  }

  /// Measured by the largest: half of it, and as much below nothing, which looks otherwise.
  @Test func negativeScoresHaveBarsOfAnotherLook() throws {
    var driver = Driver(SampleSession.cells, width: 140, height: 40)
    var snapshot = SampleSession.snapshot(of: driver.state.request)
    snapshot.subject?.forward?.output = Tensor(shape: [1, 3], values: [2, 1, -1])
    snapshot.subject?.forward?.classNames = ["one", "two", "three"]
    driver.state.receive(snapshot)
    driver.send(.key(.function(4)))
    let lines = driver.screen.lines
    func bar(_ name: String, of sign: Character) throws -> Int {
      try #require(lines.first { $0.contains("\(name) ") && $0.contains(".000") }).count { $0 == sign }
    }
    let whole = try bar("one", of: "█")
    #expect(whole > 10)
    #expect(abs(try bar("two", of: "█") - whole / 2) <= 1)
    #expect(abs(try bar("three", of: "░") - whole / 2) <= 1)
    #expect(driver.screen.inASCII().lines.contains { $0.contains("-1.000 ....") })
  }

  @Test func scoresThatAreNoProbabilitiesHaveNoBest() {
    var forward = Forward(inputLabel: "", input: Tensor(shape: [1, 1, 1, 1], repeating: 0))
    forward.output = Tensor(shape: [1, 3], values: [3, -2, 5])
    #expect(ClassScores(forward).best.isEmpty)
    #expect(ClassScores(forward).shown(2).map(\.name) == ["2", "0"])
    forward.output = Tensor(shape: [1, 2], values: [0.25, 0.75])
    forward.classNames = ["cat", "dog"]
    #expect(ClassScores(forward).best.map(\.name) == ["dog", "cat"])
  }
}
