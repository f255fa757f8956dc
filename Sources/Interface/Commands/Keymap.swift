// From keys to commands, by the table.

import Screen

enum Keymap {
  private static let commands: [CommandContext: [KeyPress: Command]] = {
    var maps: [CommandContext: [KeyPress: Command]] = [:]
    for entry in CommandTable.entries {
      for key in entry.keys { maps[entry.context, default: [:]][key] = entry.command }
    }
    return maps
  }()

  /// The command of a key at a place, where there is one: the nearest place that has the key counts.
  static func command(for key: KeyPress, in context: CommandContext) -> Command? {
    sequence(first: context, next: \.wider).lazy.compactMap { commands[$0]?[key] }.first
  }
}
