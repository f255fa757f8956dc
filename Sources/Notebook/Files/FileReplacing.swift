// Replaces files whole: at any moment there is either the old file or the new one.

import CExtendedAttributes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Takes the next bytes of a file's new content.
typealias WriteBytes = (UnsafeRawBufferPointer) throws(SessionFileError) -> Void

/// Puts new content in a file's place: a temporary file beside it is written, flushed and renamed over it, and the
/// folder flushed.
struct FileReplacing {
  private let path: String
  /// Where links lead.
  private let target: String
  private let calls: SystemCalls

  /// What a temporary file's name ends with, before random characters.
  static let temporaryMark = ".compbook-"

  static func replace(
    _ path: String, _ replacement: Replacement = .ofAnything, with bytes: [UInt8], calls: SystemCalls = .real
  ) throws(SessionFileError) {
    try replace(path, replacement, calls: calls) { (write) throws(SessionFileError) in
      try bytes.withUnsafeBufferPointer { (bytes) throws(SessionFileError) in try write(UnsafeRawBufferPointer(bytes)) }
    }
  }

  /// The same for content that `body` hands over part by part.
  static func replace(
    _ path: String, _ replacement: Replacement = .ofAnything, calls: SystemCalls = .real,
    writing body: (WriteBytes) throws(SessionFileError) -> Void
  ) throws(SessionFileError) {
    guard FileAccess.isPossible(path) else { throw SessionFileError(path, .folderMissing) }
    let replacing = FileReplacing(path: path, target: FileAccess.resolvingLinks(path), calls: calls)
    try replacing.replace(replacement, writing: body)
  }

  private func replace(
    _ replacement: Replacement, writing body: (WriteBytes) throws(SessionFileError) -> Void
  ) throws(SessionFileError) {
    let old = FileAccess.status(of: target)
    if let old {
      guard old.st_mode & S_IFMT != S_IFDIR else { throw SessionFileError(path, .isDirectory) }
      if replacement == .ofNothing { throw SessionFileError(path, .exists) }
      guard access(target, W_OK) == 0 else { throw SessionFileError(path, writing: errno) }
      guard old.st_mode & S_IFMT == S_IFREG else {
        guard replacement == .ofAnything else { throw SessionFileError(path, .notRegular) }
        // A file in the place of a pipe or a device would be something else.
        return try writeThrough(body)
      }
    }
    // Nobody may read the new content who may not read the old.
    let (file, temporary) = try makeTemporary(mode: old == nil ? 0o666 : 0o600)
    do throws(SessionFileError) {
      defer { close(file) }
      if let old { try give(file, the: old) }
      try body { (bytes) throws(SessionFileError) in try write(bytes, to: file) }
      guard SystemCalls.retrying({ calls.fsync(file) }) == 0 else { throw failure }
      // As late as can be: what comes between this look and the renaming is not seen.
      try require(replacement)
      guard calls.rename(temporary, target) == 0 else { throw failure }
    } catch {
      unlink(temporary)
      throw error
    }
    try flushFolder()
  }

  /// What the last call failed of.
  private var failure: SessionFileError { SessionFileError(path, writing: errno) }

  /// Hands a file over to the owner, the permissions and the attributes of another.
  private func give(_ file: CInt, the old: stat) throws(SessionFileError) {
    // Where the system does not allow another owner, the file becomes the user's.
    if old.st_uid != geteuid() || old.st_gid != getegid() { _ = fchown(file, old.st_uid, old.st_gid) }
    guard calls.fchmod(file, old.st_mode & 0o7777) == 0 else { throw failure }
    let source = open(target, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { return }
    cx_copy_attributes(source, file)
    close(source)
  }

  private func writeThrough(_ body: (WriteBytes) throws(SessionFileError) -> Void) throws(SessionFileError) {
    let file = calls.open(target, O_WRONLY | O_CLOEXEC, 0)
    guard file >= 0 else { throw failure }
    defer { close(file) }
    try body { (bytes) throws(SessionFileError) in try write(bytes, to: file) }
  }

  /// A new file in the target's folder. The system takes the user's mask off `mode`.
  private func makeTemporary(mode: mode_t) throws(SessionFileError) -> (file: CInt, path: String) {
    let (folder, base) = FileAccess.split(target)
    while true {
      let random = String(UInt64.random(in: 0...UInt64.max), radix: 36)
      let temporary = folder + FileReplacing.temporaryStem(of: base) + random
      let file = calls.open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      if file >= 0 { return (file, temporary) }
      switch errno {
      case EEXIST: continue
      case EACCES, EPERM: throw SessionFileError(path, .folderNotWritable)
      default: throw failure
      }
    }
  }

  /// A name may have 255 bytes: a long one is cut, so that the temporary one fits too.
  private static func temporaryStem(of base: String) -> String {
    "." + String(decoding: base.utf8.prefix(200), as: UTF8.self) + temporaryMark
  }

  private func write(_ bytes: UnsafeRawBufferPointer, to file: CInt) throws(SessionFileError) {
    guard SystemCalls.writeAll(bytes, by: { rest, _ in calls.write(file, rest) }) else { throw failure }
  }

  private func require(_ replacement: Replacement) throws(SessionFileError) {
    guard FileAccess.status(of: target) != nil else { return }
    switch replacement {
    case .ofAnything, .ofAnyFile: break
    case .ofNothing: throw SessionFileError(path, .exists)
    case .of(let version):
      let now = try? FileAccess.readRegular(target, limit: SessionFile.sizeLimit)
      guard now.map(FileVersion.init(of:)) == version else { throw SessionFileError(path, .changed) }
    }
  }

  /// Makes the new name last. A file system that knows no such thing refuses it: the file itself is safe already.
  private func flushFolder() throws(SessionFileError) {
    let folder = FileAccess.split(target).folder
    let file = calls.open(folder.isEmpty ? "." : folder, O_RDONLY | O_CLOEXEC, 0)
    // A folder may allow writing and no reading.
    guard file >= 0 || errno != EACCES else { return }
    defer { if file >= 0 { close(file) } }
    guard file >= 0, SystemCalls.retrying({ calls.fsync(file) }) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw SessionFileError(path, .notFlushed(String(cString: strerror(errno))))
    }
  }

  // MARK: What a killed program left

  /// Removes the temporary files that saving a file left behind. For when nobody else is saving it.
  static func removeAbandoned(of path: String) {
    let (folder, base) = FileAccess.split(FileAccess.resolvingLinks(path))
    let stem = temporaryStem(of: base)
    for name in FolderListing.names(in: folder.isEmpty ? "." : folder) where name.hasPrefix(stem) {
      unlink(folder + name)
    }
  }
}
