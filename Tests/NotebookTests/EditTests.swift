// Edits and their inverses, undo and redo, and what counts as one step.

import Testing

@testable import Notebook

@Suite struct EditTests {
  @Test func anEditAndItsInverseAreTheIdentity() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    for file in OddFiles.all {
      var document = try parse(file)
      for _ in 0..<20 {
        let edit = RandomEdit.make(for: &document, &generator)
        let (bytes, cells) = (document.fileBytes, document.cells)
        let inverse = document.apply(edit)
        let (changedBytes, changedTexts) = (document.fileBytes, document.texts.map { Array($0.utf8) })
        let again = document.apply(inverse)
        #expect(document.fileBytes == bytes, "seed \(seed), \(file.debugDescription), \(edit)")
        #expect(document.cells.map(\.id) == cells.map(\.id))
        #expect(document.texts.map { Array($0.utf8) } == cells.map { Array($0.text.utf8) })
        _ = document.apply(again)
        #expect(document.fileBytes == changedBytes, "seed \(seed), \(file.debugDescription), \(edit)")
        #expect(document.texts.map { Array($0.utf8) } == changedTexts)
      }
    }
  }

  @Test func undoLeadsBackToTheFirstByteAndRedoForthToTheLast() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    for file in OddFiles.all {
      var document = try parse(file)
      for _ in 0..<30 { document.perform(RandomEdit.make(for: &document, &generator)) }
      let (bytes, texts) = (document.fileBytes, document.texts.map { Array($0.utf8) })
      while document.undo() != nil {}
      #expect(document.fileText == file, "seed \(seed)")
      #expect(document.fileBytes == Array(file.utf8), "seed \(seed)")
      #expect(!document.isModified)
      while document.redo() != nil {}
      #expect(document.fileBytes == bytes, "seed \(seed), \(file.debugDescription)")
      #expect(document.texts.map { Array($0.utf8) } == texts)
    }
  }

  @Test func offsetsBeyondTheTextAndWithinACharacterAreMovedToItsBorders() throws {
    var document = try parse("aé")
    #expect(
      document.apply(.replaceText(cell: document.cells[0].id, range: 2..<99, text: "x")) != .removeCell(CellID(9)))
    #expect(document.texts == ["ax"])
  }

  @Test func textFromOutsideHasOnlyLineFeedsAndNoNul() throws {
    var document = try parse("")
    document.perform(.replaceText(cell: document.cells[0].id, range: 0..<0, text: "a\r\nb\rc\0\n"))
    #expect(document.texts == ["a\nb\nc\n"])
    #expect(Cell(id: CellID(1), text: "a\r\nb").text == "a\nb")
  }

  @Test func idsAreNeverGivenTwice() throws {
    var document = try parse("# %%\n")
    let first = document.newCellID()
    document.perform(.insertCell(Cell(id: first), at: 1))
    _ = document.undo()
    #expect(document.newCellID() != first)
    #expect(document.redo() != nil)
    #expect(document.cells.map(\.id).contains(first))
  }
}

@Suite struct HistoryTests {
  /// The texts that undoing leads through.
  private func states(_ document: NotebookDocument) -> [String] {
    var document = document
    var states: [String] = []
    while document.undo() != nil { states.append(document.cells[0].text) }
    return states
  }

  @Test func aStepOfTypingIsAWordAndWhatFollowsIt() throws {
    var document = try parse("")
    document.type("x = Conv2D(32, 3)", at: 0)
    #expect(states(document) == ["x = Conv2D(32, ", "x = Conv2D(", "x = ", ""])
  }

  @Test func aNewLineIsAStepOfItsOwn() throws {
    var document = try parse("")
    document.type("ab\ncd", at: 0)
    #expect(states(document) == ["ab\n", "ab", ""])
  }

  @Test func typingElsewhereIsAnotherStep() throws {
    var document = try parse("ab")
    document.type("x", at: 0)
    document.type("y", at: 3)
    #expect(states(document) == ["xab", "ab"])
  }

  @Test func aMovedCaretEndsTheStep() throws {
    var document = try parse("")
    document.type("ab", at: 0)
    document.endTyping()
    document.type("cd", at: 2)
    #expect(states(document) == ["ab", ""])
  }

  @Test func typingOverASelectionJoinsWhatIsTypedNext() throws {
    var document = try parse("old")
    document.perform(.replaceText(cell: document.cells[0].id, range: 0..<3, text: "n"))
    document.type("ew", at: 1)
    #expect(document.texts == ["new"])
    #expect(states(document) == ["old"])
  }

  @Test func deletionsAtOnePlaceAreOneStepInBothDirections() throws {
    var document = try parse("abcdef")
    let id = document.cells[0].id
    for end in [4, 3] { document.perform(.replaceText(cell: id, range: end - 1..<end, text: "")) }
    for _ in 0..<2 { document.perform(.replaceText(cell: id, range: 2..<3, text: "")) }
    #expect(document.texts == ["ab"])
    #expect(states(document) == ["abcdef"])
  }

  @Test func aDeletedLineEndIsAStepOfItsOwn() throws {
    var document = try parse("a\nb")
    let id = document.cells[0].id
    for end in [3, 2, 1] { document.perform(.replaceText(cell: id, range: end - 1..<end, text: "")) }
    #expect(states(document) == ["a", "a\n", "a\nb"])
  }

  @Test func severalEditsAreOneStepAndNeverJoin() throws {
    var document = try parse("# %%\na\n\n# %%\nb\n")
    let ids = document.cells.map(\.id)
    document.perform(.removeCell(ids[1]), .replaceText(cell: ids[0], range: 1..<1, text: "\nb"))
    document.type("c", at: 3)
    #expect(document.texts == ["a\nbc"])
    #expect(document.undo() != nil)
    #expect(document.undo() != nil)
    #expect(document.texts == ["a", "b"])
    #expect(document.undo() == nil)
  }

  @Test func undoAndRedoGiveTheSelectionBack() throws {
    var document = try parse("ab")
    let id = document.cells[0].id
    let before = Selection(anchor: Caret(cell: id, offset: 0), caret: Caret(cell: id, offset: 2))
    let after = Selection(Caret(cell: id, offset: 1))
    document.perform([.replaceText(cell: id, range: 0..<2, text: "x")], before: before, after: after)
    #expect(document.undo() == before)
    #expect(document.redo() == after)
    #expect(document.redo() == nil)
  }

  @Test func aNewEditDropsWhatCouldBeRedone() throws {
    var document = try parse("")
    document.type("a", at: 0)
    _ = document.undo()
    #expect(document.canRedo)
    document.type("b", at: 0)
    #expect(!document.canRedo)
    #expect(document.redo() == nil)
  }

  @Test func modifiedMeansDifferentFromWhatWasSaved() throws {
    var document = try parse("")
    #expect(!document.isModified)
    document.type("a", at: 0)
    #expect(document.isModified)
    document.markSaved()
    document.type("b", at: 1)
    #expect(document.isModified)
    _ = document.undo()
    #expect(document.texts == ["a"])
    #expect(!document.isModified)
    _ = document.undo()
    #expect(document.isModified)
    document.type("c", at: 0)
    #expect(document.isModified)
    document.markSaved()
    document.change { $0.seed = 3 }
    #expect(document.isModified)
    _ = document.undo()
    #expect(!document.isModified && document.settings.seed == 0)
  }

  // MARK: Settings

  @Test func choicesOfOneSettingJoinAndOthersDoNot() throws {
    var document = try parse("a")
    for index in 1...5 { document.change { $0.input = "cifar10:\(index)" } }
    document.change { $0.scaling = "-1..1" }
    document.change { $0.pins.append("one") }
    document.change { $0.pins.append("two") }
    document.change { $0.seed = 1 }
    document.change { $0.seed = 2 }
    var seen: [NotebookSettings] = []
    while document.undo() != nil { seen.append(document.settings) }
    #expect(seen.map(\.seed) == [1, 0, 0, 0, 0, 0])
    #expect(seen.map(\.pins) == [["one", "two"], ["one", "two"], ["one"], [], [], []])
    #expect(seen.map(\.scaling) == ["-1..1", "-1..1", "-1..1", "-1..1", "0..1", "0..1"])
    #expect(seen.map(\.input) == ["cifar10:5", "cifar10:5", "cifar10:5", "cifar10:5", "cifar10:5", "cifar10:0"])
    #expect(!document.isModified && document.fileText == "a")
  }

  @Test func aChoiceThatLeadsBackLeavesNoStep() throws {
    var document = try parse("a")
    document.type("b", at: 1)
    document.change { $0.input = "random" }
    document.change { $0.input = NotebookSettings.defaultInput }
    // What is chosen next has nothing to join.
    document.change { $0.input = "cifar10:3" }
    _ = document.undo()
    #expect(document.settings.input == NotebookSettings.defaultInput && document.texts == ["ab"])
    _ = document.undo()
    #expect(document.texts == ["a"] && !document.canUndo && !document.isModified)
  }

  @Test func whatWasSavedBetweenIsAStepOfItsOwn() throws {
    var document = try parse("a")
    document.change { $0.input = "cifar10:1" }
    document.markSaved()
    document.change { $0.input = "cifar10:2" }
    _ = document.undo()
    #expect(document.settings.input == "cifar10:1" && !document.isModified)
    #expect(document.fileText == "a\n\n# compbook: input=cifar10:1\n")
  }

  @Test func everyChangeRaisesTheRevision() throws {
    var document = try parse("")
    var seen = [document.revision]
    document.type("a", at: 0)
    seen.append(document.revision)
    _ = document.undo()
    seen.append(document.revision)
    _ = document.redo()
    seen.append(document.revision)
    document.change { $0.input = "random" }
    seen.append(document.revision)
    #expect(seen == seen.sorted() && Set(seen).count == seen.count)
  }
}
