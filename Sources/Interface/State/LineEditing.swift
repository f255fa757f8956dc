// Changes of whole lines: comments, indentation, moving and copying them.

import Kernel
import Notebook

extension AppState {
  /// The lines of a cell that the selection touches, or the caret's.
  private struct LineBlock {
    var cell: Int
    var lines: ClosedRange<Int>
  }

  private var selectedLines: [LineBlock] {
    let parts = selectedParts
    guard !parts.isEmpty else { return [LineBlock(cell: cellIndex, lines: caretLine.line...caretLine.line)] }
    return parts.map { part in
      let text = layout.cells[part.cell].text
      let first = text.line(at: part.range.lowerBound)
      let last = text.line(at: part.range.upperBound)
      // A selection that ends before a line's first letter does not mean that line.
      let isBeforeLast = last > first && text.range(ofLine: last).lowerBound == part.range.upperBound
      return LineBlock(cell: part.cell, lines: first...(isBeforeLast ? last - 1 : last))
    }
  }

  private func lines(of block: LineBlock) -> [String] { block.lines.map { layout.cells[block.cell].text.line($0) } }

  /// The bytes of a block, from its first line's start to its last line's end.
  private func range(of block: LineBlock) -> Range<Int> {
    let text = layout.cells[block.cell].text
    return text.range(ofLine: block.lines.lowerBound).lowerBound..<text.range(ofLine: block.lines.upperBound).upperBound
  }

  /// Changes each selected line by itself, as one step. What is selected stays so.
  private mutating func rewrite(_ blocks: [LineBlock], _ change: (String) -> String) {
    var edits: [Edit] = []
    var moved: [CellID: [Int: (old: Int, new: Int)]] = [:]
    for block in blocks {
      let old = lines(of: block)
      let new = old.map(change)
      guard old != new else { continue }
      let id = document.cells[block.cell].id
      edits.append(.replaceText(cell: id, range: range(of: block), text: new.joined(separator: "\n")))
      for (line, lengths) in zip(block.lines, zip(old, new)) {
        moved[id, default: [:]][line] = (lengths.0.utf8.count, lengths.1.utf8.count)
      }
    }
    let place = { (caret: Caret, layout: NotebookLayout) -> Caret in
      guard let lines = moved[caret.cell], let index = layout.index(of: caret.cell) else { return caret }
      let text = layout.cells[index].text
      let line = text.line(at: caret.offset)
      let above = lines.filter { $0.key < line }.reduce(0) { $0 + $1.value.new - $1.value.old }
      let column = caret.offset - text.range(ofLine: line).lowerBound
      guard let own = lines[line], column > 0 else { return Caret(cell: caret.cell, offset: caret.offset + above) }
      let shifted = min(max(0, column + own.new - own.old), own.new)
      return Caret(cell: caret.cell, offset: caret.offset - column + above + shifted)
    }
    let after = Selection(anchor: place(anchor ?? caret, layout), caret: place(caret, layout))
    endWriting()
    perform(edits, selecting: after)
    endWriting()
  }

  /// Makes the selected lines of code comments, or code again where all of them are comments.
  mutating func toggleComment() {
    let blocks = selectedLines.filter { layout.cells[$0.cell].kind == .code }
    let lines = blocks.flatMap(lines(of:)).filter { !$0.allSatisfy(\.isWhitespace) }
    guard !lines.isEmpty else {
      message = Messages.nothingToComment
      return
    }
    let isComment = lines.allSatisfy { $0.drop { $0 == " " || $0 == "\t" }.hasPrefix("#") }
    let column = lines.map { Indentation.of($0).count }.min() ?? 0
    rewrite(blocks) { line in
      guard !line.allSatisfy(\.isWhitespace) else { return line }
      guard isComment else { return line.prefix(column) + "# " + line.dropFirst(column) }
      let lead = Indentation.of(line)
      let rest = line.dropFirst(lead.count + 1)
      return lead + (rest.first == " " ? rest.dropFirst() : rest)
    }
  }

  mutating func indentLines() {
    let blanks = String(repeating: " ", count: Indentation.step)
    rewrite(selectedLines) { $0.isEmpty ? $0 : blanks + $0 }
  }

  mutating func dedentLines() {
    rewrite(selectedLines) { line in
      if line.hasPrefix("\t") { return String(line.dropFirst()) }
      return String(line.dropFirst(min(Indentation.step, line.prefix { $0 == " " }.count)))
    }
  }

  // MARK: Moving and copying

  /// Exchanges the selected lines with the one above or below them in the cell.
  mutating func moveLines(by step: Int) {
    guard let block = selectedLines.first, selectedParts.count < 2 else { return }
    let text = layout.cells[block.cell].text
    let neighbour = step < 0 ? block.lines.lowerBound - 1 : block.lines.upperBound + 1
    guard 0..<text.lineCount ~= neighbour else { return }
    let own = lines(of: block).joined(separator: "\n")
    let other = text.line(neighbour)
    let range = range(of: block)
    let otherRange = text.range(ofLine: neighbour)
    let all = min(range.lowerBound, otherRange.lowerBound)..<max(range.upperBound, otherRange.upperBound)
    let shift = (other.utf8.count + 1) * step
    let move = { (caret: Caret) in Caret(cell: caret.cell, offset: caret.offset + shift) }
    endWriting()
    perform(
      [.replaceText(cell: caret.cell, range: all, text: step < 0 ? own + "\n" + other : other + "\n" + own)],
      selecting: Selection(anchor: move(anchor ?? caret), caret: move(caret)))
    endWriting()
  }

  /// Writes the selected lines once more below them; the caret goes to the copy.
  mutating func duplicateLines() {
    guard let block = selectedLines.first, selectedParts.count < 2 else { return }
    let range = range(of: block)
    let copy = "\n" + lines(of: block).joined(separator: "\n")
    let move = { (caret: Caret) in Caret(cell: caret.cell, offset: caret.offset + copy.utf8.count) }
    endWriting()
    perform(
      [.replaceText(cell: caret.cell, range: range.upperBound..<range.upperBound, text: copy)],
      selecting: Selection(anchor: move(anchor ?? caret), caret: move(caret)))
    endWriting()
  }
}
