// Whatever prose says, its HTML is well formed and holds no tag of its own.

import Tensors
import Testing

@testable import Reports

@Suite struct MarkdownHTMLPropertyTests {
  private static let tokens = [
    "a", "é", " ", "\n", "\n\n", "# ", "- ", "1. ", "> ", "    ", "`", "```\n", "*", "**", "_", "~~", "$", "|",
    "| a | b |\n|:-:|--:|\n| c | d |\n", "[x](y\"z)", "![", "](<", ">)", "<b>", "</p>", "<script>", "<div>\n", "<br>",
    "&lt;",
    "\\", "---\n", "- [x] ", "javascript:", "\"", "'",
  ]
  private static let ours: Set = [
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "blockquote", "ul", "ol", "li", "table", "thead", "tbody", "tr",
    "th",
    "td", "em", "strong", "del", "code", "i", "a",
  ]
  private static let empty: Set = ["br", "hr", "img"]

  @Test func tagsAreOursAndCloseInTheirOrder() {
    var generator = SplitMix64(seed: 20_261_129)
    for _ in 0..<800 {
      let source = (0..<Int.random(in: 0..<40, using: &generator))
        .map { _ in Self.tokens.randomElement(using: &generator) ?? "" }.joined()
      let html = MarkdownToHTML.html(source)
      var open: [Substring] = []
      for match in html.matches(of: /<(\/?)([^ >\/]*)((?: [a-z]+="[^"]*")*)>/) {
        let name = match.output.2
        if Self.empty.contains(String(name)) { continue }
        #expect(Self.ours.contains(String(name)), "\(name) of \(source.debugDescription)")
        if match.output.1.isEmpty {
          open.append(name)
        } else {
          #expect(open.popLast() == name, "\(source.debugDescription)")
        }
      }
      #expect(open.isEmpty, "\(source.debugDescription)")
      let signs = html.replacing(/<\/?[^ >\/]*(?: [a-z]+="[^"]*")*>/, with: "")
      #expect(!signs.contains("<") && !signs.contains(">"), "\(source.debugDescription)")
    }
  }
}
