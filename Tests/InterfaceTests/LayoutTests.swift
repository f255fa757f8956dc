// The notebook's rows keep up with edits by parts: cheap, and the same as rows that are laid out anew.

import Notebook
import Screen
import Testing

@testable import Interface

@Suite struct LayoutTests {
  /// What typing looks at is what was typed, however long the file is: in one cell, or in many.
  @Test(arguments: [false, true]) func typingInTenThousandLinesLooksAtNoOtherText(isOneCell: Bool) {
    let lines = (0..<10_000).map { "x\($0) = Conv2D(\($0), 3, padding='same')(x)" }
    let cells =
      isOneCell
      ? [(CellKind.code, lines.joined(separator: "\n"))]
      : lines.enumerated().map { ($0 % 100 == 99 ? CellKind.markdown : .code, $1) }
    var driver = Driver(cells)
    driver.send((0..<9).map { _ in .key(.pageDown) })
    let before = driver.state.layout.work
    driver.type("abc")
    driver.send(.key(.backspace), .key(.enter, .alt), .key(.delete), control("z"))
    // Three letters, a new line with an indentation, and a letter that came back.
    #expect(driver.state.layout.work - before <= 16)
  }

  /// A line of prose is wrapped again when it changes, and no other line.
  @Test func typingInProseWrapsItsLine() {
    let line = String(repeating: "word ", count: 40)
    var driver = Driver([(.markdown, Array(repeating: line, count: 500).joined(separator: "\n"))])
    let before = driver.state.layout.work
    driver.type("a")
    #expect(driver.state.layout.work - before <= 2 * line.utf8.count)
  }

  /// What cells that are gone have cost is counted once, however often cells come and go.
  @Test func aHundredCellsThatComeAndGoCostWhatTheyHold() {
    var driver = Driver(code: "x = 1")
    for _ in 0..<100 { driver.send(control("n"), .key("a"), control("z"), control("z")) }
    #expect(driver.cells == ["x = 1"])
    #expect(driver.state.layout.work <= 400)
  }

  /// A wide character may fill the whole row, and more than it.
  @Test(arguments: [Size(width: 2, height: 2), Size(width: 3, height: 40)])
  func theCursorStandsBeforeAWideCharacterNotWithinIt(size: Size) throws {
    var driver = Driver([(.markdown, "中")])
    driver.send(.resize(size), .key(.end))
    let (buffer, cursor) = driver.state.render()
    #expect(buffer[try #require(cursor)].width != 0)
  }

  @Test func linesAreFoundAgainAfterAnyEdit() {
    var random = SplitMix(state: 7)
    var text = CellText("a\nbc\n\nd")
    for _ in 0..<2000 {
      let first = Int.random(in: 0...text.count, using: &random)
      let range = first..<min(text.count, first + Int.random(in: 0...4, using: &random))
      let new = ["", "\n", "x", "yz\n\nw"].randomElement(using: &random) ?? ""
      let all = text[0..<range.lowerBound] + new + text[range.upperBound..<text.count]
      text.update(to: all, replacing: range, count: new.utf8.count)
      let lines = all.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      #expect((0..<text.lineCount).map { text.line($0) } == lines)
    }
  }
}

extension AppState {
  /// Whether the rows are those of a layout made anew.
  var hasFreshRows: Bool {
    let fresh = NotebookLayout(document, report: report, width: frame.notebook.width, active: caret.cell)
    guard fresh.rowCount == layout.rowCount else { return false }
    return (0..<fresh.rowCount).allSatisfy { row in
      fresh.row(row) == layout.row(row) && fresh.text(of: fresh.row(row)) == layout.text(of: layout.row(row))
    }
  }
}
