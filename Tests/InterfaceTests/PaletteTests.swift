// The palette: commands by their names, by what other programs call them, and what it says where nothing matches.

import Diagnostics
import Kernel
import Notebook
import Screen
import Testing

@testable import Interface

@Suite struct PaletteTests {
  private func palette(_ query: String, in driver: inout Driver) -> Palette? {
    driver.send([.key(.function(2))] + keys(query))
    guard case .palette(let palette)? = driver.state.overlay else { return nil }
    return palette
  }

  @Test(arguments: [
    ("markdown", Command.changeKind), ("merge", .mergeBelow), ("run", .show(.forward)), ("export", .export),
    ("dark", .darkColours), ("light", .lightColours), ("seed", .changeSeed), ("goto", .goToLine),
    ("go to line", .goToLine), (":suspend", .suspend), (": quit", .quit), ("theme", .darkColours), ("exit", .quit),
    ("search", .find), ("fix", .mend), ("html", .export), ("Save", .save),
  ])
  func commonWordsFindTheirCommand(_ query: String, _ command: Command) {
    var driver = Driver(code: "")
    #expect(palette(query, in: &driver)?.command == command)
  }

  @Test func whatMatchesNothingIsSaidAndStays() throws {
    var driver = Driver([(.code, "x")], width: 60, height: 8)
    #expect(palette("xyz", in: &driver)?.matches.isEmpty == true)
    try expectScreen(driver.screen, cursor: driver.state.render().cursor, matches: "palette-empty")
    driver.send(.key(.enter))
    #expect(driver.screen.text.contains("no command matches ‘xyz’"))
    driver.send(.key("u", .control))
    driver.send(keys("redo") + [.key(.enter)])
    #expect(driver.state.overlay == nil && driver.state.message == Messages.nothingToRedo(canUndo: false))
  }

  /// A word that no command has would find nothing.
  @Test func everySearchWordFindsItsCommand() {
    for entry in CommandTable.entries {
      for word in SearchWords.words(of: entry.command) {
        var driver = Driver(code: "")
        #expect(palette(String(word), in: &driver)?.matches.contains { $0.command == entry.command } == true, "\(word)")
      }
    }
  }

  // MARK: What it leads to

  private func does(_ command: String, _ driver: inout Driver) {
    driver.send([.key(.function(2))] + keys(command) + [.key(.enter)])
  }

  @Test func aSeedIsAskedForAndAStepOfUndo() {
    var driver = Driver(code: "x")
    does("seed", &driver)
    #expect(driver.screen.lines.last?.contains("seed [0]:") == true)
    driver.send(keys("-1") + [.key(.enter)])
    #expect(driver.state.message == Messages.noSeed("-1") && driver.state.document.settings.seed == 0)
    driver.send([control("u")] + keys("42") + [.key(.enter)])
    #expect(driver.state.document.settings.seed == 42 && driver.state.overlay == nil)
    #expect(driver.screen.lines[0].contains("seed 42"))
    guard case .evaluate(let request)? = driver.effects.last else {
      Issue.record("the kernel should be asked")
      return
    }
    #expect(request.settings.seed == 42)
    driver.send(control("z"))
    #expect(driver.state.document.settings.seed == 0 && !driver.state.document.isModified)
  }

  /// The lines as messages count them: those of the file, with the markers between cells.
  @Test(arguments: [
    ("1", [0, 0, 0]), ("2", [0, 1, 0]), ("4", [1, 0, 0]), ("5", [1, 0, 0]), ("6", [1, 1, 0]), ("10", [2, 0, 0]),
  ])
  func aLineOfTheFileIsGoneTo(_ number: String, _ place: [Int]) throws {
    // # %% [markdown]: the second cell's text begins on line 5, the third's on line 9.
    let text = "a = 1\nb = 2\n\n# %% [markdown]\n# one\n# two\n\n# %%\nc = 3\n\n# compbook: seed=3\n"
    var driver = Driver(code: "")
    driver.state = AppState(
      document: try SessionFile.parse(Array(text.utf8), name: "a.py").document, size: Size(width: 80, height: 24))
    driver.send([control("l")] + keys(number) + [.key(.enter)])
    #expect(driver.place == place)
    #expect(driver.state.overlay == nil)
  }

  @Test(arguments: ["0", "12", "x", "-3"]) func aLineThatIsNotThereIsRefusedInItsQuestion(_ typed: String) throws {
    let text = "a = 1\nb = 2\n\n# %% [markdown]\n# one\n# two\n\n# %%\nc = 3\n\n# compbook: seed=3\n"
    var driver = Driver(code: "")
    driver.state = AppState(
      document: try SessionFile.parse(Array(text.utf8), name: "a.py").document, size: Size(width: 80, height: 24))
    driver.send([control("l")] + keys(typed) + [.key(.enter)])
    #expect(driver.screen.text.contains("there is no line ‘\(typed)’: the file has 11 lines"))
    #expect(driver.screen.lines.last?.contains("go to line: \(typed) ") == true)
  }

  @Test func aChosenBackgroundStays() {
    var driver = Driver(code: "x = 1")
    driver.state = AppState(
      document: driver.state.document, size: Size(width: 80, height: 24),
      capabilities: Capabilities(colors: 256))
    let dark = driver.screen.styles
    does("light", &driver)
    driver.send(.key(.right))
    let light = driver.screen.styles
    #expect(light != dark)
    // What the terminal says later does not count any more.
    driver.send(.background(isLight: false))
    #expect(driver.screen.styles == light)
    does("dark", &driver)
    driver.send(.key(.left))
    #expect(driver.screen.styles == dark)
  }

  @Test func exportingIsToldWithTheSessionsName() {
    var driver = Driver([(.code, "x")], width: 100)
    does("ipynb", &driver)
    #expect(
      driver.screen.lines.last?.contains(
        "`compbook export session.py --to html`, or `compbook convert session.py session.ipynb`")
        == true)
    driver.state.document.path = nil
    does("html", &driver)
    #expect(driver.screen.lines.last?.contains("^S first, then in a shell: `compbook export FILE --to html`") == true)
  }

  @Test func aKeyTurnsACellToProse() {
    var driver = Driver(code: "some words")
    driver.send(alt("t"))
    #expect(driver.state.document.cells[0].kind == .markdown)
    driver.send(alt("t"))
    #expect(driver.state.document.cells[0].kind == .code)
  }

  /// CPython's message names the line at which the text ended.
  @Test func aLineIsToldOnce() {
    var driver = Driver([(.code, "x = 'a")], width: 120)
    let cell = driver.state.document.cells[0].id
    for (message, told) in [
      ("SyntaxError: unterminated string literal (detected at line 1)", "(detected at line 1)  "),
      ("SyntaxError: unterminated string literal (detected at line 11)", "(detected at line 11), line 1  "),
    ] {
      let problem = CellProblem(
        severity: .error, code: "syntax", message: message, place: CellLine(cell: cell, line: 0), columns: 4..<6,
        fileLine: 1)
      driver.state.receive(
        KernelSnapshot(revision: driver.state.document.revision, cells: [cell: CellReport(problems: [problem])]))
      #expect(driver.screen.lines.last?.contains(told) == true, "\(driver.screen.lines.last ?? "")")
    }
  }
}
