// Terminals that cannot be opened are errors in one sentence. Opening a real one is tried in tmux.

import NcursesTerminal
import Screen
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct OpeningTests {
  @Test(.enabled(if: isatty(STDIN_FILENO) == 0, "standard input is a terminal here, which would be taken"))
  func inputFromElsewhereIsAnError() {
    #expect(throws: TerminalError.self) { try NcursesTerminal(environment: ["TERM": "xterm-256color"]) }
  }
}
