// The header of a safetensors file: which tensors there are, and where their bytes lie.
// https://github.com/huggingface/safetensors: 8 bytes of header length, a JSON header, then the tensors' bytes without gaps.

import FoundationEssentials

package struct SafetensorsHeader: Sendable, Hashable {
  package struct Item: Sendable, Hashable {
    package let name: String
    package let type: StoredType
    package let shape: [Int]
    /// Within the data, which begins after the header.
    package let bytes: Range<Int>

    package var count: Int { bytes.count / type.size }
  }

  /// In the order of their bytes.
  package let items: [Item]
  /// Free text, such as who wrote the file.
  package let metadata: [String: String]

  /// The bytes before the header, which tell its length.
  static let lengthSize = 8
  /// No header may be longer: the limit of the format's own library.
  static let sizeLimit = 100_000_000
  private static let metadataKey = "__metadata__"
}

// MARK: - Reading

/// One tensor of the JSON.
private struct TensorRecord: Decodable {
  let dtype: String
  let shape: [Int]
  let dataOffsets: [Int]

  enum CodingKeys: String, CodingKey {
    case dtype
    case shape
    case dataOffsets = "data_offsets"
  }
}

/// A value of the JSON: a tensor, or the free text under `__metadata__`.
private enum RecordOrText: Decodable {
  case tensor(TensorRecord)
  case metadata([String: String])

  init(from decoder: any Decoder) throws {
    if decoder.codingPath.last?.stringValue == "__metadata__" {
      self = .metadata(try [String: String](from: decoder))
    } else {
      self = .tensor(try TensorRecord(from: decoder))
    }
  }
}

/// What people keep weights and arrays in besides, by the first bytes.
private let otherFormats: [(start: [UInt8], name: String)] = [
  ([0x89] + Array("HDF\r\n".utf8), "an HDF5 file such as .weights.h5"),
  (Array("PK\u{3}\u{4}".utf8), "a ZIP archive such as .keras or .npz"),
  ([0x93] + Array("NUMPY".utf8), "a NumPy array file"),
]

extension SafetensorsHeader {
  /// The header's length from a file's first bytes, if a file of that size has room for it.
  static func length(_ bytes: some Collection<UInt8>, fileSize: Int) throws(SafetensorsError) -> Int {
    guard bytes.count >= lengthSize else { throw .truncated(size: bytes.count) }
    // No header is as long as these would tell.
    if let (_, format) = otherFormats.first(where: { bytes.starts(with: $0.start) }) { throw .foreign(format) }
    let length = bytes.prefix(lengthSize).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let available = fileSize - lengthSize
    guard length <= UInt64(available) else { throw .headerLength(length, available: available) }
    guard length <= UInt64(sizeLimit) else { throw .headerTooLong(length) }
    return Int(length)
  }

  /// Reads the JSON. Whatever is wrong with it, or does not fit data of that size, is one error.
  init(json: Data, dataSize: Int) throws(SafetensorsError) {
    let records: [String: RecordOrText]
    do {
      records = try JSONDecoder().decode([String: RecordOrText].self, from: json)
    } catch {
      throw .header(reason: reason(error))
    }
    var metadata: [String: String] = [:]
    var tensors: [(name: String, record: TensorRecord, begin: Int, end: Int)] = []
    for (name, record) in records.sorted(by: { $0.key < $1.key }) {
      switch record {
      case .metadata(let text): metadata = text
      case .tensor(let record):
        guard record.dataOffsets.count == 2 else {
          throw .header(reason: "tensor \(name.shown) needs two data_offsets")
        }
        tensors.append((name, record, record.dataOffsets[0], record.dataOffsets[1]))
      }
    }
    tensors.sort { ($0.begin, $0.end, $0.name) < ($1.begin, $1.end, $1.name) }

    var items: [Item] = []
    var position = 0
    for (name, record, _, _) in tensors {
      let item = try record.item(name: name, dataSize: dataSize)
      guard item.bytes.lowerBound == position else {
        throw .gapOrOverlap(tensor: name, begin: item.bytes.lowerBound, expected: position)
      }
      position = item.bytes.upperBound
      items.append(item)
    }
    guard position == dataSize else { throw .trailingBytes(dataSize - position) }
    self.init(items: items, metadata: metadata)
  }
}

extension TensorRecord {
  /// The tensor within the data, or what is wrong with it.
  fileprivate func item(name: String, dataSize: Int) throws(SafetensorsError) -> SafetensorsHeader.Item {
    let (begin, end) = (dataOffsets[0], dataOffsets[1])
    guard 0 <= begin, begin <= end, end <= dataSize else {
      throw .offsets(tensor: name, begin: begin, end: end, dataSize: dataSize)
    }
    guard let type = StoredType(rawValue: dtype) else { throw .type(tensor: name, found: dtype) }
    guard shape.allSatisfy({ $0 >= 0 }), let count = Shape.product(shape.map(Optional.some)) else {
      throw .shape(tensor: name, shape: shape)
    }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: type.size)
    guard !overflow, bytes == end - begin else { throw .size(tensor: name, shape: shape, bytes: end - begin) }
    return SafetensorsHeader.Item(name: name, type: type, shape: shape, bytes: begin..<end)
  }
}

/// The place and the reason of a decoding error, without Foundation's wrapping.
private func reason(_ error: any Error) -> String {
  func place(_ path: [any CodingKey]) -> String {
    path.isEmpty ? "" : " at \(path.map(\.stringValue).joined(separator: ".").shown)"
  }
  switch error {
  case DecodingError.keyNotFound(let key, let context): return "no \(key.stringValue)\(place(context.codingPath))"
  case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
    return "a wrong type\(place(context.codingPath))"
  case DecodingError.dataCorrupted(let context): return "malformed text\(place(context.codingPath))"
  default: return "unreadable"
  }
}

// MARK: - Writing

extension SafetensorsHeader {
  /// Float32 tensors one after another.
  package init(
    _ tensors: some Sequence<(name: String, shape: [Int])>, metadata: [String: String] = [:]
  ) throws(SafetensorsError) {
    var names: Set<String> = [Self.metadataKey]
    var items: [Item] = []
    var position = 0
    for (name, shape) in tensors {
      guard names.insert(name).inserted else { throw .duplicateName(name) }
      guard let end = Self.end(of: shape, from: position) else { throw .shape(tensor: name, shape: shape) }
      items.append(Item(name: name, type: .float32, shape: shape, bytes: position..<end))
      position = end
    }
    self.init(items: items, metadata: metadata)
  }

  private static func end(of shape: [Int], from position: Int) -> Int? {
    guard let bytes = Shape.product(shape.map(Optional.some) + [StoredType.float32.size]), bytes >= 0 else {
      return nil
    }
    let (end, overflow) = position.addingReportingOverflow(bytes)
    return overflow ? nil : end
  }

  /// The bytes of all tensors.
  package var dataSize: Int { items.last?.bytes.upperBound ?? 0 }

  /// The file's bytes before the data. The JSON is padded with spaces to a multiple of 8, as the format asks.
  package var encoded: [UInt8] {
    var fields: [String] = []
    if !metadata.isEmpty {
      let text = metadata.sorted { $0.key < $1.key }.map { "\(jsonString($0.key)):\(jsonString($0.value))" }
      fields.append("\(jsonString(Self.metadataKey)):{\(text.joined(separator: ","))}")
    }
    fields += items.map { item in
      let shape = item.shape.map(String.init).joined(separator: ",")
      return "\(jsonString(item.name)):{\"dtype\":\"\(item.type.rawValue)\",\"shape\":[\(shape)],"
        + "\"data_offsets\":[\(item.bytes.lowerBound),\(item.bytes.upperBound)]}"
    }
    var json = Array("{\(fields.joined(separator: ","))}".utf8)
    json.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - json.count % 8) % 8))
    return (0..<Self.lengthSize).map { UInt8(truncatingIfNeeded: json.count >> (8 * $0)) } + json
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
