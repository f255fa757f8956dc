// What a recovery journal consists of: records behind one another, each sealed by a checksum.
//
// The file begins with a line that names the format. A record is its payload's length (4 bytes), its seal (8 bytes), its
// kind (1 byte) and its payload, numbers little-endian. The seal is a checksum over all records up to this one: a torn
// end, or what an older content left behind the end, never passes for a record.

enum JournalRecord: Hashable {
  /// Whose journal it is: the first record.
  case opening(JournalOwner)
  /// The notebook's bytes now: of those before, so many at the start and at the end stayed, and `middle` lies between.
  case content(prefix: Int, suffix: Int, middle: [UInt8])
}

/// The notebook that a journal follows.
package struct JournalOwner: Hashable, Sendable {
  /// The file's path from the root, without links; nil for a notebook without a name.
  package var path: String?
  /// The program that writes the journal.
  package var process: Int
  /// The file as it was opened or saved last.
  package var version: FileVersion?
}

enum JournalFormat {
  static let start = Array("compbook journal 1\n".utf8)
  private static let headSize = 13
  private static let openingKind: UInt8 = 1
  private static let contentKind: UInt8 = 2

  /// A record as it stands in the file, and the seal for the next one to go on from.
  static func encode(_ record: JournalRecord, after seal: UInt64) -> (bytes: [UInt8], seal: UInt64) {
    let body = body(of: record)
    let seal = Checksum.of(body, after: seal)
    return (UInt32(body.count - 1).littleEndianBytes + seal.littleEndianBytes + body, seal)
  }

  /// The records of a file up to the first that is torn; nil for a file that is no journal.
  static func decode(_ bytes: [UInt8]) -> [JournalRecord]? {
    guard bytes.starts(with: start) else { return nil }
    var records: [JournalRecord] = []
    var rest = bytes.dropFirst(start.count)
    var seal = Checksum.start
    while rest.count >= headSize {
      let length = Int(UInt32(littleEndian: rest.prefix(4)))
      guard rest.count - headSize >= length else { break }
      let body = rest.dropFirst(headSize - 1).prefix(length + 1)
      seal = Checksum.of(body, after: seal)
      guard UInt64(littleEndian: rest.dropFirst(4).prefix(8)) == seal, let record = record(of: Array(body)) else {
        break
      }
      records.append(record)
      rest = rest.dropFirst(headSize + length)
    }
    return records
  }

  /// A record's kind and payload.
  private static func body(of record: JournalRecord) -> [UInt8] {
    switch record {
    case .opening(let owner):
      var numbers = [UInt64(owner.process), 0, 0, 0]
      if let version = owner.version { numbers[1...] = [1, UInt64(version.size), version.checksum] }
      return [openingKind] + numbers.flatMap(\.littleEndianBytes) + Array((owner.path ?? "").utf8)
    case .content(let prefix, let suffix, let middle):
      let numbers = [UInt64(prefix), UInt64(suffix)]
      return [contentKind] + numbers.flatMap(\.littleEndianBytes) + middle
    }
  }

  private static func record(of body: [UInt8]) -> JournalRecord? {
    let numbers = stride(from: 1, to: body.count - 7, by: 8).prefix(4).map {
      UInt64(littleEndian: body[$0..<$0 + 8])
    }
    switch body.first {
    case openingKind where numbers.count == 4:
      let path = String(decoding: body[33...], as: UTF8.self)
      let version = numbers[1] == 1 ? FileVersion(size: Int(clamping: numbers[2]), checksum: numbers[3]) : nil
      return .opening(
        JournalOwner(path: path.isEmpty ? nil : path, process: Int(clamping: numbers[0]), version: version))
    case contentKind where numbers.count >= 2:
      return .content(
        prefix: Int(clamping: numbers[0]), suffix: Int(clamping: numbers[1]), middle: Array(body[17...]))
    default: return nil
    }
  }
}

/// What a journal says after its last whole record.
struct JournalContents: Hashable {
  var owner: JournalOwner
  /// The notebook's bytes; nil where nothing was written into it.
  var bytes: [UInt8]?

  /// Nil for a file that is no journal, or that a program left before it said whose it is.
  init?(_ file: [UInt8]) {
    guard let records = JournalFormat.decode(file), case .opening(let owner)? = records.first else { return nil }
    self.owner = owner
    for case .content(let prefix, let suffix, let middle) in records.dropFirst() {
      let old = bytes ?? []
      guard prefix <= old.count, suffix <= old.count - prefix else { break }
      bytes = old.prefix(prefix) + middle + old.suffix(suffix)
    }
  }
}

extension FixedWidthInteger {
  fileprivate var littleEndianBytes: [UInt8] { withUnsafeBytes(of: littleEndian) { Array($0) } }

  /// A number from as many bytes as it has.
  fileprivate init(littleEndian bytes: some BidirectionalCollection<UInt8>) {
    self = bytes.reversed().reduce(0) { $0 << 8 | Self($1) }
  }
}
