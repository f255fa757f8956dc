// Reads files whole, through the system's own calls: their error numbers say what went wrong.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

// Under another name, for the function here is called like it.
private let systemRead = read(_:_:_:)

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

  /// The same of a regular file alone. A pipe or a terminal would make the program wait for its writer.
  static func readRegular(_ path: String, limit: Int) throws(SessionFileError) -> [UInt8] {
    guard isPossible(path) else { throw SessionFileError(path, .missing) }
    // Opening a pipe waits too, unless the system is told not to.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard file >= 0 else { throw SessionFileError(path, reading: errno) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw SessionFileError(path, reading: errno) }
    guard [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else { throw SessionFileError(path, .notRegular) }
    return try readAll(file, name: path, limit: limit)
  }

  static func readAll(_ file: CInt, name: String, limit: Int) throws(SessionFileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = SystemCalls.retrying { systemRead(file, &buffer, buffer.count) }
      guard count >= 0 else { throw SessionFileError(name, reading: errno) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= limit else { throw SessionFileError(name, .tooLarge(limit: limit)) }
    }
  }

  // MARK: Paths

  /// The system takes paths that are neither empty nor hold a NUL.
  static func isPossible(_ path: String) -> Bool { !path.isEmpty && !path.utf8.contains(0) }

  /// The file that a chain of links leads to, whether it is there or not.
  static func resolvingLinks(_ path: String) -> String {
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

  /// The one path by which every program knows a file: from the root, without links. The file need not be there.
  static func canonical(_ path: String) -> String {
    let target = resolvingLinks(path)
    let (folder, base) = split(target)
    guard let real = realpath(folder.isEmpty ? "." : folder, nil) else { return target }
    defer { free(real) }
    let place = String(cString: real)
    return place == "/" ? place + base : place + "/" + base
  }

  /// A path up to its last slash, and what follows.
  static func split(_ path: String) -> (folder: String, base: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", path) }
    return (String(path[...slash]), String(path[path.utf8.index(after: slash)...]))
  }

  static func areSame(_ path: String, _ other: String) -> Bool {
    guard isPossible(path), isPossible(other), let first = status(of: path), let second = status(of: other) else {
      return false
    }
    return (first.st_dev, first.st_ino) == (second.st_dev, second.st_ino)
  }

  static func status(of path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }
}
