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
  /// Asks the kernel what the layer at the caret could be; the answer comes to the mailbox. Nil gives up the
  /// last question. Returns at once.
  var rewrite: (RewriteRequest?) -> Void
  /// The same for the figures of another session's model.
  var figures: (FiguresRequest?) -> Void
  var files: FileServices
  /// Follows the notebook; nil where there is no folder for it.
  var journal: RecoveryJournal?
  /// Tells what other programs do with the notebook's file.
  var watch: FileWatch?

  package init(
    evaluate: @escaping (KernelRequest) -> Void, assist: @escaping (AssistanceRequest) -> Void = { _ in },
    rewrite: @escaping (RewriteRequest?) -> Void = { _ in },
    figures: @escaping (FiguresRequest?) -> Void = { _ in }, files: FileServices, journal: RecoveryJournal? = nil,
    watch: FileWatch? = nil
  ) {
    self.evaluate = evaluate
    self.assist = assist
    self.rewrite = rewrite
    self.figures = figures
    self.files = files
    self.journal = journal
    self.watch = watch
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
  /// The document's revision that the journal knows.
  private var noted: Int

  /// The mailbox's `onPost` should be the terminal's `wake`.
  package init(state: AppState, terminal: any Terminal, mailbox: Mailbox, services: Services) {
    self.state = state
    noted = state.document.revision
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
        if case .terminate(let signal) = event {
          services.journal?.end(keeping: state.document.isModified)
          return 128 + signal
        }
        perform(state.update(event))
        guard !state.isQuitting, let next = terminal.nextEvent(timeout: .zero) else { break }
        event = next
      }
      present()
    }
    services.journal?.end(keeping: false)
    return 0
  }

  private mutating func perform(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .evaluate(let request): services.evaluate(request)
      case .assist(let question): services.assist(question)
      case .rewrite(let question): services.rewrite(question)
      case .openToPin(let name, let path): perform(state.opened(toPin: name, services.files.open(path)))
      case .figures(let question): services.figures(question)
      case .checkInput(let settings):
        perform(state.checked(settings.input, problem: services.files.inputProblem(settings)))
      case .list(let folder): state.listed(services.files.entries(folder))
      case .save(let path, let replacement): save(to: path, replacement)
      case .reload(let path): reload(path)
      case .takeOver(let journal): takeOver(journal)
      case .discard(let journal): services.files.removeJournal(journal)
      case .copy(let text): terminal.copyToClipboard(text)
      case .suspend:
        terminal.suspend()
        // The window may have another size by now.
        _ = state.update(.resize(terminal.size))
      }
    }
    note()
  }

  /// Lets the journal follow. Of what is as it was opened or saved there is nothing to hold.
  private mutating func note() {
    guard state.document.revision != noted else { return }
    noted = state.document.revision
    if state.document.isModified {
      services.journal?.note(state.document)
    } else {
      services.journal?.noteSaved(state.document)
    }
  }

  private mutating func save(to path: String, _ replacement: Replacement) {
    let known = state.document.version != nil && path == state.document.path
    let wasGone = known && !services.files.isThere(path)
    let result = services.files.save(state.document, path, replacement)
    state.saved(to: path, result, wasGone: wasGone)
    if case .success = result {
      noted = state.document.revision
      services.journal?.noteSaved(state.document)
    }
  }

  /// What was not saved stays in a journal of its own.
  private mutating func reload(_ path: String) {
    let result = services.files.open(path)
    state.reloaded(result)
    guard case .success = result else { return }
    services.journal?.leave(for: state.document)
    noted = state.document.revision
    services.evaluate(state.request)
  }

  /// The old journal goes when the new one has on the disk what it holds.
  private mutating func takeOver(_ journal: String) {
    note()
    if services.journal?.flush() == true { services.files.removeJournal(journal) }
  }

  private mutating func present() {
    for snapshot in mailbox.take() { perform(state.receive(snapshot)) }
    if let answer = mailbox.takeAnswer() { perform(state.receive(answer)) }
    if let answer = mailbox.takeRewritings() { state.receive(answer) }
    if let answer = mailbox.takeFigures() { perform(state.receive(answer)) }
    if let news = services.journal?.takeNews() { state.take(news) }
    services.watch?.follow(state.document)
    for news in services.watch?.takeNews() ?? [] { state.take(news) }
    let (buffer, cursor) = state.render()
    terminal.present(buffer, cursor: cursor)
  }
}
