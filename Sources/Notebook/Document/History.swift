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
/// its own. Consecutive deletions at one place join up to the next line, and so do choices of one setting, such as the
/// sample image: those that lead back to where they began leave no step.
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
    case choosing(NotebookSettings.Choice)
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

  /// Keeps a step that `edits` made.
  mutating func record(_ step: Step, made edits: [Edit]) {
    redoSteps = []
    lastID += 1
    let run = edits.count == 1 && step.edits.count == 1 ? run(of: edits[0], undoneBy: step.edits[0]) : nil
    if let run, let open = openRun, let last = undoSteps.last, let joined = join(last, open, step, run) {
      undoSteps.removeLast()
      if case .choosing = run, joined.edits == edits {
        openRun = nil
        return
      }
      undoSteps.append(joined)
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

  /// What an edit can begin or go on with; nil for anything but typing and deleting one character on its line, and
  /// choosing one setting.
  private func run(of edit: Edit, undoneBy inverse: Edit) -> Run? {
    switch (edit, inverse) {
    case (.replaceText(_, _, let inserted), .replaceText(_, let range, let removed)):
      if range.isEmpty { return removed.count == 1 && removed != "\n" ? .deleting : nil }
      guard inserted.count == 1, let character = inserted.first, !character.isNewline else { return nil }
      return .typing(last: character)
    case (.changeSettings(let new), .changeSettings(let old)):
      return new.choice(since: old).map(Run.choosing)
    default: return nil
    }
  }

  /// Two steps of one run as one. The edits are inverses: they tell what the run put in, and what it took away.
  private func join(_ last: Step, _ open: Run, _ step: Step, _ run: Run) -> Step? {
    if case (.choosing(let old), .choosing(let new)) = (open, run) {
      return old == new ? Step(id: lastID, edits: last.edits, before: last.before, after: step.after) : nil
    }
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
