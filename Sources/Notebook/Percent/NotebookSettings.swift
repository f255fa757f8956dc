// The notebook's own settings, one comment line at the end of the file: `# compbook: input=cifar10:4 seed=0`.

import Diagnostics

package struct NotebookSettings: Hashable, Sendable {
  package static let defaultInput = "cifar10:0"
  package static let defaultScaling = "0..1"

  /// What the model gets, as `--input` spells it: `random`, `cifar10:4`, a path.
  package var input = NotebookSettings.defaultInput
  /// Of a picture's values, as `--scaling` spells it.
  package var scaling = NotebookSettings.defaultScaling
  /// Seeds the weights and random input.
  package var seed: UInt64 = 0
  /// The models that are pinned for comparison, the oldest first, as text that whoever compares them reads.
  package var pins: [String] = []
  /// Settings that this version does not know, kept as they are.
  var others: [Pair] = []

  struct Pair: Hashable, Sendable {
    var key: String
    var value: String
    /// The pair as the line has it, quotes and all.
    var spelling: String

    init(key: String, value: String, spelling: String? = nil) {
      self.key = key
      self.value = value
      self.spelling = spelling ?? key + "=" + NotebookSettings.quoted(value)
    }
  }

  package init(
    input: String = NotebookSettings.defaultInput, scaling: String = NotebookSettings.defaultScaling, seed: UInt64 = 0
  ) {
    self.input = input
    self.scaling = scaling
    self.seed = seed
  }

  /// What is chosen again and again until it is right.
  enum Choice: Sendable {
    case input, scaling
  }

  /// What alone was chosen since other settings; nil where something else changed, or more.
  func choice(since old: NotebookSettings) -> Choice? {
    var changed = old
    changed.input = input
    if changed == self { return .input }
    changed = old
    changed.scaling = scaling
    return changed == self ? .scaling : nil
  }

  static func isLine(_ content: some Collection<UInt8>) -> Bool { content.starts(with: "# compbook:") }

  /// Reads a settings line. What is wrong in it stays with its default, and comes as a warning.
  static func read(_ line: String, number: Int) -> (settings: NotebookSettings, warnings: [Diagnostic]) {
    var settings = NotebookSettings()
    var warnings: [Diagnostic] = []
    for pair in pairs(in: line.drop { $0 != ":" }.dropFirst()) {
      switch pair.key {
      case "input" where !pair.value.isEmpty: settings.input = pair.value
      case "scaling" where !pair.value.isEmpty: settings.scaling = pair.value
      case "seed" where UInt64(pair.value) != nil: settings.seed = UInt64(pair.value) ?? 0
      case "pin" where !pair.value.isEmpty: settings.pins.append(pair.value)
      case "input", "scaling", "seed": warnings.append(.unusableSetting(pair.key, pair.value, line: number))
      default: settings.others.append(pair)
      }
    }
    return (settings, warnings)
  }

  /// The line without its ending; nil where everything is as by default.
  var line: String? {
    var pairs: [Pair] = []
    let defaults = NotebookSettings()
    if input != defaults.input { pairs.append(Pair(key: "input", value: input)) }
    if scaling != defaults.scaling { pairs.append(Pair(key: "scaling", value: scaling)) }
    if seed != defaults.seed { pairs.append(Pair(key: "seed", value: String(seed))) }
    pairs += pins.map { Pair(key: "pin", value: $0) } + others
    guard !pairs.isEmpty else { return nil }
    return "# compbook: " + pairs.map(\.spelling).joined(separator: " ")
  }

  // MARK: Words

  /// `key=value` pairs between blanks. A value may stand in double quotes, with `\` before a quote or backslash.
  private static func pairs(in text: Substring) -> [Pair] {
    var words: [(word: String, spelling: String)] = []
    var word = ""
    var spelling = ""
    var isQuoted = false
    var isEscaped = false
    for character in text {
      if isQuoted || !character.isWhitespace { spelling.append(character) }
      if isEscaped {
        word.append(character)
        isEscaped = false
      } else if isQuoted && character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        isQuoted.toggle()
      } else if character.isWhitespace && !isQuoted {
        words.append((word, spelling))
        (word, spelling) = ("", "")
      } else {
        word.append(character)
      }
    }
    words.append((word, spelling))
    return words.filter { !$0.spelling.isEmpty }.map { word, spelling in
      let key = word.prefix { $0 != "=" }
      return Pair(key: String(key), value: String(word.dropFirst(key.count + 1)), spelling: spelling)
    }
  }

  fileprivate static func quoted(_ value: String) -> String {
    guard value.contains(where: { $0.isWhitespace || $0 == "\"" }) else { return value }
    let escaped = value.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
    return "\"" + String(escaped) + "\""
  }
}
