// What is selected, within a cell and across cells, and the clipboard.

import Notebook

extension AppState {
  /// A selected part of a cell, by the cell's index.
  struct SelectedPart: Hashable {
    var cell: Int
    var range: Range<Int>
  }

  /// The selected parts of the cells, from the top; none where nothing is selected.
  var selectedParts: [SelectedPart] {
    guard let anchor, anchor != caret, let anchorCell = layout.index(of: anchor.cell) else { return [] }
    let caretCell = cellIndex
    let isForward = (anchorCell, anchor.offset) < (caretCell, caret.offset)
    let (first, start) = isForward ? (anchorCell, anchor.offset) : (caretCell, caret.offset)
    let (last, end) = isForward ? (caretCell, caret.offset) : (anchorCell, anchor.offset)
    return (first...last).map { cell in
      SelectedPart(
        cell: cell, range: (cell == first ? start : 0)..<(cell == last ? end : layout.cells[cell].text.count))
    }
  }

  /// The selected bytes of the caret's cell where nothing else is selected; nil where nothing is, or more.
  var selection: Range<Int>? {
    let parts = selectedParts
    return parts.count == 1 && !parts[0].range.isEmpty ? parts[0].range : nil
  }

  /// All of the cell; all of the notebook where the cell is selected already.
  mutating func selectAll() {
    let whole = SelectedPart(cell: cellIndex, range: 0..<text.count)
    let isSelected = selectedParts == [whole] || text.count == 0
    let first = isSelected ? document.cells[0].id : caret.cell
    let last = isSelected ? layout.cells.count - 1 : cellIndex
    place(Caret(cell: document.cells[last].id, offset: layout.cells[last].text.count))
    anchor = Caret(cell: first, offset: 0)
  }

  /// The selected text; of several cells in the percent format, so that pasting makes cells again.
  var selectedText: String {
    let parts = selectedParts.map { (kind: layout.cells[$0.cell].kind, text: layout.cells[$0.cell].text[$0.range]) }
    return parts.count == 1 ? parts[0].text : NotebookDocument.excerpt(of: parts)
  }

  // MARK: Replacing what is selected

  /// Puts a text in the place of what is selected, or at the caret, as one step.
  mutating func replaceSelection(with new: String) {
    let parts = selectedParts
    guard parts.count > 1, let first = parts.first else {
      return replace(parts.first?.range ?? caret.offset..<caret.offset, with: new)
    }
    let edits = removal(of: parts, joining: new)
    perform(edits, in: document.cells[first.cell].id, at: first.range.lowerBound + new.utf8.count)
    beginWriting()
  }

  /// What takes parts of several cells away and puts a text there. Two cells of a kind become one.
  private func removal(of parts: [SelectedPart], joining new: String) -> [Edit] {
    guard let first = parts.first, let last = parts.last else { return [] }
    let cells = layout.cells
    let end = cells[last.cell].text
    let rest = end[last.range.upperBound..<end.count]
    let joins = cells[first.cell].kind == cells[last.cell].kind
    let keepsLast = !joins && !rest.isEmpty
    var edits: [Edit] = [
      .replaceText(cell: cells[first.cell].id, range: first.range, text: new + (joins ? rest : ""))
    ]
    if keepsLast { edits.append(.replaceText(cell: cells[last.cell].id, range: last.range, text: "")) }
    let gone = parts.dropFirst().dropLast(keepsLast ? 1 : 0)
    return edits + gone.map { .removeCell(cells[$0.cell].id) }
  }

  // MARK: The clipboard

  /// The selection, or the caret's line with its end.
  var selectionOrLine: Range<Int> {
    if let selection { return selection }
    let line = text.range(ofLine: text.line(at: caret.offset))
    return line.lowerBound..<min(text.count, line.upperBound + 1)
  }

  mutating func copySelection() -> [Effect] {
    clipboard = selectedParts.isEmpty ? text[selectionOrLine] : selectedText
    message = Messages.copied
    return [.copy(clipboard)]
  }

  mutating func cutSelection() -> [Effect] {
    if selectedParts.count > 1 {
      clipboard = selectedText
      replaceSelection(with: "")
      return [.copy(clipboard)]
    }
    let range = selectionOrLine
    guard !range.isEmpty else { return [] }
    cut(range)
    return [.copy(clipboard)]
  }

  /// Takes a part of the cell away, into the clipboard.
  mutating func cut(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    clipboard = text[range]
    replace(range, with: "")
  }

  mutating func pasteClipboard() {
    if clipboard.isEmpty { message = Messages.nothingToPaste } else { paste(clipboard) }
  }

  /// Pasted text, in one step. What has cells of its own in the percent format comes as cells.
  mutating func paste(_ new: String) {
    // As a cell holds it: every line ending is the same.
    let lines = String(new.map { $0 == "\r\n" || $0 == "\r" ? "\n" : $0 }.filter { $0 != "\0" })
    if cell.kind == .code, selectedParts.count < 2, let cells = document.cells(inExcerpt: lines), !cells.isEmpty {
      paste(cells)
    } else {
      replaceSelection(with: lines)
    }
    // An unfinished line is one, whether it was pasted or typed.
    document.endTyping()
  }

  /// Puts cells where the caret's cell is parted. An empty one gives way to them.
  private mutating func paste(_ cells: [Cell]) {
    guard let last = cells.last else { return }
    let range = selection ?? caret.offset..<caret.offset
    let before = text[0..<range.lowerBound]
    let after = text[range.upperBound..<text.count]
    let isBlank = (before + after).allSatisfy(\.isWhitespace)
    var edits = cells.enumerated().map { Edit.insertCell($1, at: cellIndex + 1 + $0) }
    if isBlank {
      edits.append(.removeCell(caret.cell))
    } else {
      let kept = range.lowerBound - before.reversed().prefix { $0 == "\n" }.count
      edits.append(.replaceText(cell: caret.cell, range: kept..<text.count, text: ""))
      if !after.allSatisfy(\.isWhitespace) {
        let end = last.text.utf8.count
        edits.append(.replaceText(cell: last.id, range: end..<end, text: after.hasPrefix("\n") ? after : "\n" + after))
      }
    }
    perform(edits, in: last.id, at: last.text.utf8.count)
    message = Messages.pastedCells(cells.count)
  }
}
