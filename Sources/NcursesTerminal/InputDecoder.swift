// Bytes and keys from ncurses become events: UTF-8, control characters, Alt as an escape before a key, bracketed pastes.

import CNcurses
import Screen

/// Puts together what arrives in parts. It has no clock: `flush` says that nothing more has come for a while.
package struct InputDecoder {
  private var utf8: [UInt8] = []
  private var isEscaped = false
  /// The bytes of the paste being read.
  private var pasted: [UInt8]?
  /// The mouse's report being read.
  private var report: MouseReport?
  /// The sequence being read that ncurses has no key for.
  private var sequence: (any UnfinishedSequence)?

  package init() {}

  package var isPasting: Bool { pasted != nil }

  /// Takes one value of `cn_read`: a byte, or a key from `CN_KEY_BASE` on.
  package mutating func take(_ value: Int32) -> [TerminalEvent] {
    if let byte = UInt8(exactly: value) { return take(byte: byte) }
    let code = value - Int32(CN_KEY_BASE)
    guard code >= 0 else { return [] }
    return take(key: code / 8, modifiers: Modifiers(rawValue: UInt8(code % 8)))
  }

  /// What stands incomplete becomes whatever it is by itself.
  package mutating func flush() -> [TerminalEvent] {
    // Of an answer the rest may be late. What can be keys is not held back.
    var events = sequence?.isCertain ?? true ? [] : abandonSequence()
    if !utf8.isEmpty { events.append(finishCharacter()) }
    if isEscaped { events.append(.key(.escape)) }
    isEscaped = false
    return events
  }

  /// Ends a paste whose end never came.
  package mutating func flushPaste() -> [TerminalEvent] {
    guard let bytes = pasted else { return [] }
    pasted = nil
    return [.paste(InputDecoder.text(ofPaste: bytes))]
  }

  // MARK: Keys

  private mutating func take(key: Int32, modifiers: Modifiers) -> [TerminalEvent] {
    let events = abandonSequence()
    return events + take(key: UInt32(key), modifiers: modifiers)
  }

  private mutating func take(key: UInt32, modifiers: Modifiers) -> [TerminalEvent] {
    switch key {
    case CN_PASTE_START.rawValue:
      pasted = []
      return flush()
    case CN_PASTE_END.rawValue:
      return flushPaste()
    case CN_MOUSE.rawValue where pasted == nil, CN_OLD_MOUSE.rawValue where pasted == nil:
      report = MouseReport(isOld: key == CN_OLD_MOUSE.rawValue)
      return flush()
    default:
      guard pasted == nil, let name = InputDecoder.key(key) else { return [] }
      return press(name, modifiers)
    }
  }

  private static func key(_ code: UInt32) -> Key? {
    let first = CN_FUNCTION.rawValue
    if (first..<first + UInt32(CN_FUNCTION_KEYS)).contains(code) { return .function(Int(code - first) + 1) }
    return keys[code]
  }

  private static let keys: [UInt32: Key] = [
    CN_UP.rawValue: .up, CN_DOWN.rawValue: .down, CN_LEFT.rawValue: .left, CN_RIGHT.rawValue: .right,
    CN_HOME.rawValue: .home, CN_END.rawValue: .end, CN_PAGE_UP.rawValue: .pageUp, CN_PAGE_DOWN.rawValue: .pageDown,
    CN_INSERT.rawValue: .insert, CN_DELETE.rawValue: .delete, CN_BACKSPACE.rawValue: .backspace,
    CN_ENTER.rawValue: .enter, CN_BACK_TAB.rawValue: .backTab,
  ]

  /// A key, with Alt if an escape came right before it.
  private mutating func press(_ key: Key, _ modifiers: Modifiers = []) -> [TerminalEvent] {
    let events = utf8.isEmpty ? [] : [finishCharacter()]
    defer { isEscaped = false }
    return events + [.key(key, isEscaped ? modifiers.union(.alt) : modifiers)]
  }

  // MARK: Bytes

  private mutating func take(byte: UInt8) -> [TerminalEvent] {
    if pasted != nil {
      pasted?.append(byte)
      return []
    }
    if var unfinished = report {
      let (isDone, event) = unfinished.take(byte)
      report = isDone ? nil : unfinished
      return event.map { [.mouse($0)] } ?? []
    }
    if sequence != nil { return take(partOfSequence: byte) }
    if isEscaped, let begin = InputDecoder.introducers[byte] {
      isEscaped = false
      sequence = begin()
      return []
    }
    switch byte {
    case 0x1B:
      // Two escapes in a row are one that was pressed, and the next key's Alt.
      let events = flush()
      isEscaped = true
      return events
    case 0x09: return press(.tab)
    case 0x0D: return press(.enter)
    case 0x08, 0x7F: return press(.backspace)
    case 0x00: return press(.character(" "), .control)
    case 0x01..<0x1B: return press(.character(Character(Unicode.Scalar(byte + 0x60))), .control)
    case 0x1C..<0x20: return press(.character(Character(Unicode.Scalar(byte + 0x40))), .control)
    case 0x20..<0x7F: return press(.character(Character(Unicode.Scalar(byte))))
    default: return take(partOfCharacter: byte)
    }
  }

  /// The sequences that begin with an escape and a sign.
  private static let introducers: [UInt8: @Sendable () -> any UnfinishedSequence] = [
    UInt8(ascii: "]"): { BackgroundAnswer() }, UInt8(ascii: "["): { ControlSequence() },
    UInt8(ascii: "O"): { KeypadSequence() }, UInt8(ascii: "P"): { DeviceString() },
  ]

  private mutating func take(partOfSequence byte: UInt8) -> [TerminalEvent] {
    switch sequence?.take(byte) {
    case .isUnfinished: return []
    case .isDone(let event):
      sequence = nil
      return event.map { [$0] } ?? []
    case .isNone, nil:
      let events = abandonSequence()
      return events + take(byte: byte)
    }
  }

  /// What was taken for a sequence and is none becomes the keys that it may have been.
  private mutating func abandonSequence() -> [TerminalEvent] {
    guard let begun = sequence else { return [] }
    sequence = nil
    if begun.isCertain {
      isEscaped = begun.isEnding
      return []
    }
    return begun.keys.enumerated().map { .key($1, $0 == 0 ? .alt : []) }
  }

  private mutating func take(partOfCharacter byte: UInt8) -> [TerminalEvent] {
    let isContinuation = byte & 0xC0 == 0x80
    let events = utf8.isEmpty || isContinuation ? [] : [finishCharacter()]
    utf8.append(byte)
    return utf8.count == InputDecoder.length(from: utf8[0]) ? events + [finishCharacter()] : events
  }

  /// The bytes of a character, from its first one.
  private static func length(from first: UInt8) -> Int {
    switch first {
    case 0xC2..<0xE0: 2
    case 0xE0..<0xF0: 3
    case 0xF0..<0xF5: 4
    default: 1
    }
  }

  private mutating func finishCharacter() -> TerminalEvent {
    let character = String(decoding: utf8, as: UTF8.self).first ?? "\u{FFFD}"
    utf8 = []
    defer { isEscaped = false }
    return .key(character, isEscaped ? .alt : [])
  }

  /// Terminals send line ends as carriage returns.
  private static func text(ofPaste bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 0x0D: text.append(0x0A)
      case 0x0A where index > 0 && bytes[index - 1] == 0x0D: continue
      case 0x09, 0x0A, 0x20...0x7E, 0x80...0xFF: text.append(byte)
      default: continue
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
