// Named tensors as the bytes of a safetensors file, in memory.

import FoundationEssentials

/// Named tensors in the order in which their bytes lie in the file.
package struct Safetensors: Sendable, Equatable {
  package struct Entry: Sendable, Equatable {
    package let name: String
    package let tensor: Tensor

    package init(name: String, tensor: Tensor) {
      self.name = name
      self.tensor = tensor
    }
  }

  package var entries: [Entry]
  /// The header's free text, such as who wrote the file.
  package var metadata: [String: String]

  package init(entries: [Entry], metadata: [String: String] = [:]) {
    self.entries = entries
    self.metadata = metadata
  }

  /// The first tensor of that name.
  package subscript(name: String) -> Tensor? {
    entries.first { $0.name == name }?.tensor
  }

  /// Reads a whole file's bytes. Whatever is wrong with them is one error.
  package init(bytes: [UInt8]) throws(SafetensorsError) {
    let dataStart =
      try SafetensorsHeader.lengthSize + SafetensorsHeader.length(bytes, fileSize: bytes.count)
    let header = try SafetensorsHeader(
      json: Data(bytes[SafetensorsHeader.lengthSize..<dataStart]), dataSize: bytes.count - dataStart)
    metadata = header.metadata
    entries = header.items.map { item in
      let values = [Float](unsafeUninitializedCapacity: item.count) { buffer, initialized in
        bytes.withUnsafeBytes { bytes in
          let range = dataStart + item.bytes.lowerBound..<dataStart + item.bytes.upperBound
          item.type.convert(UnsafeRawBufferPointer(rebasing: bytes[range]), to: .init(rebasing: buffer[..<item.count]))
        }
        initialized = item.count
      }
      return Entry(name: item.name, tensor: Tensor(shape: item.shape, values: values))
    }
  }

  /// The file's bytes.
  package func encoded() throws(SafetensorsError) -> [UInt8] {
    let header = try SafetensorsHeader(entries.lazy.map { ($0.name, $0.tensor.shape) }, metadata: metadata)
    var bytes = header.encoded
    bytes.reserveCapacity(bytes.count + header.dataSize)
    for entry in entries { entry.tensor.values.withUnsafeBytes { bytes.append(contentsOf: $0) } }
    return bytes
  }
}
