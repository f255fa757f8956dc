// Typing, deleting, cutting and undoing, by keys.

import Notebook
import Screen
import Testing

@testable import Interface

@Suite struct EditingTests {
  @Test func whatIsTypedStandsAtTheCaret() {
    var driver = Driver(code: "")
    driver.type("x = é中")
    driver.send(.key(.left))
    driver.type("1")
    #expect(driver.cells == ["x = é1中"])
    #expect(driver.place == [0, 0, 6])
  }

  @Test func enterAfterACompleteStatementGoesToTheNextCell() {
    var driver = Driver(code: "x = 1", "y = 2")
    driver.send(.key(.end), .key(.enter))
    #expect(driver.cells == ["x = 1", "y = 2"])
    #expect(driver.place == [1, 0, 0])
    driver.send(.key(.end), .key(.enter))
    #expect(driver.cells == ["x = 1", "y = 2", ""])
    #expect(driver.place == [2, 0, 0])
  }

  @Test(arguments: [
    ("f(1,", "f(1,\n    "), ("def f(x):", "def f(x):\n    "), ("x = [", "x = [\n    "), ("# note", "# note\n"),
    ("x = '''a", "x = '''a\n"), ("x = 1 + \\", "x = 1 + \\\n"), ("", "\n"),
    ("def f():\n    y = 1", "def f():\n    y = 1\n    "),
    ("def f():\n    return 1", "def f():\n    return 1\n"), ("f(\n    a,", "f(\n    a,\n    "),
    ("@decorator", "@decorator\n"), ("for i in x:\n    f(\n        i)", "for i in x:\n    f(\n        i)\n    "),
  ])
  func enterAfterWhatIsIncompleteMakesAnIndentedLine(text: String, expected: String) {
    var driver = Driver(code: text)
    driver.send(.key(.end, .control), .key(.enter))
    #expect(driver.cells == [expected])
  }

  @Test func aBlankLineEndsABlock() {
    var driver = Driver(code: "def f():\n    y = 1")
    driver.send(.key(.end, .control), .key(.enter), .key(.enter))
    #expect(driver.cells == ["def f():\n    y = 1", ""])
  }

  @Test func enterWithinALineSplitsIt() {
    var driver = Driver(code: "x = 1; y = 2")
    driver.send((0..<6).map { _ in .key(.right) } + [.key(.enter)])
    #expect(driver.cells == ["x = 1;\ny = 2"])
  }

  @Test(arguments: [0, 2, 4])
  func enterBeforeTheFirstLetterOpensALineAbove(column: Int) {
    var driver = Driver(code: "def f():\n    return 1")
    driver.send([.key(.down)] + (0..<column).map { _ in .key(.right) } + [.key(.enter)])
    #expect(driver.cells == ["def f():\n\n    return 1"])
    #expect(driver.place == [0, 2, column])
  }

  @Test func altEnterAndControlJMakeALineInAnyCase() {
    var driver = Driver(code: "x = 1")
    driver.send(.key(.end), .key(.enter, .alt), control("j"))
    #expect(driver.cells == ["x = 1\n\n"])
  }

  @Test func aClosingBracketGoesUnderItsOpener() {
    var driver = Driver(code: "")
    driver.type("def f():")
    driver.send(.key(.enter))
    driver.type("return g(")
    driver.send(.key(.enter))
    driver.type("1,")
    driver.send(.key(.enter))
    driver.type(")")
    #expect(driver.cells == ["def f():\n    return g(\n        1,\n    )"])
  }

  @Test func tabGoesToTheNextStopAndBackspaceBack() {
    var driver = Driver(code: "")
    driver.type(" ")
    driver.send(.key(.tab))
    #expect(driver.cells == ["    "])
    driver.send(.key(.tab), .key(.backspace), .key(.backspace))
    #expect(driver.cells == [""])
  }

  @Test func deletingTakesWholeClusters() {
    var driver = Driver(code: "ae\u{301}👨‍👩‍👧b")
    driver.send(.key(.end), .key(.backspace), .key(.backspace))
    #expect(driver.cells == ["ae\u{301}"])
    driver.send(.key(.home), .key(.right), .key(.delete))
    #expect(driver.cells == ["a"])
  }

  @Test func cutsGoIntoTheClipboardAndComeBack() {
    var driver = Driver(code: "one two\nthree")
    driver.send(.key(.end), control("w"))
    #expect(driver.cells == ["one \nthree"])
    driver.send(control("v"), control("v"))
    #expect(driver.cells == ["one twotwo\nthree"])
    driver.send(control("u"), control("k"))
    #expect(driver.cells == ["three"])
    #expect(driver.state.clipboard == "\n")
    driver.send(control("k"), control("v"), control("v"))
    #expect(driver.cells == ["threethree"])
  }

  @Test func selectionsAreCopiedCutAndTypedOver() {
    var driver = Driver(code: "abcdef")
    driver.send(.key(.right), .key(.right, .shift), .key(.right, .shift), control("c"), .key(.end), control("v"))
    #expect(driver.cells == ["abcdefbc"])
    driver.send(.key(.home, .shift), control("x"))
    #expect(driver.cells == [""])
    driver.send(control("v"), .key(.left, .shift))
    driver.type("X")
    #expect(driver.cells == ["abcdefbX"])
    guard case .copy("bc") = driver.effects.first(where: { if case .copy = $0 { true } else { false } }) else {
      Issue.record("copying should reach the terminal's clipboard")
      return
    }
  }

  @Test func aPasteIsOneStepOfUndo() {
    var driver = Driver(code: "x")
    driver.send(.key(.end), .paste("\ny\nz\n"))
    #expect(driver.cells == ["x\ny\nz\n"])
    driver.send(control("z"))
    #expect(driver.cells == ["x"])
  }

  @Test func anUntouchedNotebookPromisesNeitherUndoNorRedo() {
    var driver = Driver(code: "a = 1")
    driver.send(control("z"))
    #expect(driver.state.message == Messages.nothingToUndo(canRedo: false))
    driver.send(control("y"))
    #expect(driver.state.message == Messages.nothingToRedo(canUndo: false))
    driver.send(.key("b"), control("y"))
    #expect(driver.state.message == Messages.nothingToRedo(canUndo: true))
  }

  @Test func undoGoesThroughTheWholeNotebookAndBack() {
    var driver = Driver(code: "a = 1", "b = 2")
    driver.send(.key(.end))
    driver.type("0")
    driver.send(.key(.down), .key(.end), control("k"), control("u"), control("n"))
    driver.type("new word")
    driver.send(.key(.up, .alt))
    let last = driver.cells
    for _ in 0..<20 { driver.send(control("z")) }
    #expect(driver.cells == ["a = 1", "b = 2"])
    #expect(driver.state.message == Messages.nothingToUndo(canRedo: true))
    for _ in 0..<20 { driver.send(control("y")) }
    #expect(driver.cells == last)
  }

  @Test func undoTakesBackAWordAtATimeAndShowsThePlace() {
    var driver = Driver(code: "", "z")
    driver.type("ab cd")
    driver.send(.key(.down))
    driver.send(control("z"))
    #expect(driver.cells == ["ab ", "z"])
    #expect(driver.place == [0, 0, 3])
  }

  @Test func cellsAreMadeMovedAndDeleted() {
    var driver = Driver(code: "a", "b")
    driver.send(control("n"))
    driver.type("c")
    #expect(driver.cells == ["a", "c", "b"])
    driver.send(.key(.down, .alt), .key(.down, .alt))
    #expect(driver.cells == ["a", "b", "c"])
    driver.send(.key(.up, .alt), .key(.up, .alt), .key(.up, .alt))
    #expect(driver.cells == ["c", "a", "b"])
    driver.send(control("d"))
    #expect(driver.cells == ["a", "b"])
    driver.send(control("d"), control("d"), control("d"))
    #expect(driver.cells == [""])
    driver.send(control("z"))
    #expect(driver.cells == ["b"])
  }

  @Test func aCellTurnsToTextAndBack() {
    var driver = Driver(code: "# a")
    let command: [TerminalEvent] = [.key(.function(2))] + keys("text or code") + [.key(.enter)]
    driver.send(command)
    #expect(driver.state.cell.kind == .markdown)
    driver.send(command)
    #expect(driver.state.cell.kind == .code)
    driver.send(control("z"))
    #expect(driver.state.cell.kind == .markdown)
    #expect(driver.cells == ["# a"])
  }

  @Test func backspaceInAnEmptyCellTakesItAway() {
    var driver = Driver(code: "a", "")
    driver.send(.key(.down), .key(.backspace))
    #expect(driver.cells == ["a"])
    #expect(driver.place == [0, 0, 1])
  }
}
