// What commands are called on the screen: the keys that the user has, by one way for all texts.

import Foundation
import Kernel
import Notebook
import Screen
import Testing

@testable import Interface

@Suite struct KeyedTextTests {
  private static let preferences = Preferences(
    """
    [keys]
    undo = "Alt-u"
    redo = []
    help = "F9"
    commands = "F11"
    save = "F10"
    complete = "Ctrl-T"
    next-completion = ["Ctrl-T", "Down"]
    deselect = "Ctrl-B"
    switch-focus = "F12"
    pin = "Alt-p"
    compare = "Alt-5"
    signature = "Alt-i"
    """, path: "config.toml")

  private func driver(_ cells: [(CellKind, String)], width: Int = 100) -> Driver {
    var driver = Driver(cells, width: width)
    driver.state = AppState(document: driver.state.document, size: driver.state.size, preferences: Self.preferences)
    return driver
  }

  @Test func textsNameTheUsersKeys() {
    #expect(Self.preferences.mistakes.isEmpty)
    let keymap = Self.preferences.keymap
    #expect(Messages.deletedCell.text.text(by: .standard) == "cell deleted · ^Z brings it back")
    #expect(Messages.deletedCell.text.text(by: keymap) == "cell deleted · Alt-u brings it back")
    #expect(Messages.nothingToPin.text.text(by: keymap).contains("F11 `pin session`"))
    #expect(Messages.nothingToUndo(canRedo: true).text.text(by: keymap).contains("F11 `redo`"))
    #expect(Messages.listHint.text(by: keymap) == "↑ ^T choose · Enter takes · ^B closes")
    #expect(KeyedText("a \(1) \(key: .undo)") == KeyedText("a ") + "1 " + "\(key: .undo)")
  }

  @Test func theScreenNamesTheUsersKeys() {
    var driver = driver([(.code, "x = 1"), (.code, "y = 2")])
    #expect(driver.screen.text.contains("^T completes, F9 lists"))
    #expect(driver.screen.lines.last?.contains("F9 help  F11 commands  F10 save") == true)
    driver.send(control("d"))
    #expect(driver.screen.lines.last?.contains("cell deleted · Alt-u brings it back") == true)
    driver.send(.key(.function(9)))
    #expect(driver.screen.text.contains("F11 also: ") && !driver.screen.text.contains("F2"))
    driver.send(.key(.function(11)))
    #expect(driver.state.overlay == .palette(Palette()))
    driver.send(.key(.function(11)))
    #expect(driver.state.overlay == nil)
  }

  @Test func theListOfCompletionsNamesTheUsersKeys() throws {
    var driver = driver([(.code, "re")])
    driver.send(.key(.end), .key("l"))
    let caret = driver.state.caret
    _ = driver.state.receive(
      Assistance(
        revision: driver.state.document.revision, cell: caret.cell, offset: caret.offset, word: 0..<3,
        completions: ["relu", "relu6"].map { Completion(.name, $0, documentation: "An activation.") }))
    #expect(driver.screen.text.contains("^T chooses · ^B closes"))
  }

  /// A text that spells a key tells a wrong one as soon as that is bound otherwise.
  @Test func noTextSpellsACommandsKey() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/Interface")
    // These two tell how keys are written.
    let exceptions = [
      "static let notKeys", "static func noKey", "static func typedKey", "before a character or a key's",
    ]
    var count = 0
    let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    for case let file as URL in files where file.pathExtension == "swift" {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let code = line.drop { $0 == " " }
        guard !code.hasPrefix("//"), !exceptions.contains(where: { line.contains($0) }) else { continue }
        count += 1
        for text in code.matches(of: /"([^"]*)"/).map(\.output.1) {
          #expect(!text.contains(/\^[A-Z]|\bF[0-9]+\b|\b(?:Alt|Ctrl|Shift)-./), "\(file.lastPathComponent): \(text)")
        }
      }
    }
    #expect(count > 5000)
  }
}
