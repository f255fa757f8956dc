// Undo and redo without limit, and what counts as one step.

/// One step of undo.
struct Step: Sendable {
  /// Names the state that the step leads to; 0 is the state at the beginning.
  var id = 0
  /// What takes the step back, or, on the redo stack, does it again.
  var edits: [Edit]
  var before: Selection
  var after: Selection
}

/// The steps that were made and that were taken back.
///
/// Consecutive typing joins into one step: a word with what follows it up to the next word. A new line is a step of
/// its own. Consecutive deletions at one place join up to the next line.
struct History: Sendable {
  private var undoSteps: [Step] = []
  private var redoSteps: [Step] = []
  private var lastID = 0
  private var savedID: Int? = 0
  /// What typing the last step ends with, while the next typing may join it.
  private var openRun: Run?

  private enum Run {
    case typing(last: Character)
    case deleting
  }

  var canUndo: Bool { !undoSteps.isEmpty }
  var canRedo: Bool { !redoSteps.isEmpty }
  var isModified: Bool { stateID != savedID }

  private var stateID: Int { undoSteps.last?.id ?? 0 }

  mutating func markSaved() {
    savedID = stateID
    endTyping()
  }

  mutating func markUnsaved() { savedID = nil }

  mutating func endTyping() { openRun = nil }

  /// Keeps a step that was made. `inserted` is the text that its one edit put in, empty for none or for many edits.
  mutating func record(_ step: Step, inserted: String) {
    redoSteps = []
    lastID += 1
    let run = step.edits.count == 1 ? run(undoneBy: step.edits[0], inserted: inserted) : nil
    if let run, let open = openRun, let last = undoSteps.last, let joined = join(last, open, step, run) {
      undoSteps[undoSteps.count - 1] = joined
    } else {
      undoSteps.append(Step(id: lastID, edits: step.edits, before: step.before, after: step.after))
    }
    openRun = run
  }

  mutating func takeUndo() -> Step? {
    endTyping()
    return undoSteps.popLast()
  }

  mutating func takeRedo() -> Step? {
    endTyping()
    return redoSteps.popLast()
  }

  mutating func pushUndo(_ step: Step) { undoSteps.append(step) }
  mutating func pushRedo(_ step: Step) { redoSteps.append(step) }

  // MARK: Runs

  /// What an edit can begin or go on with; nil for anything but typing and deleting one character on its line.
  private func run(undoneBy inverse: Edit, inserted: String) -> Run? {
    guard case .replaceText(_, let range, let removed) = inverse else { return nil }
    if range.isEmpty { return removed.count == 1 && removed != "\n" ? .deleting : nil }
    guard inserted.count == 1, let character = inserted.first, !character.isNewline else { return nil }
    return .typing(last: character)
  }

  /// Two steps of one run as one. The edits are inverses: they tell what the run put in, and what it took away.
  private func join(_ last: Step, _ open: Run, _ step: Step, _ run: Run) -> Step? {
    guard last.edits.count == 1, case .replaceText(let cell, let range, let removed) = last.edits[0],
      case .replaceText(cell, let newRange, let newRemoved) = step.edits[0]
    else { return nil }
    let place = newRange.lowerBound
    let joined: Edit
    switch (open, run) {
    case (.typing(let previous), .typing(let next))
    where newRemoved.isEmpty && place == range.upperBound && (previous.isWord || !next.isWord):
      joined = .replaceText(cell: cell, range: range.lowerBound..<newRange.upperBound, text: removed)
    case (.deleting, .deleting) where place == range.lowerBound:
      joined = .replaceText(cell: cell, range: place..<place, text: removed + newRemoved)
    case (.deleting, .deleting) where place + newRemoved.utf8.count == range.lowerBound:
      joined = .replaceText(cell: cell, range: place..<place, text: newRemoved + removed)
    default:
      return nil
    }
    return Step(id: lastID, edits: [joined], before: last.before, after: step.after)
  }
}

extension Character {
  fileprivate var isWord: Bool { isLetter || isNumber || self == "_" }
}
