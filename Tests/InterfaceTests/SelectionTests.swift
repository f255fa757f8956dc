// Selecting within a cell and across cells, and what is done with whole lines and cells, by keys.

import Notebook
import Screen
import Testing

@testable import Interface

@Suite struct SelectionTests {
  private let shiftDown = TerminalEvent.key(.down, .shift)

  @Test func aSelectionGoesAcrossCellsAndTypingReplacesIt() {
    var driver = Driver(code: "one", "two", "three")
    driver.send(.key(.right), shiftDown, shiftDown)
    #expect(driver.state.selectedParts.map(\.range) == [1..<3, 0..<3, 0..<1])
    driver.type("X")
    #expect(driver.cells == ["oXhree"])
    #expect(driver.place == [0, 0, 2])
    driver.send(control("z"))
    #expect(driver.cells == ["one", "two", "three"])
    #expect(driver.state.selectedParts.count == 3)
  }

  @Test func cellsOfTwoKindsStayTwo() {
    var driver = Driver([(.markdown, "prose"), (.code, "x = 1")])
    driver.send(.key(.right), shiftDown, .key(.backspace))
    #expect(driver.cells == ["p", " = 1"])
    driver.send(control("z"), .key(.end, [.shift, .control]), .key(.delete))
    #expect(driver.cells == ["p"])
  }

  @Test func whatIsCopiedOfSeveralCellsIsPastedAsCells() {
    var driver = Driver([(.markdown, "# Title"), (.code, "x = 1\ny = 2"), (.code, "")])
    driver.send(alt("a"), alt("a"), control("x"))
    #expect(driver.state.clipboard == "# %% [markdown]\n# # Title\n\n# %%\nx = 1\ny = 2\n\n# %%\n")
    #expect(driver.state.document.cells.count == 1)
    driver.send(control("z"), .key(.end, .control), control("v"))
    #expect(driver.cells == ["# Title", "x = 1\ny = 2", "# Title", "x = 1\ny = 2", ""])
    #expect(driver.state.document.cells.map(\.kind) == [.markdown, .code, .markdown, .code, .code])
  }

  @Test func aWholeFileIsPastedAsItsCellsInOneStep() {
    var driver = Driver(code: "")
    driver.send(.paste("import keras\n\n# %% [markdown]\n# Prose.\n\n# %% Model\nx = 1\n"))
    #expect(driver.cells == ["import keras", "Prose.", "x = 1"])
    #expect(driver.state.document.cells.map(\.title) == ["", "", "Model"])
    driver.send(control("z"))
    #expect(driver.cells == [""])
  }

  @Test func pastedCellsPartTheCellTheyArePastedInto() {
    var driver = Driver(code: "a = 1\nb = 2")
    driver.send(.key(.down), .paste("# %%\nx = 1\n"))
    #expect(driver.cells == ["a = 1", "x = 1\nb = 2"])
    #expect(driver.place == [1, 0, 5])
  }

  @Test func selectAllTakesTheCellThenTheNotebook() {
    var driver = Driver(code: "ab", "cd")
    driver.send(alt("a"))
    #expect(driver.state.selectedParts.map(\.range) == [0..<2])
    driver.send(alt("a"))
    #expect(driver.state.selectedParts.map(\.range) == [0..<2, 0..<2])
    driver.send(.key(.left))
    #expect(driver.place == [0, 0, 0])
  }

  @Test(arguments: [control("_"), control("/")]) func commentsComeAndGo(key: TerminalEvent) {
    var driver = Driver(code: "def f():\n    x = 1\n\n    y = 2")
    driver.send([.key(.down)] + Array(repeating: shiftDown, count: 2) + [.key(.end, .shift), key])
    #expect(driver.cells == ["def f():\n    # x = 1\n\n    # y = 2"])
    #expect(driver.state.selectedText == "    # x = 1\n\n    # y = 2")
    driver.send(key)
    #expect(driver.cells == ["def f():\n    x = 1\n\n    y = 2"])
    driver.send(control("z"), control("z"), .key(.end, .control), key)
    #expect(driver.cells == ["def f():\n    x = 1\n\n    # y = 2"])
    #expect(driver.place == [0, 3, 11])
  }

  @Test func selectedLinesAreIndentedAndBack() {
    var driver = Driver(code: "a\nb\n  c", "d")
    driver.send(shiftDown, shiftDown, .key(.tab))
    #expect(driver.cells == ["    a\n    b\n  c", "d"])
    driver.send(.key(.backTab), .key(.end, .shift), .key(.backTab))
    #expect(driver.cells == ["a\nb\nc", "d"])
    driver.send(control("z"), control("z"), control("z"))
    #expect(driver.cells == ["a\nb\n  c", "d"])
  }

  @Test func linesMoveWithTheirSelectionAndAreDuplicated() {
    var driver = Driver(code: "aa\nb\nc")
    driver.send(.key(.right), .key(.down, [.alt, .shift]))
    #expect(driver.cells == ["b\naa\nc"])
    #expect(driver.place == [0, 1, 1])
    driver.send(.key(.down, [.alt, .shift]), .key(.down, [.alt, .shift]))
    #expect(driver.cells == ["b\nc\naa"])
    driver.send(.key(.up, [.alt, .shift]), alt("l"))
    #expect(driver.cells == ["b\naa\naa\nc"])
    #expect(driver.place == [0, 2, 1])
  }

  @Test func cellsAreSplitAndJoined() {
    var driver = Driver(code: "a = 1\nb = 2", "c = 3")
    driver.send(.key(.down), alt("-"))
    #expect(driver.cells == ["a = 1", "b = 2", "c = 3"])
    #expect(driver.place == [1, 0, 0])
    driver.send(alt("m"))
    #expect(driver.cells == ["a = 1", "b = 2\nc = 3"])
    driver.send(alt("M"))
    #expect(driver.cells == ["a = 1\nb = 2\nc = 3"])
    #expect(driver.place == [0, 1, 0])
    driver.send(alt("m"))
    #expect(driver.state.message == Messages.nothingToMerge)
    driver.send(control("z"), control("z"), control("z"))
    #expect(driver.cells == ["a = 1\nb = 2", "c = 3"])
  }

  @Test func joiningTwoKindsKeepsBothReadable() {
    var driver = Driver([(.code, "x = 1"), (.markdown, "A *word*\n\nmore")])
    driver.send(alt("m"))
    #expect(driver.cells == ["x = 1\n# A *word*\n#\n# more"])
    driver = Driver([(.markdown, "Prose"), (.code, "x = 1")])
    driver.send(alt("m"))
    #expect(driver.cells == ["Prose\n```python\nx = 1\n```"])
  }

  @Test func theBracketAtTheCaretAndItsPartnerAreShown() {
    var driver = Driver(code: "f(a[1], ')')")
    driver.send(.key(.end))
    #expect(BracketPair(at: 12, in: driver.state.text).map { [$0.opening, $0.closing] } == [1, 11])
    #expect(BracketPair(at: 4, in: driver.state.text).map { [$0.opening, $0.closing] } == [3, 5])
    #expect(BracketPair(at: 9, in: driver.state.text) == nil)
    #expect(BracketPair(at: 1, in: CellText("(]")) == nil)
    let marked = driver.screen.row(2).filter { $0.style.attributes.isSuperset(of: [.bold, .underline]) }
    #expect(String(marked.map(\.character)) == "()")
  }
}
