// The notebook as the command line starts it: the program with the real kernel and the real files.

import Configuration
import Kernel
import Notebook
import Screen

extension App {
  /// Runs a document on a terminal until the user quits, and returns the exit code.
  ///
  /// Blocks its thread, which should not be one of the concurrency pool's: the kernel computes there.
  package static func run(
    _ opened: OpenedDocument, preferences: Preferences = Preferences(), environment: [String: String] = [:],
    on terminal: any Terminal
  ) -> Int32 {
    let mailbox = Mailbox(onPost: terminal.wake)
    let journals = JournalFolder(environment: environment)
    let kernel = Kernel(
      environment: environment, onSnapshot: { mailbox.post($0) }, onAssistance: { mailbox.post($0) },
      onRewritings: { mailbox.post($0) }, onFigures: { mailbox.post($0) })
    var state = AppState(
      document: opened.document, size: terminal.size, capabilities: terminal.capabilities, startsAtEnd: opened.isNew,
      preferences: preferences)
    state.home = environment["HOME"]
    if opened.document.path == nil { state.overlay = .start(StartScreen()) }
    state.message =
      Messages.mistakes(preferences.mistakes) ?? opened.notice.map { Message("\($0)") }
    let journal = journals.map { state.begin(followingIn: $0, onNews: terminal.wake) }
    if journals == nil {
      state.crashRisk = Messages.noStateFolder
      state.message = state.message ?? Messages.noJournal(Messages.noStateFolder)
    }
    var app = App(
      state: state, terminal: terminal, mailbox: mailbox,
      services: Services(
        evaluate: { kernel.submit($0) }, assist: { kernel.submit($0) }, rewrite: { kernel.submit($0) },
        figures: { kernel.submit($0) }, files: .real(journals: journals, environment: environment), journal: journal,
        watch: FileWatch(journals: journals, journal: journal, onNews: terminal.wake)))
    return app.run()
  }
}

extension AppState {
  /// Begins the notebook's journal, tells of other programs with the same file, and asks about what others left.
  package mutating func begin(
    followingIn folder: JournalFolder, onNews: @escaping @Sendable () -> Void
  ) -> RecoveryJournal {
    // Before the others are looked at: of two that start at once, each sees the other.
    let journal = RecoveryJournal(document, in: folder, onNews: onNews)
    let found = folder.journals().of(document.path)
    if let path = document.path {
      if let other = found.first(where: { $0.isLive && $0.name != journal.name }) {
        message = Messages.openElsewhere(other.owner.process)
      } else {
        SessionFile.removeAbandonedParts(of: path)
      }
    }
    offer(found.filter { !$0.isLive })
    return journal
  }
}
