// Places in the notebook, and what is selected.

/// A place in a cell's text, in UTF-8 bytes from its start, always at the border of a grapheme cluster.
package struct Caret: Hashable, Sendable {
  package var cell: CellID
  package var offset: Int

  package init(cell: CellID, offset: Int) {
    self.cell = cell
    self.offset = offset
  }
}

/// The caret and, where something is selected, the other end of it.
package struct Selection: Hashable, Sendable {
  /// Where the selection began; the caret itself where nothing is selected.
  package var anchor: Caret
  package var caret: Caret

  package init(anchor: Caret, caret: Caret) {
    self.anchor = anchor
    self.caret = caret
  }

  package init(_ caret: Caret) {
    self.init(anchor: caret, caret: caret)
  }
}
