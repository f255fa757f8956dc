// Markdown within a paragraph: emphasis, code, links and escapes, as CommonMark has them, without the rare cases.

import Screen

struct MarkdownInline {
  private let signs: [ProseSign]
  private var shown: [ProseSign] = []

  /// The signs as they show: marks are gone, and what they meant is in the styles.
  static func render(_ signs: [ProseSign]) -> [ProseSign] {
    var inline = MarkdownInline(signs: signs)
    inline.render()
    return inline.shown
  }

  private init(signs: [ProseSign]) { self.signs = signs }

  private mutating func render() {
    var index = 0
    while index < signs.count { index = take(index) }
  }

  /// Renders what begins at an index, and returns the index after it.
  private mutating func take(_ index: Int) -> Int {
    switch character(index) {
    case "\\": escape(index)
    case "`": code(index)
    case "*", "_": emphasis(index)
    case "[": link(index, textAt: index + 1)
    case "!" where character(index + 1) == "[": link(index, textAt: index + 2)
    case "<": address(index)
    default: literal(index, count: 1)
    }
  }

  private func character(_ index: Int) -> Character? { signs.indices.contains(index) ? signs[index].character : nil }

  private mutating func literal(_ index: Int, count: Int) -> Int {
    shown += signs[index..<index + count]
    return index + count
  }

  private mutating func show(_ range: Range<Int>, _ change: (Style) -> Style) {
    shown += MarkdownInline.render(
      signs[range].map { ProseSign(character: $0.character, style: change($0.style), offset: $0.offset) })
  }

  private mutating func escape(_ index: Int) -> Int {
    guard let next = character(index + 1), next.isASCII, next.isPunctuation || next.isSymbol else {
      return literal(index, count: 1)
    }
    return literal(index + 1, count: 1)
  }

  private func run(of mark: Character, at index: Int) -> Int { signs[index...].prefix { $0.character == mark }.count }

  private mutating func code(_ index: Int) -> Int {
    let count = run(of: "`", at: index)
    var end = index + count
    while end < signs.count {
      let closing = run(of: "`", at: end)
      if closing == count { break }
      end += max(1, closing)
    }
    guard end < signs.count else { return literal(index, count: count) }
    var body = signs[index + count..<end]
    // A blank at both ends only keeps the marks off a backtick.
    if body.count > 2, body.first?.character == " ", body.last?.character == " " { body = body.dropFirst().dropLast() }
    shown += body.map { ProseSign(character: $0.character, style: Theme.proseCode, offset: $0.offset) }
    return end + count
  }

  private mutating func emphasis(_ index: Int) -> Int {
    guard let mark = character(index) else { return index + 1 }
    let length = run(of: mark, at: index)
    let count = min(3, length)
    let start = index + count
    guard length <= 3, let first = character(start), !first.isWhitespace, !isWithinWord(index, mark),
      let end = closing(mark, count: count, from: start + 1)
    else { return literal(index, count: length) }
    let attributes: [Style.Attributes] = [.italic, .bold, [.bold, .italic]]
    show(start..<end) { $0.with(attributes[count - 1]) }
    return end + count
  }

  /// Underscores within a word, as in a name, are no marks.
  private func isWithinWord(_ index: Int, _ mark: Character) -> Bool {
    mark == "_" && character(index - 1).map { $0.isLetter || $0.isNumber } ?? false
  }

  /// The index of the run that closes an emphasis.
  private func closing(_ mark: Character, count: Int, from start: Int) -> Int? {
    var index = start
    while index < signs.count {
      let length = run(of: mark, at: index)
      let follows = character(index + length)
      let endsWord = mark != "_" || !(follows.map { $0.isLetter || $0.isNumber } ?? false)
      if length == count, endsWord, !(character(index - 1)?.isWhitespace ?? true) { return index }
      index += max(1, length)
    }
    return nil
  }

  /// A link or a picture is its text; where it leads is in the source.
  private mutating func link(_ index: Int, textAt start: Int) -> Int {
    guard let end = matching(start, "[", "]"), character(end + 1) == "(", let close = matching(end + 2, "(", ")") else {
      return literal(index, count: 1)
    }
    show(start..<end) { $0.with(.underline) }
    return close + 1
  }

  /// The index of the bracket that closes the one before `start`.
  private func matching(_ start: Int, _ opening: Character, _ closing: Character) -> Int? {
    var depth = 1
    for index in signs.indices.dropFirst(start) {
      if signs[index].character == opening { depth += 1 }
      if signs[index].character == closing { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  /// `<https://…>` is its address.
  private mutating func address(_ index: Int) -> Int {
    guard let end = signs[index...].firstIndex(where: { $0.character == ">" }),
      signs[index..<end].contains(where: { $0.character == ":" }),
      !signs[index..<end].contains(where: \.character.isWhitespace)
    else { return literal(index, count: 1) }
    shown += signs[index + 1..<end].map {
      ProseSign(character: $0.character, style: $0.style.with(.underline), offset: $0.offset)
    }
    return end + 1
  }
}
