// The one table of what can be configured: the reader and the default file come from it.

import Configuration
import Diagnostics
import Kernel
import Notebook
import Screen

/// Why a value is none, in one sentence.
struct PreferenceProblem: Error {
  let message: String
}

struct Preference: Sendable {
  enum Kind: Sendable {
    case setting(@Sendable (ConfigurationFile.Value, inout Preferences) throws(PreferenceProblem) -> Void)
    case keys(CommandEntry)
  }

  /// Empty for those before the first section.
  let section: String
  let key: String
  /// The default as the file spells it.
  let value: String
  /// What the default file says of it.
  let comment: String
  let kind: Kind

  /// In the order of the default file.
  static let all: [Preference] = general + input + keys + colours

  private static func setting(
    _ section: String, _ key: String, _ value: String, _ comment: String,
    _ set: @escaping @Sendable (ConfigurationFile.Value, inout Preferences) throws(PreferenceProblem) -> Void
  ) -> Preference {
    Preference(section: section, key: key, value: value, comment: comment, kind: .setting(set))
  }

  private static let general = [
    setting("", "background", quoted("auto"), "the terminal's background: auto, dark, light") {
      (value, preferences) throws(PreferenceProblem) in
      guard case .text(let text) = value, let background = Preferences.Background(rawValue: text) else {
        throw PreferenceProblem(message: Messages.wrongSetting("background", "\"auto\", \"dark\" or \"light\""))
      }
      preferences.background = background
    },
    setting("", "ascii", "false", "draw with ASCII characters only") { (value, preferences) throws(PreferenceProblem) in
      guard case .flag(let flag) = value else {
        throw PreferenceProblem(message: Messages.wrongSetting("ascii", "true or false"))
      }
      preferences.isASCII = flag
    },
  ]

  private static let input = [
    setting(
      "input", "source", quoted(NotebookSettings.defaultInput), "of new notebooks, as --input spells it"
    ) { (value, preferences) throws(PreferenceProblem) in
      guard case .text(let text) = value, !text.isEmpty else {
        throw PreferenceProblem(message: Messages.wrongSetting("source", "a text such as \"cifar10:4\""))
      }
      if let problem = ForwardSettings.problem(ofInput: text) { throw PreferenceProblem(message: problem) }
      preferences.settings.input = text
    },
    setting("input", "scaling", quoted(NotebookSettings.defaultScaling), "of new notebooks: 0..255, 0..1, -1..1") {
      (value, preferences) throws(PreferenceProblem) in
      guard case .text(let text) = value, ForwardSettings.scalings.contains(text) else {
        throw PreferenceProblem(message: Messages.wrongSetting("scaling", "\"0..255\", \"0..1\" or \"-1..1\""))
      }
      preferences.settings.scaling = text
    },
    setting("input", "seed", "0", "of new notebooks: draws weights and random input") {
      (value, preferences) throws(PreferenceProblem) in
      guard case .integer(let number) = value, let seed = UInt64(exactly: number) else {
        throw PreferenceProblem(message: Messages.wrongSetting("seed", "a whole number from 0"))
      }
      preferences.settings.seed = seed
    },
  ]

  private static let keys = CommandTable.entries.map { entry in
    Preference(
      section: "keys", key: entry.configurationName,
      value: "[" + entry.keys.map { quoted($0.description) }.joined(separator: ", ") + "]", comment: entry.help,
      kind: .keys(entry))
  }

  private static let colours = Look.allCases.map { look in
    setting("colours", look.rawValue, quoted(Theme()[look].words), "") {
      (value, preferences) throws(PreferenceProblem) in
      guard case .text(let text) = value, let style = Style(words: text) else {
        throw PreferenceProblem(message: Messages.wrongColour(look.rawValue))
      }
      preferences.looks[look] = style
    }
  }

  /// The setting that was probably meant.
  static func nearest(to entry: ConfigurationFile.Entry) -> String? {
    let names = all.filter { $0.section == entry.section }.map(\.key)
    if names.isEmpty { return Spelling.nearest(to: entry.section, among: Set(all.map(\.section))).map { "[\($0)]" } }
    return Spelling.nearest(to: entry.key, among: names)
  }

  /// The complete file, with every default and what it means.
  package static var defaultFile: String {
    var text = """
      # Compbook's configuration: $XDG_CONFIG_HOME/compbook/config.toml, or ~/.config/compbook/config.toml.
      # Everything here is as by default; a file needs only what differs.

      """
    var section = ""
    for preference in all {
      if preference.section != section {
        section = preference.section
        text += "\n" + (sectionComments[section].map { "# \($0)\n" } ?? "") + "[\(section)]\n"
      }
      let line = "\(preference.key) = \(preference.value)"
      text += preference.comment.isEmpty ? "\(line)\n" : "\(line)  # \(preference.comment)\n"
    }
    return text
  }

  private static let sectionComments = [
    "keys":
      "A command's keys, in the place of those that it has: Ctrl-, Alt- and Shift- before a character or a key's name.",
    "colours": """
    black, red, green, yellow, blue, magenta, cyan, white, a number to 255 or #RRGGBB; "on" and a second is the
    # background; bold, dim, italic, underline, reverse; plain. These are for a dark background.
    """,
  ]

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}

extension Preferences {
  /// The complete file with every default, commented.
  package static var defaultFile: String { Preference.defaultFile }
}

extension CommandEntry {
  /// Its name as a key of the configuration.
  var configurationName: String { name.replacing(" ", with: "-") }
}

extension KeyPress {
  /// The keys of a list, or the one of a text. Where one types, a sign alone is no key.
  static func all(in value: ConfigurationFile.Value, isTyping: Bool) throws(PreferenceProblem) -> [KeyPress] {
    let texts: [String]
    switch value {
    case .text(let text): texts = [text]
    case .list(let list): texts = list
    default: throw PreferenceProblem(message: Messages.notKeys)
    }
    var keys: [KeyPress] = []
    for text in texts {
      guard let key = KeyPress(named: text) else { throw PreferenceProblem(message: Messages.noKey(text)) }
      if case .character = key.key, key.modifiers.isSubset(of: .shift), isTyping {
        throw PreferenceProblem(message: Messages.typedKey(key))
      }
      keys.append(key)
    }
    return keys
  }
}
