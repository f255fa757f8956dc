// What lies over the notebook or in the bottom line and takes the keys: help, palette, questions.

import Kernel
import Notebook
import Screen

package enum Overlay: Hashable, Sendable {
  /// The first row shown.
  case help(top: Int)
  case palette(Palette)
  case prompt(Prompt)
  /// The sample images, the one with this number being chosen.
  case samples(Int)
  /// Whether to replace the text that is selected.
  case replacing(Replacing)
  case start(StartScreen)
  case rewrite(RewriteMenu)
  /// Unsaved work, and the wish to leave it.
  case unsavedQuestion(Departure)
  /// The file to save to was changed by another program.
  case conflict(Conflict)
  /// What a program that ended too early left, to be chosen from.
  case recovery(RecoveryList)
}

extension Overlay {
  /// How many entries there are in an overlay that is a list, and the place of the chosen one; nil for another.
  private var list: (count: Int, chosen: Int)? {
    switch self {
    case .palette(let palette): (palette.matches.count, palette.chosen)
    case .samples(let chosen): (Sample.all.count, chosen)
    case .start(let start): (StartScreen.choices.count, start.place)
    case .rewrite(let menu): (menu.offer.rewritings.count, menu.chosen)
    case .recovery(let list): (list.journals.count, list.chosen)
    case .help, .prompt, .replacing, .unsavedQuestion, .conflict: nil
    }
  }

  var chosen: Int? { list?.chosen }

  /// The list with the entry chosen that a key leads to; nil for a key that moves in no list.
  func moved(by key: Key) -> Overlay? {
    guard let (count, chosen) = list else { return nil }
    let moves: [Key: Int] = [
      .up: chosen - 1, .down: chosen + 1, .pageUp: chosen - 10, .pageDown: chosen + 10, .home: 0, .end: count - 1,
    ]
    return moves[key].map(choosing)
  }

  /// The list with another entry chosen.
  func choosing(_ index: Int) -> Overlay {
    guard let chosen else { return self }
    let count = index - chosen
    switch self {
    case .palette(var palette):
      palette.move(by: count)
      return .palette(palette)
    case .samples: return .samples(min(max(0, index), Sample.all.count - 1))
    case .start(var start):
      start.move(by: count)
      return .start(start)
    case .rewrite(var menu):
      menu.move(by: count)
      return .rewrite(menu)
    case .recovery(var list):
      list.move(by: count)
      return .recovery(list)
    case .help, .prompt, .replacing, .unsavedQuestion, .conflict: return self
    }
  }

  /// Where a list's entries stand.
  func hitAreas(held: Int?, in area: Rect) -> [HitArea] {
    switch self {
    case .palette(let palette): PaletteView.list(palette, held: held, in: area).hitAreas
    case .samples(let chosen): SampleChooser.list(chosen: chosen, held: held, in: area).hitAreas
    case .start(let start): StartView.hitAreas(start, held: held, in: area)
    case .rewrite(let menu): RewriteView.list(menu, held: held, in: area).hitAreas
    case .recovery(let list): RecoveryView.list(list, held: held, in: area).hitAreas
    case .help, .prompt, .replacing, .unsavedQuestion, .conflict: []
    }
  }
}

/// A file that was changed since it was read, and what the document is left for once it is saved.
package struct Conflict: Hashable, Sendable {
  package var path: String
  package var departure: Departure?
}

/// Unsaved notebooks of programs that ended too early. Never empty.
package struct RecoveryList: Hashable, Sendable {
  package private(set) var journals: [FoundJournal]
  package private(set) var chosen = 0

  package init?(_ journals: [FoundJournal]) {
    guard !journals.isEmpty else { return nil }
    self.journals = journals
  }

  var journal: FoundJournal { journals[chosen] }

  mutating func move(by count: Int) { chosen = min(max(0, chosen + count), journals.count - 1) }

  /// The list without the chosen one; nil where it was the last.
  func removingChosen() -> RecoveryList? {
    var list = self
    list.journals.remove(at: chosen)
    list.chosen = max(0, min(chosen, list.journals.count - 1))
    return list.journals.isEmpty ? nil : list
  }
}

/// The commands by name, narrowed by what is typed.
package struct Palette: Hashable, Sendable {
  package private(set) var query = ""
  package private(set) var chosen = 0

  package init() {}

  /// The commands whose names or explanations hold every word of the query, those named so first.
  var matches: [CommandEntry] {
    let words = query.lowercased().split(separator: " ")
    let ranked = CommandTable.entries.compactMap { entry -> (rank: Int, entry: CommandEntry)? in
      let name = entry.name.lowercased()
      if words.allSatisfy({ name.hasPrefix($0) }) { return (0, entry) }
      if words.allSatisfy({ name.contains($0) }) { return (1, entry) }
      let help = entry.help.lowercased()
      return words.allSatisfy { name.contains($0) || help.contains($0) } ? (2, entry) : nil
    }
    return ranked.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
      .map(\.element.entry)
  }

  var command: Command? {
    let matches = matches
    return matches.indices.contains(chosen) ? matches[chosen].command : nil
  }

  mutating func edit(_ change: (inout String) -> Void) {
    change(&query)
    chosen = 0
  }

  mutating func move(by count: Int) {
    chosen = min(max(0, chosen + count), max(0, matches.count - 1))
  }
}
