// One cell as rows of the screen: its lines with what is wrong under them, then what it printed. What a keystroke
// leaves as it was is not looked at again.

import Kernel
import Notebook
import Screen

struct CellLayout: Sendable {
  /// How wide the text may be, and whether prose shows as it is written.
  struct Setting: Hashable, Sendable {
    var width: Int
    var isRaw: Bool
  }

  /// A line that takes more than one row.
  private struct TallLine: Sendable {
    var line: Int
    /// The rows that lines before it take beyond one each.
    var before: Int
    /// The line itself where it is wrapped, in bytes from its start; else empty.
    var parts: [Range<Int>]
    /// What is wrong in it: the problem's index and the part of its message.
    var messages: [(problem: Int, part: Int)]

    var extra: Int { max(0, parts.count - 1) + messages.count }
  }

  /// More printed lines than these are counted, not shown.
  private static let outputLimit = 100
  /// A message takes at most so many rows.
  private static let messageLimit = 4

  let id: CellID
  let kind: CellKind
  let title: String
  private(set) var text: CellText
  private(set) var setting: Setting
  private var report: CellReport?
  /// The wrapped lines' parts.
  private var wraps: [Int: [Range<Int>]] = [:]
  private var tall: [TallLine] = []
  /// Rendered prose; nil where the lines show as they are.
  private(set) var prose: [ProseRow]?
  /// The texts of the rows below the lines.
  private(set) var messages: [[String]] = []
  private(set) var output: [String] = []
  private(set) var result: [String] = []
  /// How many bytes of text were looked at so far: what a test holds the cost of a keystroke to.
  private(set) var work = 0

  init(_ cell: Cell, report: CellReport?, setting: Setting) {
    id = cell.id
    kind = cell.kind
    title = cell.title
    text = CellText(cell.text)
    self.setting = setting
    self.report = report
    work = text.count
    layOutText()
    layOutMessages()
    measure()
  }

  // MARK: Keeping up

  /// Takes over a text in which a range gave way to so many bytes.
  mutating func update(to new: String, replacing range: Range<Int>, count: Int) {
    let lines = text.line(at: range.lowerBound)...text.line(at: range.upperBound)
    let before = text.lineCount
    text.update(to: new, replacing: range, count: count)
    work += count
    if prose != nil {
      layOutText()
    } else {
      let shift = text.lineCount - before
      wraps = Dictionary(
        uniqueKeysWithValues: wraps.compactMap { line, parts in
          lines.contains(line) ? nil : (line > lines.upperBound ? line + shift : line, parts)
        })
      for line in lines.lowerBound...lines.upperBound + shift { wrap(line) }
    }
    measure()
  }

  mutating func update(to new: Setting) {
    guard new != setting else { return }
    let hasOtherWidth = new.width != setting.width
    setting = new
    if kind == .markdown { layOutText() }
    if hasOtherWidth { layOutMessages() }
    measure()
  }

  mutating func take(_ new: CellReport?) {
    let old = report
    report = new
    guard new?.problems ?? [] != old?.problems ?? [] || new?.output != old?.output || new?.result != old?.result
    else { return }
    layOutMessages()
    measure()
  }

  private mutating func layOutText() {
    wraps = [:]
    prose = nil
    guard kind == .markdown else { return }
    work += text.count
    if setting.isRaw {
      for line in 0..<text.lineCount { wrap(line) }
    } else {
      prose = MarkdownRows.rows(of: text, width: setting.width)
    }
  }

  /// Prose is wrapped; code is not, for its lines' ends say something.
  private mutating func wrap(_ line: Int) {
    let range = text.range(ofLine: line)
    // A line of so few bytes fits without measuring.
    guard kind == .markdown, range.count > setting.width || text[range].utf8.contains(0x09) else { return }
    work += range.count
    let parts = TextWrap.ranges(text[range], width: setting.width)
    if parts.count > 1 { wraps[line] = parts }
  }

  private mutating func layOutMessages() {
    messages = (report?.problems ?? []).map {
      TextWrap.lines($0.message, width: setting.width, limit: CellLayout.messageLimit)
    }
    output = CellLayout.lines(ofOutput: report?.output ?? "")
    result = CellLayout.lines(ofOutput: report?.result ?? "")
  }

  private static func lines(ofOutput text: String) -> [String] {
    guard !text.isEmpty else { return [] }
    let lines = (text.hasSuffix("\n") ? text.dropLast() : text[...]).split(
      separator: "\n", omittingEmptySubsequences: false)
    let shown = lines.prefix(outputLimit).map(String.init)
    return lines.count > outputLimit ? shown + ["… \(lines.count - outputLimit) more lines"] : shown
  }

  /// Finds the lines that take more than one row.
  private mutating func measure() {
    var messagesOfLine: [Int: [(problem: Int, part: Int)]] = [:]
    for (problem, item) in (report?.problems ?? []).enumerated() {
      // A report may be older than the text.
      messagesOfLine[min(item.place.line, text.lineCount - 1), default: []] +=
        messages[problem].indices.map { (problem, $0) }
    }
    var before = 0
    tall = Set(wraps.keys).union(messagesOfLine.keys).sorted().map { line in
      let tallLine = TallLine(
        line: line, before: before, parts: wraps[line] ?? [], messages: messagesOfLine[line] ?? [])
      before += tallLine.extra
      return tallLine
    }
  }

  // MARK: Rows

  /// The rows of the lines and the messages under them.
  private var lineRows: Int {
    if let prose { return prose.count }
    return text.lineCount + (tall.last.map { $0.before + $0.extra } ?? 0)
  }

  var rowCount: Int { lineRows + output.count + result.count }

  /// What stands on a row, counted from the cell's first.
  func row(_ row: Int, cell: Int) -> NotebookRow {
    if row >= lineRows {
      let part = row - lineRows
      return part < output.count
        ? .output(cell: cell, part: part) : .result(cell: cell, part: part - output.count)
    }
    if prose != nil { return .prose(cell: cell, part: row) }
    guard let tallLine = lastTallLine(where: { $0.line + $0.before <= row }) else {
      return .source(cell: cell, line: row, range: text.range(ofLine: row))
    }
    let place = row - tallLine.line - tallLine.before
    guard place <= tallLine.extra else {
      let line = row - tallLine.before - tallLine.extra
      return .source(cell: cell, line: line, range: text.range(ofLine: line))
    }
    let whole = text.range(ofLine: tallLine.line)
    let sourceRows = max(1, tallLine.parts.count)
    if place >= sourceRows {
      let message = tallLine.messages[place - sourceRows]
      return .problem(cell: cell, problem: message.problem, part: message.part)
    }
    guard !tallLine.parts.isEmpty else { return .source(cell: cell, line: tallLine.line, range: whole) }
    let part = tallLine.parts[place]
    return .source(
      cell: cell, line: tallLine.line, range: whole.lowerBound + part.lowerBound..<whole.lowerBound + part.upperBound)
  }

  /// The row of a line, or of the part of it that holds an offset; of the last line for one beyond it.
  func row(ofLine line: Int, offset: Int) -> Int {
    let line = min(max(0, line), text.lineCount - 1)
    if let prose {
      let offset = max(offset, text.range(ofLine: line).lowerBound)
      return max(0, (prose.firstIndex { $0.offset > offset } ?? prose.count) - 1)
    }
    guard let tallLine = lastTallLine(where: { $0.line <= line }) else { return line }
    guard tallLine.line == line else { return line + tallLine.before + tallLine.extra }
    let start = text.range(ofLine: line).lowerBound
    let part = tallLine.parts.lastIndex { start + $0.lowerBound <= offset } ?? 0
    return line + tallLine.before + part
  }

  private func lastTallLine(where isBefore: (TallLine) -> Bool) -> TallLine? {
    var low = 0
    var high = tall.count
    while low < high {
      let middle = (low + high) / 2
      if isBefore(tall[middle]) { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? tall[low - 1] : nil
  }
}
