// A line of text that is asked for in the bottom line: what it is for, and what its keys do.

import Notebook

package struct Prompt: Hashable, Sendable {
  package enum Purpose: Hashable, Sendable {
    /// What to find, from a place on.
    case find(from: Caret)
    /// What the model gets.
    case input
    /// The line of the file to go to.
    case line
    /// The session whose model is to be pinned.
    case pin
    /// What to replace, from a place on.
    case replace(from: Caret)
    /// What to put in a text's place.
    case replacement(of: String)
    /// The file's path, and what the document is left for once it is saved.
    case saveAs(then: Departure?)
    /// Of the weights and of random input.
    case seed
  }

  package var purpose: Purpose
  package var text: String
  /// What an empty answer stands for, such as what was searched for last.
  var fallback = ""

  package init(purpose: Purpose, text: String, fallback: String = "") {
    self.purpose = purpose
    self.text = text
    self.fallback = fallback
  }

  var answer: String { text.isEmpty ? fallback : text }

  var label: String {
    let meant = fallback.isEmpty ? "" : " [\(fallback)]"
    return switch purpose {
    case .find: "find\(meant): "
    case .input: "input (random, cifar10:4, cat.png …): "
    case .line: "go to line: "
    case .pin: "session to pin (its path, or a lesson such as effnet): "
    case .replace: "replace\(meant): "
    case .replacement(let wanted): "replace ‘\(wanted)’ by: "
    case .saveAs: "save as: "
    case .seed: "seed\(meant): "
    }
  }

  /// Where the search for what is typed begins; nil for what is not searched for.
  var searchStart: Caret? {
    switch purpose {
    case .find(let start), .replace(let start): start
    case .input, .line, .pin, .replacement, .saveAs, .seed: nil
    }
  }

  /// Whether a path may be typed.
  var takesPath: Bool {
    switch purpose {
    case .input, .pin, .saveAs: true
    case .find, .line, .replace, .replacement, .seed: false
    }
  }

  /// What the keys do, the most important first.
  var hints: [PromptHint] {
    let next = PromptHint(commands: .findNext, name: "next")
    let previous = PromptHint(commands: .findPrevious, name: "previous")
    let closes = PromptHint("Esc", name: "closes")
    return switch purpose {
    case .find: [PromptHint("Enter", commands: .findNext, name: "next"), previous, closes]
    case .replace: [PromptHint("Enter", name: "asks by what"), next, previous, closes]
    case .input, .pin: [PromptHint("Enter", name: "takes it"), PromptHint("Tab", name: "completes"), closes]
    case .line: [PromptHint("Enter", name: "goes there"), closes]
    case .replacement: [PromptHint("Enter", name: "goes on"), closes]
    case .seed: [PromptHint("Enter", name: "takes it"), closes]
    case .saveAs: [PromptHint("Enter", name: "saves"), PromptHint("Tab", name: "completes"), closes]
    }
  }
}

/// What keys do in a question: one that is the question's own, and those of commands.
struct PromptHint {
  let key: String
  let commands: [Command]
  let name: String

  init(_ key: String = "", commands: Command..., name: String) {
    self.key = key
    self.commands = commands
    self.name = name
  }

  func keys(_ keymap: Keymap) -> String {
    [key, keymap.hint(of: commands) ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
