// Where the caret goes.

import Kernel
import Notebook
import Screen

extension AppState {
  mutating func move(_ motion: Motion, selecting: Bool) {
    if selecting {
      anchor = anchor ?? caret
    } else if motion == .left || motion == .right, let first = selectedParts.first, let last = selectedParts.last {
      // Without Shift, left and right leave a selection at its ends.
      let (cell, offset) = motion == .left ? (first.cell, first.range.lowerBound) : (last.cell, last.range.upperBound)
      return place(Caret(cell: document.cells[cell].id, offset: offset))
    } else {
      anchor = nil
    }
    let column = goalColumn ?? text.column(of: caret.offset)
    let target = target(of: motion, column: column)
    if !selecting, scroll(by: motion, insteadOfGoingTo: target) { return }
    let row = caretRowInNotebook
    caret = target
    if anchor == caret { anchor = nil }
    // By pages, the view goes with the caret.
    if motion == .pageUp || motion == .pageDown { caretRow = fullCaretRow(caretRow) - (caretRowInNotebook - row) }
    goalColumn = [.up, .down, .pageUp, .pageDown].contains(motion) ? column : nil
    keepWriting()
  }

  private func target(of motion: Motion, column: Int) -> Caret {
    let text = text
    let line = text.range(ofLine: text.line(at: caret.offset))
    switch motion {
    case .left: return caret.offset > 0 ? at(text.previous(caret.offset)) : endOfCell(cellIndex - 1)
    case .right: return caret.offset < text.count ? at(text.next(caret.offset)) : startOfCell(cellIndex + 1)
    case .wordLeft: return caret.offset > 0 ? at(text.previousWord(caret.offset)) : endOfCell(cellIndex - 1)
    case .wordRight: return caret.offset < text.count ? at(text.nextWord(caret.offset)) : startOfCell(cellIndex + 1)
    case .lineStart: return at(startOfLine(line))
    case .lineEnd: return at(line.upperBound)
    case .up: return vertically(by: -1, column: column)
    case .down: return vertically(by: 1, column: column)
    case .pageUp: return vertically(by: -pageHeight, column: column)
    case .pageDown: return vertically(by: pageHeight, column: column)
    case .notebookStart: return startOfCell(0)
    case .notebookEnd: return endOfCell(document.cells.count - 1)
    }
  }

  private func at(_ offset: Int) -> Caret { Caret(cell: caret.cell, offset: offset) }

  private func startOfCell(_ index: Int) -> Caret {
    document.cells.indices.contains(index) ? Caret(cell: document.cells[index].id, offset: 0) : caret
  }

  private func endOfCell(_ index: Int) -> Caret {
    guard document.cells.indices.contains(index) else { return caret }
    return Caret(cell: document.cells[index].id, offset: document.cells[index].text.utf8.count)
  }

  /// The first letter of the line; the very start when the caret is there already.
  private func startOfLine(_ line: Range<Int>) -> Int {
    let first = line.lowerBound + Indentation.of(text[line]).utf8.count
    return caret.offset == first ? line.lowerBound : first
  }

  /// So many lines down, across cells; the first or last line where there are fewer.
  private func vertically(by count: Int, column: Int) -> Caret {
    var index = cellIndex
    var text = text
    var line = text.line(at: caret.offset) + count
    while line < 0, index > 0 {
      index -= 1
      text = layout.cells[index].text
      line += text.lineCount
    }
    while line >= text.lineCount, index + 1 < document.cells.count {
      line -= text.lineCount
      index += 1
      text = layout.cells[index].text
    }
    let isBeyond = line < 0 || line >= text.lineCount
    let last = min(max(0, line), text.lineCount - 1)
    let end = line < 0 ? 0 : text.count
    return Caret(cell: document.cells[index].id, offset: isBeyond ? end : text.offset(inLine: last, column: column))
  }
}
