// A terminal in memory at which keys are typed at a set pace, and which measures how late their screens are.

import Dispatch
import Foundation
import Interface
import Kernel
import Notebook
import Screen
import Synchronization

/// Types its bursts, each once the values of the one before have been shown.
final class TypingTerminal: Terminal {
  struct KeyTime {
    /// Milliseconds from when the key was due, which may lie in the drawing of an earlier screen.
    let wall: Double
    /// Milliseconds that the interface's thread computed for it.
    let own: Double
  }

  let size: Size
  let capabilities = Capabilities()
  private(set) var keys: [KeyTime] = []
  /// Milliseconds from each burst's last key to the screen with its values.
  private(set) var values: [Double] = []

  private typealias Instant = ContinuousClock.Instant
  private let bursts: [[TerminalEvent]]
  private let pause: Duration
  private var burst = 0
  private var next = 0
  private var due = ContinuousClock.now
  private var waitsForValues = false
  private var unshown: (due: Instant, started: Double)?
  private let woken = DispatchSemaphore(value: 0)
  private let revisions = Revisions()
  /// Whether the values that the next screen shows are those of the last key.
  private var hasValues = false

  init(size: Size, bursts: [[TerminalEvent]], pause: Duration) {
    self.size = size
    self.bursts = bursts
    self.pause = pause
  }

  /// Runs the notebook on a thread of its own, as it has one in the program.
  func play(_ document: NotebookDocument) async {
    let program = UncheckedProgram(terminal: self, document: document)
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        program.terminal.run(program.document)
        continuation.resume()
      }
    }
  }

  private func run(_ document: NotebookDocument) {
    let mailbox = Mailbox(onPost: wake)
    let kernel = Kernel(
      onSnapshot: { [revisions] snapshot in
        if !snapshot.isForwardPending { revisions.state.withLock { $0.answered = snapshot.revision } }
        mailbox.post(snapshot)
      }, onAssistance: { mailbox.post($0) })
    let services = Services(
      evaluate: { [revisions] request in
        revisions.state.withLock { $0.asked = request.document.revision }
        kernel.submit(request)
      }, assist: { kernel.submit($0) }, files: .real(journals: nil))
    waitsForValues = true
    var app = App(
      state: AppState(document: document, size: size, capabilities: capabilities), terminal: self, mailbox: mailbox,
      services: services)
    _ = app.run()
  }

  // MARK: Terminal

  func nextEvent(timeout: Duration?) -> TerminalEvent? {
    if woken.wait(timeout: .now()) == .success { return wakeUp() }
    guard burst < bursts.count else { return .terminate(signal: 1) }
    if waitsForValues {
      if timeout == .zero { return nil }
      woken.wait()
      return wakeUp()
    }
    let wait = due - ContinuousClock.now
    if wait > .zero {
      if timeout == .zero { return nil }
      if woken.wait(timeout: .now() + wait / .seconds(1)) == .success { return wakeUp() }
    }
    return type()
  }

  private func wakeUp() -> TerminalEvent {
    hasValues = revisions.state.withLock { $0.asked == $0.answered }
    return .wake
  }

  private func type() -> TerminalEvent {
    let event = bursts[burst][next]
    unshown = unshown ?? (due, TypingTerminal.threadTime)
    hasValues = false
    next += 1
    if next == bursts[burst].count {
      waitsForValues = true
    } else {
      due = due.advanced(by: pause)
    }
    return event
  }

  func present(_ buffer: ScreenBuffer, cursor: Point?) {
    let now = ContinuousClock.now
    if let key = unshown, burst > 0 {
      keys.append(
        KeyTime(wall: (now - key.due) / .milliseconds(1), own: TypingTerminal.threadTime - key.started))
    }
    unshown = nil
    guard waitsForValues, hasValues else { return }
    if next > 0, burst > 0 { values.append((now - due) / .milliseconds(1)) }
    // The very first values are those of the session as it opened.
    if next > 0 { burst += 1 }
    next = 0
    waitsForValues = false
    hasValues = false
    due = now.advanced(by: pause * 3)
  }

  var wake: @Sendable () -> Void {
    { [woken] in _ = woken.signal() }
  }

  func copyToClipboard(_ text: String) {}
  func suspend() {}
  func close() {}

  /// Milliseconds that the calling thread has computed.
  private static var threadTime: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }
}

/// Handed to one other thread, and not looked at until that is done.
private struct UncheckedProgram: @unchecked Sendable {
  let terminal: TypingTerminal
  let document: NotebookDocument
}

/// The document's newest revision, and the last one whose values came.
private final class Revisions: Sendable {
  let state = Mutex((asked: -1, answered: -1))
}
