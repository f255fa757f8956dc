// The notebook's document: cells, settings and history as one value, and the bytes of the file around them.

package struct NotebookDocument: Sendable {
  /// Never empty.
  package internal(set) var cells: [Cell]
  /// Rises with every change, undo and redo included.
  package private(set) var revision = 0
  /// How the cells came to be as they are from what they were one revision before, in order.
  package private(set) var changes: [Change] = []
  package internal(set) var settings: NotebookSettings
  /// The file, once there is one. Diagnostics call the document so.
  package var path: String?
  /// The file's content as it was read or written last; nil where there is none yet.
  package var version: FileVersion?

  /// What the file has before, after and between the cells.
  let frame: FileFrame
  private var history = History()
  private var nextID: Int

  init(cells: [Cell], settings: NotebookSettings = NotebookSettings(), frame: FileFrame = FileFrame()) {
    precondition(!cells.isEmpty, "a notebook has a cell to write into")
    self.cells = cells
    self.settings = settings
    self.frame = frame
    nextID = (cells.map(\.id.number).max() ?? 0) + 1
  }

  package func index(of id: CellID) -> Int? { cells.firstIndex { $0.id == id } }
  package subscript(id: CellID) -> Cell? { cells.first { $0.id == id } }

  /// An id that no cell of this document ever had.
  package mutating func newCellID() -> CellID {
    defer { nextID += 1 }
    return CellID(nextID)
  }

  mutating func noteID(_ id: CellID) { nextID = max(nextID, id.number + 1) }

  // MARK: Changes

  /// Applies edits as one step of undo, or as a part of the step before where they go on with its typing.
  ///
  /// `before` and `after` are what is selected then: undo and redo give them back. What was undone cannot be redone
  /// from here on. A transaction must leave a cell.
  package mutating func perform(_ edits: [Edit], before: Selection, after: Selection) {
    guard !edits.isEmpty else { return }
    let inverses = edits.map { apply($0) }
    precondition(!cells.isEmpty, "a notebook keeps a cell to write into")
    let step = Step(edits: inverses.reversed(), before: before, after: after)
    history.record(step, made: edits)
    noteRevision(inverses)
  }

  /// Takes the last step back, and returns what was selected before it; nil where there is none.
  package mutating func undo() -> Selection? {
    guard let step = history.takeUndo() else { return nil }
    history.pushRedo(reverted(step))
    return step.before
  }

  /// Does again what was undone last, and returns what was selected after it; nil where there is none.
  package mutating func redo() -> Selection? {
    guard let step = history.takeRedo() else { return nil }
    history.pushUndo(reverted(step))
    return step.after
  }

  /// Ends a run of typing: what is typed next is a step of its own. For a caret that was moved.
  package mutating func endTyping() { history.endTyping() }

  package var canUndo: Bool { history.canUndo }
  package var canRedo: Bool { history.canRedo }

  /// Whether anything differs from what was opened or saved last.
  package var isModified: Bool { history.isModified }

  /// Counts revisions on from those of a document whose place this one takes.
  package mutating func beginRevisions(after revision: Int) {
    self.revision = revision + 1
    changes = [.everything]
  }

  /// Call when `fileBytes` are safely in the file.
  package mutating func markSaved() { history.markSaved() }

  /// Whatever the document holds now is still to be saved, as after bringing it back from a journal.
  package mutating func markUnsaved() { history.markUnsaved() }

  private mutating func reverted(_ step: Step) -> Step {
    let inverses = step.edits.map { apply($0) }
    noteRevision(inverses)
    return Step(id: step.id, edits: inverses.reversed(), before: step.before, after: step.after)
  }

  private mutating func noteRevision(_ inverses: [Edit]) {
    revision += 1
    changes = inverses.map(Change.init(undoneBy:))
  }
}
