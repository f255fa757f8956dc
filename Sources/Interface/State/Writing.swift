// What is being written: from a change of the text until the caret leaves the statement.

import Kernel
import Notebook

extension AppState {
  func isWriting(_ line: CellLine) -> Bool { line.cell == caret.cell && line.line == writtenLine }

  /// Something was written or taken away at the caret.
  mutating func beginWriting() { writtenLine = text.line(at: caret.offset) }

  /// What is written next is another step of undo, and what was written so far is taken as it is.
  mutating func endWriting() {
    document.endTyping()
    writtenLine = nil
  }

  /// For a caret that has moved: what is written next is another step of undo. What was written so far waits on while the
  /// caret stays with it, on its line or on one above it that its statement began on.
  mutating func keepWriting() {
    document.endTyping()
    guard let writtenLine else { return }
    let end = text.range(ofLine: min(writtenLine, text.lineCount - 1)).upperBound
    let statement = CodeShape(text[0..<end]).statementLine...writtenLine
    guard statement.contains(text.line(at: caret.offset)) else { return self.writtenLine = nil }
    report.bringBack()
    setUnfinishedAside()
  }

  /// Sets problems of what is being written aside. Of an outdated report, every problem of the caret's line is one.
  mutating func setUnfinishedAside() {
    guard let writtenLine else { return }
    let isOutdated = report.revision != document.revision
    let line = caretLine
    let unfinished = Unfinished(at: caret, writtenLine: writtenLine, in: text)
    report.setAside { (isOutdated && $0.place == line) || unfinished.contains($0) }
  }
}
