// A cell's text by characters, words and columns; what Enter needs to know of code.

import Screen
import Testing

@testable import Interface

@Suite struct CellTextTests {
  @Test func offsetsAreMovedToTheBordersOfClusters() {
    let text = CellText("ae\u{301}👨‍👩‍👧b")
    let borders = [0, 1, 4, 22, 23]
    #expect(text.count == 23)
    for offset in -1...24 {
      #expect(text.clamp(offset) == borders.last { $0 <= max(0, offset) })
    }
    #expect(borders.dropFirst().map(text.previous) == Array(borders.dropLast()))
    #expect(borders.dropLast().map(text.next) == Array(borders.dropFirst()))
    #expect(text.previous(0) == 0)
    #expect(text.next(23) == 23)
  }

  @Test func columnsCountWideCharactersTwice() {
    let text = CellText("x\n中文b")
    #expect(text.column(of: 8) == 4)
    #expect(text.offset(inLine: 1, column: 3) == 5)
    #expect(text.offset(inLine: 1, column: 99) == 9)
    #expect(text.offset(inLine: 7, column: 1) == 9)
  }

  @Test(arguments: [
    ("x = 1", true), ("f(1,\n  2)", true), ("x = '('", true), ("x = 1  # (", true), ("f(1", false), ("if x:", false),
    ("if x:\n    y = 1", false), ("# note", false), ("", false), ("x = \"\"\"\n", false), ("x = 'a\\'", true),
    ("x = {'a': [1, (2, 3)]}", true), ("x = 1 + \\", false), ("@keras.saving.register", false),
    ("x = \"\"\"a\nb\"\"\"", true), ("y = x[1:", false), ("class A: pass", true),
  ])
  func statementsAreCompleteWhenNothingCanFollow(text: String, expected: Bool) {
    #expect(Statement.isComplete(text) == expected)
  }

  @Test(arguments: [
    ("x = 1", ""), ("def f():", "    "), ("    if x:", "        "), ("f(", "    "), ("    f(a,", "        "),
    ("f(\n    a,", "    "), ("f(\n    a)", ""), ("    return x", ""), ("        break", "    "),
    ("x = '''\n  a", "  "), ("s = ':'", ""), ("x  # why:", ""), ("\tx = 1", "\t"),
  ])
  func aNewLineIsIndentedAsTheCodeAsksFor(text: String, expected: String) {
    #expect(Indentation.after(text) == expected)
  }

  /// As Python counts them: to the next multiple of eight.
  @Test func tabsReachTheirNextStop() {
    let text = CellText("\ta\t中\tb")
    #expect([1, 2, 3, 6, 7].map { text.column(of: $0) } == [8, 9, 16, 18, 24])
    #expect(text.offset(inLine: 0, column: 12) == 2)
    var buffer = ScreenBuffer(size: Size(width: 30, height: 1))
    buffer.write("\ta\t中\tb", at: Point(x: 0, y: 0))
    #expect(buffer.lines == ["        a       中      b"])
  }
}
