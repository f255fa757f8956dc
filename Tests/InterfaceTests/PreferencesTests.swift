// The configuration: every default is written and read again, and a mistake is one line that keeps the rest.

import Configuration
import Screen
import Testing

@testable import Interface
@testable import Notebook

@Suite struct PreferencesTests {
  private func preferences(_ text: String) -> Preferences { Preferences(text, path: "config.toml") }

  private func mistakes(_ text: String) -> [String] { preferences(text).mistakes.map(\.description) }

  private func entry(_ command: Command) throws -> CommandEntry {
    try #require(CommandTable.entries.first { $0.command == command })
  }

  @Test func theDefaultFileIsReadAsTheDefaults() {
    let read = preferences(Preferences.defaultFile)
    #expect(read.mistakes.isEmpty)
    #expect(read.settings == NotebookSettings() && read.background == .auto && !read.isASCII)
    for entry in CommandTable.entries { #expect(read.keymap.keys(of: entry) == entry.keys, "\(entry.name)") }
    #expect(read.looks.count == Look.allCases.count)
    #expect(read.theme(isLight: false) == Theme(isLight: false))
  }

  @Test func aChosenBackgroundOverrulesWhatTheTerminalTells() {
    let cases = [
      ("", true, true), ("background = \"dark\"", true, false), ("background = \"light\"", false, true),
    ]
    for (text, isTold, isLight) in cases {
      var state = AppState(
        document: NotebookDocument(cells: [Cell(id: CellID(1), kind: .code, text: "")]),
        size: Size(width: 80, height: 24),
        preferences: preferences(text))
      _ = state.update(.background(isLight: isTold))
      #expect(state.theme == Theme(isLight: isLight), "\(text)")
    }
  }

  @Test func everySettingHasANameOfItsOwn() {
    let names = Preference.all.map { "\($0.section).\($0.key)" }
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.,".contains($0)) } })
  }

  @Test func whatIsSetIsTaken() throws {
    let read = preferences(
      """
      background = "light"
      ascii = true
      [input]
      source = "cifar10:7"
      scaling = "-1..1"
      seed = 3
      [keys]
      save = ["F9", "Ctrl-S"]
      new-cell = "Alt-n"
      [colours]
      problem = "bold #ff8800 on 24"
      """)
    #expect(read.mistakes.isEmpty && read.isASCII && read.background == .light)
    #expect(read.settings == NotebookSettings(input: "cifar10:7", scaling: "-1..1", seed: 3))
    #expect(read.keymap.keys(of: try entry(.save)) == [KeyPress(.function(9)), KeyPress("s", .control)])
    #expect(read.keymap.command(for: KeyPress("n", .alt), in: .notebook) == .newCell)
    #expect(read.keymap.command(for: KeyPress("n", .control), in: .notebook) == nil)
    #expect(
      read.theme(isLight: false)[.problem]
        == Style(foreground: .rgb(255, 136, 0), background: .indexed(24), .bold))
  }

  @Test(arguments: [
    ("sede = 3", "config.toml:1: there is no setting sede: compbook config lists all"),
    ("\n[input]\nsedd = 3", "config.toml:3: there is no setting input.sedd; did you mean seed?"),
    ("[keys]\nsav = \"F9\"", "config.toml:2: there is no setting keys.sav; did you mean save?"),
    ("[key]\nsave = \"F9\"", "config.toml:2: there is no setting key.save; did you mean [keys]?"),
    ("[input]\nseed = -1", "config.toml:2: seed must be a whole number from 0"),
    ("[input]\nscaling = \"0..2\"", "config.toml:2: scaling must be \"0..255\", \"0..1\" or \"-1..1\""),
    ("ascii = 1", "config.toml:1: ascii must be true or false"),
    (
      "[keys]\nsave = \"Ctrl-Nothing\"",
      "config.toml:2: 'Ctrl-Nothing' is no key: Ctrl-S, Alt-Enter and F5 are some"
    ),
    ("[keys]\nsave = 5", "config.toml:2: keys are a text or a list, such as [\"Ctrl-S\", \"F9\"]"),
    ("[keys]\nsave = \"s\"", "config.toml:2: s is typed as text: it needs Ctrl- or Alt- before it"),
    (
      "[input]\nsource = \"cifra10\"",
      "config.toml:2: 'cifra10' is no input: give random, cifar10, cifar10:INDEX, cifar100:INDEX, or the path of a "
        + "picture such as ./cat.png or of a batch such as test_batch.bin"
    ),
    ("[keys]\nsave = \"Ctrl-Q\"", "config.toml:2: Ctrl-Q cannot be save: it is quit"),
    (
      "[colours]\n\nproblem = \"rde\"",
      "config.toml:3: problem must be words such as \"bold cyan\" or \"#ff8800 on 24\""
    ),
  ])
  func aMistakeIsOneLineThatSaysWhere(text: String, message: String) {
    #expect(mistakes(text) == [message])
  }

  @Test func aMistakeInTheSyntaxHasItsLine() throws {
    let found = mistakes("ascii = true\n[input]\nseed = = 3\n")
    #expect(
      found.count == 1 && found.first?.hasPrefix("config.toml:3: ") == true && found.first?.contains("\n") == false)
  }

  @Test func theRestOfAFileWithMistakesCounts() throws {
    let read = preferences("ascii = 3\nbackground = \"dark\"\n[keys]\nsave = \"Ctrl-Q\"\nhelp = \"F9\"\n")
    #expect(read.mistakes.map(\.line) == [1, 4])
    #expect(read.background == .dark)
    #expect(read.keymap.keys(of: try entry(.save)) == [KeyPress("s", .control)])
    #expect(read.keymap.command(for: KeyPress(.function(9)), in: .notebook) == .help)
    #expect(read.keymap.command(for: KeyPress("q", .control), in: .notebook) == .quit)
  }

  @Test func keysOfTwoCommandsMayBeExchanged() throws {
    let read = preferences("[keys]\nsave = \"Ctrl-Q\"\nquit = \"Ctrl-S\"\n")
    #expect(read.mistakes.isEmpty)
    #expect(read.keymap.command(for: KeyPress("s", .control), in: .notebook) == .quit)
  }

  @Test func keysAreReadAsTheyAreWritten() {
    for key in CommandTable.entries.flatMap(\.keys) { #expect(KeyPress(named: key.description) == key, "\(key)") }
    #expect(KeyPress(named: "ctrl-s") == nil && KeyPress(named: "") == nil && KeyPress(named: "Ctrl-") == nil)
  }

  @Test func stylesAreReadAsTheyAreWritten() {
    for look in Look.allCases { #expect(Style(words: Theme()[look].words) == Theme()[look], "\(look)") }
    #expect(Style(words: "") == nil && Style(words: "256") == nil && Style(words: "#12345") == nil)
  }

  @Test func otherKeysWorkAndShowInTheNotebook() {
    let read = preferences("[keys]\nhelp = \"F9\"\n[colours]\nhint = \"red\"\n")
    var state = AppState(document: .new(), size: Size(width: 80, height: 24), preferences: read)
    #expect(state.render().0.lines.last?.contains("F9 help") == true)
    _ = state.update(.key(.function(9)))
    #expect(state.overlay == .help(top: 0))
    #expect(state.render().0.lines.contains { $0.contains("F9          this help") })
  }

  /// And none while what is typed goes into the notebook.
  @Test func theMapsNameTheKeysThatWorkOnThem() {
    let read = preferences("[keys]\nenlarge-map = \"e\"\nnext-maps = \"n\"\n")
    #expect(read.mistakes.isEmpty)
    var driver = Driver(SampleSession.cells, width: 120, height: 40)
    driver.state = AppState(document: driver.state.document, size: driver.state.size, preferences: read)
    driver.state.receive(SampleSession.snapshot(of: driver.state.request))
    driver.send(.key(.function(4)))
    #expect(driver.screen.text.contains("32") && !driver.screen.text.contains("enlarge"))
    driver.send(control("o"), .key(.down))
    #expect(driver.screen.text.contains("· [ n page · e enlarge"))
    driver.type("e")
    #expect(driver.screen.text.contains("· [ n others · e back"))
  }
}
