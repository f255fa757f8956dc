// A place in the notebook: where the caret stands.

import Notebook

/// A place in a cell's text, in UTF-8 bytes from its start, always at the border of a grapheme cluster.
package struct Caret: Hashable, Sendable {
  package var cell: CellID
  package var offset: Int

  package init(cell: CellID, offset: Int) {
    self.cell = cell
    self.offset = offset
  }
}
