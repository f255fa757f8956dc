// Reads files whole and replaces them whole, through the system's own calls: their error numbers say what went wrong.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

// Under other names, for the functions here are called like these.
private let systemRead = read(_:_:_:)
private let systemWrite = write(_:_:_:)

enum FileAccess {
  static func readStandardInput(limit: Int) throws(SessionFileError) -> [UInt8] {
    try readAll(STDIN_FILENO, name: "-", limit: limit)
  }

  /// All bytes of a file of at most `limit`.
  static func read(_ path: String, limit: Int) throws(SessionFileError) -> [UInt8] {
    guard isPossible(path) else { throw SessionFileError(path, .missing) }
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw SessionFileError(path, reading: errno) }
    defer { close(file) }
    return try readAll(file, name: path, limit: limit)
  }

  private static func readAll(_ file: CInt, name: String, limit: Int) throws(SessionFileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = retrying { systemRead(file, &buffer, buffer.count) }
      guard count >= 0 else { throw SessionFileError(name, reading: errno) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= limit else { throw SessionFileError(name, .tooLarge(limit: limit)) }
    }
  }

  // MARK: Writing

  /// Takes the next bytes of a file's new content.
  typealias Write = (UnsafeRawBufferPointer) throws(SessionFileError) -> Void

  static func replace(_ path: String, with bytes: [UInt8]) throws(SessionFileError) {
    try replace(path) { (write) throws(SessionFileError) in
      try bytes.withUnsafeBufferPointer { (bytes) throws(SessionFileError) in try write(UnsafeRawBufferPointer(bytes)) }
    }
  }

  /// Puts new content, which `body` hands over part by part, in a file's place: a temporary file beside it is written,
  /// flushed, and renamed over it.
  static func replace(
    _ path: String, writing body: (Write) throws(SessionFileError) -> Void
  ) throws(SessionFileError) {
    guard isPossible(path) else { throw SessionFileError(path, .folderMissing) }
    let target = resolvingLinks(path)
    let old = status(of: target)
    if let old {
      guard old.st_mode & S_IFMT != S_IFDIR else { throw SessionFileError(path, .isDirectory) }
      guard access(target, W_OK) == 0 else { throw SessionFileError(path, writing: errno) }
      // A pipe or a device is written to: a file in its place would be something else.
      guard old.st_mode & S_IFMT == S_IFREG else { return try writeThrough(target, body, name: path) }
    }
    // Nobody may read the new content who may not read the old.
    let (file, temporary) = try makeTemporary(beside: target, mode: old == nil ? 0o666 : 0o600, name: path)
    do throws(SessionFileError) {
      defer { close(file) }
      if let old { try give(file, the: old, name: path) }
      try body { (bytes) throws(SessionFileError) in try write(bytes, to: file, name: path) }
      guard fsync(file) == 0 else { throw SessionFileError(path, writing: errno) }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, target) == 0 else {
      let number = errno
      unlink(temporary)
      throw SessionFileError(path, writing: number)
    }
    flushFolder(of: target)
  }

  /// Hands a file over to the owner and the permissions of another.
  private static func give(_ file: CInt, the old: stat, name: String) throws(SessionFileError) {
    // Where the system does not allow another owner, the file becomes the user's.
    if old.st_uid != geteuid() || old.st_gid != getegid() { _ = fchown(file, old.st_uid, old.st_gid) }
    guard fchmod(file, old.st_mode & 0o7777) == 0 else { throw SessionFileError(name, writing: errno) }
  }

  private static func writeThrough(
    _ path: String, _ body: (Write) throws(SessionFileError) -> Void, name: String
  ) throws(SessionFileError) {
    let file = open(path, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { throw SessionFileError(name, writing: errno) }
    defer { close(file) }
    try body { (bytes) throws(SessionFileError) in try write(bytes, to: file, name: name) }
  }

  /// A new file in the target's folder. The system takes the user's mask off `mode`.
  private static func makeTemporary(
    beside target: String, mode: mode_t, name: String
  ) throws(SessionFileError) -> (file: CInt, path: String) {
    let (folder, base) = split(target)
    // A name may have 255 bytes: a long one is cut, so that the temporary one fits too.
    let stem = String(decoding: base.utf8.prefix(200), as: UTF8.self)
    while true {
      let path = "\(folder).\(stem).\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
      let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      if file >= 0 { return (file, path) }
      guard errno == EEXIST else { throw SessionFileError(name, writing: errno) }
    }
  }

  private static func write(
    _ bytes: UnsafeRawBufferPointer, to file: CInt, name: String
  ) throws(SessionFileError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = retrying { systemWrite(file, rest.baseAddress, rest.count) }
      guard count >= 0 else { throw SessionFileError(name, writing: errno) }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
  }

  /// Makes the new name last. Some file systems refuse it, and the file itself is safe already.
  private static func flushFolder(of target: String) {
    let folder = split(target).folder
    let file = open(folder.isEmpty ? "." : folder, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    fsync(file)
    close(file)
  }

  // MARK: Paths

  /// The system takes paths that are neither empty nor hold a NUL.
  private static func isPossible(_ path: String) -> Bool { !path.isEmpty && !path.utf8.contains(0) }

  /// The file that a chain of links leads to, whether it is there or not.
  private static func resolvingLinks(_ path: String) -> String {
    var path = path
    for _ in 0..<40 {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink(path, &buffer, buffer.count)
      guard count > 0 else { break }
      let link = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
      path = link.hasPrefix("/") ? link : split(path).folder + link
    }
    return path
  }

  /// A path up to its last slash, and what follows.
  private static func split(_ path: String) -> (folder: String, base: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", path) }
    return (String(path[...slash]), String(path[path.utf8.index(after: slash)...]))
  }

  static func areSame(_ path: String, _ other: String) -> Bool {
    guard isPossible(path), isPossible(other), let first = status(of: path), let second = status(of: other) else {
      return false
    }
    return (first.st_dev, first.st_ino) == (second.st_dev, second.st_ino)
  }

  private static func status(of path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }

  /// A system call again and again while a signal interrupts it.
  private static func retrying(_ call: () -> Int) -> Int {
    while true {
      let result = call()
      if result >= 0 || errno != EINTR { return result }
    }
  }
}
