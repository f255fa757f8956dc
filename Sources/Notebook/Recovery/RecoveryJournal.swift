// Keeps the journal of the open notebook, off the interface's thread.

import Dispatch
import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Follows a notebook: what it holds is on the disk within a second, whatever becomes of the program.
package final class RecoveryJournal: Sendable {
  /// From a change to its writing. Changes within it go together.
  private static let delay = DispatchTimeInterval.milliseconds(200)

  private struct State {
    var pending: NotebookDocument?
    var isScheduled = false
    /// What went wrong, until somebody asks.
    var problem: String?
    /// Whether the last writing went wrong: it is told once.
    var hasFailed = false
  }

  private let folder: JournalFolder
  private let calls: SystemCalls
  private let onProblem: @Sendable () -> Void
  /// Files are touched here alone, one thing after the other.
  private let queue = DispatchQueue(label: "recovery journal", qos: .userInitiated)
  private let state = Mutex(State())
  private let file = Mutex<JournalFile?>(nil)

  /// `onProblem` is called on the journal's own thread when there is something for `takeProblem`.
  package convenience init(
    _ document: NotebookDocument, in folder: JournalFolder, onProblem: @escaping @Sendable () -> Void = {}
  ) {
    self.init(document, in: folder, calls: .real, onProblem: onProblem)
  }

  init(
    _ document: NotebookDocument, in folder: JournalFolder, calls: SystemCalls,
    onProblem: @escaping @Sendable () -> Void = {}
  ) {
    self.folder = folder
    self.calls = calls
    self.onProblem = onProblem
    queue.sync { attempt { (file) throws(SessionFileError) in try self.open(&file, for: document) } }
  }

  deinit { file.withLock { $0?.close() } }

  /// The journal's name among those of its folder; nil where it cannot be written.
  package var name: String? { file.withLock { $0?.name } }

  /// Takes note of the notebook as it is now. Returns at once.
  package func note(_ document: NotebookDocument) {
    let schedules = state.withLock { state in
      state.pending = document
      defer { state.isScheduled = true }
      return !state.isScheduled
    }
    if schedules { queue.asyncAfter(deadline: .now() + RecoveryJournal.delay) { self.writePending() } }
  }

  /// The notebook is safely in its file.
  package func noteSaved(_ document: NotebookDocument) {
    state.withLock { $0.pending = nil }
    queue.async {
      self.attempt { (file) throws(SessionFileError) in
        if file == nil { return try self.open(&file, for: document) }
        try file?.restart(self.owner(of: document))
      }
    }
  }

  /// Writes what was noted, and returns when it is on the disk. False where that failed.
  @discardableResult
  package func flush() -> Bool {
    queue.sync { writePending() }
    return state.withLock { !$0.hasFailed }
  }

  /// Leaves what it holds for recovery, and begins another journal for a document.
  package func leave(for document: NotebookDocument) {
    queue.sync {
      writePending()
      attempt { (file) throws(SessionFileError) in
        file?.close()
        file = nil
        try self.open(&file, for: document)
      }
    }
  }

  /// Ends the journal. It stays for recovery, or goes with what it holds.
  package func end(keeping: Bool) {
    queue.sync {
      if keeping { writePending() } else { state.withLock { $0.pending = nil } }
      file.withLock { file in
        if !keeping { file?.remove() }
        file?.close()
        file = nil
      }
    }
  }

  /// Why the journal cannot be written, once.
  package func takeProblem() -> String? {
    state.withLock { state in
      defer { state.problem = nil }
      return state.problem
    }
  }

  // MARK: On the queue

  private func writePending() {
    let pending = state.withLock { state in
      state.isScheduled = false
      return state.pending
    }
    guard let pending else { return }
    attempt { (file) throws(SessionFileError) in
      if file == nil { try self.open(&file, for: pending) }
      // Another notebook, or one that has found its file.
      let owner = self.owner(of: pending)
      if file?.owner != owner { try file?.restart(owner) }
      try file?.write(pending.fileBytes)
      // What has come since waits for its own time.
      self.state.withLock { if $0.pending?.revision == pending.revision { $0.pending = nil } }
    }
  }

  private func attempt(_ work: (inout JournalFile?) throws(SessionFileError) -> Void) {
    do throws(SessionFileError) {
      try file.withLock { (file) throws(SessionFileError) in try work(&file) }
      state.withLock { $0.hasFailed = false }
    } catch {
      let isNews = state.withLock { state in
        if !state.hasFailed { state.problem = error.description }
        defer { state.hasFailed = true }
        return !state.hasFailed
      }
      if isNews { onProblem() }
    }
  }

  private func open(_ file: inout JournalFile?, for document: NotebookDocument) throws(SessionFileError) {
    try folder.make()
    file = try JournalFile(in: folder.path, stem: stem(of: document), owner: owner(of: document), calls: calls)
  }

  private func owner(of document: NotebookDocument) -> JournalOwner {
    JournalOwner(
      path: document.path.map { FileAccess.canonical($0) }, process: Int(getpid()),
      version: document.version)
  }

  /// What the journal is called after: the file's name without its ending.
  private func stem(of document: NotebookDocument) -> String {
    let name = document.path.map { FileAccess.split($0).base.split(separator: ".").first ?? "" } ?? "untitled"
    let plain = name.prefix(60).filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    return plain.isEmpty ? "session" : plain
  }
}
