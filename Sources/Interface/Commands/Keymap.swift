// From keys to commands and back: the table's keys, or those that a configuration gives.

import Screen

package struct Keymap: Sendable {
  /// By the commands' names.
  private var keys: [String: [KeyPress]] = [:]
  private var commands: [CommandContext: [KeyPress: CommandEntry]] = [:]

  package static let standard = Keymap()

  private init() {
    for entry in CommandTable.entries { keys[entry.name] = entry.keys }
    map()
  }

  private mutating func map() {
    commands = [:]
    for entry in CommandTable.entries {
      for key in keys(of: entry) { commands[entry.context, default: [:]][key] = entry }
    }
  }

  /// The command of a key at a place, where there is one: the nearest place that has the key counts.
  func command(for key: KeyPress, in context: CommandContext) -> Command? {
    sequence(first: context, next: \.wider).lazy.compactMap { commands[$0]?[key]?.command }.first
  }

  /// The first is the one to show.
  func keys(of entry: CommandEntry) -> [KeyPress] { keys[entry.name] ?? [] }

  /// The keys of commands as a hint names them, such as `↑↓` or `[ ]`; nil where none has one.
  func hint(of commands: [Command]) -> String? {
    let keys = commands.compactMap { command in
      CommandTable.entries.first { $0.command == command }.flatMap { self.keys(of: $0).first }
    }
    let arrows = keys.compactMap { $0.modifiers.isEmpty ? Keymap.arrows[$0.key] : nil }
    if keys.isEmpty { return nil }
    return arrows.count == keys.count ? arrows.joined() : keys.map(\.shortName).joined(separator: " ")
  }

  private static let arrows: [Key: String] = [.up: "↑", .down: "↓", .left: "←", .right: "→"]

  /// Gives commands other keys, in the place of those that they had, and returns where a key then had two commands in
  /// one place: the later of the two keeps what it had.
  mutating func bind(_ changes: [(entry: CommandEntry, keys: [KeyPress])]) -> [KeyConflict] {
    var conflicts: [KeyConflict] = []
    for change in changes { keys[change.entry.name] = change.keys }
    for change in changes.reversed() {
      let others = CommandTable.entries.filter { $0.context == change.entry.context && $0.name != change.entry.name }
      for key in change.keys {
        guard let other = others.first(where: { keys(of: $0).contains(key) }) else { continue }
        keys[change.entry.name] = change.entry.keys
        conflicts.append(KeyConflict(key: key, entry: change.entry, other: other))
        break
      }
    }
    map()
    return conflicts
  }
}

/// A key that two commands would have.
struct KeyConflict {
  let key: KeyPress
  let entry: CommandEntry
  let other: CommandEntry
}
