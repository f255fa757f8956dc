// Completing, and what a call takes: the commands, and the kernel's answers.

import Kernel
import Notebook

extension AppState {
  /// What the kernel is asked about the caret; nil where it has nothing to say.
  var question: AssistanceRequest? {
    guard focus == .notebook, overlay == nil, cell.kind == .code else { return nil }
    return AssistanceRequest(
      revision: document.revision, cells: document.cells, cell: caret.cell, offset: caret.offset)
  }

  /// The list on the screen; empty for none.
  var shownCompletions: [Completion] {
    guard question != nil, assist.isOffered || assist.chosen != nil else { return [] }
    return assist.chosen != nil || assist.isWorthOffering(in: text, at: caret) ? assist.matches : []
  }

  /// Takes over an answer. One about another place or revision is dropped, and one that would change the list while the
  /// user goes through it.
  package mutating func receive(_ answer: Assistance) -> [Effect] {
    guard answer.revision == document.revision, answer.cell == caret.cell, answer.offset == caret.offset,
      question != nil, assist.chosen == nil
    else { return [] }
    return following { state in
      if state.assist.isSignatureAwaited, answer.signature == nil { state.message = Messages.noCall }
      state.assist.isSignatureAwaited = false
      state.assist.take(answer, at: state.caret, in: state.text)
      if state.assist.isAwaited {
        state.assist.isAwaited = false
        state.completeAtOnce()
      }
      return []
    }
  }

  // MARK: Commands

  /// Tab: completes what is being written, or indents where nothing is.
  mutating func complete() -> [Effect] {
    let before = text.lineBefore(caret.offset)
    guard selectedParts.isEmpty, let question, before.contains(where: { !$0.isWhitespace }) else {
      indent()
      return []
    }
    guard assist.answer != nil else {
      assist.isAwaited = true
      return [.assist(question)]
    }
    completeAtOnce()
    return []
  }

  /// Takes the only entry that fits; of several, moves into the list.
  private mutating func completeAtOnce() {
    let matches = assist.matches
    switch matches.count {
    case 0: message = Messages.nothingToComplete
    case 1: take(matches[0])
    default: assist.choose(0)
    }
  }

  mutating func moveInCompletions(by count: Int) { assist.move(by: count, among: assist.matches.count) }

  mutating func takeCompletion() {
    let matches = assist.matches
    guard let chosen = assist.chosen, matches.indices.contains(chosen) else { return }
    take(matches[chosen])
  }

  /// A sign that ends the word takes the entry that the user has moved to. Says whether the entry has that sign already.
  mutating func takeCompletion(before character: Character) -> Bool {
    guard let chosen = assist.chosen, assist.matches.indices.contains(chosen), !character.isPartOfName else {
      return false
    }
    let isWritten = assist.matches[chosen].insertion.last == character
    takeCompletion()
    return isWritten
  }

  /// Writes an entry in the place of the word, with what it needs elsewhere, as one step of undo.
  private mutating func take(_ entry: Completion) {
    guard let start = assist.answer?.word.lowerBound, start <= caret.offset else { return }
    let word = Edit.replaceText(cell: caret.cell, range: start..<caret.offset, text: entry.insertion)
    // What is added to the same cell stands before the word, so the word is written first.
    let before = entry.additions.growth(of: caret.cell, before: start)
    endWriting()
    perform([word] + entry.additions, at: start + entry.insertion.utf8.count + before)
    endWriting()
    // What was completed is still being written.
    beginWriting()
    assist.close()
    if entry.insertion.hasSuffix("=") { assist.offerNext() }
  }

  /// Mends the problem that the bottom line tells, or else the first that can be mended, as one step of undo.
  mutating func mend() {
    let all = document.cells.flatMap { report.cells[$0.id]?.problems ?? [] } + report.unfinished
    let here = all.filter { $0.place == caretLine }
    guard let problem = (here + all).first(where: { $0.fix != nil }), let fix = problem.fix else {
      message = Messages.nothingToMend
      return
    }
    endWriting()
    perform(fix.edits, in: problem.place.cell, at: fix.offset)
    endWriting()
  }

  /// Escape: closes what is open, else drops the selection.
  mutating func escape() {
    if assist.showsSignature || !shownCompletions.isEmpty { assist.close() } else { anchor = nil }
  }

  /// Shift-Tab: what the call around the caret takes, and back.
  mutating func showSignature() -> [Effect] {
    guard let question else { return [] }
    assist.showsSignature.toggle()
    assist.isSignatureAwaited = assist.showsSignature
    return assist.showsSignature ? [.assist(question)] : []
  }
}

extension Command {
  /// Whether the list of completions stays open: of all commands, those alone that write on and that are about it.
  var keepsCompletions: Bool {
    switch self {
    case .complete, .nextCompletion, .previousCompletion, .takeCompletion, .signature, .deleteBackward, .deselect: true
    default: false
    }
  }
}
