// The program's loop: events to the state, effects to the world, the state to the screen.

import Kernel
import Notebook
import Screen

/// What the loop needs of the world beside the terminal.
package struct Services {
  /// Asks the kernel; the answer comes to the mailbox. Returns at once.
  var evaluate: (KernelRequest) -> Void
  /// Asks the kernel about the caret; the answer comes to the mailbox. Returns at once.
  var assist: (AssistanceRequest) -> Void
  /// Writes the document to a path; returns why it could not, in one sentence, or nil.
  var save: (NotebookDocument, String) -> String?
  /// Whether something has this path already.
  var exists: (String) -> Bool

  package init(
    evaluate: @escaping (KernelRequest) -> Void, assist: @escaping (AssistanceRequest) -> Void = { _ in },
    save: @escaping (NotebookDocument, String) -> String?, exists: @escaping (String) -> Bool
  ) {
    self.evaluate = evaluate
    self.assist = assist
    self.save = save
    self.exists = exists
  }
}

/// Runs the notebook on a terminal until the user quits.
package struct App {
  /// Events handled between two screens, so that a flood of them still shows.
  private static let batch = 256

  private let terminal: any Terminal
  private let services: Services
  private let mailbox: Mailbox
  package private(set) var state: AppState

  /// The mailbox's `onPost` should be the terminal's `wake`.
  package init(state: AppState, terminal: any Terminal, mailbox: Mailbox, services: Services) {
    self.state = state
    self.terminal = terminal
    self.mailbox = mailbox
    self.services = services
  }

  /// Returns the exit code: 0 after quitting, 128 and the signal's number where a signal asked to end.
  package mutating func run() -> Int32 {
    services.evaluate(state.request)
    present()
    while !state.isQuitting {
      guard var event = terminal.nextEvent(timeout: nil) else { continue }
      for _ in 0..<App.batch {
        if case .terminate(let signal) = event { return 128 + signal }
        perform(state.update(event))
        guard !state.isQuitting, let next = terminal.nextEvent(timeout: .zero) else { break }
        event = next
      }
      present()
    }
    return 0
  }

  private mutating func perform(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .evaluate(let request): services.evaluate(request)
      case .assist(let question): services.assist(question)
      case .save(let path, let isNew): save(to: path, isNew: isNew)
      case .copy(let text): terminal.copyToClipboard(text)
      case .suspend: terminal.suspend()
      }
    }
  }

  private mutating func save(to path: String, isNew: Bool) {
    let problem = isNew && services.exists(path) ? Messages.fileExists(path) : services.save(state.document, path)
    state.saved(to: path, problem: problem)
  }

  private mutating func present() {
    for snapshot in mailbox.take() { state.receive(snapshot) }
    if let answer = mailbox.takeAnswer() { perform(state.receive(answer)) }
    let (buffer, cursor) = state.render()
    terminal.present(buffer, cursor: cursor)
  }
}
