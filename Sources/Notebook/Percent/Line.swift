// Lines of bytes, each with the ending that it really has.

let lineFeed = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")

/// A line of a file. It ends with LF, CR LF or CR, as Python reads them, or with the file.
struct Line {
  var content: ArraySlice<UInt8>
  var ending: ArraySlice<UInt8>

  var bytes: ArraySlice<UInt8> { content + ending }
  var isBlank: Bool { content.allSatisfy(\.isBlank) }

  /// All lines of some bytes. After an ending at the very end comes no further line.
  static func all(in bytes: ArraySlice<UInt8>) -> [Line] {
    var lines: [Line] = []
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let end = bytes[start...].firstIndex { $0 == lineFeed || $0 == carriageReturn } ?? bytes.endIndex
      var next = min(end + 1, bytes.endIndex)
      if end < bytes.endIndex, bytes[end] == carriageReturn, next < bytes.endIndex, bytes[next] == lineFeed {
        next += 1
      }
      lines.append(Line(content: bytes[start..<end], ending: bytes[end..<next]))
      start = next
    }
    return lines
  }

  /// The number of line endings in some bytes.
  static func endings(in bytes: some Sequence<UInt8>) -> Int {
    var count = 0
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == carriageReturn || byte == lineFeed && previous != carriageReturn { count += 1 }
      previous = byte
    }
    return count
  }
}

extension [Line] {
  /// The lines as they stand in the file.
  var bytes: [UInt8] { flatMap(\.bytes) }
}

extension UInt8 {
  /// A space, a tab or a form feed: blank within a line, to Python.
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == 0x0C }
}

extension Collection<UInt8> {
  var trimmingBlanks: [UInt8] {
    Array(drop(while: \.isBlank).reversed().drop(while: \.isBlank).reversed())
  }

  func starts(with text: StaticString) -> Bool {
    starts(with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}

extension Collection<UInt8> where SubSequence: Collection<UInt8> {
  /// The first place at which some bytes stand.
  func firstRange(ofBytes wanted: some Collection<UInt8>) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      let rest = self[start...]
      if rest.starts(with: wanted) { return start..<index(start, offsetBy: wanted.count) }
      formIndex(after: &start)
    }
    return nil
  }
}
