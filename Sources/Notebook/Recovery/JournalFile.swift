// One open journal: a locked file that a notebook's bytes are written behind each other to.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A journal that this program writes. Its lock, which ends with the program however that ends, tells others so.
struct JournalFile {
  let name: String
  let path: String
  private let file: CInt
  private let calls: SystemCalls
  /// The whole records' end.
  private var end = 0
  private var seal = Checksum.start
  /// The notebook's bytes as the records have them.
  private var bytes: [UInt8] = []
  /// Whether the file has a record of the owner.
  private var isOpened = false
  private(set) var owner: JournalOwner

  /// Makes a journal under a name that begins with `stem`. Nobody sees it before it is locked.
  init(in folder: String, stem: String, owner: JournalOwner, calls: SystemCalls = .real) throws(SessionFileError) {
    name = stem + "-" + JournalFile.randomCharacters()
    path = folder + "/" + name + JournalFolder.nameEnd
    self.owner = owner
    self.calls = calls
    let hidden = folder + "/." + name
    file = calls.open(hidden, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SessionFileError(path, writing: errno) }
    // Where locks are not to be had, as on some network file systems, journals do without.
    _ = flock(file, LOCK_EX | LOCK_NB)
    do throws(SessionFileError) {
      try restart(owner)
      guard calls.rename(hidden, path) == 0 else { throw failure }
    } catch {
      unlink(hidden)
      close()
      throw error
    }
  }

  private static func randomCharacters() -> String {
    let characters = Array("abcdefghijkmnpqrstuvwxyz23456789")
    return String((0..<6).map { _ in characters[Int.random(in: 0..<characters.count)] })
  }

  private var failure: SessionFileError { SessionFileError(path, writing: errno) }

  /// Begins anew: the file holds what the notebook holds.
  mutating func restart(_ owner: JournalOwner) throws(SessionFileError) {
    self.owner = owner
    (end, seal, bytes, isOpened) = (0, Checksum.start, [], false)
    guard calls.ftruncate(file, 0) == 0 else { throw failure }
    try open()
  }

  private mutating func open() throws(SessionFileError) {
    let record = JournalFormat.encode(.opening(owner), after: Checksum.start)
    try put(JournalFormat.start + record.bytes)
    seal = record.seal
    isOpened = true
  }

  /// Writes what the notebook holds now, and returns when it is on the disk.
  mutating func write(_ new: [UInt8]) throws(SessionFileError) {
    if !isOpened { try open() }
    let shorter = min(bytes.count, new.count)
    let prefix = zip(bytes, new).prefix { $0 == $1 }.count
    let suffix = zip(bytes.reversed(), new.reversed()).prefix(shorter - prefix).prefix { $0 == $1 }.count
    let middle = Array(new[prefix..<new.count - suffix])
    let record = JournalFormat.encode(.content(prefix: prefix, suffix: suffix, middle: middle), after: seal)
    try put(record.bytes)
    seal = record.seal
    bytes = new
  }

  /// Writes at the end of the whole records. What fails leaves them as they were, and the next attempt goes over it.
  private mutating func put(_ record: [UInt8]) throws(SessionFileError) {
    let isWritten = record.withUnsafeBytes { bytes in
      SystemCalls.writeAll(bytes) { [calls, file, end] in calls.pwrite(file, $0, end + $1) }
    }
    guard isWritten, SystemCalls.retrying({ calls.fsync(file) }) == 0 else { throw failure }
    end += record.count
  }

  func remove() { unlink(path) }

  /// Whether no folder has the file any more: what is written into it nobody would find.
  var isRemoved: Bool {
    var status = stat()
    return fstat(file, &status) == 0 && status.st_nlink == 0
  }

  /// Gives up the file and its lock.
  func close() { systemClose(file) }
}

// Under another name, for the method is called like it.
private func systemClose(_ file: CInt) { _ = close(file) }
