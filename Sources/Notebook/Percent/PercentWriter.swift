// Writes a document in the percent format: what was not edited byte for byte as it was.

struct PercentWriter {
  private let document: NotebookDocument
  private(set) var bytes: [UInt8] = []
  /// For each cell, the line on which its text begins, from 1.
  private(set) var firstLines: [Int] = []
  /// The line of the settings, from 1; nil where there is none.
  private(set) var settingsNumber: Int?
  private var line = 1
  /// The string that the bytes up to `readCount` leave open, if any.
  private var quotes = TripleQuotes()
  private var readCount = 0

  static func write(_ document: NotebookDocument) -> PercentWriter {
    var writer = PercentWriter(document: document)
    writer.append(document.frame.preamble)
    for index in document.cells.indices { writer.append(document.cells[index], at: index) }
    writer.appendSettings()
    return writer
  }

  /// What follows a cell where the file does not say otherwise: the line's ending, and a blank line before what follows.
  static func usualTail(hasMarker: Bool, isEmpty: Bool, isFollowed: Bool, newline: [UInt8]) -> [UInt8] {
    if isEmpty && !hasMarker { return [] }
    return (isEmpty ? [] : newline) + (isFollowed ? newline : [])
  }

  private init(document: NotebookDocument) { self.document = document }

  private var newline: [UInt8] { document.frame.newline }

  private mutating func append(_ cell: Cell, at index: Int) {
    appendMarker(of: cell, at: index)
    var body = CellBody.written(cell.text, kind: cell.kind, from: cell.origin.body, newline: newline)
    if !body.bytes.isEmpty { startLine() }
    if body.form.isQuoted, endsOpenString(body) {
      body = .comments(cell.text, from: cell.origin.body, newline: newline)
    }
    firstLines.append(line + body.form.leadingLines)
    append(body.bytes)
    let isFollowed = index + 1 < document.cells.count || settingsLine != nil
    let tail =
      cell.origin.tail
      ?? PercentWriter.usualTail(
        hasMarker: cell.origin.marker != [], isEmpty: body.bytes.isEmpty, isFollowed: isFollowed, newline: newline)
    // A cell that was blank in the file has a tail without the ending of a last line.
    if !body.bytes.isEmpty, let first = tail.first, first.isBlank { startLine() }
    append(tail)
  }

  /// A cell without a marker gets one unless it begins the file.
  private mutating func appendMarker(of cell: Cell, at index: Int) {
    if let marker = cell.origin.marker, !marker.isEmpty {
      startLine()
      append(marker)
    } else if cell.origin.marker == nil || index > 0 {
      startParagraph()
      append(Marker.generated(for: cell.kind, newline: newline))
    }
  }

  /// Whether a body would end a string that code before it leaves open: the file read again would have the cell within
  /// that string.
  private mutating func endsOpenString(_ body: CellBody) -> Bool {
    quotes.read(bytes[readCount...])
    readCount = bytes.count
    guard quotes.open != nil else { return false }
    var after = quotes
    after.read(body.bytes[...])
    return after.closedCount > quotes.closedCount
  }

  private var settingsLine: [UInt8]? {
    let frame = document.frame
    if document.settings == frame.settings { return frame.settingsLine }
    return document.settings.line.map { Array($0.utf8) + newline }
  }

  private mutating func appendSettings() {
    guard let settingsLine else { return }
    if settingsLine == document.frame.settingsLine { startLine() } else { startParagraph() }
    settingsNumber = line
    append(settingsLine)
  }

  // MARK: Bytes

  private mutating func append(_ new: [UInt8]) {
    bytes += new
    line += Line.endings(in: new)
  }

  /// Ends a line that has not ended, such as the last of a file without a final newline.
  private mutating func startLine() {
    guard let last = bytes.last, bytes.count > markCount, last != lineFeed, last != carriageReturn else { return }
    append(newline)
  }

  /// Leaves a blank line before what comes next.
  private mutating func startParagraph() {
    startLine()
    guard bytes.count > markCount, !endsWithBlankLine else { return }
    append(newline)
  }

  private var endsWithBlankLine: Bool {
    var rest = bytes[...]
    if rest.last == lineFeed { rest.removeLast() }
    if rest.last == carriageReturn { rest.removeLast() }
    guard let last = rest.last(where: { !$0.isBlank }) else { return true }
    return last == lineFeed || last == carriageReturn
  }

  /// A byte order mark is not yet a line.
  private var markCount: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }
}
