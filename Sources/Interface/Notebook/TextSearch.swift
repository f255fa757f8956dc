// Finding text in a cell. A wanted text without capital letters finds capital ones too.

struct TextSearch {
  private let wanted: [UInt8]
  private let foldsCase: Bool
  /// The wanted characters in small letters, where bytes alone do not tell which are alike.
  private let characters: [String]?

  init(_ text: String) {
    foldsCase = !text.contains(where: \.isUppercase)
    wanted = Array(text.utf8)
    characters = foldsCase && !text.allSatisfy(\.isASCII) ? text.map { $0.lowercased() } : nil
  }

  /// Where the text stands, from the start on, without overlaps and in whole characters.
  func ranges(in text: CellText) -> [Range<Int>] {
    guard !wanted.isEmpty else { return [] }
    if let characters { return ranges(of: characters, in: text.text) }
    let bytes = text.utf8
    var ranges: [Range<Int>] = []
    var start = 0
    while start + wanted.count <= bytes.count {
      let end = start + wanted.count
      if stands(at: start, in: bytes), text.clamp(start) == start, text.clamp(end) == end {
        ranges.append(start..<end)
        start = end
      } else {
        start += 1
      }
    }
    return ranges
  }

  private func stands(at start: Int, in bytes: [UInt8]) -> Bool {
    wanted.indices.allSatisfy { index in
      let byte = bytes[start + index]
      let isCapital = foldsCase && (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      return (isCapital ? byte | 0x20 : byte) == wanted[index]
    }
  }

  private func ranges(of wanted: [String], in text: String) -> [Range<Int>] {
    let characters = text.map { (small: $0.lowercased(), size: $0.utf8.count) }
    var ranges: [Range<Int>] = []
    var index = 0
    var offset = 0
    while index < characters.count {
      let part = characters[index...].prefix(wanted.count)
      let isFound = part.count == wanted.count && zip(part, wanted).allSatisfy { $0.small == $1 }
      let taken = isFound ? part : part.prefix(1)
      let size = taken.reduce(0) { $0 + $1.size }
      if isFound { ranges.append(offset..<offset + size) }
      offset += size
      index += taken.count
    }
    return ranges
  }
}
