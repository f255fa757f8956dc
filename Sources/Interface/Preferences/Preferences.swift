// What the user's configuration changes: keys, colours, the input of new notebooks, and how the terminal is used.

import Configuration
import Diagnostics
import Notebook
import Screen

package struct Preferences: Sendable {
  package enum Background: String, CaseIterable, Sendable {
    case auto, dark, light
  }

  /// What the terminal's background is; `auto` asks the terminal.
  package internal(set) var background = Background.auto
  /// Whether nothing but ASCII is drawn.
  package internal(set) var isASCII = false
  /// Of a new notebook.
  package internal(set) var settings = NotebookSettings()
  package internal(set) var keymap = Keymap.standard
  var looks: [Look: Style] = [:]
  /// What was wrong, and is as by default.
  package private(set) var mistakes: [ConfigurationMistake] = []

  package init() {}

  /// What a file's text says. A mistake leaves its setting as it was.
  package init(_ text: String, path: String) {
    do throws(ConfigurationMistake) {
      try apply(ConfigurationFile(text, path: path))
    } catch {
      mistakes = [error]
    }
  }

  /// What could not be read at all.
  package init(mistake: ConfigurationMistake) { mistakes = [mistake] }

  private mutating func apply(_ file: ConfigurationFile) {
    let known = Preference.all
    var bindings: [(entry: CommandEntry, keys: [KeyPress])] = []
    var lines: [String: Int] = [:]
    for entry in file.entries {
      guard let preference = known.first(where: { $0.section == entry.section && $0.key == entry.key }) else {
        mistakes.append(file.mistake(entry, Messages.unknownSetting(entry, nearest: Preference.nearest(to: entry))))
        continue
      }
      do throws(PreferenceProblem) {
        switch preference.kind {
        case .setting(let set): try set(entry.value, &self)
        case .keys(let command):
          bindings.append((command, try KeyPress.all(in: entry.value, isTyping: command.context.isTyping)))
          lines[command.name] = entry.line
        }
      } catch {
        mistakes.append(file.mistake(entry, error.message))
      }
    }
    for conflict in keymap.bind(bindings) {
      mistakes.append(
        ConfigurationMistake(
          path: file.path, line: lines[conflict.entry.name] ?? 1, message: Messages.takenKey(conflict)))
    }
    mistakes.sort { $0.line < $1.line }
  }

  /// The theme where the terminal's background is taken to be of a kind, which a chosen background overrules.
  func theme(onLight isLight: Bool) -> Theme { theme(isLight: background == .auto ? isLight : background == .light) }

  /// The theme for a background.
  func theme(isLight: Bool) -> Theme {
    var theme = Theme(isLight: isLight)
    for (look, style) in looks { theme[look] = style }
    return theme
  }
}

extension ConfigurationFile {
  fileprivate func mistake(_ entry: Entry, _ message: String) -> ConfigurationMistake {
    ConfigurationMistake(path: path, line: entry.line, message: message)
  }
}
