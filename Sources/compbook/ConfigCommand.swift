// `compbook config`: prints every setting with its default, as a configuration file.

import ArgumentParser
import Configuration
import Foundation
import Interface

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Print a configuration file with every setting and its default, and tell what is wrong in yours.",
    discussion: "The file is \(ConfigurationPlace.description); it needs only what differs.")

  @Flag(help: "Only tell what is wrong in the configuration file; the exit code is then 1.")
  var check = false

  func run() throws {
    if !check { try writeToStandardOutput(Preferences.defaultFile) }
    let mistakes = ConfigurationPlace.preferences.mistakes
    for mistake in mistakes { writeToStandardError("\(check ? "error" : "warning"): \(mistake)") }
    if check, !mistakes.isEmpty { throw ExitCode(1) }
  }
}

/// Where the user's configuration lies.
enum ConfigurationPlace {
  static let description = "$XDG_CONFIG_HOME/compbook/config.toml, by default ~/.config/compbook/config.toml"

  /// What the file says; the defaults where there is none.
  static var preferences: Preferences {
    guard let path, FileManager.default.fileExists(atPath: path) else { return Preferences() }
    guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8) else {
      return Preferences(
        mistake: ConfigurationMistake(path: path, line: 1, message: "the file cannot be read as UTF-8 text"))
    }
    return Preferences(text, path: path)
  }

  /// XDG's rules want an absolute path.
  private static var path: String? {
    let environment = Environment.variables
    if let home = environment["XDG_CONFIG_HOME"], home.hasPrefix("/") { return "\(home)/compbook/config.toml" }
    return environment["HOME"].flatMap { $0.isEmpty ? nil : "\($0)/.config/compbook/config.toml" }
  }
}
