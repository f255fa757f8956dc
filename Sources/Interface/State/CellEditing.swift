// Changes of whole cells: making, deleting, moving, splitting and joining them.

import Notebook

extension AppState {
  /// A new code cell below the caret's.
  mutating func insertCell() {
    let new = Cell(id: document.newCellID())
    perform([.insertCell(new, at: cellIndex + 1)], in: new.id, at: 0)
  }

  /// Deletes the caret's cell. The caret goes to the one that takes its place, or to the last.
  mutating func deleteCell() {
    let cells = document.cells
    let index = cellIndex
    if !cell.text.isEmpty { message = Messages.deletedCell }
    if cells.count > 1 {
      let next = cells[index + 1 < cells.count ? index + 1 : index - 1]
      perform([.removeCell(caret.cell)], in: next.id, at: 0)
    } else if !cell.text.isEmpty {
      // A notebook always has a cell to write into.
      let new = Cell(id: document.newCellID())
      perform([.insertCell(new, at: 1), .removeCell(caret.cell)], in: new.id, at: 0)
    }
  }

  mutating func moveCell(by count: Int) {
    let target = cellIndex + count
    guard document.cells.indices.contains(target) else { return }
    perform([.moveCell(caret.cell, to: target)], at: caret.offset)
  }

  /// Makes a code cell prose, and any other code.
  mutating func changeKind() {
    perform([.replaceCell(cell.changing(to: cell.kind == .code ? .markdown : .code))], at: caret.offset)
  }

  /// Parts the cell at the caret, which then begins the new cell. A line break at the border goes.
  mutating func splitCell() {
    let before = text[0..<caret.offset]
    let after = text[caret.offset..<text.count]
    let kept = before.hasSuffix("\n") ? caret.offset - 1 : caret.offset
    let rest = after.hasPrefix("\n") && !before.hasSuffix("\n") ? String(after.dropFirst()) : after
    let new = Cell(id: document.newCellID(), kind: cell.kind, text: rest)
    endWriting()
    perform(
      [.replaceText(cell: caret.cell, range: kept..<text.count, text: ""), .insertCell(new, at: cellIndex + 1)],
      in: new.id, at: 0)
  }

  /// Joins the cell with the one below it, or above it. The upper one's kind stays.
  mutating func mergeCell(by step: Int) {
    let upper = step < 0 ? cellIndex - 1 : cellIndex
    guard layout.cells.indices.contains(upper), layout.cells.indices.contains(upper + 1) else {
      message = Messages.nothingToMerge
      return
    }
    let (first, second) = (layout.cells[upper], layout.cells[upper + 1])
    let end = first.text.count
    let border = first.text.count == 0 || second.text.count == 0 ? "" : "\n"
    let added = second.text(as: first.kind)
    let offset = step < 0 ? end + border.utf8.count + (first.kind == second.kind ? caret.offset : 0) : caret.offset
    endWriting()
    perform(
      [.replaceText(cell: first.id, range: end..<end, text: border + added), .removeCell(second.id)],
      in: first.id, at: offset)
  }
}

extension CellLayout {
  /// The text as a cell of another kind holds it: prose in comments, code in a fence.
  fileprivate func text(as other: CellKind) -> String {
    guard kind != other, text.count > 0 else { return text.text }
    switch other {
    case .code:
      return (0..<text.lineCount).map { text.line($0) }.map { $0.isEmpty ? "#" : "# " + $0 }.joined(separator: "\n")
    case .markdown: return "```python\n\(text.text)\n```"
    case .raw: return text.text
    }
  }
}
