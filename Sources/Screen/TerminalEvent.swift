// What comes from the terminal: keys, pastes, the mouse, changes of the terminal itself.

package enum Key: Hashable, Sendable {
  /// A grapheme cluster without modifiers applied: Ctrl-A is `a` with control.
  case character(Character)
  case enter, tab, backTab, backspace, delete, insert, escape
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)
}

package struct Modifiers: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let shift = Modifiers(rawValue: 1)
  package static let alt = Modifiers(rawValue: 2)
  package static let control = Modifiers(rawValue: 4)
}

package struct KeyPress: Hashable, Sendable {
  package var key: Key
  package var modifiers: Modifiers

  package init(_ key: Key, _ modifiers: Modifiers = []) {
    self.key = key
    self.modifiers = modifiers
  }

  package init(_ character: Character, _ modifiers: Modifiers = []) {
    self.init(.character(character), modifiers)
  }
}

package struct MouseEvent: Hashable, Sendable {
  package enum Action: Hashable, Sendable {
    case press, release, drag, wheelUp, wheelDown
  }

  package var action: Action
  package var point: Point
  /// Which press in quick succession at one place it is: 2 for a double click.
  package var count: Int

  package init(_ action: Action, at point: Point, count: Int = 1) {
    self.action = action
    self.point = point
    self.count = count
  }
}

package enum TerminalEvent: Hashable, Sendable {
  case key(KeyPress)
  /// A bracketed paste, whole, with `\n` line ends.
  case paste(String)
  case mouse(MouseEvent)
  /// The window has this size, and the screen's content may be lost, as after a suspension.
  case resize(Size)
  /// The terminal has told what its background is.
  case background(isLight: Bool)
  /// `wake` was called from another thread: there may be news.
  case wake
  /// The terminal is gone or a signal asks to end; the number is the signal's.
  case terminate(signal: Int32)
}

extension TerminalEvent {
  package static func key(_ key: Key, _ modifiers: Modifiers = []) -> TerminalEvent { .key(KeyPress(key, modifiers)) }

  package static func key(_ character: Character, _ modifiers: Modifiers = []) -> TerminalEvent {
    .key(KeyPress(character, modifiers))
  }
}
