// The document as the interface edits it.

import Notebook

extension NotebookDocument {
  var hasCells: Bool { !cells.isEmpty }

  /// The document with an empty code cell to write into.
  func withFirstCell() -> NotebookDocument {
    var document = self
    document.perform([.insertCell(Cell(id: newCellID(), kind: .code, text: ""), at: 0)])
    document.markSaved()
    return document
  }

  func index(of cell: CellID) -> Int? { cells.firstIndex { $0.id == cell } }
}

extension Caret {
  /// Where two states of a document differ, as a place in the newer one: the end of its first changed stretch. Nil
  /// where they are equal.
  static func change(from old: [Cell], to new: [Cell]) -> Caret? {
    let pairs = zip(old, new)
    guard let index = pairs.enumerated().first(where: { $1.0 != $1.1 })?.offset ?? lengthChange(old, new) else {
      return nil
    }
    guard index < new.count else { return new.last.map { Caret(cell: $0.id, offset: $0.text.utf8.count) } }
    let cell = new[index]
    // A cell that came, went or moved: its start.
    guard index < old.count, old[index].id == cell.id else { return Caret(cell: cell.id, offset: 0) }
    let before = Array(old[index].text.utf8)
    let now = Array(cell.text.utf8)
    let room = min(before.count, now.count) - zip(before, now).prefix { $0 == $1 }.count
    let same = zip(before.reversed(), now.reversed()).prefix { $0 == $1 }.count
    return Caret(cell: cell.id, offset: CellText(cell.text).clamp(now.count - min(same, room)))
  }

  private static func lengthChange(_ old: [Cell], _ new: [Cell]) -> Int? {
    old.count == new.count ? nil : min(old.count, new.count)
  }
}
