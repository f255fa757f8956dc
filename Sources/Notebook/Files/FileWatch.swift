// Looks now and then at what other programs do with the open notebook's file, off the interface's thread.

import Dispatch
import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Tells of another program that changes, removes or opens the file. Looks once a second, for as long as somebody has it.
package final class FileWatch: Sendable {
  package enum News: Hashable, Sendable {
    case changed
    case removed
    case openElsewhere(process: Int)
  }

  private struct Followed: Equatable {
    var path: String?
    /// The file as it was opened or saved last; nil where it was not there.
    var version: FileVersion?
  }

  private struct State {
    var followed = Followed()
    /// Of the file as it is followed now.
    var change: News?
    var opening: News?
  }

  /// What the last look saw: what is the same needs no second one.
  private struct Sight {
    var followed = Followed()
    var file: Stamp?
    var folder: Stamp?
    /// The journals of the others.
    var others: Set<String> = []
  }

  /// What changes about a file or a folder when somebody writes into it.
  private struct Stamp: Equatable {
    private var numbers: [Int]

    init?(_ path: String) {
      guard let status = FileAccess.status(of: path) else { return nil }
      numbers = [
        Int(status.st_ino), Int(status.st_size), Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec),
        Int(status.st_ctim.tv_sec), Int(status.st_ctim.tv_nsec),
      ]
    }
  }

  private static let pause = DispatchTimeInterval.seconds(1)

  private let journals: JournalFolder?
  private let journal: RecoveryJournal?
  private let onNews: @Sendable () -> Void
  private let queue = DispatchQueue(label: "file watch", qos: .utility)
  private let state = Mutex(State())
  private let sight = Mutex(Sight())

  /// `journal` is the notebook's own among those of the folder. `onNews` is called on the watch's own thread when there is
  /// something for `takeNews`.
  package init(journals: JournalFolder?, journal: RecoveryJournal?, onNews: @escaping @Sendable () -> Void) {
    self.journals = journals
    self.journal = journal
    self.onNews = onNews
    schedule()
  }

  /// What the document knows of its file. Returns at once.
  package func follow(_ document: NotebookDocument) {
    let followed = Followed(path: document.path, version: document.version)
    state.withLock { state in
      guard state.followed != followed else { return }
      state.followed = followed
      // It was said of what was followed before.
      state.change = nil
    }
  }

  /// What was seen since the last call.
  package func takeNews() -> [News] {
    state.withLock { state in
      defer { (state.change, state.opening) = (nil, nil) }
      return [state.change, state.opening].compactMap { $0 }
    }
  }

  // MARK: On the queue

  private func schedule() {
    queue.asyncAfter(deadline: .now() + FileWatch.pause) { [weak self] in
      self?.look()
      self?.schedule()
    }
  }

  private func look() {
    let followed = state.withLock { $0.followed }
    guard let path = followed.path else { return }
    let (change, opening) = sight.withLock { sight in
      defer { sight.followed = followed }
      return (seenChange(of: path, followed, in: &sight), seenOpening(of: path, in: &sight))
    }
    guard change != nil || opening != nil else { return }
    state.withLock { state in
      // While it was looked at, the notebook itself may have saved it.
      if state.followed == followed { state.change = change ?? state.change }
      state.opening = opening ?? state.opening
    }
    onNews()
  }

  private func seenChange(of path: String, _ followed: Followed, in sight: inout Sight) -> News? {
    let file = Stamp(path)
    defer { sight.file = file }
    guard let version = followed.version, file != sight.file || followed != sight.followed else { return nil }
    guard file != nil else { return .removed }
    guard let bytes = try? FileAccess.read(path, limit: SessionFile.sizeLimit) else { return nil }
    return FileVersion(of: bytes) == version ? nil : .changed
  }

  private func seenOpening(of path: String, in sight: inout Sight) -> News? {
    guard let journals else { return nil }
    let folder = Stamp(journals.path)
    guard folder != sight.folder || path != sight.followed.path else { return nil }
    sight.folder = folder
    let own = journal?.name
    let others = journals.journals().of(path).filter { $0.isLive && $0.name != own }
    defer { sight.others = Set(others.map(\.name)) }
    return others.first { !sight.others.contains($0.name) }.map { .openElsewhere(process: $0.owner.process) }
  }
}
