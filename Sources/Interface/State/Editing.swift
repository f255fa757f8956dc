// Changes of text and of cells, each one step of undo.

import Kernel
import Notebook

extension AppState {
  // MARK: Text

  /// Replaces a part of the caret's cell; the caret then stands after the new text. `merging` joins the change to the
  /// undo step before it.
  mutating func replace(_ range: Range<Int>, with new: String, merging: Bool = false) {
    guard !range.isEmpty || !new.isEmpty else { return }
    let before = text
    let line = before.line(at: range.lowerBound)
    let removed = before.line(at: range.upperBound) - line
    document.perform([.replaceText(cell: caret.cell, range: range, text: new)], merging: merging)
    report.shiftLines(of: caret.cell, after: line, by: new.utf8.count { $0 == UInt8(ascii: "\n") } - removed)
    caret.offset = range.lowerBound + new.utf8.count
    anchor = nil
    goalColumn = nil
  }

  /// Types text over the selection. Letters typed one after the other are one step of undo.
  mutating func type(_ new: String) {
    let wasTyping = isTyping
    let isWord = new.count == 1 && !new.allSatisfy(\.isWhitespace)
    if let closing = new.first, new.count == 1, ")]}".contains(closing), dedentClosingBracket(new) { return }
    replace(selection ?? caret.offset..<caret.offset, with: new, merging: wasTyping && isWord)
    isTyping = isWord
  }

  /// A closing bracket that begins its line goes under the line that opened it.
  private mutating func dedentClosingBracket(_ bracket: String) -> Bool {
    let text = text
    guard cell.kind == .code, selection == nil else { return false }
    let lead = text.lineBefore(caret.offset)
    guard !lead.isEmpty, lead.allSatisfy({ $0 == " " || $0 == "\t" }) else { return false }
    let start = caret.offset - lead.utf8.count
    guard let indentation = Indentation.closingBracket(after: text[0..<max(0, start - 1)]) else { return false }
    replace(start..<caret.offset, with: indentation + bracket)
    return true
  }

  /// Pasted text, in one step.
  mutating func paste(_ new: String) {
    guard !new.isEmpty else { return }
    replace(selection ?? caret.offset..<caret.offset, with: new)
  }

  mutating func insertNewLine() {
    let range = selection ?? caret.offset..<caret.offset
    let indentation = cell.kind == .code ? Indentation.after(text[0..<range.lowerBound]) : ""
    // Blanks that stood only for the indentation of a line that stays empty go.
    let lead = text.lineBefore(range.lowerBound)
    let isBlank = !lead.isEmpty && lead.allSatisfy { $0 == " " }
    let start = isBlank ? range.lowerBound - lead.utf8.count : range.lowerBound
    let rest = text[range.upperBound..<text.range(ofLine: text.line(at: range.upperBound)).upperBound]
    let skipped = rest.utf8.prefix { $0 == UInt8(ascii: " ") }.count
    replace(start..<range.upperBound + skipped, with: "\n" + indentation)
  }

  /// Enter: on to the next cell after a complete statement at the cell's end, else a new line.
  mutating func enter() {
    let text = text
    let isAtEnd = selection == nil && text[caret.offset..<text.count].allSatisfy(\.isWhitespace)
    guard cell.kind == .code, isAtEnd else { return insertNewLine() }
    let lines = text[0..<caret.offset].split(separator: "\n", omittingEmptySubsequences: false)
    let last = String(lines.last ?? "")
    let body = lines.dropLast().joined(separator: "\n")
    let endsBlock =
      lines.count > 1 && last.allSatisfy(\.isWhitespace) && body.contains { !$0.isWhitespace }
      && CodeShape(body).isClosed && CodeShape(body).lastSign != ":"
    if endsBlock {
      // A blank line ends a block, and is not kept.
      replace(body.utf8.count..<text.count, with: "")
      goToNextCell()
    } else if Statement.isComplete(text[0..<caret.offset]) {
      goToNextCell()
    } else {
      insertNewLine()
    }
  }

  private mutating func goToNextCell() {
    guard cellIndex + 1 < document.cells.count else { return insertCell() }
    place(Caret(cell: document.cells[cellIndex + 1].id, offset: 0))
  }

  /// Spaces to the next stop of indentation.
  mutating func indent() {
    let column = text.column(of: caret.offset)
    type(String(repeating: " ", count: Indentation.step - column % Indentation.step))
  }

  mutating func deleteBackward() {
    if let selection { return replace(selection, with: "") }
    let text = text
    guard caret.offset > 0 else { return joinWithCellAbove() }
    let lead = text.lineBefore(caret.offset)
    let isIndentation = !lead.isEmpty && lead.allSatisfy { $0 == " " } && cell.kind == .code
    let count = isIndentation ? (lead.count - 1) % Indentation.step + 1 : caret.offset - text.previous(caret.offset)
    replace(caret.offset - count..<caret.offset, with: "")
  }

  mutating func deleteForward() {
    if let selection { return replace(selection, with: "") }
    replace(caret.offset..<text.next(caret.offset), with: "")
  }

  /// At a cell's start, backspace takes an empty cell away; a cell with text it leaves alone.
  private mutating func joinWithCellAbove() {
    guard cellIndex > 0, cell.text.isEmpty else { return }
    let above = document.cells[cellIndex - 1]
    document.perform([.removeCell(caret.cell)])
    place(Caret(cell: above.id, offset: above.text.utf8.count))
  }

  // MARK: Cutting and copying

  /// Takes a part of the cell away, into the clipboard.
  mutating func cut(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    clipboard = text[range]
    replace(range, with: "")
  }

  /// The selection, or the caret's line with its end.
  var selectionOrLine: Range<Int> {
    if let selection { return selection }
    let line = text.range(ofLine: text.line(at: caret.offset))
    return line.lowerBound..<min(text.count, line.upperBound + 1)
  }

  /// To the line's end; the line break itself where nothing stands before it.
  var restOfLine: Range<Int> {
    let end = text.range(ofLine: text.line(at: caret.offset)).upperBound
    return caret.offset..<(caret.offset == end ? text.next(end) : end)
  }

  // MARK: Cells

  /// A new code cell below the caret's.
  mutating func insertCell() {
    let new = Cell(id: document.newCellID(), kind: .code, text: "")
    document.perform([.insertCell(new, at: cellIndex + 1)])
    place(Caret(cell: new.id, offset: 0))
  }

  mutating func deleteCell() {
    let index = cellIndex
    let isLast = document.cells.count == 1
    if isLast && cell.text.isEmpty { return }
    if !cell.text.isEmpty { message = Messages.deletedCell }
    var edits: [Edit] = [.removeCell(caret.cell)]
    // A notebook always has a cell to write into.
    if isLast { edits.append(.insertCell(Cell(id: document.newCellID(), kind: .code, text: ""), at: 0)) }
    document.perform(edits)
    place(Caret(cell: document.cells[min(index, document.cells.count - 1)].id, offset: 0))
  }

  mutating func moveCell(by count: Int) {
    let target = cellIndex + count
    guard document.cells.indices.contains(target) else { return }
    document.perform([.moveCell(caret.cell, to: target)])
  }

  // MARK: Undo

  mutating func undo() { travel({ $0.undo() }, orSay: Messages.nothingToUndo) }
  mutating func redo() { travel({ $0.redo() }, orSay: Messages.nothingToRedo) }

  private mutating func travel(_ step: (inout NotebookDocument) -> Bool, orSay nothing: Message) {
    let before = document.cells
    guard step(&document) else {
      message = nothing
      return
    }
    if let changed = Caret.change(from: before, to: document.cells) { place(changed) }
    keepCaretInDocument()
  }

  /// The caret in a cell and at a border that exist.
  mutating func keepCaretInDocument() {
    if document.index(of: caret.cell) == nil { caret = Caret(cell: document.cells[0].id, offset: 0) }
    caret.offset = text.clamp(caret.offset)
    if let anchor, document.index(of: anchor.cell) == nil || anchor.offset > text.count { self.anchor = nil }
  }

  mutating func place(_ caret: Caret) {
    self.caret = caret
    anchor = nil
    goalColumn = nil
  }
}
