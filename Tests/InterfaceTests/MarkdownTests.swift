// Prose as it is rendered: what the marks mean is in the styles, and each sign knows its place in the source.

import Notebook
import Screen
import Testing

@testable import Interface

@Suite struct MarkdownTests {
  private func rows(_ text: String, width: Int = 40) -> [ProseRow] {
    MarkdownBlocks.rows(of: CellText(text), width: width)
  }

  @Test(arguments: [
    ("# Title", ["Title"]), ("###### deep", ["deep"]), ("#no title", ["#no title"]),
    ("one\ntwo", ["one two"]), ("one  \ntwo", ["one", "two"]), ("one\\\ntwo", ["one", "two"]),
    ("one\n\ntwo", ["one", "", "two"]),
    ("- a\n- b\n  more", ["• a", "• b more"]), ("1. a\n10) b", ["1. a", "10) b"]), ("  * deep", ["  • deep"]),
    ("> said\n> on", ["│ said on"]), ("```python\nx = 1\n\n  *y*\n```\nend", ["  x = 1", "  ", "    *y*", "end"]),
    ("| a | b |\n|---|---|", ["| a | b |", "|---|---|"]), ("", [""]), ("-\n-x", ["- -x"]),
    ("```\nnever *closed*", ["  never *closed*"]),
  ])
  func blocksAreRendered(text: String, expected: [String]) {
    #expect(rows(text).map(\.text) == expected)
  }

  @Test(arguments: [
    ("*a* _b_ **c** __d__ ***e***", "a b c d e"), ("`a *b*` ``c`d``", "a *b* c`d"),
    ("[text](https://x.y/(z)) ![alt](p.png)", "text alt"), ("<https://x.y>", "https://x.y"),
    ("\\*a\\* \\_ \\x", "*a* _ \\x"), ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
    ("*never closed", "*never closed"), ("[no link] [x]", "[no link] [x]"), ("`open", "`open"),
    ("a < b > c", "a < b > c"),
    ("**a *b* c**", "a b c"), ("f(*args, **kwargs)", "f(*args, **kwargs)"),
  ])
  func marksAreNotShown(text: String, expected: String) {
    #expect(rows(text, width: 80).map(\.text) == [expected])
  }

  @Test func whatMarksMeantIsInTheStyles() {
    let signs = rows("a *b* **c** ***d*** `e` [f](g)", width: 80)[0].signs
    let styles = Dictionary(signs.map { ($0.character, $0.style) }, uniquingKeysWith: { first, _ in first })
    #expect(styles["a"] == Theme.prose)
    #expect(styles["b"] == Theme.prose.with(.italic))
    #expect(styles["c"] == Theme.prose.with(.bold))
    #expect(styles["d"] == Theme.prose.with([.bold, .italic]))
    #expect(styles["e"] == Theme.proseCode)
    #expect(styles["f"] == Theme.prose.with(.underline))
  }

  @Test func rowsHangUnderTheirSigns() {
    #expect(rows("- one two three", width: 9).map(\.text) == ["• one two", "  three"])
    #expect(rows("> one two three", width: 9).map(\.text) == ["│ one two", "│ three"])
    #expect(rows("中文中文", width: 5).map(\.text) == ["中文", "中文"])
  }

  @Test func everySignKnowsItsPlaceInTheSource() {
    let text = CellText("# Títle *x*\nplain `code`\n- item")
    for row in MarkdownBlocks.rows(of: text, width: 40) {
      for sign in row.signs where sign.character.isLetter {
        #expect(text[sign.offset..<text.next(sign.offset)] == String(sign.character))
      }
    }
    #expect(rows("**bold** x")[0].offset(atColumn: 5) == 9)
  }

  @Test func proseIsWrittenWhereTheCaretIsAndRenderedElsewhere() {
    var driver = Driver([(.markdown, "# Title\n*text*"), (.code, "x = 1")])
    #expect(driver.screen.text.contains("# Title"))
    #expect(driver.screen.text.contains("*text*"))
    driver.send(.key(.end, .control))
    #expect(!driver.screen.text.contains("# Title"))
    #expect(!driver.screen.text.contains("*text*"))
    driver.send(.key(.up))
    #expect(driver.screen.text.contains("# Title"))
  }
}
