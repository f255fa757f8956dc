// A safetensors file on disk: its header is read at once, each tensor when asked for, into its own memory alone.

import FoundationEssentials

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// An open file of tensors, whose header has been checked.
package final class SafetensorsFile: Sendable {
  package let path: String
  package let header: SafetensorsHeader
  private let descriptor: CInt
  private let dataStart: Int

  package init(path: String) throws(SafetensorsError) {
    let size = try regularFileSize(path)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw systemError() }
    do throws(SafetensorsError) {
      let start = try bytes(of: descriptor, at: 0, count: min(SafetensorsHeader.lengthSize, size))
      let length = try SafetensorsHeader.length(start, fileSize: size)
      dataStart = SafetensorsHeader.lengthSize + length
      header = try SafetensorsHeader(
        json: bytes(of: descriptor, at: SafetensorsHeader.lengthSize, count: length), dataSize: size - dataStart)
    } catch {
      close(descriptor)
      throw error
    }
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Reads one tensor of the header.
  package func tensor(_ item: SafetensorsHeader.Item) throws(SafetensorsError) -> Tensor {
    var failure: SafetensorsError?
    let values = [Float](unsafeUninitializedCapacity: item.count) { buffer, initialized in
      do throws(SafetensorsError) {
        try read(item, into: .init(rebasing: buffer[..<item.count]))
        initialized = item.count
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return Tensor(shape: item.shape, values: values)
  }

  private func read(
    _ item: SafetensorsHeader.Item, into values: UnsafeMutableBufferPointer<Float>
  ) throws(SafetensorsError) {
    let start = dataStart + item.bytes.lowerBound
    // Every platform that Swift builds for is little-endian, as the format is.
    if item.type == .float32 {
      return try fill(UnsafeMutableRawBufferPointer(values), from: descriptor, at: start)
    }
    // By parts, so that the file's numbers never lie in memory beside the converted ones.
    let part = 1 << 16
    for first in stride(from: 0, to: item.count, by: part) {
      let range = first..<min(first + part, item.count)
      let stored = try bytes(of: descriptor, at: start + first * item.type.size, count: range.count * item.type.size)
      stored.withUnsafeBytes { item.type.convert($0, to: .init(rebasing: values[range])) }
    }
  }
}

// MARK: - The system

private func regularFileSize(_ path: String) throws(SafetensorsError) -> Int {
  guard !path.utf8.contains(0) else { throw .missing }
  var status = stat()
  guard stat(path, &status) == 0 else { throw systemError() }
  switch status.st_mode & S_IFMT {
  case S_IFREG: return Int(status.st_size)
  case S_IFDIR: throw .directory
  default: throw .notRegular
  }
}

private func bytes(of file: CInt, at offset: Int, count: Int) throws(SafetensorsError) -> Data {
  var bytes = Data(count: count)
  var failure: SafetensorsError?
  bytes.withUnsafeMutableBytes { buffer in
    do throws(SafetensorsError) { try fill(buffer, from: file, at: offset) } catch { failure = error }
  }
  if let failure { throw failure }
  return bytes
}

/// Fills the whole of it.
private func fill(_ bytes: UnsafeMutableRawBufferPointer, from file: CInt, at offset: Int) throws(SafetensorsError) {
  var filled = 0
  while filled < bytes.count {
    let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[filled...])
    let count = pread(file, rest.baseAddress, rest.count, off_t(offset + filled))
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { throw systemError() }
    guard count > 0 else { throw .unreadable("it has become shorter") }
    filled += count
  }
}

private func systemError() -> SafetensorsError {
  switch errno {
  case ENOENT, ENOTDIR: .missing
  case EACCES, EPERM: .unreadable("no permission")
  case let number: .unreadable(String(cString: strerror(number)))
  }
}
