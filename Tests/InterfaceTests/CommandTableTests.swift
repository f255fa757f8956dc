// The one table: no key twice, no command without help or way.

import Screen
import Testing

@testable import Interface

@Suite struct CommandTableTests {
  @Test(arguments: [CommandContext.notebook] + PaneTab.allCases.map(CommandContext.tab))
  func noKeyMeansTwoThings(context: CommandContext) {
    // A tab's own keys stand before the pane's.
    let places = Array(sequence(first: context, next: \.wider))
    let own = Set(CommandTable.entries.filter { $0.context == context }.flatMap(\.keys))
    let entries = CommandTable.entries.filter { entry in
      places.contains(entry.context)
        && !(entry.context == .pane && context != .pane && !own.isDisjoint(with: entry.keys))
    }
    let uses = Dictionary(grouping: entries.flatMap { entry in entry.keys.map { ($0, entry.name) } }, by: \.0)
    for (key, entries) in uses { #expect(entries.count == 1, "\(key): \(entries.map(\.1))") }
  }

  @Test func everyCommandHasANameAndHelpOfItsOwn() {
    for entry in CommandTable.entries {
      #expect(!entry.name.isEmpty && !entry.help.isEmpty, "\(entry.command)")
      for text in [entry.help, entry.group ?? ""] {
        #expect(TextWidth.of(text) <= 27, "\(text) is cut on the help screen")
      }
    }
    #expect(Set(CommandTable.entries.map(\.name)).count == CommandTable.entries.count)
    #expect(Set(CommandTable.entries.map(\.command)).count == CommandTable.entries.count)
  }

  @Test func everyCommandWithoutAKeyIsInThePalette() {
    for entry in CommandTable.entries {
      var driver = Driver(code: "")
      driver.send([.key(.function(2))] + keys(entry.name))
      guard case .palette(let palette) = driver.state.overlay else {
        Issue.record("the palette should be open")
        return
      }
      #expect(palette.matches.contains { $0.command == entry.command }, "\(entry.name)")
    }
  }

  /// The keys of the product's table that are built.
  @Test(arguments: [
    (KeyPress("s", .control), Command.save), (KeyPress("q", .control), .quit), (KeyPress("z", .control), .undo),
    (KeyPress("y", .control), .redo), (KeyPress("n", .control), .newCell), (KeyPress("d", .control), .deleteCell),
    (KeyPress(.enter, .alt), .newLine), (KeyPress("a", .control), .move(.lineStart)),
    (KeyPress("e", .control), .move(.lineEnd)), (KeyPress("b", .alt), .move(.wordLeft)),
    (KeyPress("f", .alt), .move(.wordRight)), (KeyPress("k", .control), .cutToEnd),
    (KeyPress("u", .control), .cutToStart), (KeyPress("w", .control), .cutWord),
    (KeyPress("f", .control), .find), (KeyPress("g", .control), .findNext), (KeyPress(.function(3)), .show(.summary)),
    (KeyPress(.function(4)), .show(.forward)), (KeyPress("1", .alt), .show(.summary)),
    (KeyPress("2", .alt), .show(.forward)),
    (KeyPress(.function(5)), .show(.compare)), (KeyPress(.function(6)), .show(.explain)),
    (KeyPress("3", .alt), .show(.compare)), (KeyPress("4", .alt), .show(.explain)), (KeyPress("p", .control), .pin),
    (KeyPress("o", .control), .switchFocus), (KeyPress(",", .alt), .previousSample),
    (KeyPress(".", .alt), .nextSample), (KeyPress(.function(1)), .help), (KeyPress(.function(2)), .palette),
    (KeyPress(.up, .alt), .moveCellUp), (KeyPress(.down, .alt), .moveCellDown),
    (KeyPress(.left, .shift), .select(.left)),
  ])
  func theProductsKeysDoWhatItSays(key: KeyPress, command: Command) {
    #expect(Keymap.standard.command(for: key, in: .notebook) == command)
  }

  /// And then it does not tell how to scroll.
  @Test func helpFitsOneScreen() {
    var driver = Driver(code: "")
    driver.send(.key(.function(1)))
    #expect(driver.screen.lines.last?.contains("scroll") == false)
    let first = driver.screen.lines
    driver.send(.key(.pageDown))
    #expect(driver.state.overlay == .help(top: 0) && driver.screen.lines == first)
    driver.send(.resize(Size(width: 80, height: 20)))
    #expect(driver.screen.lines.last?.contains("↑ ↓ scroll") == true)
  }

  /// The help screen tells of what is no matter of course, and the palette of all.
  @Test func thePaletteShowsEveryKey() {
    for entry in CommandTable.entries where !entry.keys.isEmpty {
      var driver = Driver(code: "")
      driver.send([.key(.function(2))] + keys(entry.name))
      let keys = entry.keys.map(\.description).joined(separator: " ")
      #expect(
        driver.screen.lines.contains { $0.hasPrefix(entry.name) && $0.hasSuffix(" " + keys) }, "\(entry.name)")
    }
  }
}
