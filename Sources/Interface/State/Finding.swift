// Finding and replacing text in the whole notebook.

import Notebook
import Screen

/// A text that is being replaced, one place after the other.
package struct Replacing: Hashable, Sendable {
  package var wanted: String
  package var replacement: String
  /// How many places were replaced so far.
  package var count = 0
  /// How many of them were taken back and can be redone.
  package var undone = 0
}

extension AppState {
  /// A place of the wanted text.
  private struct Match {
    var cell: Int
    var range: Range<Int>
  }

  private func matches(of wanted: String) -> [Match] {
    let search = TextSearch(wanted)
    return layout.cells.indices.flatMap { cell in
      search.ranges(in: layout.cells[cell].text).map { Match(cell: cell, range: $0) }
    }
  }

  // MARK: Finding

  /// Asks for a text. An empty answer stands for what is selected in a line, or for what was searched for last.
  mutating func ask(_ purpose: Prompt.Purpose) {
    focus = .notebook
    let selected = selection.map { text[$0] }.flatMap { $0.contains("\n") ? nil : $0 }
    overlay = .prompt(Prompt(purpose: purpose, text: "", fallback: selected ?? searched))
  }

  /// The keys that go from place to place while the question stays.
  mutating func searchKey(_ key: KeyPress, _ prompt: Prompt, from start: Caret) -> Bool {
    switch (key.key, keymap.command(for: key, in: .notebook)) {
    case (.down, _), (_, .findNext), (_, .find): goOn(prompt)
    case (.up, _), (_, .findPrevious): goOn(prompt, backward: true)
    case (_, .replace):
      overlay = .prompt(Prompt(purpose: .replace(from: start), text: prompt.text, fallback: prompt.fallback))
    default: return false
    }
    return true
  }

  /// On to the next place of what is asked for. An empty answer is then written out.
  mutating func goOn(_ prompt: Prompt, backward: Bool = false) {
    var prompt = prompt
    prompt.text = prompt.answer
    overlay = .prompt(prompt)
    find(prompt.text, backward: backward)
  }

  /// The first place of what is typed from a place on, around the end; without one, the caret is where it was.
  mutating func search(_ wanted: String, from start: Caret) {
    place(start)
    guard !wanted.isEmpty else { return }
    searched = wanted
    let matches = matches(of: wanted)
    if let next = matches.firstIndex(where: { ($0.cell, $0.range.lowerBound) >= (cellIndex, caret.offset) }) {
      tell(matches, next, of: wanted, wrapped: false)
    } else {
      tell(matches, matches.indices.first, of: wanted, wrapped: true)
    }
  }

  /// Goes to the next place of a text after the caret, or the one before it, around the end.
  mutating func find(_ wanted: String, backward: Bool = false) {
    searched = wanted
    guard !wanted.isEmpty else { return }
    let matches = matches(of: wanted)
    let here = (cellIndex, caret.offset)
    let next =
      backward
      ? matches.lastIndex { ($0.cell, $0.range.lowerBound) < here }
      : matches.firstIndex { ($0.cell, $0.range.lowerBound) > here }
    let index = next ?? (backward ? matches.indices.last : matches.indices.first)
    tell(matches, index, of: wanted, wrapped: next == nil)
  }

  /// Goes to one of the matches, and says which it is.
  private mutating func tell(_ matches: [Match], _ index: Int?, of wanted: String, wrapped: Bool) {
    guard let index else {
      message = overlay == nil ? Messages.notFound(wanted) : Messages.nowhere(wanted)
      return
    }
    select(matches[index])
    message = Messages.found(wanted, index + 1, of: matches.count, wrapped: wrapped)
  }

  /// Selects a match with the caret at its start.
  private mutating func select(_ match: Match) {
    let cell = document.cells[match.cell].id
    place(Caret(cell: cell, offset: match.range.lowerBound))
    anchor = Caret(cell: cell, offset: match.range.upperBound)
  }

  // MARK: Replacing

  /// Asks at the first place from the caret on.
  mutating func startReplacing(_ wanted: String, by replacement: String) {
    searched = wanted
    let matches = matches(of: wanted)
    guard let first = nextMatch(matches, from: caret.offset) else {
      message = Messages.notFound(wanted)
      return
    }
    select(first)
    overlay = .replacing(Replacing(wanted: wanted, replacement: replacement))
  }

  private func nextMatch(_ matches: [Match], from offset: Int) -> Match? {
    matches.first { ($0.cell, $0.range.lowerBound) >= (cellIndex, offset) } ?? matches.first
  }

  mutating func replacingKey(_ key: KeyPress, _ replacing: Replacing) {
    switch keymap.command(for: key, in: .notebook) {
    case .undo: return takeBack(replacing)
    case .redo: return replaceAgain(replacing)
    default: break
    }
    switch key.key {
    case .enter, .character("y"), .character("Y"): replaceOne(replacing)
    case .down, .right, .character("n"), .character("N"): goOn(replacing, from: caret.offset + 1)
    case .character("a"), .character("A"): replaceAll(replacing)
    case .escape, .character("q"), .character("Q"):
      overlay = nil
      anchor = nil
      message = Messages.replaced(replacing.count, replacing.wanted)
    default: break
    }
  }

  /// Undoes the last replacement, and asks about its place again. What was before the question stays.
  private mutating func takeBack(_ replacing: Replacing) {
    guard replacing.count > 0 else {
      message = Messages.nothingReplaced
      return
    }
    undo()
    var replacing = replacing
    replacing.count -= 1
    replacing.undone += 1
    overlay = .replacing(replacing)
  }

  /// Redoes what was undone within the question, and goes on.
  private mutating func replaceAgain(_ replacing: Replacing) {
    guard replacing.undone > 0 else {
      message = Messages.nothingToRedo(canUndo: replacing.count > 0)
      return
    }
    redo()
    var replacing = replacing
    replacing.count += 1
    replacing.undone -= 1
    goOn(replacing, from: caret.offset)
  }

  private mutating func replaceOne(_ replacing: Replacing) {
    guard let selection else { return goOn(replacing, from: caret.offset) }
    endWriting()
    replace(selection, with: replacing.replacement)
    endWriting()
    var replacing = replacing
    replacing.count += 1
    replacing.undone = 0
    goOn(replacing, from: caret.offset)
  }

  private mutating func goOn(_ replacing: Replacing, from offset: Int) {
    let here = (cellIndex, offset)
    guard let next = nextMatch(matches(of: replacing.wanted), from: offset) else {
      overlay = nil
      message = Messages.replaced(replacing.count, replacing.wanted)
      return
    }
    select(next)
    overlay = .replacing(replacing)
    if (next.cell, next.range.lowerBound) < here { message = Messages.fromTheTop }
  }

  /// Replaces all places as one step of undo.
  private mutating func replaceAll(_ replacing: Replacing) {
    let matches = matches(of: replacing.wanted)
    let edits = Dictionary(grouping: matches, by: \.cell).sorted { $0.key < $1.key }.compactMap { cell, matches in
      replacement(of: matches.map(\.range), in: cell, by: replacing.replacement)
    }
    overlay = nil
    endWriting()
    perform(edits, at: caret.offset)
    endWriting()
    message = Messages.replaced(replacing.count + matches.count, replacing.wanted)
  }

  /// The edit of a cell from its first match to its last.
  private func replacement(of ranges: [Range<Int>], in cell: Int, by replacement: String) -> Edit? {
    guard let first = ranges.first, let last = ranges.last else { return nil }
    let text = layout.cells[cell].text
    var new = ""
    var offset = first.lowerBound
    for range in ranges {
      new += text[offset..<range.lowerBound] + replacement
      offset = range.upperBound
    }
    return .replaceText(
      cell: document.cells[cell].id, range: first.lowerBound..<last.upperBound, text: new)
  }

  /// How many places there are, for the question.
  func matchCount(_ wanted: String) -> Int { matches(of: wanted).count }
}
