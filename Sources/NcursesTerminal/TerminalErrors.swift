// Why the terminal cannot be used, as sentences.

import Screen

extension TerminalError {
  static let inputIsNoTerminal = TerminalError(
    "standard input is not a terminal; `compbook run FILE` works without one")
  static let outputIsNoTerminal = TerminalError(
    "standard output is not a terminal; `compbook run FILE` works without one")
  static let termIsUnset = TerminalError("the variable TERM is not set, so the terminal's kind is unknown")
  static let isOpenAlready = TerminalError("the terminal is open already")

  static func isUnknown(_ name: String) -> TerminalError {
    TerminalError("the terminal '\(name)' is unknown here; set TERM to one that is known, such as xterm-256color")
  }

  static func cannotMoveCursor(_ name: String) -> TerminalError {
    TerminalError("the terminal '\(name)' cannot place its cursor; `compbook run FILE` works on it")
  }

  static func cannotOpen(_ name: String) -> TerminalError {
    TerminalError("the terminal '\(name)' could not be opened")
  }
}
