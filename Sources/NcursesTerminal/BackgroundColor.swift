// Whether the terminal's background is light: by the environment, and by the terminal's own answer to a question.

import Screen

package enum BackgroundColor {
  /// Asks xterm and those like it for the background, as OSC 11. The answer comes as input.
  static let question = "\u{1B}]11;?\u{1B}\\"

  /// Whether a terminal by this name may be asked. The consoles of kernels show the question instead of answering it.
  static func canAsk(_ terminal: String) -> Bool {
    !["linux", "vt", "cons", "wsvt"].contains(where: terminal.hasPrefix)
  }

  /// Whether the answer to a question may still be on its way, on a slow line and a busy machine too.
  package static func isDue(_ asked: ContinuousClock.Instant?, now: ContinuousClock.Instant) -> Bool {
    asked.map { now - $0 < .seconds(10) } ?? false
  }

  /// From `COLORFGBG`, such as `15;default;0`: the numbers of the foreground's and, last, the background's colour.
  ///
  /// Of the sixteen, all from 7 on are light, but for 8, a dark grey.
  package static func isLight(variable: String?) -> Bool {
    guard let last = variable?.split(separator: ";").last, let number = Int(last) else { return false }
    return number == 7 || (9...15).contains(number)
  }

  /// From X's notation of a colour, `rgb:1e1e/1e1e/1e1e` with one to four digits each, or `rgba:` with opacity last.
  package static func isLight(notation: String) -> Bool? {
    let parts = notation.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0] == "rgb" || parts[0] == "rgba" else { return nil }
    let shares = parts[1].split(separator: "/").compactMap(share)
    guard shares.count == parts[0].count else { return nil }
    // Rec. 709's weights.
    return 0.2126 * shares[0] + 0.7152 * shares[1] + 0.0722 * shares[2] > 0.5
  }

  /// Of the largest number with as many digits.
  private static func share(_ digits: Substring) -> Double? {
    guard digits.count <= 4, let value = UInt16(digits, radix: 16) else { return nil }
    return Double(value) / Double(1 << (4 * digits.count) - 1)
  }
}

/// The answer being read, from the byte after its escape on: `]11;rgb:1e1e/1e1e/1e1e`, ended by BEL or by `ESC \`.
struct BackgroundAnswer: UnfinishedSequence {
  private static let head = Array("]11;".utf8)
  /// Longer than any colour's notation.
  private static let limit = 64

  private var bytes = [head[0]]
  private(set) var isEnding = false

  var isCertain: Bool { bytes.count >= BackgroundAnswer.head.count }

  mutating func take(_ byte: UInt8) -> SequenceProgress {
    if isEnding { return byte == UInt8(ascii: "\\") ? done : .isNone }
    guard isCertain else {
      guard byte == BackgroundAnswer.head[bytes.count] else { return .isNone }
      bytes.append(byte)
      return .isUnfinished
    }
    switch byte {
    case 0x07: return done
    case 0x1B: isEnding = true
    case 0x21...0x7E where bytes.count < BackgroundAnswer.limit: bytes.append(byte)
    default: return .isNone
    }
    return .isUnfinished
  }

  private var done: SequenceProgress {
    let notation = String(decoding: bytes.dropFirst(BackgroundAnswer.head.count), as: UTF8.self)
    return .isDone(BackgroundColor.isLight(notation: notation).map { .background(isLight: $0) })
  }

  /// The bracket, and what came after.
  var keys: [Character] { bytes.map { Character(Unicode.Scalar($0)) } }
}
