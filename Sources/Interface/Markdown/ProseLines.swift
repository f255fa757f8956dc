// What stands within a paragraph as signs: marks are gone, and what they meant is in the styles.

import Markdown
import Screen

struct ProseLines {
  /// A break begins another.
  private(set) var lines: [[ProseSign]] = [[]]

  /// At least one line, which may be empty.
  static func lines(_ parts: [MarkdownInline], style: Style = Theme.prose) -> [[ProseSign]] {
    var prose = ProseLines()
    prose.add(parts, style: style)
    return prose.lines
  }

  /// The signs of text that is shown as it is written. A tab is blanks up to its stop.
  static func signs(_ line: MarkdownBlock.Line, style: Style) -> [ProseSign] {
    var column = 0
    return line.flatMap { text in
      var offset = text.offset
      // Blanks before a line may be fewer signs of the source: they have one place.
      let isPlace = text.text.allSatisfy { $0 == " " }
      return text.text.flatMap { character in
        let width = TextWidth.of(character, at: column)
        defer {
          if !isPlace { offset += character.utf8.count }
          column += width
        }
        let isTab = character == "\t"
        let sign = ProseSign(character: isTab ? " " : character, style: style, offset: offset)
        return repeatElement(sign, count: isTab ? width : 1)
      }
    }
  }

  private mutating func add(_ parts: [MarkdownInline], style: Style) {
    for part in parts { add(part, style: style) }
  }

  private mutating func add(_ part: MarkdownInline, style: Style) {
    switch part {
    case .text(let text): add(ProseLines.signs([text], style: style))
    case .markup(let tag):
      if tag.isLineBreak { lines.append([]) } else { add(ProseLines.signs([tag], style: Theme.hint)) }
    case .lineEnd where lines.last?.isEmpty == true: break
    case .lineEnd(let offset): add([ProseSign(character: " ", style: style, offset: offset)])
    case .lineBreak: lines.append([])
    case .span(let kind, let parts): add(parts, of: kind, style: style)
    }
  }

  private mutating func add(_ parts: [MarkdownInline], of kind: MarkdownInline.Kind, style: Style) {
    switch kind {
    case .emphasis, .formula: add(parts, style: style.with(.italic))
    case .strong: add(parts, style: style.with(.bold))
    // Not every terminal has dim letters.
    case .struck:
      let dim = style.with(.dim)
      let start = lines.last?.last.map { $0.offset + $0.character.utf8.count } ?? 0
      add([ProseSign(character: "~", style: dim, offset: start)])
      add(parts, style: dim)
      add([ProseSign(character: "~", style: dim, offset: lines.last?.last?.offset ?? start)])
    case .code: add(parts, style: Theme.proseCode)
    // Where it leads is in the source.
    case .link: add(parts, style: style.with(.underline))
    case .picture(let address):
      let name = parts.isEmpty ? [.text(MarkdownText(address, at: lines.last?.last?.offset ?? 0))] : parts
      add(name, style: style.with(.underline))
    }
  }

  private mutating func add(_ signs: [ProseSign]) { lines[lines.count - 1] += signs }
}
