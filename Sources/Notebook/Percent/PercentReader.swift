// Reads a session file in the percent format, keeping every byte of it.

import Diagnostics

struct PercentReader {
  private var frame = FileFrame()
  private var cells: [Cell] = []
  private var warnings: [Diagnostic] = []

  /// Reads the bytes of a file, which are UTF-8.
  static func read(_ bytes: [UInt8]) -> (document: NotebookDocument, warnings: [Diagnostic]) {
    var reader = PercentReader()
    reader.read(bytes)
    let document = NotebookDocument(cells: reader.cells, settings: reader.frame.settings, frame: reader.frame)
    return (document, reader.warnings)
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private mutating func read(_ bytes: [UInt8]) {
    let mark = bytes.starts(with: PercentReader.byteOrderMark) ? PercentReader.byteOrderMark : []
    var lines = Line.all(in: bytes.dropFirst(mark.count))
    if let ending = lines.first?.ending, !ending.isEmpty { frame.newline = Array(ending) }
    takeSettings(from: &lines)
    let start = preambleCount(of: lines)
    frame.preamble = mark + Array(lines[..<start]).bytes
    readCells(Array(lines[start...]))
  }

  /// Takes the settings line and what follows it off the end.
  private mutating func takeSettings(from lines: inout [Line]) {
    guard let index = lines.lastIndex(where: { !$0.isBlank }), NotebookSettings.isLine(lines[index].content) else {
      return
    }
    let line = String(decoding: lines[index].content, as: UTF8.self)
    (frame.settings, warnings) = NotebookSettings.read(line, number: index + 1)
    frame.settingsLine = Array(lines[index...]).bytes
    lines.removeSubrange(index...)
  }

  /// The lines that no cell shows: they mean something only at the top of the file.
  private func preambleCount(of lines: [Line]) -> Int {
    var count = 0
    if let first = lines.first, first.content.starts(with: "#!") { count = 1 }
    if count < lines.count, count < 2, isCoding(lines[count].content) { count += 1 }
    if count < lines.count, lines[count].content.starts(with: "# ---"),
      let end = lines[(count + 1)...].firstIndex(where: { $0.content.starts(with: "# ---") }),
      lines[count..<end].allSatisfy({ $0.content.first == UInt8(ascii: "#") && !Marker.isMarker($0.content) })
    {
      count = end + 1
    }
    while count < lines.count, lines[count].isBlank { count += 1 }
    return count
  }

  /// A coding declaration as PEP 263 has it.
  private func isCoding(_ content: ArraySlice<UInt8>) -> Bool {
    guard content.first == UInt8(ascii: "#"), let range = content.firstRange(ofBytes: "coding".utf8) else {
      return false
    }
    let next = content[range.upperBound...].first
    return next == UInt8(ascii: ":") || next == UInt8(ascii: "=")
  }

  private mutating func readCells(_ lines: [Line]) {
    let isInString = TripleQuotes.begin(within: lines.map(\.content))
    let starts = lines.indices.filter { !isInString[$0] && Marker.isMarker(lines[$0].content) }
    let firstStart = starts.first ?? lines.count
    if firstStart > 0 || starts.isEmpty {
      appendCell(marker: nil, lines[..<firstStart], isLast: starts.isEmpty)
    }
    for (index, start) in starts.enumerated() {
      let isLast = index + 1 == starts.count
      appendCell(marker: lines[start], lines[(start + 1)..<(isLast ? lines.count : starts[index + 1])], isLast: isLast)
    }
  }

  private mutating func appendCell(marker: Line?, _ lines: ArraySlice<Line>, isLast: Bool) {
    let end = lines.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? lines.startIndex
    var body = Array(lines[..<end])
    var tail = Array(lines[end...]).bytes
    if let last = body.indices.last {
      tail = body[last].ending + tail
      body[last].ending = []
    }
    let bytes = body.bytes
    let declared = marker.map { Marker.kind(of: $0.content) } ?? .code
    let read = CellBody.read(bytes, as: declared)
    let text = read ?? CellBody(form: .plain, bytes: bytes)
    let isFollowed = !isLast || frame.settingsLine != nil
    let usual = PercentWriter.usualTail(
      hasMarker: marker != nil, isEmpty: bytes.isEmpty, isFollowed: isFollowed, newline: frame.newline)
    cells.append(
      Cell(
        id: CellID(cells.count + 1), kind: read == nil ? .code : declared,
        text: String(decoding: text.text, as: UTF8.self),
        origin: CellOrigin(marker: marker.map { Array($0.bytes) } ?? [], body: text, tail: tail == usual ? nil : tail)))
  }
}
