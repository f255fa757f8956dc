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

/// Whether the journal holds what it should.
package enum JournalHealth: Hashable, Sendable {
  case written
  /// Why nothing can be written in its folder.
  case failing(folder: String, cause: String)
}

/// Follows a notebook: what it holds is on the disk within a second, whatever becomes of the program.
package final class RecoveryJournal: Sendable {
  /// From a change to its writing. Changes within it go together.
  private static let delay = DispatchTimeInterval.milliseconds(200)
  /// From what failed to the next attempt.
  private static let patience = DispatchTimeInterval.milliseconds(500)

  /// What the journal is to hold of a notebook.
  private struct Task {
    var document: NotebookDocument
    /// False for a notebook that is safely in its file: the journal only says whose it is.
    var holdsText: Bool
    /// Tells it from others.
    var number: Int
  }

  private struct State {
    var pending: Task?
    var tasks = 0
    var isScheduled = false
    var health = JournalHealth.written
    /// Whether nobody has asked since the health changed.
    var isNews = false

    mutating func expect(_ document: NotebookDocument, holdsText: Bool) {
      tasks += 1
      pending = Task(document: document, holdsText: holdsText, number: tasks)
    }

    /// Whether it is another health than before.
    mutating func turn(to health: JournalHealth) -> Bool {
      guard health != self.health else { return false }
      self.health = health
      isNews = true
      return true
    }
  }

  private let folder: JournalFolder
  private let calls: SystemCalls
  private let onNews: @Sendable () -> Void
  /// Files are touched here alone, one thing after the other.
  private let queue = DispatchQueue(label: "recovery journal", qos: .userInitiated)
  private let state = Mutex(State())
  private let file = Mutex<JournalFile?>(nil)

  /// `onNews` is called on the journal's own thread when there is something for `takeNews`.
  package convenience init(
    _ document: NotebookDocument, in folder: JournalFolder, onNews: @escaping @Sendable () -> Void = {}
  ) {
    self.init(document, in: folder, calls: .real, onNews: onNews)
  }

  init(
    _ document: NotebookDocument, in folder: JournalFolder, calls: SystemCalls,
    onNews: @escaping @Sendable () -> Void = {}
  ) {
    self.folder = folder
    self.calls = calls
    self.onNews = onNews
    state.withLock { $0.expect(document, holdsText: false) }
    queue.sync { performPending() }
  }

  deinit { file.withLock { $0?.close() } }

  /// The journal's name among those of its folder; nil where it cannot be written.
  package var name: String? { file.withLock { $0?.name } }

  /// Takes note of the notebook as it is now. Returns at once.
  package func note(_ document: NotebookDocument) {
    state.withLock { $0.expect(document, holdsText: true) }
    schedule(after: RecoveryJournal.delay)
  }

  /// The notebook is safely in its file.
  package func noteSaved(_ document: NotebookDocument) {
    state.withLock { $0.expect(document, holdsText: false) }
    queue.async { self.performPending() }
  }

  /// Writes what was noted, and returns when it is on the disk. False where that failed.
  @discardableResult
  package func flush() -> Bool {
    queue.sync { performPending() }
    return state.withLock { $0.health == .written }
  }

  /// Leaves what it holds for recovery, and begins another journal for a document.
  package func leave(for document: NotebookDocument) {
    queue.sync {
      performPending()
      close()
      state.withLock { $0.expect(document, holdsText: false) }
      performPending()
    }
  }

  /// Ends the journal. It stays for recovery, or goes with what it holds.
  package func end(keeping: Bool) {
    queue.sync {
      if keeping { performPending() }
      state.withLock { $0.pending = nil }
      if !keeping { file.withLock { $0?.remove() } }
      close()
    }
  }

  /// Whether the journal can be written, if that has changed since the last call.
  package func takeNews() -> JournalHealth? {
    state.withLock { state in
      defer { state.isNews = false }
      return state.isNews ? state.health : nil
    }
  }

  // MARK: On the queue

  private func schedule(after delay: DispatchTimeInterval) {
    let isFirst = state.withLock { state in
      defer { state.isScheduled = true }
      return !state.isScheduled
    }
    guard isFirst else { return }
    queue.asyncAfter(deadline: .now() + delay) {
      self.state.withLock { $0.isScheduled = false }
      self.performPending()
    }
  }

  /// Does what is to be done. What fails stays to be done, and is tried again and again.
  private func performPending() {
    guard let task = state.withLock({ $0.pending }) else { return }
    do throws(SessionFileError) {
      try file.withLock { (file) throws(SessionFileError) in try perform(task, &file) }
      // What has come since waits for its own time.
      let isNews = state.withLock { state in
        if state.pending?.number == task.number { state.pending = nil }
        return state.turn(to: .written)
      }
      if isNews { onNews() }
    } catch {
      let health = JournalHealth.failing(folder: folder.path, cause: error.cause)
      if state.withLock({ $0.turn(to: health) }) { onNews() }
      schedule(after: RecoveryJournal.patience)
    }
  }

  private func perform(_ task: Task, _ file: inout JournalFile?) throws(SessionFileError) {
    // Somebody has tidied up.
    if file?.isRemoved == true {
      file?.close()
      file = nil
    }
    if file == nil {
      try open(&file, for: task.document)
      if !task.holdsText { return }
    }
    let owner = owner(of: task.document)
    // Another notebook, or one that has found its file.
    if !task.holdsText || file?.owner != owner { try file?.restart(owner) }
    if task.holdsText { try file?.write(task.document.fileBytes) }
  }

  private func close() {
    file.withLock { file in
      file?.close()
      file = nil
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
