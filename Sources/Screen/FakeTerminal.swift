// A terminal in memory, which plays a script of events and keeps every screen shown: for tests.

import Dispatch

package final class FakeTerminal: Terminal {
  package enum Step {
    case event(TerminalEvent)
    /// Lets the program go on until a screen satisfies the condition.
    case until(String, (ScreenBuffer) -> Bool)
    /// Runs a check, or keeps a screen, between two events.
    case look((FakeTerminal) -> Void)
  }

  package private(set) var size: Size
  package let capabilities: Capabilities
  package private(set) var frames = 0
  package private(set) var screen: ScreenBuffer
  package private(set) var cursor: Point?
  package private(set) var clipboard: [String] = []
  package private(set) var isClosed = false
  package private(set) var suspensions = 0
  /// The condition that was waited for in vain, if one was.
  package private(set) var unmet: String?

  private var steps: ArraySlice<Step>
  private let patience: DispatchTimeInterval
  private let woken = DispatchSemaphore(value: 0)

  /// Plays the steps, then says that the terminal is gone. A condition that is not met within `patience` ends it too.
  package init(
    size: Size, capabilities: Capabilities = Capabilities(), steps: [Step] = [],
    patience: DispatchTimeInterval = .seconds(60)
  ) {
    self.size = size
    self.capabilities = capabilities
    self.steps = steps[...]
    self.screen = ScreenBuffer(size: size)
    self.patience = patience
  }

  /// The keys of a script: a character types itself, a line feed is Enter, U+007F the backspace, and another control
  /// character what Ctrl and a letter send.
  package static func keys(_ script: String) -> [TerminalEvent] {
    script.unicodeScalars.map { scalar in
      switch scalar.value {
      case 0x0A: .key(.enter)
      case 0x7F: .key(.backspace)
      case 1..<0x20: .key(Character(Unicode.Scalar(UInt8(scalar.value + 0x60))), .control)
      default: .key(Character(scalar))
      }
    }
  }

  package func present(_ buffer: ScreenBuffer, cursor: Point?) {
    screen = buffer
    self.cursor = cursor
    frames += 1
  }

  package func nextEvent(timeout: Duration?) -> TerminalEvent? {
    if woken.wait(timeout: .now()) == .success { return .wake }
    if timeout == .zero { return nil }
    while let step = steps.first {
      switch step {
      case .look(let look):
        steps.removeFirst()
        look(self)
      case .event(let event):
        steps.removeFirst()
        if case .resize(let size) = event { self.size = size }
        return event
      case .until(let name, let isMet):
        if isMet(screen) {
          steps.removeFirst()
        } else if woken.wait(timeout: .now() + patience) == .success {
          return .wake
        } else {
          unmet = name
          steps = []
        }
      }
    }
    return .terminate(signal: 1)
  }

  package var wake: @Sendable () -> Void {
    { [woken] in _ = woken.signal() }
  }

  package func copyToClipboard(_ text: String) { clipboard.append(text) }
  package func suspend() { suspensions += 1 }
  package func close() { isClosed = true }
}
