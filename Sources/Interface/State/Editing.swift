// Changes of text and of cells, each one step of undo.

import Kernel
import Notebook

extension AppState {
  // MARK: Text

  /// Replaces a part of the caret's cell; the caret then stands after the new text.
  mutating func replace(_ range: Range<Int>, with new: String) {
    guard !range.isEmpty || !new.isEmpty else { return }
    let old = text
    let line = old.line(at: range.lowerBound)
    let removed = old.line(at: range.upperBound) - line
    let added = new.utf8.count { $0 == UInt8(ascii: "\n") }
    perform([.replaceText(cell: caret.cell, range: range, text: new)], at: range.lowerBound + new.utf8.count)
    report.shiftLines(of: caret.cell, after: line, by: added - removed)
    beginWriting()
  }

  /// Does edits as one step of undo; the caret then stands in its cell or another.
  mutating func perform(_ edits: [Edit], in cell: CellID? = nil, at offset: Int) {
    perform(edits, selecting: Selection(Caret(cell: cell ?? caret.cell, offset: offset)))
  }

  /// The same, with something selected afterwards.
  mutating func perform(_ edits: [Edit], selecting after: Selection) {
    guard !edits.isEmpty else { return }
    let before = Selection(anchor: anchor ?? caret, caret: caret)
    document.perform(edits, before: before, after: after)
    caret = after.caret
    anchor = after.anchor == after.caret ? nil : after.anchor
    goalColumn = nil
    keepCaretInDocument()
  }

  /// Types text over the selection.
  mutating func type(_ new: String) {
    if let closing = new.first, new.count == 1, ")]}".contains(closing), dedentClosingBracket(new) { return }
    replaceSelection(with: new)
  }

  /// A closing bracket that begins its line goes under the line that opened it.
  private mutating func dedentClosingBracket(_ bracket: String) -> Bool {
    let text = text
    guard cell.kind == .code, selectedParts.isEmpty else { return false }
    let lead = text.lineBefore(caret.offset)
    guard !lead.isEmpty, lead.allSatisfy({ $0 == " " || $0 == "\t" }) else { return false }
    let start = caret.offset - lead.utf8.count
    guard let indentation = Indentation.closingBracket(after: text[0..<max(0, start - 1)]) else { return false }
    replace(start..<caret.offset, with: indentation + bracket)
    return true
  }

  mutating func insertNewLine() {
    if selectedParts.count > 1 { return replaceSelection(with: "\n") }
    let range = selection ?? caret.offset..<caret.offset
    if selection == nil, insertLineAbove() { return }
    let indentation = cell.kind == .code ? Indentation.after(text[0..<range.lowerBound]) : ""
    // Blanks that stood only for the indentation of a line that stays empty go.
    let lead = text.lineBefore(range.lowerBound)
    let isBlank = !lead.isEmpty && lead.allSatisfy { $0 == " " }
    let start = isBlank ? range.lowerBound - lead.utf8.count : range.lowerBound
    let rest = text[range.upperBound..<text.range(ofLine: text.line(at: range.upperBound)).upperBound]
    let skipped = rest.utf8.prefix { $0 == UInt8(ascii: " ") }.count
    replace(start..<range.upperBound + skipped, with: "\n" + indentation)
  }

  /// Before a line's first letter, a new line is an empty one above: the line keeps its indentation.
  private mutating func insertLineAbove() -> Bool {
    let line = text.range(ofLine: text.line(at: caret.offset))
    let lead = Indentation.of(text[line]).utf8.count
    guard cell.kind == .code, caret.offset - line.lowerBound <= lead, lead < line.count else { return false }
    let offset = caret.offset
    replace(line.lowerBound..<line.lowerBound, with: "\n")
    caret.offset = offset + 1
    return true
  }

  /// Enter: on to the next cell after a complete statement at the cell's end, else a new line.
  mutating func enter() {
    let text = text
    let isAtEnd = selectedParts.isEmpty && text[caret.offset..<text.count].allSatisfy(\.isWhitespace)
    guard cell.kind == .code, isAtEnd else { return insertNewLine() }
    let lines = text[0..<caret.offset].split(separator: "\n", omittingEmptySubsequences: false)
    let last = String(lines.last ?? "")
    let body = lines.dropLast().joined(separator: "\n")
    let endsBlock =
      lines.count > 1 && last.allSatisfy(\.isWhitespace) && body.contains { !$0.isWhitespace }
      && CodeShape(body).isClosed && !CodeShape(body).endsWithColon
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

  mutating func goToNextCell() {
    guard cellIndex + 1 < document.cells.count else { return insertCell() }
    place(Caret(cell: document.cells[cellIndex + 1].id, offset: 0))
  }

  /// Spaces to the next stop of indentation; selected lines are indented as a whole.
  mutating func indent() {
    if !selectedParts.isEmpty { return indentLines() }
    let column = text.column(of: caret.offset)
    type(String(repeating: " ", count: Indentation.step - column % Indentation.step))
  }

  mutating func deleteBackward() {
    if !selectedParts.isEmpty { return replaceSelection(with: "") }
    let text = text
    guard caret.offset > 0 else { return joinWithCellAbove() }
    let lead = text.lineBefore(caret.offset)
    let isIndentation = !lead.isEmpty && lead.allSatisfy { $0 == " " } && cell.kind == .code
    let count = isIndentation ? (lead.count - 1) % Indentation.step + 1 : caret.offset - text.previous(caret.offset)
    replace(caret.offset - count..<caret.offset, with: "")
  }

  mutating func deleteForward() {
    if !selectedParts.isEmpty { return replaceSelection(with: "") }
    replace(caret.offset..<text.next(caret.offset), with: "")
  }

  /// At a cell's start, backspace takes an empty cell away; a cell with text it leaves alone.
  private mutating func joinWithCellAbove() {
    guard cellIndex > 0, cell.text.isEmpty else { return }
    let above = document.cells[cellIndex - 1]
    perform([.removeCell(caret.cell)], in: above.id, at: above.text.utf8.count)
  }

  /// To the line's end; the line break itself where nothing stands before it.
  var restOfLine: Range<Int> {
    let end = text.range(ofLine: text.line(at: caret.offset)).upperBound
    return caret.offset..<(caret.offset == end ? text.next(end) : end)
  }

  // MARK: Settings and undo

  /// Changes the notebook's settings as one step of undo; false where they are so already.
  @discardableResult
  mutating func changeSettings(_ change: (inout NotebookSettings) -> Void) -> Bool {
    var settings = document.settings
    change(&settings)
    guard settings != document.settings else { return false }
    let place = Selection(anchor: anchor ?? caret, caret: caret)
    document.perform([.changeSettings(settings)], before: place, after: place)
    return true
  }

  mutating func undo() {
    let settings = document.settings
    let selection = document.undo()
    travel(to: selection, from: settings, orSay: Messages.nothingToUndo(canRedo: document.canRedo))
  }

  mutating func redo() {
    let settings = document.settings
    let selection = document.redo()
    travel(to: selection, from: settings, orSay: Messages.nothingToRedo(canUndo: document.canUndo))
  }

  private mutating func travel(to selection: Selection?, from settings: NotebookSettings, orSay nothing: Message) {
    guard let selection else {
      message = nothing
      return
    }
    document.endTyping()
    // The settings have no place in the text, so the caret stays where it is.
    if document.changes == [.settings] {
      message = Messages.settings(document.settings, since: settings)
      return
    }
    caret = selection.caret
    anchor = selection.anchor == selection.caret ? nil : selection.anchor
    goalColumn = nil
    keepCaretInDocument()
    // What stood there was being written.
    beginWriting()
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
    keepWriting()
  }

}
