// What a file's content is known by, to notice that another program has changed it.

/// A file's size and the checksum of its bytes. Times say nothing: a file may be touched without a change.
package struct FileVersion: Hashable, Sendable {
  let size: Int
  let checksum: UInt64

  package init(of bytes: [UInt8]) {
    size = bytes.count
    checksum = Checksum.of(bytes)
  }

  init(size: Int, checksum: UInt64) {
    self.size = size
    self.checksum = checksum
  }
}

/// What must stand under a path for new content to take its place.
package enum Replacement: Hashable, Sendable {
  /// Whatever there is.
  case ofAnything
  /// Whatever file there is. A pipe or a device is left alone, for writing to it may wait.
  case ofAnyFile
  /// Nothing: the file is to be a new one.
  case ofNothing
  /// The file as it was when it was read or written last. Where it is gone, nothing is lost by writing it again.
  case of(FileVersion)
}

/// Fowler, Noll and Vo's hash of 64 bits, FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/.
enum Checksum {
  static let start: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Of the bytes behind what already led to `start`.
  static func of(_ bytes: some Sequence<UInt8>, after start: UInt64 = start) -> UInt64 {
    bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
