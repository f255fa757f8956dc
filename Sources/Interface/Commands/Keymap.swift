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

  /// The command of a key in the notebook or the pane, where there is one.
  static func command(for key: KeyPress, in context: CommandContext) -> Command? {
    commands[context]?[key] ?? commands[.everywhere]?[key]
  }
}
