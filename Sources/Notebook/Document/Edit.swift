// The edits of a notebook. Applying one gives the edit that takes it back.

/// One change of the notebook.
package enum Edit: Hashable, Sendable {
  /// Replaces a range of UTF-8 offsets of a cell's text.
  case replaceText(cell: CellID, range: Range<Int>, text: String)
  case insertCell(Cell, at: Int)
  case removeCell(CellID)
  /// Moves a cell to the index that it is to have afterwards.
  case moveCell(CellID, to: Int)
  /// Puts a cell in the place of the one with its id: another kind, another marker.
  case replaceCell(Cell)
  /// Puts other settings in the place of the notebook's.
  case changeSettings(NotebookSettings)
}

/// How a revision differs from the one before, for those who keep up with a document by parts.
package enum Change: Hashable, Sendable {
  /// A range of the text, as it was, gave way to so many bytes.
  case text(cell: CellID, range: Range<Int>, count: Int)
  /// A cell came, went, or is another under the same id.
  case cell(CellID)
  /// The cells are the same in another order.
  case order
  case settings
  /// It is another document.
  case everything

  /// What an edit did, by what takes it back.
  init(undoneBy inverse: Edit) {
    switch inverse {
    case .replaceText(let cell, let range, let old):
      self = .text(cell: cell, range: range.lowerBound..<range.lowerBound + old.utf8.count, count: range.count)
    case .insertCell(let cell, _), .replaceCell(let cell): self = .cell(cell.id)
    case .removeCell(let id): self = .cell(id)
    case .moveCell: self = .order
    case .changeSettings: self = .settings
    }
  }
}

extension NotebookDocument {
  /// Applies an edit and returns its exact inverse. Offsets and indices beyond the end mean the end, and an offset
  /// within a character means its start; a cell that is not in the document is the programmer's mistake.
  mutating func apply(_ edit: Edit) -> Edit {
    switch edit {
    case .replaceText(let id, let range, let text):
      return replaceText(of: requiredIndex(of: id), range, with: CellText.normalized(text))
    case .insertCell(let cell, let index):
      precondition(self.index(of: cell.id) == nil, "a cell is in its document once")
      cells.insert(cell, at: min(max(index, 0), cells.count))
      noteID(cell.id)
      return .removeCell(cell.id)
    case .removeCell(let id):
      let index = requiredIndex(of: id)
      return .insertCell(cells.remove(at: index), at: index)
    case .moveCell(let id, let target):
      let index = requiredIndex(of: id)
      let cell = cells.remove(at: index)
      cells.insert(cell, at: min(max(target, 0), cells.count))
      return .moveCell(id, to: index)
    case .replaceCell(let cell):
      let index = requiredIndex(of: cell.id)
      let old = cells[index]
      cells[index] = cell
      return .replaceCell(old)
    case .changeSettings(let new):
      let old = settings
      settings = new
      return .changeSettings(old)
    }
  }

  private mutating func replaceText(of index: Int, _ range: Range<Int>, with new: String) -> Edit {
    let text = cells[index].text
    let lower = text.scalarOffset(at: range.lowerBound)
    let upper = text.scalarOffset(at: range.upperBound)
    let indices = text.utf8Index(lower)..<text.utf8Index(upper)
    let old = String(text[indices])
    cells[index].text.replaceSubrange(indices, with: new)
    return .replaceText(cell: cells[index].id, range: lower..<lower + new.utf8.count, text: old)
  }

  private func requiredIndex(of id: CellID) -> Int {
    guard let index = index(of: id) else { preconditionFailure("no cell \(id.number) in the document") }
    return index
  }
}

extension String {
  fileprivate func utf8Index(_ offset: Int) -> Index { utf8.index(utf8.startIndex, offsetBy: offset) }

  /// The offset of the Unicode scalar that holds a UTF-8 offset, within the text.
  fileprivate func scalarOffset(at offset: Int) -> Int {
    var offset = min(max(offset, 0), utf8.count)
    while offset < utf8.count, utf8[utf8Index(offset)] & 0b1100_0000 == 0b1000_0000 { offset -= 1 }
    return offset
  }
}
