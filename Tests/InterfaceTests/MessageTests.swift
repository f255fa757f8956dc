// What refuses or asks names the key that helps, and every key that a message names is in the keymap.

import Notebook
import Screen
import Testing

@testable import Interface

@Suite struct MessageTests {
  /// Those that refuse something that a key would mend.
  private static let refusals: [Message] = [
    Messages.nothingToUndo, Messages.nothingToRedo, Messages.nothingToPaste, Messages.nothingToComplete,
    Messages.nothingToMend, Messages.noCodeToRewrite, Messages.noCall, Messages.nothingToComment,
    Messages.nothingToMerge, Messages.notInPane, Messages.nothingToPin, Messages.noPins, Messages.noWindow,
    Messages.noSubject, Messages.noFunction, Messages.notFound("x"),
    Messages.notSaved(SessionFileError("/tmp/x.py", .exists)),
  ]

  /// Those that tell of something done and how to go on or back.
  private static let answers: [Message] = [
    Messages.deletedCell, Messages.restored, Messages.lessonCopy, Messages.pinned("m"),
    Messages.pinned("m", ofOnePass: true), Messages.rewritten("m"),
    Messages.replaced(2, "x"), Messages.pastedCells(2),
  ]

  /// Questions and lists, whose keys are their own.
  private static let questions: [String] = [
    Messages.unsavedQuestion, Messages.conflict("x.py"), Messages.replaceQuestion("a", "b", 2), Messages.recoveryHint,
    Messages.helpHint, Messages.paletteHint, Messages.samplesHint, Messages.startHint, Messages.rewriteHint,
    Messages.listHint, Messages.offeredHint(isSingle: true), Messages.signatureHint,
  ]

  /// The keys that a text names, as people write them.
  private func keys(in text: String) -> [KeyPress] {
    text.matches(of: /\^[A-Z]|(?:Alt|Ctrl|Shift)-[A-Za-z]+|\bF[0-9]+\b|PgUp|PgDn|\bEsc\b|\bEnter\b|\bTab\b/).compactMap
    {
      let name = String($0.output)
      if name.hasPrefix("^") { return KeyPress(Character(name.dropFirst().lowercased()), .control) }
      if name.hasPrefix("Alt-"), let letter = name.last { return KeyPress(Character(letter.lowercased()), .alt) }
      return KeyPress(named: name)
    }
  }

  private func isMapped(_ key: KeyPress) -> Bool {
    let contexts = [CommandContext.notebook, .completions] + PaneTab.allCases.map(CommandContext.tab)
    return contexts.contains { Keymap.standard.command(for: key, in: $0) != nil }
  }

  @Test(arguments: refusals + answers)
  func namesAKeyThatHelps(message: Message) {
    let keys = keys(in: message.text)
    #expect(!keys.isEmpty, "\(message.text)")
    for key in keys { #expect(isMapped(key), "\(key) in: \(message.text)") }
    for name in message.text.matches(of: /F2 `([^`]+)`/).map({ String($0.output.1) }) {
      #expect(CommandTable.entries.contains { $0.name == name }, "F2 has no \(name)")
    }
  }

  @Test(arguments: questions) func aQuestionNamesItsWayOut(text: String) {
    #expect(text.contains("Esc") || text.contains("any other key") || text.contains("just type"), "\(text)")
  }
}
