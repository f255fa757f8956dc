// Prose as it is rendered: what the marks mean is in the styles, and each sign knows its place in the source.

import Notebook
import Screen
import Testing

@testable import Interface

@Suite struct MarkdownTests {
  private func rows(_ text: String, width: Int = 40) -> [ProseRow] {
    MarkdownRows.rows(of: CellText(text), width: width)
  }

  @Test(arguments: [
    ("# Title", ["Title"]), ("###### deep", ["deep"]), ("#no title", ["#no title"]),
    ("one\ntwo", ["one two"]), ("one  \ntwo", ["one", "two"]), ("one\\\ntwo", ["one", "two"]),
    ("one\n\ntwo", ["one", "", "two"]),
    ("- a\n- b\n  more", ["• a", "• b more"]), ("1. a\n10) b", ["1. a", "10) b"]),
    ("- a\n  - b\n\n    c\n- d", ["• a", "  • b", "", "    c", "• d"]), ("9. a\n10. b", [" 9. a", "10. b"]),
    ("- [x] a\n- [ ] b", ["[x] a", "[ ] b"]), ("> a\n>\n> - b\n> > c", ["│ a", "│", "│ • b", "│ │ c"]),
    ("a\n\n\n\nb\n", ["a", "", "b"]), ("a<br>b &times; c", ["a", "b × c"]), ("a\n===\nb\n---", ["a", "b"]),
    ("> said\n> on", ["│ said on"]), ("```python\nx = 1\n\n  *y*\n```\nend", ["  x = 1", "", "    *y*", "end"]),
    ("", [""]), ("-\n-x", ["•", "-x"]),
    ("<b>\nx\n</b>", ["  <b>", "  x", "  </b>"]), ("a\n\n***", ["a", "", String(repeating: "─", count: 40)]),
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

  @Test(arguments: [
    (
      "|layer|shape|params|\n|:-:|---|--:|\n|conv|`32×32`|1,792|\n|a|中文|2|", 40,
      ["layer │ shape │ params", "──────┼───────┼───────", "conv  │ 32×32 │  1,792", "  a   │ 中文  │      2"]
    ),
    (
      "|a|b|\n|-|-:|\n|one two three|4|", 12,
      ["a        │ b", "─────────┼──", "one two  │ 4", "three    │"]
    ),
    (
      "|a|b|\n|---|---|\n|one two|3|\n|four five|6|", 9,
      ["a     │ b", "──────┼──", "one   │ 3", "two   │", "──────┼──", "four  │ 6", "five  │"]
    ),
    ("|a|b|\n|-|-|\n|x<br>y|z|", 40, ["a │ b", "──┼──", "x │ z", "y │"]),
    ("|a|b|c|\n|-|-|-|\n|dd|ee|ff|", 5, ["a│b│c", "─┼─┼─", "d│e│f", "d│e│f"]),
    ("- |a|\n  |-|\n  |b|", 40, ["• a", "  ─", "  b"]),
  ])
  func tablesAreAlignedAndFit(text: String, width: Int, expected: [String]) {
    #expect(rows(text, width: width).map(\.text) == expected)
  }

  @Test func aTablesHeadIsBoldAndItsTextsKnowTheirPlaces() {
    let text = "|ab|c|\n|-|-|\n|d|`e`|"
    let rows = rows(text)
    #expect(rows[0].signs.filter { $0.character.isLetter }.allSatisfy { $0.style == Theme.prose.with(.bold) })
    #expect(rows[2].signs.first { $0.character == "e" }?.style == Theme.proseCode)
    #expect(rows[2].offset(atColumn: 5) == text.utf8.count - 3)
  }

  /// However deep lists nest, half of a row is left for their text.
  @Test func deepListsLeaveRoom() {
    let deep = (0..<12).map { String(repeating: "  ", count: $0) + "- x" }.joined(separator: "\n")
    #expect(rows(deep, width: 10).map(\.text).allSatisfy { $0.count <= 10 && $0.contains("x") })
  }

  @Test func everySignKnowsItsPlaceInTheSource() {
    let text = CellText("# Títle *x*\nplain `code`\n- item")
    for row in MarkdownRows.rows(of: text, width: 40) {
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

  private static let report = """
    # Depthwise convolution

    One kernel *per channel*: `k×k×c` weights rather than **k×k×c×c**, see
    [the article](https://example.org/effnet) and $c \\gg 1$.

    | layer | kernel | parameters | what it sees |
    |-------|:------:|-----------:|--------------|
    | `Conv2D` | 3×3 | 9,248 | all channels, at each place of its window |
    | `DepthwiseConv2D` | 3×3 | 320 | one channel |
    | 畳み込み | 1×1 | ~~1,056~~ 1,024 | one place |

    1. Count the weights:
       - of the *first* layer,
       - of the second, which is what changes when the kernel grows.
    2. Compare.

    > A convolution is a sum of products.
    >
    > - Cheap where few are needed.

    - [x] read
    - [ ] tried

    ---

    ```python
    x = DepthwiseConv2D(3)(x)
    ```
    """

  /// As a user writes it: pasted into a text cell, and left.
  @Test(arguments: [Size(width: 80, height: 40), Size(width: 44, height: 48)])
  func aReportIsRead(size: Size) throws {
    var driver = Driver([(.code, "x = 1"), (.markdown, "")], width: size.width, height: size.height)
    driver.send(.key(.end, .control), .paste(Self.report), .key(.home, .control))
    let (screen, cursor) = driver.state.render()
    try expectScreen(screen, cursor: cursor, matches: "markdown-\(size.width)x\(size.height)")
  }

  /// Every sign of it has one of ASCII that says the same.
  @Test func aReportIsReadInASCII() throws {
    var driver = Driver([(.code, "x = 1"), (.markdown, "")], width: 120, height: 40)
    driver.send(
      .key(.end, .control), .paste(Self.report.replacing("畳み込み", with: "mixing")), .key(.home, .control))
    let (screen, cursor) = driver.state.render()
    try expectScreen(screen.inASCII(), cursor: cursor, matches: "markdown-ascii")
  }

  /// A click on a rendered text puts the caret where it stands in the source.
  @Test func aClickInATableFindsItsCell() throws {
    var driver = Driver([(.markdown, "| a | b |\n|:-:|---|\n| cc | **dd** |"), (.code, "x = 1")])
    driver.send(.key(.end, .control))
    try driver.click("dd")
    #expect(driver.place == [0, 2, 9])
  }
}
