// The one reader of Markdown: CommonMark with GitHub's tables, boxes to tick, struck text and bare addresses, and TeX
// between dollar signs, as notebooks have it. md4c parses; this puts its calls together to a tree.

import CMarkdown

package enum MarkdownParser {
  private static let flags =
    UInt32(MD_FLAG_TABLES) | UInt32(MD_FLAG_STRIKETHROUGH) | UInt32(MD_FLAG_TASKLISTS) | UInt32(MD_FLAG_LATEXMATHSPANS)
    | UInt32(MD_FLAG_PERMISSIVEURLAUTOLINKS) | UInt32(MD_FLAG_PERMISSIVEWWWAUTOLINKS)

  package static func blocks(of text: String) -> [MarkdownBlock] {
    var parser = MD_PARSER()
    parser.flags = flags
    parser.enter_block = { type, detail, builder in
      MarkdownParser.change(builder) { $0.enter(type, detail) }
    }
    parser.leave_block = { type, _, builder in
      MarkdownParser.change(builder) { $0.leave(type) }
    }
    parser.enter_span = { type, detail, builder in
      MarkdownParser.change(builder) { $0.enter(type, detail) }
    }
    parser.leave_span = { _, _, builder in
      MarkdownParser.change(builder) { $0.leaveSpan() }
    }
    parser.text = { type, start, count, builder in
      MarkdownParser.change(builder) { $0.take(type, UnsafeBufferPointer(start: start, count: Int(count))) }
    }
    let source = MarkdownSource(text)
    return source.parsed.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return [] }
      var builder = MarkdownBuilder(source: source, base: base)
      let status = withUnsafeMutablePointer(to: &builder) {
        md_parse(base.assumingMemoryBound(to: MD_CHAR.self), MD_SIZE(bytes.count), &parser, $0)
      }
      // It fails where memory does, and then the text is at least shown.
      let plain = MarkdownBlock(kind: .markup([[MarkdownText(text, at: 0)]]), offset: 0, isApart: false)
      return status == 0 ? builder.blocks : [plain]
    }
  }

  /// What a call back does; 0 says that parsing may go on.
  private static func change(_ builder: UnsafeMutableRawPointer?, _ change: (inout MarkdownBuilder) -> Void) -> CInt {
    if let builder { change(&builder.assumingMemoryBound(to: MarkdownBuilder.self).pointee) }
    return 0
  }
}
