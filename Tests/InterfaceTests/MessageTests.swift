// What refuses or asks names the key that helps, and every key that a message names is in the keymap.

import Notebook
import Screen
import Testing

@testable import Interface

@Suite struct MessageTests {
  /// Those that refuse a command where another would help.
  private static let refusals: [(Message, Command)] = [
    (Messages.nothingToUndo(canRedo: true), .undo), (Messages.nothingToRedo(canUndo: true), .redo),
    (Messages.nothingToPaste, .paste), (Messages.nothingToComplete, .complete),
    (Messages.nothingToComment, .toggleComment), (Messages.nothingToMerge, .mergeBelow),
    (Messages.notInPane, .enter), (Messages.nothingToPin, .pin), (Messages.noPins, .unpin),
    (Messages.noWindow, .window(.left)), (Messages.noSubject, .nextRow), (Messages.notFound("x"), .findNext),
    (Messages.notSaved(SessionFileError("/tmp/x.py", .exists)), .save),
  ]

  /// Those that refuse a command where none would: they say what is lacking.
  private static let deadEnds: [(Message, Command)] = [
    (Messages.nothingToUndo(canRedo: false), .undo), (Messages.nothingToRedo(canUndo: false), .redo),
    (Messages.nothingToMend, .mend), (Messages.noCodeToRewrite, .rewrite), (Messages.noCall, .signature),
    (Messages.noFunction, .nextCall),
  ]

  /// Those that tell of something done and how to go on or back.
  private static let answers: [Message] = [
    Messages.deletedCell, Messages.restored, Messages.lessonCopy, Messages.pinned("m"),
    Messages.pinned("m", ofOnePass: true), Messages.rewritten("m"),
    Messages.changed("x.py"), Messages.removed("x.py"), Messages.nothingToReload, Messages.replaced(2, "x"),
    Messages.pastedCells(2),
  ]

  /// Questions and lists, whose keys are their own.
  private static let questions: [KeyedText] = [
    "\(Messages.unsavedQuestion)", "\(Messages.conflict("x.py"))",
    Messages.replaceQuestion(Replacing(wanted: "a", replacement: "b", count: 1), 2),
    Messages.recoveryHint, Messages.helpHint(scrolls: true), Messages.paletteHint, Messages.samplesHint,
    Messages.startHint, Messages.rewriteHint,
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

  /// The key that was just pressed is none that helps.
  @Test(arguments: refusals + deadEnds)
  func noRefusalNamesItsOwnKey(message: Message, command: Command) throws {
    let entry = try #require(CommandTable.entries.first { $0.command == command })
    let text = message.text.text(by: .standard)
    for key in keys(in: text) { #expect(!entry.keys.contains(key), "\(key) in: \(text)") }
    #expect(!text.contains("`\(entry.name)`"))
  }

  @Test(arguments: deadEnds)
  func aDeadEndPromisesNoKey(message: Message, command: Command) {
    let text = message.text.text(by: .standard)
    #expect(keys(in: text).isEmpty, "\(text)")
  }

  @Test(arguments: refusals.map(\.0) + answers)
  func namesAKeyThatHelps(message: Message) {
    let text = message.text.text(by: .standard)
    let keys = keys(in: text)
    #expect(!keys.isEmpty, "\(text)")
    for key in keys { #expect(isMapped(key), "\(key) in: \(text)") }
    for name in text.matches(of: /F2 `([^`]+)`/).map({ String($0.output.1) }) {
      #expect(CommandTable.entries.contains { $0.name == name }, "F2 has no \(name)")
    }
  }

  @Test(arguments: questions) func aQuestionNamesItsWayOut(question: KeyedText) {
    let text = question.text(by: .standard)
    #expect(text.contains("Esc") || text.contains("any other key") || text.contains("just type"), "\(text)")
  }
}
