// Safetensors files: named float32 tensors, read and written by the published format.
// https://github.com/huggingface/safetensors: 8 bytes of header length, a JSON header, then the tensors' bytes without gaps.

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
}

/// Why a file is no safetensors file of float32 tensors. The text is a clause without the file's name.
package enum SafetensorsError: Error, Hashable, CustomStringConvertible {
  case truncated(size: Int)
  case headerLength(UInt64, available: Int)
  case header(reason: String)
  case type(tensor: String, found: String)
  case shape(tensor: String, shape: [Int])
  case offsets(tensor: String, begin: Int, end: Int, dataSize: Int)
  case gapOrOverlap(tensor: String, begin: Int, expected: Int)
  case size(tensor: String, shape: [Int], bytes: Int)
  case trailingBytes(Int)
  case duplicateName(String)

  package var description: String {
    switch self {
    case .truncated(let size):
      "it ends after \(size) bytes, before the 8 bytes of the header's length"
    case .headerLength(let length, let available):
      "its header should be \(length) bytes long, but \(available) bytes follow"
    case .header(let reason):
      "its header is not the JSON of safetensors: \(reason)"
    case .type(let tensor, let found):
      "tensor \(tensor) has type \(found); only F32 is read"
    case .shape(let tensor, let shape):
      "tensor \(tensor) has the impossible shape \(shape)"
    case .offsets(let tensor, let begin, let end, let dataSize):
      "tensor \(tensor) should be bytes \(begin) to \(end), but the data is \(dataSize) bytes long"
    case .gapOrOverlap(let tensor, let begin, let expected):
      "tensor \(tensor) begins at byte \(begin), but the one before it ends at \(expected)"
    case .size(let tensor, let shape, let bytes):
      "tensor \(tensor) of shape \(shape) has \(bytes) bytes"
    case .trailingBytes(let count):
      "\(count) bytes after the last tensor belong to none"
    case .duplicateName(let name):
      "two tensors are named \(name)"
    }
  }
}

// MARK: - Reading

/// One tensor of the header.
private struct TensorHeader: Codable {
  let dtype: String
  let shape: [Int]
  let dataOffsets: [Int]

  enum CodingKeys: String, CodingKey {
    case dtype
    case shape
    case dataOffsets = "data_offsets"
  }
}

private let metadataKey = "__metadata__"

/// A value of the header: a tensor, or the free text under `__metadata__`.
private enum HeaderValue: Decodable {
  case tensor(TensorHeader)
  case metadata([String: String])

  init(from decoder: any Decoder) throws {
    if decoder.codingPath.last?.stringValue == metadataKey {
      self = .metadata(try [String: String](from: decoder))
    } else {
      self = .tensor(try TensorHeader(from: decoder))
    }
  }
}

extension Safetensors {
  /// Reads a whole file's bytes. Whatever is wrong with them is one error.
  package init(bytes: [UInt8]) throws(SafetensorsError) {
    let (header, dataStart) = try Safetensors.header(of: bytes)
    let dataSize = bytes.count - dataStart
    metadata = [:]
    var tensors: [(name: String, header: TensorHeader, span: Range<Int>)] = []
    for (name, value) in header {
      switch value {
      case .metadata(let text): metadata = text
      case .tensor(let tensor): tensors.append((name, tensor, try tensor.span(of: name, dataSize: dataSize)))
      }
    }
    tensors.sort {
      ($0.span.lowerBound, $0.span.upperBound, $0.name) < ($1.span.lowerBound, $1.span.upperBound, $1.name)
    }

    entries = []
    var position = 0
    for (name, tensor, span) in tensors {
      guard span.lowerBound == position else {
        throw .gapOrOverlap(tensor: name, begin: span.lowerBound, expected: position)
      }
      position = span.upperBound
      let values = floats(bytes[dataStart + span.lowerBound..<dataStart + span.upperBound])
      entries.append(Entry(name: name, tensor: Tensor(shape: tensor.shape, values: values)))
    }
    guard position == dataSize else { throw .trailingBytes(dataSize - position) }
  }

  private static func header(
    of bytes: [UInt8]
  ) throws(SafetensorsError) -> (header: [String: HeaderValue], dataStart: Int) {
    guard bytes.count >= 8 else { throw .truncated(size: bytes.count) }
    let length = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(bytes.count - 8) else { throw .headerLength(length, available: bytes.count - 8) }
    let dataStart = 8 + Int(length)
    do {
      let header = try JSONDecoder().decode([String: HeaderValue].self, from: Data(bytes[8..<dataStart]))
      return (header, dataStart)
    } catch {
      throw .header(reason: reason(error))
    }
  }
}

extension TensorHeader {
  /// The tensor's bytes within the data, or what is wrong with them.
  func span(of name: String, dataSize: Int) throws(SafetensorsError) -> Range<Int> {
    guard dtype == "F32" else { throw .type(tensor: name, found: dtype) }
    guard dataOffsets.count == 2 else { throw .header(reason: "tensor \(name) needs two data_offsets") }
    let (begin, end) = (dataOffsets[0], dataOffsets[1])
    guard 0 <= begin, begin <= end, end <= dataSize else {
      throw .offsets(tensor: name, begin: begin, end: end, dataSize: dataSize)
    }
    guard shape.allSatisfy({ $0 >= 0 }), let count = Shape.product(shape.map(Optional.some)) else {
      throw .shape(tensor: name, shape: shape)
    }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Float>.size)
    guard !overflow, bytes == end - begin else { throw .size(tensor: name, shape: shape, bytes: end - begin) }
    return begin..<end
  }
}

/// The place and the reason of a decoding error, without Foundation's wrapping.
private func reason(_ error: any Error) -> String {
  func place(_ path: [any CodingKey]) -> String {
    path.isEmpty ? "" : " at \(path.map(\.stringValue).joined(separator: "."))"
  }
  switch error {
  case DecodingError.keyNotFound(let key, let context): return "no \(key.stringValue)\(place(context.codingPath))"
  case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
    return "a wrong type\(place(context.codingPath))"
  case DecodingError.dataCorrupted(let context): return "malformed text\(place(context.codingPath))"
  default: return "unreadable"
  }
}

/// Little-endian float32 bytes as values; every platform that Swift builds for is little-endian.
private func floats(_ bytes: ArraySlice<UInt8>) -> [Float] {
  let count = bytes.count / MemoryLayout<Float>.size
  return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
    UnsafeMutableRawBufferPointer(buffer).copyBytes(from: bytes)
    initialized = count
  }
}

// MARK: - Writing

extension Safetensors {
  /// The file's bytes. The header is padded with spaces to a multiple of 8, as the format asks.
  package func encoded() throws(SafetensorsError) -> [UInt8] {
    var names: Set<String> = [metadataKey]
    var fields: [String] = []
    if !metadata.isEmpty {
      let text = metadata.sorted { $0.key < $1.key }.map { "\(jsonString($0.key)):\(jsonString($0.value))" }
      fields.append("\(jsonString(metadataKey)):{\(text.joined(separator: ","))}")
    }
    var position = 0
    for entry in entries {
      guard names.insert(entry.name).inserted else { throw .duplicateName(entry.name) }
      let end = position + entry.tensor.count * MemoryLayout<Float>.size
      let shape = entry.tensor.shape.map(String.init).joined(separator: ",")
      fields.append(
        "\(jsonString(entry.name)):{\"dtype\":\"F32\",\"shape\":[\(shape)],\"data_offsets\":[\(position),\(end)]}")
      position = end
    }
    var header = Array("{\(fields.joined(separator: ","))}".utf8)
    header.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - header.count % 8) % 8))

    var bytes = (0..<8).map { UInt8(truncatingIfNeeded: UInt64(header.count) >> (8 * $0)) }
    bytes.reserveCapacity(8 + header.count + position)
    bytes.append(contentsOf: header)
    for entry in entries { entry.tensor.values.withUnsafeBytes { bytes.append(contentsOf: $0) } }
    return bytes
  }
}

/// A JSON string literal (RFC 8259, section 7).
private func jsonString(_ text: String) -> String {
  var literal = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": literal += "\\\""
    case "\\": literal += "\\\\"
    case _ where scalar.value < 0x20:
      let digits = String(scalar.value, radix: 16)
      literal += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: literal.unicodeScalars.append(scalar)
    }
  }
  return literal + "\""
}
