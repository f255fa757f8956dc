// A safetensors file on disk: its header is read at once, each tensor when asked for, into its own memory alone.

import FoundationEssentials

/// An open file of tensors, whose header has been checked.
package final class SafetensorsFile: Sendable {
  package let path: String
  package let header: SafetensorsHeader
  private let file: RegularFile
  private let dataStart: Int

  package init(path: String) throws(SafetensorsError) {
    let lengthSize = SafetensorsHeader.lengthSize
    do throws(RegularFileError) { file = try RegularFile(path) } catch { throw .file(error) }
    let start = try file.part(at: 0, count: min(lengthSize, file.size))
    dataStart = lengthSize + (try SafetensorsHeader.length(start, fileSize: file.size))
    let json = try file.part(at: lengthSize, count: dataStart - lengthSize)
    header = try SafetensorsHeader(json: Data(json), dataSize: file.size - dataStart)
    self.path = path
  }

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
      do throws(RegularFileError) { try file.fill(UnsafeMutableRawBufferPointer(values), from: start) } catch {
        throw .file(error)
      }
      return
    }
    // By parts, so that the file's numbers never lie in memory beside the converted ones.
    let part = 1 << 16
    for first in stride(from: 0, to: item.count, by: part) {
      let range = first..<min(first + part, item.count)
      let stored = try file.part(at: start + first * item.type.size, count: range.count * item.type.size)
      stored.withUnsafeBytes { item.type.convert($0, to: .init(rebasing: values[range])) }
    }
  }
}

extension RegularFile {
  fileprivate func part(at offset: Int, count: Int) throws(SafetensorsError) -> [UInt8] {
    do throws(RegularFileError) { return try bytes(at: offset, count: count) } catch { throw .file(error) }
  }
}
