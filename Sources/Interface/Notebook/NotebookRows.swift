// The notebook as rows of the screen: titles, source lines, what they printed and what is wrong with them.

import Diagnostics
import Kernel
import Notebook
import Screen

/// One row of the notebook view. It holds places rather than text, for there may be very many.
enum NotebookRow: Hashable, Sendable {
  /// Between cells; a cell's title stands there.
  case gap(before: Int)
  /// A line of a cell or, of prose, as much of it as fits into a row, in UTF-8 bytes of the cell's text.
  case source(cell: Int, line: Int, range: Range<Int>)
  /// A part of the message of a problem.
  case problem(cell: Int, problem: Int, part: Int)
  case output(cell: Int, part: Int)
  case result(cell: Int, part: Int)
}

struct NotebookRows: Sendable {
  /// More printed lines than these are counted, not shown.
  private static let outputLimit = 100
  /// A message takes at most so many rows.
  private static let messageLimit = 4

  private(set) var rows: [NotebookRow] = []
  let gutterWidth: Int
  private let textWidth: Int
  /// The texts that the rows' parts stand for, by cell.
  private var messages: [Int: [[String]]] = [:]
  private var outputs: [Int: [String]] = [:]
  private var results: [Int: [String]] = [:]
  /// The first row of each line.
  private var rowOfLine: [[Int]] = []

  init(cells: [Cell], report: Report, width: Int) {
    gutterWidth = NotebookRows.gutterWidth(cells: cells.count, width: width)
    textWidth = max(1, width - gutterWidth)
    for (index, cell) in cells.enumerated() {
      if index > 0 || !cell.title.isEmpty { rows.append(.gap(before: index)) }
      append(cell, at: index, report.cells[cell.id])
    }
  }

  /// The gutter's columns, as for `In 12 `; none where the screen is too narrow to spare them.
  static func gutterWidth(cells: Int, width: Int) -> Int {
    width < 24 ? 0 : max(6, String(cells).count + 4)
  }

  private mutating func append(_ cell: Cell, at index: Int, _ report: CellReport?) {
    let problems = report?.problems ?? []
    if !problems.isEmpty {
      messages[index] = problems.map {
        TextWrap.lines($0.message, width: textWidth, limit: NotebookRows.messageLimit)
      }
    }
    let lines = cell.text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var starts: [Int] = []
    var offset = 0
    for (number, line) in lines.enumerated() {
      starts.append(rows.count)
      let range = offset..<offset + line.count
      // Prose is wrapped; code is not, for its lines' ends say something.
      let parts = cell.kind == .markdown ? TextWrap.ranges(String(Substring(line)), width: textWidth) : []
      if parts.count < 2 {
        rows.append(.source(cell: index, line: number, range: range))
      } else {
        rows += parts.map { .source(cell: index, line: number, range: offset + $0.lowerBound..<offset + $0.upperBound) }
      }
      for (problem, item) in problems.enumerated() where min(item.place.line, lines.count - 1) == number {
        rows += (messages[index]?[problem] ?? []).indices.map { .problem(cell: index, problem: problem, part: $0) }
      }
      offset += line.count + 1
    }
    rowOfLine.append(starts)
    outputs[index] = NotebookRows.lines(ofOutput: report?.output ?? "")
    results[index] = NotebookRows.lines(ofOutput: report?.result ?? "")
    rows += (outputs[index] ?? []).indices.map { .output(cell: index, part: $0) }
    rows += (results[index] ?? []).indices.map { .result(cell: index, part: $0) }
  }

  private static func lines(ofOutput text: String) -> [String] {
    guard !text.isEmpty else { return [] }
    let lines = (text.hasSuffix("\n") ? text.dropLast() : text[...]).split(
      separator: "\n", omittingEmptySubsequences: false)
    let shown = lines.prefix(outputLimit).map(String.init)
    return lines.count > outputLimit ? shown + ["… \(lines.count - outputLimit) more lines"] : shown
  }

  // MARK: Finding

  /// The row of a line, or of the part of it that holds an offset; of the cell's last line for one beyond it.
  func row(ofLine line: Int, cell: Int, offset: Int = 0) -> Int {
    guard rowOfLine.indices.contains(cell), let last = rowOfLine[cell].last else { return 0 }
    var row = rowOfLine[cell].indices.contains(line) ? rowOfLine[cell][line] : last
    while row + 1 < rows.count, case .source(cell, line, let range) = rows[row + 1], range.lowerBound <= offset {
      row += 1
    }
    return row
  }

  func text(of row: NotebookRow) -> String {
    switch row {
    case .problem(let cell, let problem, let part): messages[cell]?[problem][part] ?? ""
    case .output(let cell, let part): outputs[cell]?[part] ?? ""
    case .result(let cell, let part): results[cell]?[part] ?? ""
    case .source, .gap: ""
    }
  }
}
