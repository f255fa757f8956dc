// The notebook as rows of the screen: gutters, source lines, what they printed and what is wrong with them.

import Diagnostics
import Kernel
import Notebook
import Screen

/// One row of the notebook view. It holds places rather than text, for there may be very many.
enum NotebookRow: Hashable, Sendable {
  case source(cell: Int, line: Int)
  /// A line of the problem's message.
  case problem(cell: Int, problem: Int, part: Int)
  case output(cell: Int, part: Int)
  case result(cell: Int, part: Int)
  case gap
}

struct NotebookRows: Sendable {
  /// The gutter's columns, as for `In 12 `; none where the screen is too narrow to spare them.
  static func gutterWidth(cells: Int, width: Int) -> Int {
    width < 24 ? 0 : max(6, String(cells).count + 4)
  }

  /// More printed lines than these are counted, not shown.
  static let outputLimit = 100
  /// A message takes at most so many rows.
  static let messageLimit = 4

  let rows: [NotebookRow]
  let gutterWidth: Int
  /// The texts that the rows' parts stand for, by cell.
  private let messages: [Int: [[String]]]
  private let outputs: [Int: [String]]
  private let results: [Int: [String]]
  /// The first row of each line.
  private let rowOfLine: [[Int]]

  init(cells: [Cell], report: Report, width: Int) {
    var rows: [NotebookRow] = []
    var messages: [Int: [[String]]] = [:]
    var outputs: [Int: [String]] = [:]
    var results: [Int: [String]] = [:]
    var rowOfLine: [[Int]] = []
    gutterWidth = NotebookRows.gutterWidth(cells: cells.count, width: width)
    let textWidth = max(1, width - gutterWidth)
    for (index, cell) in cells.enumerated() {
      if index > 0 { rows.append(.gap) }
      let lineCount = cell.text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
      let report = report.cells[cell.id]
      let problems = report?.problems ?? []
      if !problems.isEmpty {
        messages[index] = problems.map {
          Array(TextWrap.lines($0.message, width: textWidth).prefix(NotebookRows.messageLimit))
        }
      }
      var starts: [Int] = []
      for line in 0..<lineCount {
        starts.append(rows.count)
        rows.append(.source(cell: index, line: line))
        for (problem, item) in problems.enumerated()
        where min(item.place.line, lineCount - 1) == line && item.place.cell == cell.id {
          rows += (messages[index]?[problem] ?? []).indices.map { .problem(cell: index, problem: problem, part: $0) }
        }
      }
      rowOfLine.append(starts)
      outputs[index] = NotebookRows.lines(ofOutput: report?.output ?? "")
      results[index] = NotebookRows.lines(ofOutput: report?.result ?? "")
      rows += (outputs[index] ?? []).indices.map { .output(cell: index, part: $0) }
      rows += (results[index] ?? []).indices.map { .result(cell: index, part: $0) }
    }
    self.rows = rows
    self.messages = messages
    self.outputs = outputs
    self.results = results
    self.rowOfLine = rowOfLine
  }

  func row(ofLine line: Int, cell: Int) -> Int {
    guard rowOfLine.indices.contains(cell), let last = rowOfLine[cell].last else { return 0 }
    return rowOfLine[cell].indices.contains(line) ? rowOfLine[cell][line] : last
  }

  func text(of row: NotebookRow) -> String {
    switch row {
    case .problem(let cell, let problem, let part): messages[cell]?[problem][part] ?? ""
    case .output(let cell, let part): outputs[cell]?[part] ?? ""
    case .result(let cell, let part): results[cell]?[part] ?? ""
    case .source, .gap: ""
    }
  }

  private static func lines(ofOutput text: String) -> [String] {
    guard !text.isEmpty else { return [] }
    let lines = (text.hasSuffix("\n") ? text.dropLast() : text[...]).split(
      separator: "\n", omittingEmptySubsequences: false)
    let shown = lines.prefix(outputLimit).map(String.init)
    return lines.count > outputLimit ? shown + ["… \(lines.count - outputLimit) more lines"] : shown
  }
}
