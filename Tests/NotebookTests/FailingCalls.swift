// System calls of which one fails, and a folder for what they do.

import Foundation
import Synchronization
import Testing

@testable import Notebook

/// A folder of its own for one test; its path ends with a slash.
func withFolder(_ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "compbook-\(UUID())").path()
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try body(folder + (folder.hasSuffix("/") ? "" : "/"))
}

func write(_ bytes: [UInt8], to path: String) throws { try Data(bytes).write(to: URL(filePath: path)) }

func read(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path))) }

/// The real calls, counted. From the `first` on, `count` of them fail with an error number.
final class FailingCalls: Sendable {
  private let made = Mutex(0)
  private let first: Int
  private let count: Int
  private let number: CInt
  /// Writes put at most so many bytes.
  private let portion: Int

  init(first: Int = .max, count: Int = 1, number: CInt = EIO, portion: Int = .max) {
    (self.first, self.count, self.number, self.portion) = (first, count, number, portion)
  }

  var madeCalls: Int { made.withLock { $0 } }

  private func unlessFailing<R: SignedInteger>(_ call: () -> R) -> R {
    let index = made.withLock { made in
      made += 1
      return made
    }
    guard index >= first, index - first < count else { return call() }
    errno = number
    return -1
  }

  var table: SystemCalls {
    let real = SystemCalls.real
    return SystemCalls(
      open: { path, flags, mode in self.unlessFailing { real.open(path, flags, mode) } },
      write: { file, bytes in
        self.unlessFailing { real.write(file, UnsafeRawBufferPointer(rebasing: bytes.prefix(self.portion))) }
      },
      pwrite: { file, bytes, offset in
        self.unlessFailing { real.pwrite(file, UnsafeRawBufferPointer(rebasing: bytes.prefix(self.portion)), offset) }
      },
      ftruncate: { file, size in self.unlessFailing { real.ftruncate(file, size) } },
      fchmod: { file, mode in self.unlessFailing { real.fchmod(file, mode) } },
      fsync: { file in self.unlessFailing { real.fsync(file) } },
      rename: { old, new in self.unlessFailing { real.rename(old, new) } })
  }
}
