// Positions, lines and ranges of source text.

import Testing

@testable import Diagnostics

@Suite struct SourceRangeTests {
  @Test func aRangeIsHalfOpen() {
    let range = SourceRange(2, 5)
    #expect(range.count == 3)
    #expect((0..<8).filter(range.contains) == [2, 3, 4])
    #expect(!SourceRange(2, 2).contains(2))
    #expect(SourceRange(2, 2).isEmpty)
  }

  @Test func containmentAndUnion() {
    #expect(SourceRange(2, 5).contains(SourceRange(2, 5)))
    #expect(SourceRange(2, 5).contains(SourceRange(5, 5)))
    #expect(!SourceRange(2, 5).contains(SourceRange(4, 6)))
    #expect(SourceRange(2, 3).union(SourceRange(7, 9)) == SourceRange(2, 9))
    #expect(SourceRange(7, 9).union(SourceRange(2, 8)) == SourceRange(2, 9))
  }
}

@Suite struct SourceTextTests {
  private func location(_ text: String, _ position: Int) -> [Int] {
    let place = SourceText(name: "a.py", text: text).location(of: position)
    return [place.line, place.column]
  }

  @Test func linesAndColumnsCountFromOne() {
    #expect(location("ab\ncd", 0) == [1, 1])
    #expect(location("ab\ncd", 2) == [1, 3])
    #expect(location("ab\ncd", 3) == [2, 1])
    #expect(location("ab\ncd", 5) == [2, 3])
  }

  @Test func columnsCountCharactersAsPythonDoes() {
    // é has two bytes, 日 three, 🐸 four; a tab is one character.
    #expect(location("é日🐸x", 9) == [1, 4])
    #expect(location("\t\tx", 2) == [1, 3])
    #expect(location("e\u{301}x", 3) == [1, 3])
  }

  @Test func carriageReturnsBelongToTheLineEnding() {
    let source = SourceText(name: "a.py", text: "ab\r\ncd\r\n")
    #expect(source.lineCount == 3)
    #expect((0..<3).map { source[source.rangeOfLine($0)] } == ["ab", "cd", ""])
    #expect(location("ab\r\ncd", 4) == [2, 1])
  }

  @Test func aTextEndsWithAnEmptyLineAfterItsLastNewline() {
    #expect(SourceText(name: "", text: "").lineCount == 1)
    #expect(SourceText(name: "", text: "a\n").lineCount == 2)
    #expect(location("a\n", 2) == [2, 1])
  }

  @Test func baseAndFirstLineShiftPositionsAndLines() {
    let source = SourceText(name: "a.py", text: "ab\ncd", base: 100, firstLine: 7)
    #expect(source.range == SourceRange(100, 105))
    #expect(source.location(of: 104) == SourceLocation(line: 8, column: 2))
    #expect(source.rangeOfLine(1) == SourceRange(103, 105))
    #expect(source[SourceRange(101, 104)] == "b\nc")
  }

  @Test func positionsOutsideAreCutToTheText() {
    let source = SourceText(name: "a.py", text: "ab\ncd", base: 100)
    #expect(source.location(of: 0) == SourceLocation(line: 1, column: 1))
    #expect(source.location(of: 1000) == SourceLocation(line: 2, column: 3))
    #expect(source[SourceRange(0, 1000)] == "ab\ncd")
    #expect(source[SourceRange(0, 10)].isEmpty)
  }

  @Test func locationsNeverGoBackAndLinesCoverTheText() {
    let pieces = ["x", " ", "\t", "\n", "\r\n", "é", "日", "👩‍👩‍👧", "e\u{301}", "\r"]
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var state = seed
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    for _ in 0..<100 {
      let text = (0..<random(40)).map { _ in pieces[random(pieces.count)] }.joined()
      let source = SourceText(name: "", text: text, base: random(50), firstLine: 1 + random(9))
      var last = SourceLocation(line: 0, column: 0)
      for position in source.range.lowerBound...source.range.upperBound {
        let place = source.location(of: position)
        #expect((last.line, last.column) <= (place.line, place.column), "seed \(seed)")
        let line = source.rangeOfLine(source.lineIndex(of: position))
        #expect(line.lowerBound <= position, "seed \(seed)")
        #expect(place.line == source.firstLine + source.lineIndex(of: position))
        last = place
      }
      let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
        String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
      }
      #expect((0..<source.lineCount).map { source[source.rangeOfLine($0)] } == lines, "seed \(seed)")
    }
  }
}

@Suite struct SourceMapTests {
  @Test func aPositionTellsItsSource() {
    var map = SourceMap([
      SourceText(name: "b", text: "two", base: 10), SourceText(name: "a", text: "one", base: 0),
    ])
    map.insert(SourceText(name: "c", text: "mid", base: 5))
    #expect(map.sources.map(\.name) == ["a", "c", "b"])
    #expect([0, 3, 5, 8, 10, 13].map { map.source(at: $0)?.name } == ["a", "a", "c", "c", "b", "b"])
    #expect([4, 9, 14, -1].allSatisfy { map.source(at: $0) == nil })
  }

  @Test func anEmptyMapHasNoSource() {
    #expect(SourceMap().source(at: 0) == nil)
  }
}
