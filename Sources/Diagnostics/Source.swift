// Source text and positions in it: half-open ranges of UTF-8 offsets in one space that all sources share.

/// A half-open range of UTF-8 positions.
///
/// All sources of one evaluation share a single space of positions, each source lying at its own `base`, so that a
/// range alone tells which source it is in. `SourceMap` resolves it.
package struct SourceRange: Hashable, Sendable, CustomStringConvertible {
  package var lowerBound: Int
  package var upperBound: Int

  package init(_ lowerBound: Int, _ upperBound: Int) {
    precondition(lowerBound <= upperBound, "a range must not end before it starts")
    self.lowerBound = lowerBound
    self.upperBound = upperBound
  }

  /// In no source: for what is told without a place.
  package static let nowhere = SourceRange(-1, -1)

  package var isEmpty: Bool { lowerBound == upperBound }
  package var count: Int { upperBound - lowerBound }

  package func contains(_ position: Int) -> Bool { lowerBound <= position && position < upperBound }
  package func contains(_ other: SourceRange) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }

  /// The smallest range that covers both.
  package func union(_ other: SourceRange) -> SourceRange {
    SourceRange(min(lowerBound, other.lowerBound), max(upperBound, other.upperBound))
  }

  package var description: String { "\(lowerBound)..<\(upperBound)" }
}

/// A place as people count: both from 1, the column in Unicode scalars, as CPython counts characters.
package struct SourceLocation: Hashable, Sendable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// One piece of source text, a whole file or one cell of a notebook, at its base in the space of positions.
package struct SourceText: Sendable {
  /// What diagnostics call it: the path of the file.
  package let name: String
  package let text: String
  package let utf8: [UInt8]
  /// The position of its first byte.
  package let base: Int
  /// The line of the file on which it starts, from 1: a cell starts somewhere within its file.
  package let firstLine: Int
  /// Offsets from the start of the text, one per line.
  private let lineStarts: [Int]

  package init(name: String, text: String, base: Int = 0, firstLine: Int = 1) {
    self.name = name
    self.text = text
    let utf8 = Array(text.utf8)
    self.utf8 = utf8
    self.base = base
    self.firstLine = firstLine
    self.lineStarts = [0] + utf8.indices.filter { utf8[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  package var range: SourceRange { SourceRange(base, base + utf8.count) }
  package var lineCount: Int { lineStarts.count }

  /// The line that holds a position, from 0, counted from the start of this text.
  package func lineIndex(of position: Int) -> Int {
    let offset = min(max(position - base, 0), utf8.count)
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The range of a line, counted from 0, without its line ending.
  package func rangeOfLine(_ index: Int) -> SourceRange {
    let start = lineStarts[index]
    var end = index + 1 < lineStarts.count ? lineStarts[index + 1] - 1 : utf8.count
    if end > start, utf8[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return SourceRange(base + start, base + end)
  }

  package func location(of position: Int) -> SourceLocation {
    let line = lineIndex(of: position)
    let start = lineStarts[line]
    let offset = min(max(position - base, start), utf8.count)
    let scalars = utf8[start..<offset].count { $0 & 0b1100_0000 != 0b1000_0000 }
    return SourceLocation(line: firstLine + line, column: scalars + 1)
  }

  /// The text of a range, which is cut to what lies within this source.
  package subscript(range: SourceRange) -> String {
    let lower = min(max(range.lowerBound - base, 0), utf8.count)
    let upper = min(max(range.upperBound - base, lower), utf8.count)
    return String(decoding: utf8[lower..<upper], as: UTF8.self)
  }
}

/// The sources of one evaluation, in the order of their bases.
package struct SourceMap: Sendable {
  package private(set) var sources: [SourceText] = []

  package init() {}

  package init(_ sources: [SourceText]) {
    self.sources = sources.sorted { $0.base < $1.base }
  }

  /// The source that holds a position. The position just past a source's last byte is its own too.
  package func source(at position: Int) -> SourceText? {
    let next = sources.firstIndex { $0.base > position } ?? sources.endIndex
    guard next > 0 else { return nil }
    let source = sources[next - 1]
    return position <= source.range.upperBound ? source : nil
  }

  package mutating func insert(_ source: SourceText) {
    let index = sources.firstIndex { $0.base > source.base } ?? sources.endIndex
    sources.insert(source, at: index)
  }
}

/// Where a value was made: the expression, and the calls that led there, the outermost first.
package struct Origin: Hashable, Sendable {
  package var range: SourceRange
  package var calls: [SourceRange]
  /// The number of each call's running: no two runnings of a function have the same, though one call made them.
  package var invocations: [Int]

  package init(_ range: SourceRange, calls: [SourceRange] = [], invocations: [Int] = []) {
    self.range = range
    self.calls = calls
    self.invocations = invocations
  }

  /// From the outermost call to the expression.
  package var path: [SourceRange] { calls + [range] }
}
