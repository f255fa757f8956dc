// Reads parts of batch files, and tells by name what is wrong with them.

import Tensors

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

enum RandomAccessFile {
  static func size(of path: String) throws(InputError) -> Int { try open(path).size }

  /// Exactly `count` bytes from an offset.
  static func read(_ path: String, at offset: Int, count: Int) throws(InputError) -> [UInt8] {
    let file = try open(path)
    do throws(RegularFileError) { return try file.bytes(at: offset, count: count) } catch {
      throw InputError(path, error)
    }
  }

  static func exists(_ path: String) -> Bool { access(path, R_OK) == 0 }

  private static func open(_ path: String) throws(InputError) -> RegularFile {
    do throws(RegularFileError) { return try RegularFile(path) } catch { throw InputError(path, error) }
  }
}

extension InputError {
  fileprivate init(_ path: String, _ error: RegularFileError) {
    switch error {
    case .missing: self = .missing(path)
    case .directory: self = .directory(path)
    default: self = .unreadable(path, reason: error.description)
    }
  }
}
