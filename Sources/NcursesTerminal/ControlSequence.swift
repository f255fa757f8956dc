// What a terminal sends as a sequence that ncurses has no key for: keys in the long notation, reports that nobody asked
// for. None of it is text.

import Screen

/// A sequence being read, from the byte after its escape on.
protocol UnfinishedSequence: Sendable {
  /// Whether it can be nothing else. Before that it may be keys that were pressed.
  var isCertain: Bool { get }
  /// Whether the escape of its end has come.
  var isEnding: Bool { get }
  /// What was pressed, if it was no sequence: the first with Alt.
  var keys: [Character] { get }

  mutating func take(_ byte: UInt8) -> SequenceProgress
}

enum SequenceProgress {
  case isUnfinished
  /// Nil says nothing to the program.
  case isDone(TerminalEvent?)
  /// It is no such sequence, and the byte is not its part.
  case isNone
}

/// A control sequence of ECMA-48: `ESC [`, parameters, a final letter.
struct ControlSequence: UnfinishedSequence {
  private var parameters: [UInt8] = []

  let isEnding = false
  let keys: [Character] = ["["]
  var isCertain: Bool { !parameters.isEmpty }

  mutating func take(_ byte: UInt8) -> SequenceProgress {
    switch byte {
    case 0x20..<0x40:
      parameters.append(byte)
      return .isUnfinished
    case 0x40..<0x7F: return .isDone(event(endedBy: byte))
    default: return .isNone
    }
  }

  /// A key as `ESC [ 97 ; 5 u`, kitty's notation, or as `ESC [ 27 ; 5 ; 97 ~`, xterm's.
  private func event(endedBy final: UInt8) -> TerminalEvent? {
    let numbers = String(decoding: parameters, as: UTF8.self).split(separator: ";", omittingEmptySubsequences: false)
      .map { $0.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) } }
    switch final {
    case UInt8(ascii: "u"):
      // Of a key that is let go, this says so.
      guard let code = numbers.first?.first, numbers.dropFirst().first?.dropFirst().first != 3 else { return nil }
      return key(code, modifiers: numbers.dropFirst().first?.first ?? 1)
    case UInt8(ascii: "~") where numbers.count == 3 && numbers[0] == [27]:
      return key(numbers[2].first ?? nil, modifiers: numbers[1].first ?? nil)
    default: return nil
    }
  }

  private static let named: [Int: Key] = [9: .tab, 13: .enter, 27: .escape, 127: .backspace]

  /// A key by its character's code. The modifiers are counted from one.
  private func key(_ code: Int?, modifiers number: Int?) -> TerminalEvent? {
    guard let code, let bits = UInt8(exactly: max(0, (number ?? 1) - 1)) else { return nil }
    let modifiers = Modifiers(rawValue: bits & 7)
    if code == 9, modifiers.contains(.shift) { return .key(.backTab, modifiers.subtracting(.shift)) }
    if let key = ControlSequence.named[code] { return .key(key, modifiers) }
    // From here on lie kitty's codes of keys that are no characters.
    guard code >= 0x20, !(0xE000...0xF8FF).contains(code), let scalar = UnicodeScalar(UInt32(clamping: code)) else {
      return nil
    }
    guard modifiers.contains(.shift), !modifiers.contains(.control) else { return .key(Character(scalar), modifiers) }
    let capital = String(scalar).uppercased()
    return .key(capital.count == 1 ? Character(capital) : Character(scalar), modifiers.subtracting(.shift))
  }
}

/// A key of the keypad, as `ESC O` and a letter.
struct KeypadSequence: UnfinishedSequence {
  private static let characters: [UInt8: Character] = Dictionary(
    uniqueKeysWithValues: zip("XjklmnopqrstuvwxyI".utf8, "=*+,-./0123456789\t"))

  let isEnding = false
  let keys: [Character] = ["O"]
  let isCertain = false

  mutating func take(_ byte: UInt8) -> SequenceProgress {
    guard (0x40..<0x7F).contains(byte) else { return .isNone }
    return .isDone(KeypadSequence.characters[byte].map { $0 == "\t" ? .key(.tab) : .key($0) })
  }
}

/// A device control string, such as a late answer to another program: `ESC P`, up to `ESC \`.
struct DeviceString: UnfinishedSequence {
  private var count = 0
  /// Longer than any answer to a question.
  private static let limit = 4096

  private(set) var isEnding = false
  let keys: [Character] = ["P"]
  var isCertain: Bool { count > 0 }

  mutating func take(_ byte: UInt8) -> SequenceProgress {
    if isEnding { return byte == UInt8(ascii: "\\") ? .isDone(nil) : .isNone }
    switch byte {
    case 0x07: return .isDone(nil)
    case 0x1B: isEnding = true
    case 0x20..<0x7F where count < DeviceString.limit: count += 1
    default: return .isNone
    }
    return .isUnfinished
  }
}
