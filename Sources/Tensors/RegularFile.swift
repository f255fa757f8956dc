// Files that are read by parts, as they are too large to hold.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Why a file cannot be read. The text is a clause without the file's name.
package enum RegularFileError: Error, Hashable, CustomStringConvertible {
  case missing
  case directory
  /// A pipe or a device.
  case notRegular
  case notPermitted
  /// It ends before what it had when it was opened.
  case shortened
  /// In the system's words.
  case system(String)

  package var description: String {
    switch self {
    case .missing: "there is no such file"
    case .directory: "it is a directory"
    case .notRegular: "it is no regular file"
    case .notPermitted: "no permission"
    case .shortened: "it has become shorter"
    case .system(let words): words
    }
  }

  fileprivate init(_ number: CInt) {
    switch number {
    case ENOENT, ENOTDIR: self = .missing
    case EACCES, EPERM: self = .notPermitted
    default: self = .system(String(cString: strerror(number)))
    }
  }
}

/// An open file.
package final class RegularFile: Sendable {
  /// In bytes.
  package let size: Int
  private let descriptor: CInt

  package init(_ path: String) throws(RegularFileError) {
    var status = stat()
    // The system would take a NUL for the path's end.
    guard !path.utf8.contains(0) else { throw .missing }
    // Before it is opened, as opening a pipe waits for its writer.
    guard stat(path, &status) == 0 else { throw RegularFileError(errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: size = Int(status.st_size)
    case S_IFDIR: throw .directory
    default: throw .notRegular
    }
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw RegularFileError(errno) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Fills the whole of it with what stands at an offset.
  package func fill(_ bytes: UnsafeMutableRawBufferPointer, from offset: Int) throws(RegularFileError) {
    var filled = 0
    while filled < bytes.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[filled...])
      let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + filled))
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw RegularFileError(errno) }
      guard count > 0 else { throw .shortened }
      filled += count
    }
  }

  /// Exactly so many bytes at an offset.
  package func bytes(at offset: Int, count: Int) throws(RegularFileError) -> [UInt8] {
    var failure: RegularFileError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      do throws(RegularFileError) {
        try fill(UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<count]), from: offset)
        initialized = count
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }
}
