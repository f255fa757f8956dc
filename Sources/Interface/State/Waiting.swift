// Commands that wait: for what the kernel says of the notebook as it is now, or for an answer of their own.

import Kernel
import Notebook

/// What a key waits for. Any other key gives it up.
enum Awaited: Hashable, Sendable {
  /// The kernel's report of the present text and cursor.
  case report(for: Command)
  /// What the layer at the caret could be.
  case rewritings
  /// What the model of another session, of this name, comes to.
  case figures(name: String)
}

extension AppState {
  /// Whether the kernel has spoken of the present text and of the cursor's present line.
  private var isReportPresent: Bool {
    report.revision == document.revision && (report.cursor == nil || report.cursor == caretLine)
  }

  /// Whether a command would act on what is so. An older report tells of problems, models and lines that were.
  func isReady(for command: Command) -> Bool {
    switch command {
    case .mend, .nextCall, .goToRow: isReportPresent
    case .pin: isReportPresent && !report.isForwardPending
    default: true
    }
  }

  mutating func wait(for command: Command) -> [Effect] {
    awaited = .report(for: command)
    let entry = CommandTable.entries.first { $0.command == command }
    message = entry.map { Messages.waits($0.name) }
    return []
  }

  /// Does the command that has waited, once.
  mutating func performAwaited() -> [Effect] {
    guard case .report(let command) = awaited, isReady(for: command) else { return [] }
    stopWaiting()
    return following { $0.perform(command) }
  }

  /// Stops waiting, and the kernel's work that nobody waits for any longer.
  mutating func giveUpAwaited() -> [Effect] {
    defer { stopWaiting() }
    return switch awaited {
    case .rewritings: [.rewrite(nil)]
    case .figures: [.figures(nil)]
    case .report, nil: []
    }
  }

  mutating func stopWaiting() {
    if awaited != nil { message = nil }
    awaited = nil
  }
}
