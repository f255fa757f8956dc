// The bytes of a pickle file one after the other, and why they are no use. The texts are clauses behind the file's name.

import Tensors

package enum PickleProblem: Error, Hashable, Sendable, CustomStringConvertible {
  case truncated
  /// Opcodes that do not fit together.
  case damaged
  /// An opcode that is not read, by its name in Python's `pickletools`.
  case opcode(String)
  /// A class or function that arrays do not need.
  case name(String)
  case notAsNeeded(String)
  case noImages
  case unreadable(RegularFileError)

  package var description: String {
    switch self {
    case .truncated: "is no whole pickle: it ends too early"
    case .damaged: "is a damaged pickle"
    case .opcode(let name): "is a pickle with the opcode \(name), which is not read: only plain data and arrays are"
    case .name(let name): "is a pickle that asks for \(name), which is not made: only plain data and arrays are"
    case .notAsNeeded(let reason): "is no CIFAR batch of the Python version: \(reason)"
    case .noImages: "is no CIFAR batch of the Python version: it has no images with as many labels"
    case .unreadable(let error): "cannot be read: \(error)"
    }
  }
}

struct PickleReader {
  private static let chunk = 1 << 16

  private let file: RegularFile
  private var buffer: [UInt8] = []
  /// Where the buffer begins in the file.
  private var start = 0
  private var next = 0

  init(path: String) throws(PickleProblem) {
    do throws(RegularFileError) { file = try RegularFile(path) } catch { throw .unreadable(error) }
  }

  var offset: Int { start + next }

  mutating func byte() throws(PickleProblem) -> UInt8 {
    if next == buffer.count {
      (start, next) = (offset, 0)
      buffer = try read(at: start, count: min(PickleReader.chunk, file.size - start))
    }
    defer { next += 1 }
    return buffer[next]
  }

  /// A little-endian number without a sign; one beyond `Int` is damage.
  mutating func integer(size: Int) throws(PickleProblem) -> Int {
    var value: UInt64 = 0
    for index in 0..<size { value |= UInt64(try byte()) << UInt64(8 * index) }
    guard let integer = Int(exactly: value) else { throw .damaged }
    return integer
  }

  mutating func bytes(_ count: Int) throws(PickleProblem) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<count { bytes.append(try byte()) }
    return bytes
  }

  /// Text up to a newline.
  mutating func line() throws(PickleProblem) -> String {
    var bytes: [UInt8] = []
    while true {
      let byte = try byte()
      if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
      guard bytes.count <= 256 else { throw .damaged }
    }
  }

  mutating func skip(_ count: Int) throws(PickleProblem) {
    guard count <= file.size - offset else { throw .truncated }
    (start, next, buffer) = (offset + count, 0, [])
  }

  private func read(at offset: Int, count: Int) throws(PickleProblem) -> [UInt8] {
    guard count > 0 else { throw .truncated }
    do throws(RegularFileError) { return try file.bytes(at: offset, count: count) } catch { throw .unreadable(error) }
  }
}
