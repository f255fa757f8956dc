// Completion and signature help: what the keys do with an answer of the kernel, and that none of it stands in the way.

import Diagnostics
import Kernel
import Notebook
import Screen
import Testing

@testable import Interface

@Suite struct AssistTests {
  private static let entries = [
    Completion(.argument, "padding=", documentation: "What happens at the border."),
    Completion(.layer, "Conv2D", documentation: "Slides filters."),
    Completion(.layer, "Conv2DTranspose", documentation: "Spreads each pixel."),
    Completion(.layer, "Concatenate", documentation: "Puts side by side."),
    Completion(.layer, "BatchNormalization", documentation: "Normalises."),
  ]

  /// Answers the last question of the driver, as the kernel would, about the word before the caret.
  private func answer(
    _ driver: inout Driver, _ entries: [Completion] = entries, signature: SignatureHelp? = nil
  ) throws {
    let question = try #require(driver.state.question)
    let before = driver.state.text[0..<question.offset]
    let word = before.reversed().prefix(while: \.isPartOfName).count
    _ = driver.state.receive(
      Assistance(
        revision: question.revision, cell: question.cell, offset: question.offset,
        word: question.offset - word..<question.offset, completions: entries, signature: signature))
  }

  private func typed(_ text: String, _ entries: [Completion] = entries) throws -> Driver {
    var driver = Driver(code: "")
    driver.type(text)
    try answer(&driver, entries)
    return driver
  }

  private func offered(_ driver: Driver) -> [String] { driver.state.shownCompletions.map(\.label) }

  // MARK: Offering

  @Test func aWordOfTwoLettersOffersWhatFitsIt() throws {
    #expect(try offered(typed("x = C")) == [])
    #expect(try offered(typed("x = Co")) == ["Conv2D", "Conv2DTranspose", "Concatenate"])
    #expect(try offered(typed("x = bn")) == ["BatchNormalization"])
    #expect(try offered(typed("x = ct")) == [])
  }

  @Test func aValueIsSoughtByItsTextWithoutTheQuoteToo() throws {
    let entries = [
      Completion(.layer, "UpSampling2D", documentation: "Repeats."),
      Completion(.value, "'same'", documentation: "Zeros."),
    ]
    #expect(try offered(typed("f(padding=sa", entries)).first == "'same'")
  }

  @Test func aWholeWordOffersNothing() throws { #expect(try offered(typed("x = Concatenate")) == []) }

  @Test func aWholeWordOffersWhatGoesOnWithItButNotWhatIsMerelyLikeIt() throws {
    #expect(try offered(typed("x = Conv2D")) == ["Conv2D", "Conv2DTranspose"])
    let alike = ["SeparableConv2D", "SeparableConvolution2D"].map { Completion(.layer, $0, documentation: "Slides.") }
    #expect(try offered(typed("x = Separable", alike)).count == 2)
    #expect(try offered(typed("x = SeparableConv2D", alike)) == [])
  }

  @Test func theListStaysWhileTheWordIsWrittenOnAndGoesWithTheNext() throws {
    var driver = try typed("x = Co")
    driver.type("nv")
    #expect(offered(driver) == ["Conv2D", "Conv2DTranspose"])
    driver.type("(")
    #expect(offered(driver) == [])
  }

  @Test func anAnswerAboutAnotherPlaceIsDropped() throws {
    var driver = Driver(code: "")
    driver.type("x = Co")
    let question = try #require(driver.state.question)
    driver.type("n")
    _ = driver.state.receive(
      Assistance(
        revision: question.revision, cell: question.cell, offset: question.offset, word: 4..<6,
        completions: Self.entries))
    #expect(offered(driver) == [])
  }

  @Test func everyKeyKeepsItsMeaningBesideTheList() throws {
    var entered = try typed("x = Co")
    entered.send(.key(.enter))
    #expect(entered.cells == ["x = Co", ""])
    var moved = try typed("x = Co")
    moved.send(.key(.home), .key(.up))
    #expect(moved.cells == ["x = Co"])
    #expect(offered(moved) == [])
  }

  @Test func escapeClosesTheListAndKeepsTheText() throws {
    var driver = try typed("x = Co")
    driver.send(.key(.escape))
    #expect(offered(driver) == [])
    #expect(driver.cells == ["x = Co"])
  }

  @Test(arguments: [
    TerminalEvent.key(.function(1)), .key(.function(3)), .key(.function(4)), .key(.function(6)), alt("1"), alt("4"),
    control("o"), control("s"), control("p"), .mouse(MouseEvent(.press, at: Point(x: 60, y: 10))),
  ])
  func whatIsNotWritingClosesTheListForGood(_ event: TerminalEvent) throws {
    for events in [[], [TerminalEvent.key(.tab)]] {
      var driver = try typed("x = Co")
      driver.send(events + [event])
      #expect(!driver.screen.text.contains("Conv2DTranspose"))
      // Back in the notebook, where an overlay or the pane was open.
      driver.send(.key(.escape))
      #expect(offered(driver) == [])
      #expect(driver.cells == ["x = Co"])
    }
  }

  @Test func anAnswerOpensNoListAfterAnotherKey() throws {
    var driver = Driver(code: "")
    driver.type("x = bn")
    driver.send(.key(.tab), .key(.function(6)))
    try answer(&driver)
    #expect(driver.cells == ["x = bn"])
    #expect(offered(driver) == [])
  }

  // MARK: Choosing

  @Test func aSignThatEndsTheWordTakesWhatIsChosen() throws {
    var called = try typed("x = Co")
    called.send(.key(.tab), .key(.tab))
    called.type("(8")
    #expect(called.cells == ["x = Conv2DTranspose(8"])
    called.send(control("z"), control("z"), control("z"))
    #expect(called.cells == ["x = Co"])
    let pack = Completion(.layer, "pack", documentation: "Packs.")
    var argument = try typed("Conv2D(pa", [Self.entries[0], pack])
    argument.send(.key(.tab))
    argument.type("='")
    #expect(argument.cells == ["Conv2D(padding='"])
    var writtenOn = try typed("x = Co")
    writtenOn.send(.key(.tab))
    writtenOn.type("n(")
    #expect(writtenOn.cells == ["x = Con("])
  }

  @Test func tabTakesTheOnlyEntry() throws {
    var driver = try typed("x = bn")
    driver.send(.key(.tab))
    #expect(driver.cells == ["x = BatchNormalization"])
    #expect(driver.place == [0, 0, 22])
  }

  @Test func tabMovesIntoTheListAndEnterTakes() throws {
    var driver = try typed("x = Co")
    driver.send(.key(.tab), .key(.down), .key(.enter))
    #expect(driver.cells == ["x = Conv2DTranspose"])
    #expect(offered(driver) == [])
  }

  @Test func theListGoesRoundItsEnds() throws {
    var driver = try typed("x = Co")
    driver.send(.key(.tab), .key(.up), .key(.enter))
    #expect(driver.cells == ["x = Concatenate"])
  }

  @Test func anEntryIsChosenByAClickAndWrittenByTheNext() throws {
    var driver = try typed("x = Co")
    try driver.click("Spreads each pixel")
    #expect(driver.state.assist.chosen == 1)
    #expect(driver.cells == ["x = Co"])
    try driver.click("Spreads each pixel")
    #expect(driver.cells == ["x = Conv2DTranspose"])
  }

  @Test func theWheelGoesThroughTheList() throws {
    var driver = try typed("x = Co")
    let place = try driver.point(of: "Spreads each pixel")
    driver.send(mouse(.wheelDown, place), mouse(.wheelDown, place), mouse(.wheelDown, place), .key(.enter))
    #expect(driver.cells == ["x = Concatenate"])
  }

  @Test func writingOnLeavesTheList() throws {
    var driver = try typed("x = Co")
    driver.send(.key(.tab))
    driver.type("nc")
    #expect(driver.state.assist.chosen == nil)
    #expect(offered(driver) == ["Concatenate"])
  }

  @Test func tabBeforeTheAnswerCompletesWhenItComes() throws {
    var driver = Driver(code: "")
    driver.type("x = bn")
    driver.send(.key(.tab))
    #expect(driver.cells == ["x = bn"])
    try answer(&driver)
    #expect(driver.cells == ["x = BatchNormalization"])
  }

  @Test func tabThatWasOvertakenCompletesNothing() throws {
    var driver = Driver(code: "")
    driver.type("x = bn")
    driver.send(.key(.tab))
    driver.type("q")
    try answer(&driver)
    #expect(driver.cells == ["x = bnq"])
  }

  @Test func tabIndentsWhereNothingIsWritten() throws {
    var driver = Driver(code: "")
    driver.send(.key(.tab))
    #expect(driver.cells == ["    "])
  }

  @Test func tabWhereNothingFitsSaysSo() throws {
    var driver = try typed("x = qqq")
    driver.send(.key(.tab))
    #expect(driver.cells == ["x = qqq"])
    #expect(try #require(driver.screen.lines.last).contains("nothing to complete"))
  }

  @Test func aCompletionWithItsImportIsOneStepOfUndo() throws {
    var driver = Driver(code: "from keras.layers import Dense", "")
    driver.send(.key(">", .alt))
    driver.type("x = Max")
    let first = driver.state.document.cells[0].id
    let edit = Edit.replaceText(cell: first, range: 30..<30, text: ", MaxPool2D")
    try answer(&driver, [Completion(.layer, "MaxPool2D", documentation: "Takes the largest.", additions: [edit])])
    driver.send(.key(.tab))
    #expect(driver.cells == ["from keras.layers import Dense, MaxPool2D", "x = MaxPool2D"])
    driver.send(control("z"))
    #expect(driver.cells == ["from keras.layers import Dense", "x = Max"])
  }

  @Test func anImportAboveInTheSameCellMovesTheCaret() throws {
    var driver = Driver(code: "")
    driver.type("Max")
    let cell = driver.state.document.cells[0].id
    let edit = Edit.replaceText(cell: cell, range: 0..<0, text: "import a\n")
    try answer(&driver, [Completion(.layer, "MaxPool2D", documentation: "Takes the largest.", additions: [edit])])
    driver.send(.key(.tab))
    #expect(driver.cells == ["import a\nMaxPool2D"])
    #expect(driver.place == [0, 1, 9])
  }

  @Test func anArgumentsValuesFollowItsName() throws {
    var driver = try typed("Conv2D(8, 3, pad")
    driver.send(.key(.tab))
    #expect(driver.cells == ["Conv2D(8, 3, padding="])
    try answer(
      &driver, [Completion(.value, "'same'", documentation: "a"), Completion(.value, "'valid'", documentation: "b")])
    #expect(offered(driver) == ["'same'", "'valid'"])
  }

  // MARK: Signatures

  private static let signature = SignatureHelp(
    name: "Conv2D",
    parameters: [
      .init(text: "filters", documentation: "The number of output channels."),
      .init(text: "kernel_size", documentation: "Height and width of the window."),
      .init(text: "padding='valid'", documentation: "What happens at the border."),
    ], active: 1, documentation: "Slides filters.")

  @Test func theCallAroundTheCaretIsToldInOneLine() throws {
    var driver = Driver(code: "")
    driver.type("Conv2D(8, ")
    try answer(&driver, [], signature: Self.signature)
    #expect(driver.screen.text.contains("Conv2D(filters, kernel_size, padding='valid') · Height and width"))
  }

  private func signature(_ name: String, opening: Int, isLayer: Bool) -> SignatureHelp {
    SignatureHelp(
      name: name, opening: opening, isLayer: isLayer, parameters: [.init(text: "*args", documentation: "Some.")],
      active: 0, documentation: "Does it.")
  }

  /// A call over several lines, with the caret in one of them, and what it takes.
  private func reading(line: Int, name: String = "compose", isLayer: Bool = false) throws -> Driver {
    var driver = Driver(code: "y = \(name)(\n  first(),\n  second())")
    driver.send(Array(repeating: .key(.down), count: line) + [.key(.end), .key(.left)])
    try answer(&driver, [], signature: signature(name, opening: 4 + name.utf8.count, isLayer: isLayer))
    return driver
  }

  @Test func aLongCallIsToldWhileOneWritesInItAndNotToAReader() throws {
    let told = "compose(*args)"
    for line in 0...2 { #expect(try !reading(line: line).screen.text.contains(told)) }
    var driver = try reading(line: 1)
    driver.type("x")
    #expect(driver.screen.text.contains(told))
    driver.send(.key(.left))
    #expect(driver.screen.text.contains(told))
    driver.send(.key(.up), .key(.down))
    #expect(!driver.screen.text.contains(told))
    driver.send(.key(.backTab))
    #expect(driver.screen.text.contains("│ compose(*args)"))
  }

  @Test func aLayerIsToldWhereItsNameStands() throws {
    #expect(try reading(line: 0, name: "Conv2D", isLayer: true).screen.text.contains("Conv2D(*args)"))
    #expect(try !reading(line: 1, name: "Conv2D", isLayer: true).screen.text.contains("Conv2D(*args)"))
  }

  @Test func shiftTabShowsTheWholeSignatureAndEscapeClosesIt() throws {
    var driver = Driver(code: "")
    driver.type("Conv2D(8, ")
    driver.send(.key(.backTab))
    try answer(&driver, [], signature: Self.signature)
    #expect(driver.screen.text.contains("│ Height and width of the window."))
    driver.send(.key(.escape))
    #expect(!driver.screen.text.contains("│ Height and width of the window."))
  }

  @Test func shiftTabOutsideOfACallTellsWhereItTells() throws {
    var driver = Driver(code: "")
    driver.type("x = 1")
    driver.send(.key(.backTab))
    try answer(&driver, [])
    #expect(try #require(driver.screen.lines.last).contains("within a call's brackets"))
  }

  // MARK: Mending

  @Test func theBottomLineNamesTheKeyThatImportsALayer() throws {
    var driver = Driver(code: "y = Conv2D(8, 3)")
    let cell = driver.state.document.cells[0].id
    let addition = Edit.replaceText(cell: cell, range: 0..<0, text: "from keras.layers import Conv2D\n")
    let problem = CellProblem(
      severity: .error, code: "name-undefined", message: "NameError: name 'Conv2D' is not defined",
      place: CellLine(cell: cell, line: 0), columns: 4..<10, fileLine: 1,
      fix: .init(.importing, edits: [addition], offset: 42))
    driver.state.receive(KernelSnapshot(revision: 0, cells: [cell: CellReport(problems: [problem])]))
    #expect(try #require(driver.screen.lines.last).contains("F8 import it"))
  }

  /// However long the message, the key that writes what it proposes stands beside it.
  @Test func theBottomLineNamesTheKeyThatWritesAnArgument() throws {
    var driver = Driver(code: "y = Conv2D(8, 5)(x)")
    let cell = driver.state.document.cells[0].id
    let addition = Edit.replaceText(cell: cell, range: 15..<15, text: ", padding='same'")
    let problem = CellProblem(
      severity: .error, code: "kernel-too-large",
      message: "ValueError: Conv2D: a 5×5 window does not fit into 8×4×6; padding='same' would give 8×4",
      place: CellLine(cell: cell, line: 0), columns: 14..<15, fileLine: 1,
      fix: .init(.argument, edits: [addition], offset: 31))
    driver.state.receive(KernelSnapshot(revision: 0, cells: [cell: CellReport(problems: [problem])]))
    #expect(try #require(driver.screen.lines.last).contains("F8 write it"))
    driver.send(.key(.function(8)))
    #expect(driver.cells == ["y = Conv2D(8, 5, padding='same')(x)"])
    driver.send(control("z"))
    #expect(driver.cells == ["y = Conv2D(8, 5)(x)"])
  }

  @Test func f8MendsWhatTheBottomLineTellsInOneStep() throws {
    var driver = Driver(code: "y = Conv2d(8, 3)")
    let cell = driver.state.document.cells[0].id
    let fix = CellProblem.Fix(.spelling, edits: [.replaceText(cell: cell, range: 4..<10, text: "Conv2D")], offset: 10)
    let problem = CellProblem(
      severity: .error, code: "name-undefined", message: "name 'Conv2d' is not defined",
      place: CellLine(cell: cell, line: 0), columns: 4..<10, fileLine: 1, fix: fix)
    driver.state.receive(KernelSnapshot(revision: 0, cells: [cell: CellReport(problems: [problem])]))
    #expect(try #require(driver.screen.lines.last).contains("F8 mend"))
    driver.send(.key(.function(8)))
    #expect(driver.cells == ["y = Conv2D(8, 3)"])
    // The report is of the text before: its fix is no longer for this one.
    driver.send(.key(.function(8)))
    #expect(driver.cells == ["y = Conv2D(8, 3)"])
    driver.send(control("z"))
    #expect(driver.cells == ["y = Conv2d(8, 3)"])
  }
}
