// The folder of the journals: what running programs write, and what others left when they ended too early.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A journal as it is found in the folder.
package struct FoundJournal: Hashable, Sendable {
  /// The file's name without its ending.
  package let name: String
  package let owner: JournalOwner
  /// The notebook's bytes; nil where nothing was written into it.
  package let bytes: [UInt8]?
  /// When the journal was written last, in seconds since 1970.
  package let time: Int
  /// Whether a running program writes it.
  package let isLive: Bool

  package init(name: String, owner: JournalOwner, bytes: [UInt8]?, time: Int, isLive: Bool) {
    self.name = name
    self.owner = owner
    self.bytes = bytes
    self.time = time
    self.isLive = isLive
  }

  /// The notebook, as unsaved work under its old path.
  package func document() throws(SessionFileError) -> NotebookDocument {
    var document = try SessionFile.parse(bytes ?? [], name: name).document
    document.path = owner.path
    document.version = owner.version
    document.markUnsaved()
    return document
  }
}

package struct JournalFolder: Sendable {
  static let nameEnd = ".journal"
  package let path: String

  package init(path: String) { self.path = path }

  /// `$XDG_STATE_HOME/compbook`, by default `~/.local/state/compbook`; nil where the environment names no home.
  /// https://specifications.freedesktop.org/basedir-spec/latest/: a relative path is to be ignored.
  package init?(environment: [String: String]) {
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      path = state + "/compbook"
    } else if let home = environment["HOME"], !home.isEmpty {
      path = home + "/.local/state/compbook"
    } else {
      return nil
    }
  }

  /// Makes the folder and those above it, for the user alone.
  func make() throws(SessionFileError) {
    var place = ""
    for part in path.split(separator: "/") {
      place += "/" + part
      guard mkdir(place, 0o700) == 0 || errno == EEXIST || FileAccess.status(of: place) != nil else {
        throw SessionFileError(path, writing: errno)
      }
    }
  }

  /// Why no journals can be looked for; nil where they can.
  package var problem: SessionFileError? {
    guard let stream = opendir(path) else {
      let number = errno
      return number == ENOTDIR
        ? SessionFileError(path, .system(String(cString: strerror(number)))) : SessionFileError(path, reading: number)
    }
    closedir(stream)
    return nil
  }

  /// All journals, the newest first. Of those that nobody writes, what tells nothing that is not in its file is removed.
  package func journals() -> [FoundJournal] {
    FolderListing.names(in: path).filter { $0.hasSuffix(JournalFolder.nameEnd) && !$0.hasPrefix(".") }
      .compactMap { journal(String($0.dropLast(JournalFolder.nameEnd.count))) }
      .sorted { ($0.time, $0.name) > ($1.time, $1.name) }
  }

  private func journal(_ name: String) -> FoundJournal? {
    let path = file(of: name)
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    // A shared lock: two programs that look at once do not take each other for the journal's own.
    let lockError = flock(file, LOCK_SH | LOCK_NB) == 0 ? 0 : errno
    guard let status = FileAccess.status(of: path),
      let found = try? FileAccess.readAll(file, name: path, limit: JournalFolder.sizeLimit),
      let contents = JournalContents(found)
    else { return nil }
    let isLive = lockError == EWOULDBLOCK || lockError != 0 && isRunning(contents.owner.process)
    if !isLive, !contents.tellsNews {
      unlink(path)
      return nil
    }
    return FoundJournal(
      name: name, owner: contents.owner, bytes: contents.bytes, time: Int(status.st_mtim.tv_sec), isLive: isLive)
  }

  /// Tells, where there are no locks, whether a program with a number is running.
  private func isRunning(_ process: Int) -> Bool { kill(pid_t(clamping: process), 0) == 0 || errno == EPERM }

  private static let sizeLimit = 1 << 30

  package func remove(_ name: String) throws(SessionFileError) {
    guard unlink(file(of: name)) == 0 else { throw SessionFileError(file(of: name), writing: errno) }
  }

  private func file(of name: String) -> String { path + "/" + name + JournalFolder.nameEnd }
}

extension [FoundJournal] {
  /// Those of a notebook; nil stands for all.
  package func of(_ path: String?) -> [FoundJournal] {
    guard let path else { return self }
    let canonical = FileAccess.canonical(path)
    return filter { $0.owner.path == canonical }
  }
}

extension JournalContents {
  /// Whether there is something in it that is not in its file.
  fileprivate var tellsNews: Bool {
    guard let bytes else { return false }
    guard let path = owner.path else { return true }
    return (try? FileAccess.readRegular(path, limit: SessionFile.sizeLimit)) != bytes
  }
}
