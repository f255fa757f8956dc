// Reads parts of files that are too large to hold.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

enum RandomAccessFile {
  /// The size of a regular file.
  static func size(of path: String) throws(InputError) -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else { throw error(path) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return Int(status.st_size)
    case S_IFDIR: throw .directory(path)
    default: throw .unreadable(path, reason: "it is no regular file")
    }
  }

  /// Exactly `count` bytes from an offset.
  static func read(_ path: String, at offset: Int, count: Int) throws(InputError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw error(path) }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        pread(file, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(offset + filled))
      }
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw error(path) }
      guard got > 0 else { throw .unreadable(path, reason: "it has become shorter") }
      filled += got
    }
    return bytes
  }

  static func exists(_ path: String) -> Bool { access(path, R_OK) == 0 }

  private static func error(_ path: String) -> InputError {
    switch errno {
    case ENOENT, ENOTDIR: .missing(path)
    case EACCES, EPERM: .unreadable(path, reason: "no permission")
    case let number: .unreadable(path, reason: String(cString: strerror(number)))
    }
  }
}
