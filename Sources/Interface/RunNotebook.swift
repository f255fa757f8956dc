// The notebook as the command line starts it: the program with the real kernel and the real files.

import Configuration
import Kernel
import Notebook
import Screen

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension App {
  /// Runs a document on a terminal until the user quits, and returns the exit code.
  ///
  /// Blocks its thread, which should not be one of the concurrency pool's: the kernel computes there.
  package static func run(
    _ opened: OpenedDocument, preferences: Preferences = Preferences(), environment: [String: String] = [:],
    on terminal: any Terminal
  ) -> Int32 {
    let mailbox = Mailbox(onPost: terminal.wake)
    let kernel = Kernel(
      environment: environment, onSnapshot: { mailbox.post($0) }, onAssistance: { mailbox.post($0) })
    var state = AppState(
      document: opened.document, size: terminal.size, capabilities: terminal.capabilities, startsAtEnd: opened.isNew,
      preferences: preferences)
    if opened.document.path == nil { state.overlay = .start(StartScreen()) }
    state.message =
      preferences.mistakes.first.map { Message($0.description, isError: true) } ?? opened.notice.map { Message($0) }
    var app = App(
      state: state, terminal: terminal, mailbox: mailbox,
      services: Services(
        evaluate: { kernel.submit($0) }, assist: { kernel.submit($0) }, save: save,
        exists: { FileManager.default.fileExists(atPath: $0) }))
    return app.run()
  }

  private static func save(_ document: NotebookDocument, to path: String) -> String? {
    do {
      try SessionFile.save(document.fileBytes, to: path)
      return nil
    } catch {
      return error.description
    }
  }
}
