// The tree of Markdown: its blocks are those of CommonMark and GitHub, and each text knows its place.

import Testing

@testable import Markdown

@Suite struct MarkdownTreeTests {
  /// A tree in short: brackets hold what a block holds.
  private func outline(_ text: String) -> String { outline(MarkdownParser.blocks(of: text)) }

  private func outline(_ blocks: [MarkdownBlock]) -> String { blocks.map(outline).joined(separator: " ") }

  private func outline(_ block: MarkdownBlock) -> String {
    switch block.kind {
    case .heading(let level, let parts): "h\(level)[\(words(parts))]"
    case .paragraph(let parts): "p[\(words(parts))]"
    case .code(let language, let lines):
      "code\(language)[\(lines.map { $0.map(\.text).joined() }.joined(separator: "|"))]"
    case .markup(let lines): "markup[\(lines.map { $0.map(\.text).joined() }.joined(separator: "|"))]"
    case .rule: "rule"
    case .quote(let blocks): "quote[\(outline(blocks))]"
    case .list(let list): outline(list)
    case .table(let table):
      "table[" + (table.header + table.rows).map { $0.cells.map(words).joined(separator: ",") }.joined(separator: "|")
        + "]"
    }
  }

  private func outline(_ list: MarkdownList) -> String {
    let name = list.numbering.map { "\($0.first)\($0.sign)" } ?? "-"
    return name + (list.isTight ? "" : "loose") + "[" + list.items.map { outline($0.blocks) }.joined(separator: "; ")
      + "]"
  }

  private func words(_ parts: [MarkdownInline]) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text.text
      case .markup(let tag): "{\(tag.text)}"
      case .lineEnd: "/"
      case .lineBreak: "//"
      case .span(let kind, let parts): "\(kind)(\(words(parts)))"
      }
    }.joined()
  }

  /// What CommonMark and GitHub's description of their own say of each.
  @Test(arguments: [
    ("", ""), ("Title\n===\ntext", "h1[Title] p[text]"), ("## a *b* ##", "h2[a emphasis(b)]"),
    ("one\ntwo  \nthree\\\nfour", "p[one/two//three//four]"), ("a\n***\nb", "p[a] rule p[b]"),
    ("- a\n  - b\n    1. c\n- d", "-[p[a] -[p[b] 1.[p[c]]]; p[d]]"), ("3) a\n4) b", "3)[p[a]; p[b]]"),
    ("- a\n\n- b", "-loose[p[a]; p[b]]"), ("> a\n> > b\n>\n> c", "quote[p[a] quote[p[b]] p[c]]"),
    ("```swift\nlet x\n\n  y\n```\nend", "codeswift[let x||  y] p[end]"), ("    code\n    more", "code[code|more]"),
    ("~~~\nnever closed", "code[never closed]"), ("a `b *c*` `` `d` ``", "p[a code(b *c*) code(`d`)]"),
    ("a ~~b~~ **c *d* e**", "p[a struck(b) strong(c emphasis(d) e)]"),
    ("$a_1 * b_1 * c$ and $5", "p[formula(a_1 * b_1 * c) and $5]"), ("a<br>b", "p[a{<br>}b]"),
    ("<div>\nx\n</div>", "markup[<div>|x|</div>]"), ("&times; &#215; &#xD7; &nothing;", "p[× × × &nothing;]"),
    ("[a](b \"c\") ![d](e)", "p[link(address: \"b\")(a) picture(address: \"e\")(d)]"),
    ("[a][r]\n\n[r]: https://x.y", "p[link(address: \"https://x.y\")(a)]"),
    ("see https://x.y.", "p[see link(address: \"https://x.y\")(https://x.y).]"),
    ("| a | b |\n|---|--:|\n| 1 \\| 2 | `c` |\n| 3 |", "table[a,b|1 | 2,code(c)|3,]"),
    ("|a|b|\n|-|:-|\n|c|d|\n\ne", "table[a,b|c,d] p[e]"), ("```\n|-|-|\n```\n|-|", "code[|-|-|] p[|-|]"),
    ("x\n|a|b|\n|-|-|\n|c|d|\n|-|-|\ny", "p[x] table[a,b|c,d|-,-|y,]"),
    ("> x\n> a|b\n> -|-\n> c|d", "quote[p[x] table[a,b|c,d]]"),
    ("- x\n  |a|\n  |-|", "-loose[p[x] table[a]]"), ("x\n|a|\n|-|-|", "p[x/|a|/|-|-|]"),
    ("```\nx\n|a|\n|-|\n```", "code[x||a|||-|]"), ("x\n|a\\|b|\n|-|", "p[x] table[a|b]"),
    ("- [x] a\n- [ ] b", "-[p[a]; p[b]]"), ("-\n- b", "-[; p[b]]"), ("a\u{0}b", "p[a\u{FFFD}b]"),
  ])
  func textIsReadAsCommonMarkHasIt(text: String, tree: String) {
    #expect(outline(text) == tree)
  }

  @Test func columnsAreAlignedAsTheirRuleSays() throws {
    let blocks = MarkdownParser.blocks(of: "|a|b|c|d|\n|---|:--|:-:|--:|\n")
    guard case .table(let table) = try #require(blocks.first).kind else {
      Issue.record("no table")
      return
    }
    #expect(table.alignments == [nil, .left, .center, .right])
  }

  @Test func boxesAreTickedOrNot() throws {
    guard case .list(let list) = try #require(MarkdownParser.blocks(of: "- [x] a\n- [ ] b\n- c").first).kind else {
      Issue.record("no list")
      return
    }
    #expect(list.items.map(\.isDone) == [true, false, nil])
  }

  @Test func blocksKnowWhereTheyBeginAndWhetherABlankLineIsBefore() {
    let text = "# a\nb\n\n---\n\n```\ncode\n\nmore\n```\nc\n***\n> d\n>\n> e\n\n| x |\n|---|\n| y |\n\nf"
    let starts = places(MarkdownParser.blocks(of: text)).map { offset, isApart in
      (isApart ? "+" : "") + text.utf8.dropFirst(offset).prefix { $0 != 10 }.map { String(UnicodeScalar($0)) }.joined()
    }
    #expect(
      starts == ["# a", "b", "+---", "+```", "c", "***", "> d", "+> e", "+| x |", "+f"])
  }

  private func places(_ blocks: [MarkdownBlock]) -> [(Int, Bool)] {
    blocks.flatMap { block -> [(Int, Bool)] in
      if case .quote(let inner) = block.kind { return places(inner) }
      return [(block.offset, block.isApart)]
    }
  }

  @Test func everyTextKnowsItsPlace() {
    let text = "# Tí *tle*\n\n- a **b** `c`\n  - 中文 [d](e)\n\n> q\n\n\tindented\n\n| x | ö |\n|-|--|\n| `1` | 2 |\n"
    let found = texts(MarkdownParser.blocks(of: text))
    #expect(found.map(\.text).joined(separator: "|") == "Tí |tle|a |b| |c|中文 |d|q|indented|x|ö|1|2")
    for part in found {
      #expect(
        String(decoding: text.utf8.dropFirst(part.offset).prefix(part.text.utf8.count), as: UTF8.self) == part.text)
    }
  }

  private func texts(_ blocks: [MarkdownBlock]) -> [MarkdownText] {
    blocks.flatMap { block -> [MarkdownText] in
      switch block.kind {
      case .heading(_, let parts), .paragraph(let parts): texts(parts)
      case .code(_, let lines), .markup(let lines): lines.flatMap { $0 }
      case .rule: []
      case .quote(let blocks): texts(blocks)
      case .list(let list): list.items.flatMap { texts($0.blocks) }
      case .table(let table): (table.header + table.rows).flatMap { $0.cells.flatMap(texts) }
      }
    }
  }

  private func texts(_ parts: [MarkdownInline]) -> [MarkdownText] {
    parts.flatMap { part -> [MarkdownText] in
      switch part {
      case .text(let text), .markup(let text): [text]
      case .lineEnd, .lineBreak: []
      case .span(_, let parts): texts(parts)
      }
    }
  }

  @Test func nothingNestsTooDeepForTheStack() {
    for sign in ["> ", "- ", "*a **b ", "[", "1. > "] {
      let text = String(repeating: sign, count: 20_000) + "end"
      #expect(texts(MarkdownParser.blocks(of: text)).last?.text.hasSuffix("end") == true)
    }
    let closed = String(repeating: "*a **b ", count: 500) + "end" + String(repeating: "** *", count: 500)
    #expect(texts(MarkdownParser.blocks(of: closed)).contains { $0.text.contains("end") })
  }
}
