// The text that is parsed, and where in it things stand: the parser tells where texts are, and this where blocks begin.

struct MarkdownSource {
  private let bytes: [UInt8]
  /// What the parser gets.
  let parsed: [UInt8]
  /// The signs that the parser gets besides, by their places there.
  private let added: [(place: Int, count: Int)]

  private static let newline = UInt8(ascii: "\n")

  init(_ text: String) {
    bytes = Array(text.utf8)
    var parsed: [UInt8] = []
    var added: [(place: Int, count: Int)] = []
    var done = 0
    for addition in TableSpelling.additions(to: bytes) {
      parsed += bytes[done..<addition.offset]
      added.append((parsed.count, addition.signs.count))
      parsed += addition.signs
      done = addition.offset
    }
    self.parsed = parsed + bytes[done...]
    self.added = added
  }

  // MARK: Places

  /// Where characters of the parsed text stand, given where it begins; nil for those that the parser adds.
  func range(of characters: UnsafeBufferPointer<CChar>, from base: UnsafeRawPointer) -> Range<Int>? {
    guard let start = characters.baseAddress else { return nil }
    let place = UnsafeRawPointer(start) - base
    guard 0..<parsed.count ~= place else { return nil }
    return offset(ofPlace: place)..<offset(ofPlace: place + characters.count)
  }

  private func offset(ofPlace place: Int) -> Int {
    place - added.reduce(0) { $0 + min(max(0, place - $1.place), $1.count) }
  }

  func text(in range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  // MARK: Lines

  /// The line at which a block begins whose text does at an offset, and whether a blank one stands before it. Before
  /// the text of a fence stands its own line.
  func start(of offset: Int, isFenced: Bool = false) -> (offset: Int, isApart: Bool) {
    var line = start(ofLineAt: offset)
    if isFenced { line = start(ofLineAt: line - 1) }
    return (line, line > 0 && isBlank(start(ofLineAt: line - 1)))
  }

  /// The next line after that of an offset that has something on it; the first of all after none.
  func start(after offset: Int?) -> (offset: Int, isApart: Bool) {
    let first = offset.map { end(ofLineAt: $0) + 1 } ?? 0
    var line = first
    while line < bytes.count, isBlank(line) { line = end(ofLineAt: line) + 1 }
    return (min(line, bytes.count), line > first)
  }

  func end(ofLineAt offset: Int) -> Int {
    let start = min(max(0, offset), bytes.count)
    return bytes[start...].firstIndex(of: MarkdownSource.newline) ?? bytes.count
  }

  private func start(ofLineAt offset: Int) -> Int {
    let end = min(max(0, offset), bytes.count)
    return bytes[..<end].lastIndex(of: MarkdownSource.newline).map { $0 + 1 } ?? 0
  }

  /// Whether a line holds nothing but blanks and the signs of quotes.
  private func isBlank(_ start: Int) -> Bool {
    bytes[start..<end(ofLineAt: start)].allSatisfy { " \t\r>".utf8.contains($0) }
  }
}
