// Puts the parser's calls together to a tree, each part with its place in the source.

import CMarkdown

struct MarkdownBuilder {
  /// What holds other blocks.
  private struct Container {
    enum Kind {
      case document, quote, list(MarkdownList), item(isDone: Bool?), table(MarkdownTable)
    }

    var kind: Kind
    var blocks: [MarkdownBlock] = []
    /// Where the source is read up to when it begins.
    var place: Int?
  }

  /// What holds text.
  private struct Leaf {
    enum Kind {
      case heading(level: Int), paragraph, code(language: String), markup, cell
    }

    var kind: Kind
    /// Whether a line of its own stands before the first.
    var isFenced = false
    var place: Int?
    /// Of the first text.
    var offset: Int?
    var inlines: [MarkdownInline] = []
    /// Of code: the lines, the last of which may go on.
    var lines: [MarkdownBlock.Line] = []
    var isLineOpen = false
  }

  /// Deeper ones are read as if their signs were not there, for drawing them would take too large a stack.
  private static let depthLimit = 32

  private let source: MarkdownSource
  /// Where the parsed text begins.
  private let base: UnsafeRawPointer
  private var containers = [Container(kind: .document)]
  private var leaf: Leaf?
  private var spans: [(kind: MarkdownInline.Kind, inlines: [MarkdownInline])] = []
  /// How many containers and spans too deep are open.
  private var passed = (containers: 0, spans: 0)
  /// The offset after the last text; nil where none was read.
  private var place: Int?
  private var isInHead = false

  init(source: MarkdownSource, base: UnsafeRawPointer) {
    self.source = source
    self.base = base
  }

  var blocks: [MarkdownBlock] { containers[0].blocks }

  // MARK: Blocks

  mutating func enter(_ type: MD_BLOCKTYPE, _ detail: UnsafeMutableRawPointer?) {
    endLeaf()
    switch type {
    case MD_BLOCK_QUOTE: open(.quote)
    case MD_BLOCK_UL:
      let list = detail?.load(as: MD_BLOCK_UL_DETAIL.self)
      open(.list(MarkdownList(isTight: list?.is_tight != 0)))
    case MD_BLOCK_OL:
      let list = detail?.load(as: MD_BLOCK_OL_DETAIL.self)
      let sign: Character = list?.mark_delimiter == CChar(bitPattern: UInt8(ascii: ")")) ? ")" : "."
      open(.list(MarkdownList(first: Int(list?.start ?? 1), sign: sign, isTight: list?.is_tight != 0)))
    case MD_BLOCK_LI:
      let item = detail?.load(as: MD_BLOCK_LI_DETAIL.self)
      let isDone = item.flatMap { $0.is_task == 0 ? nil : $0.task_mark != CChar(bitPattern: UInt8(ascii: " ")) }
      open(.item(isDone: isDone))
    case MD_BLOCK_TABLE: containers.append(Container(kind: .table(MarkdownTable()), place: place))
    case MD_BLOCK_THEAD: isInHead = true
    case MD_BLOCK_TR: changeTable { [isInHead, place] in $0.begin(inHead: isInHead, after: place ?? 0) }
    case MD_BLOCK_TH, MD_BLOCK_TD:
      if isInHead, let cell = detail?.load(as: MD_BLOCK_TD_DETAIL.self) {
        changeTable { $0.alignments.append(.init(cell.align)) }
      }
      leaf = Leaf(kind: .cell, place: place)
    case MD_BLOCK_HR: endRule()
    case MD_BLOCK_H:
      let heading = detail?.load(as: MD_BLOCK_H_DETAIL.self)
      leaf = Leaf(kind: .heading(level: Int(heading?.level ?? 1)), place: place)
    case MD_BLOCK_CODE:
      let code = detail?.load(as: MD_BLOCK_CODE_DETAIL.self)
      let language = code.map { String(attribute: $0.lang) } ?? ""
      leaf = Leaf(kind: .code(language: language), isFenced: code.map { $0.fence_char != 0 } ?? false, place: place)
    case MD_BLOCK_HTML: leaf = Leaf(kind: .markup, place: place)
    case MD_BLOCK_P: leaf = Leaf(kind: .paragraph, place: place)
    default: break
    }
  }

  mutating func leave(_ type: MD_BLOCKTYPE) {
    endLeaf()
    switch type {
    case MD_BLOCK_QUOTE, MD_BLOCK_UL, MD_BLOCK_OL, MD_BLOCK_LI: close()
    case MD_BLOCK_TABLE: endContainer()
    case MD_BLOCK_THEAD: isInHead = false
    default: break
    }
  }

  private mutating func open(_ kind: Container.Kind) {
    let isItem = if case .item = kind { true } else { false }
    if passed.containers > 0 || containers.count >= MarkdownBuilder.depthLimit && !isItem {
      passed.containers += 1
    } else {
      containers.append(Container(kind: kind, place: place))
    }
  }

  private mutating func close() {
    if passed.containers > 0 { passed.containers -= 1 } else { endContainer() }
  }

  private mutating func endContainer() {
    guard containers.count > 1, let container = containers.popLast() else { return }
    switch container.kind {
    case .document: break
    case .quote: append(.quote(container.blocks), at: start(of: container.blocks, in: container))
    case .list(let list): append(.list(list), at: start(of: list.items.flatMap(\.blocks), in: container))
    case .item(let isDone):
      changeList { $0.items.append(MarkdownList.Item(isDone: isDone, blocks: container.blocks)) }
    case .table(let table): append(.table(table), at: source.start(of: table.header.first?.offset ?? 0))
    }
  }

  private func start(of blocks: [MarkdownBlock], in container: Container) -> (offset: Int, isApart: Bool) {
    blocks.first.map { ($0.offset, $0.isApart) } ?? source.start(after: container.place)
  }

  private mutating func append(_ kind: MarkdownBlock.Kind, at start: (offset: Int, isApart: Bool)) {
    containers[containers.count - 1].blocks.append(
      MarkdownBlock(kind: kind, offset: start.offset, isApart: start.isApart))
  }

  private mutating func changeList(_ change: (inout MarkdownList) -> Void) {
    guard let last = containers.indices.last, case .list(var list) = containers[last].kind else { return }
    change(&list)
    containers[last].kind = .list(list)
  }

  private mutating func changeTable(_ change: (inout MarkdownTable) -> Void) {
    guard let last = containers.indices.last, case .table(var table) = containers[last].kind else { return }
    change(&table)
    containers[last].kind = .table(table)
  }

  /// The parser does not tell where a rule stands: it is the next line with something on it.
  private mutating func endRule() {
    let start = source.start(after: place)
    append(.rule, at: start)
    place = source.end(ofLineAt: start.offset)
  }

  private mutating func endLeaf() {
    guard let leaf else { return }
    self.leaf = nil
    while !spans.isEmpty { leaveSpan() }
    let start = leaf.offset.map { source.start(of: $0, isFenced: leaf.isFenced) } ?? source.start(after: leaf.place)
    switch leaf.kind {
    case .heading(let level): append(.heading(level: level, leaf.inlines), at: start)
    case .paragraph: append(.paragraph(leaf.inlines), at: start)
    case .code(let language):
      append(.code(language: language, leaf.lines), at: start)
      // The line that closes a fence holds no text.
      if leaf.isFenced {
        place = source.end(ofLineAt: leaf.lines.isEmpty ? source.end(ofLineAt: start.offset) + 1 : place ?? 0)
      }
    case .markup: append(.markup(leaf.lines), at: start)
    case .cell: changeTable { $0.append(leaf.inlines, at: leaf.offset) }
    }
  }

  // MARK: Within lines

  mutating func enter(_ type: MD_SPANTYPE, _ detail: UnsafeMutableRawPointer?) {
    openParagraph()
    guard passed.spans == 0, spans.count < MarkdownBuilder.depthLimit, let kind = kind(of: type, detail) else {
      passed.spans += 1
      return
    }
    spans.append((kind, []))
  }

  private func kind(of type: MD_SPANTYPE, _ detail: UnsafeMutableRawPointer?) -> MarkdownInline.Kind? {
    switch type {
    case MD_SPAN_EM: .emphasis
    case MD_SPAN_STRONG: .strong
    case MD_SPAN_DEL: .struck
    case MD_SPAN_CODE: .code
    case MD_SPAN_LATEXMATH, MD_SPAN_LATEXMATH_DISPLAY: .formula
    case MD_SPAN_A: detail.map { .link(address: String(attribute: $0.load(as: MD_SPAN_A_DETAIL.self).href)) }
    case MD_SPAN_IMG: detail.map { .picture(address: String(attribute: $0.load(as: MD_SPAN_IMG_DETAIL.self).src)) }
    default: nil
    }
  }

  mutating func leaveSpan() {
    if passed.spans > 0 {
      passed.spans -= 1
    } else if let span = spans.popLast() {
      append(.span(span.kind, span.inlines))
    }
  }

  /// An item of a tight list holds its text without a paragraph.
  private mutating func openParagraph() {
    if leaf == nil { leaf = Leaf(kind: .paragraph, place: place) }
  }

  private mutating func append(_ inline: MarkdownInline) {
    if let last = spans.indices.last { spans[last].inlines.append(inline) } else { leaf?.inlines.append(inline) }
  }

  // MARK: Text

  mutating func take(_ type: MD_TEXTTYPE, _ characters: UnsafeBufferPointer<MD_CHAR>) {
    openParagraph()
    let range = source.range(of: characters, from: base)
    if let range {
      if leaf?.offset == nil { leaf?.offset = range.lowerBound }
      place = range.upperBound
    }
    let text = range.map(source.text) ?? String(characters: characters)
    let part = MarkdownText(
      type == MD_TEXT_NULLCHAR ? "\u{FFFD}" : text, at: range?.lowerBound ?? place ?? 0)
    switch leaf?.kind {
    case .code, .markup: takeVerbatim(part)
    default:
      switch type {
      case MD_TEXT_BR: append(.lineBreak)
      case MD_TEXT_SOFTBR: append(.lineEnd(at: place ?? 0))
      case MD_TEXT_ENTITY: append(.text(MarkdownText(MarkdownEntities.text(of: text), at: part.offset)))
      case MD_TEXT_HTML: append(.markup(part))
      default: append(.text(part))
      }
    }
  }

  /// Text of code, whose lines come in pieces: the blanks before, the text, the end.
  private mutating func takeVerbatim(_ part: MarkdownText) {
    guard var leaf else { return }
    self.leaf = nil
    defer { self.leaf = leaf }
    if !leaf.isLineOpen { leaf.lines.append([]) }
    leaf.isLineOpen = part.text != "\n"
    if leaf.isLineOpen { leaf.lines[leaf.lines.count - 1].append(part) } else { place = (place ?? 0) + 1 }
  }
}

extension MarkdownTable {
  fileprivate mutating func begin(inHead: Bool, after offset: Int) {
    if inHead { header.append(Row(offset: offset)) } else { rows.append(Row(offset: offset)) }
  }

  /// Adds a cell to the last row; the first with text tells where the row stands.
  fileprivate mutating func append(_ cell: [MarkdownInline], at offset: Int?) {
    let part: WritableKeyPath<MarkdownTable, [Row]> = rows.isEmpty ? \.header : \.rows
    guard let last = self[keyPath: part].indices.last else { return }
    if let offset, self[keyPath: part][last].cells.allSatisfy(\.isEmpty) { self[keyPath: part][last].offset = offset }
    self[keyPath: part][last].cells.append(cell)
  }
}

extension MarkdownTable.Alignment {
  fileprivate init?(_ alignment: MD_ALIGN) {
    switch alignment {
    case MD_ALIGN_LEFT: self = .left
    case MD_ALIGN_CENTER: self = .center
    case MD_ALIGN_RIGHT: self = .right
    default: return nil
    }
  }
}

extension String {
  fileprivate init(characters: UnsafeBufferPointer<MD_CHAR>) {
    self = characters.withMemoryRebound(to: UInt8.self) { String(decoding: $0, as: UTF8.self) }
  }

  /// A text that the parser keeps in parts, of which some are entities.
  fileprivate init(attribute: MD_ATTRIBUTE) {
    self = ""
    guard let text = attribute.text, let types = attribute.substr_types, let offsets = attribute.substr_offsets else {
      return
    }
    var index = 0
    while offsets[index] < attribute.size {
      let part = String(
        characters: UnsafeBufferPointer(
          start: text + Int(offsets[index]), count: Int(offsets[index + 1] - offsets[index])))
      self += types[index] == MD_TEXT_ENTITY ? MarkdownEntities.text(of: part) : part
      index += 1
    }
  }
}
