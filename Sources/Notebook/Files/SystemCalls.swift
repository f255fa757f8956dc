// The system's calls that change files, as a table: a test lets each of them fail.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Each returns what the system's call of that name does, and leaves the reason of a failure in `errno`.
struct SystemCalls: Sendable {
  var open: @Sendable (_ path: String, _ flags: CInt, _ mode: mode_t) -> CInt
  var write: @Sendable (_ file: CInt, UnsafeRawBufferPointer) -> Int
  var pwrite: @Sendable (_ file: CInt, UnsafeRawBufferPointer, _ offset: Int) -> Int
  var ftruncate: @Sendable (_ file: CInt, _ size: Int) -> CInt
  var fchmod: @Sendable (_ file: CInt, _ mode: mode_t) -> CInt
  var fsync: @Sendable (_ file: CInt) -> CInt
  var rename: @Sendable (_ old: String, _ new: String) -> CInt

  static let real = SystemCalls(
    open: { systemOpen($0, $1, $2) },
    write: { systemWrite($0, $1.baseAddress, $1.count) },
    pwrite: { systemPwrite($0, $1.baseAddress, $1.count, off_t($2)) },
    ftruncate: { systemTruncate($0, off_t($1)) },
    fchmod: { systemChmod($0, $1) },
    fsync: { systemSync($0) },
    rename: { systemRename($0, $1) })

  /// A call again and again while a signal interrupts it.
  static func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
    while true {
      let result = call()
      if result >= 0 || errno != EINTR { return result }
    }
  }

  /// Writes all bytes, one part after the other. False where that failed: `errno` says why.
  static func writeAll(_ bytes: UnsafeRawBufferPointer, by call: (UnsafeRawBufferPointer, _ offset: Int) -> Int) -> Bool
  {
    var offset = 0
    while offset < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes.dropFirst(offset))
      let count = retrying { call(rest, offset) }
      guard count >= 0 else { return false }
      offset += count
    }
    return true
  }
}

// Under other names, for the table's members are called like these.
private func systemOpen(_ path: String, _ flags: CInt, _ mode: mode_t) -> CInt { open(path, flags, mode) }
private let systemWrite = write(_:_:_:)
private let systemPwrite = pwrite(_:_:_:_:)
private let systemTruncate = ftruncate(_:_:)
private let systemChmod = fchmod(_:_:)
private let systemSync = fsync(_:)
private let systemRename = rename(_:_:)
