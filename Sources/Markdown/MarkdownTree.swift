// Markdown as a tree of blocks and of what stands within their lines: what the screen and the reports draw.

/// Text with its place in the source.
package struct MarkdownText: Hashable, Sendable {
  package var text: String
  /// The UTF-8 offset at which it begins.
  package var offset: Int

  package init(_ text: String, at offset: Int) {
    self.text = text
    self.offset = offset
  }

  /// Whether it is the one tag that means the same on a screen: `<br>`.
  package var isLineBreak: Bool { ["<br>", "<br/>", "<br />"].contains(text.lowercased()) }
}

package indirect enum MarkdownInline: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case emphasis, strong, struck, code
    /// TeX, as it stands between dollar signs.
    case formula
    case link(address: String)
    case picture(address: String)
  }

  case text(MarkdownText)
  /// A tag of HTML, as it is written.
  case markup(MarkdownText)
  /// The end of a line of the source, which breaks no line.
  case lineEnd(at: Int)
  case lineBreak
  case span(Kind, [MarkdownInline])

  /// Its text without marks.
  package var plainText: String {
    switch self {
    case .text(let text), .markup(let text): text.text
    case .lineEnd, .lineBreak: " "
    case .span(_, let parts): parts.map(\.plainText).joined()
    }
  }
}

package struct MarkdownBlock: Hashable, Sendable {
  /// The parts of a line: blanks that the source may have as a tab, and the text.
  package typealias Line = [MarkdownText]

  package indirect enum Kind: Hashable, Sendable {
    /// Of a level from 1 to 6.
    case heading(level: Int, [MarkdownInline])
    case paragraph([MarkdownInline])
    /// Lines of code; the language is empty where none is named.
    case code(language: String, [Line])
    /// Lines of HTML, as they are written.
    case markup([Line])
    case rule
    case quote([MarkdownBlock])
    case list(MarkdownList)
    case table(MarkdownTable)
  }

  package var kind: Kind
  /// The UTF-8 offset of the first line of it that holds something.
  package var offset: Int
  /// Whether a blank line stands before it.
  package var isApart: Bool
}

package struct MarkdownList: Hashable, Sendable {
  package struct Item: Hashable, Sendable {
    /// Of an item with a box to tick.
    package var isDone: Bool?
    package var blocks: [MarkdownBlock]
  }

  /// The first number and the sign after each; nil where a bullet begins each item.
  package var numbering: (first: Int, sign: Character)? {
    sign.isASCII && ".)".contains(sign) ? (first, sign) : nil
  }

  var first = 0
  var sign: Character = "-"
  /// Whether no blank line parts the items.
  package var isTight: Bool
  package var items: [Item] = []
}

package struct MarkdownTable: Hashable, Sendable {
  package enum Alignment: Hashable, Sendable {
    case left, center, right
  }

  package struct Row: Hashable, Sendable {
    package var cells: [[MarkdownInline]] = []
    package var offset: Int
  }

  /// Of each column; nil where the source tells none.
  package var alignments: [Alignment?] = []
  package var header: [Row] = []
  package var rows: [Row] = []
}
