// A cell's text as the file spells it: code as it is, other text in comments or in a triple-quoted string.

/// How a text stands in a file that Python can run.
enum TextForm: Hashable, Sendable {
  case plain
  /// Each line behind `# `.
  case comments
  /// In a string, whose quotes, with the line endings at their inner sides, are these.
  case quoted(open: [UInt8], close: [UInt8])

  var isQuoted: Bool { if case .quoted = self { true } else { false } }

  /// The lines that stand before the text's first.
  var leadingLines: Int {
    if case .quoted(let open, _) = self { return Line.endings(in: open) }
    return 0
  }

  fileprivate func decoded(_ content: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard self == .comments, content.first == UInt8(ascii: "#") else { return content }
    let text = content.dropFirst()
    return text.first == UInt8(ascii: " ") ? text.dropFirst() : text
  }

  fileprivate func encoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
    guard self == .comments else { return Array(text) }
    return text.isEmpty ? [UInt8(ascii: "#")] : [UInt8(ascii: "#"), UInt8(ascii: " ")] + text
  }
}

/// A body of a file, from the first byte of its first line to the last of its last, without that line's ending.
struct CellBody: Hashable, Sendable {
  let form: TextForm
  let bytes: [UInt8]

  static let empty = CellBody(form: .plain, bytes: [])

  /// The lines between the quotes, or all.
  private var lines: [Line] {
    guard case .quoted(let open, let close) = form else { return Line.all(in: bytes[...]) }
    return Line.all(in: bytes.dropFirst(open.count).dropLast(close.count))
  }

  /// The text as the editor shows it.
  var text: [UInt8] {
    var text: [UInt8] = []
    for line in lines {
      text += form.decoded(line.content)
      if !line.ending.isEmpty { text.append(lineFeed) }
    }
    return text
  }

  // MARK: Reading

  /// A body as a cell of a kind. Nil where Python would run what is there, so that it is code whatever its marker says.
  static func read(_ bytes: [UInt8], as kind: CellKind) -> CellBody? {
    if kind == .code || bytes.isEmpty { return CellBody(form: .plain, bytes: bytes) }
    if Line.all(in: bytes[...]).allSatisfy({ $0.isBlank || $0.content.first == UInt8(ascii: "#") }) {
      return CellBody(form: .comments, bytes: bytes)
    }
    return quotedForm(of: bytes).map { CellBody(form: $0, bytes: bytes) }
  }

  /// The quotes of a body that is one triple-quoted string and nothing else.
  private static func quotedForm(of bytes: [UInt8]) -> TextForm? {
    let prefix = bytes.prefix { $0 == UInt8(ascii: "r") || $0 == UInt8(ascii: "R") }
    let quote = bytes.dropFirst(prefix.count).prefix(3)
    guard prefix.count <= 1, quote.elementsEqual(#"""""#.utf8) || quote.elementsEqual("'''".utf8) else { return nil }
    let blanks = bytes.reversed().prefix(while: \.isBlank).count
    let start = prefix.count + 3
    let end = bytes.count - blanks - 3
    guard start <= end, bytes[end..<end + 3].elementsEqual(quote) else { return nil }
    let inner = bytes[start..<end]
    guard inner.firstRange(ofBytes: quote) == nil, inner.last != UInt8(ascii: "\\"), inner.last != quote.first else {
      return nil
    }
    let lines = Line.all(in: inner)
    let opening = lines.first.map { $0.content.isEmpty ? $0.ending.count : 0 } ?? 0
    let closing = lines.count > 1 || opening == 0 ? lines.last?.ending.count ?? 0 : 0
    return .quoted(open: Array(bytes[..<(start + opening)]), close: Array(bytes[(end - closing)...]))
  }

  // MARK: Writing

  /// The body of a text that is new, or that has come from this one by editing. Lines that were there before keep
  /// their bytes.
  static func written(_ text: String, kind: CellKind, from original: CellBody?, newline: [UInt8]) -> CellBody {
    let text = Array(text.utf8)
    // Most cells by far: what the editor shows is what the file has.
    if kind == .code, newline == [lineFeed], original?.bytes.contains(carriageReturn) != true {
      return CellBody(form: .plain, bytes: text)
    }
    if let original, original.text == text { return original }
    if text.isEmpty { return .empty }
    guard kind != .code else { return encode(text, as: .plain, from: original, newline: newline) }
    let bodies = forms(from: original?.form, newline: newline).lazy.map {
      encode(text, as: $0, from: original, newline: newline)
    }
    return bodies.first { $0.isFaithful(to: text, kind: kind) }
      ?? encode(text, as: .comments, from: original, newline: newline)
  }

  /// The body of a text behind comment signs, whatever it had before.
  static func comments(_ text: String, from original: CellBody?, newline: [UInt8]) -> CellBody {
    encode(Array(text.utf8), as: .comments, from: original, newline: newline)
  }

  /// The forms to try for text that is not code: what the file had first.
  private static func forms(from original: TextForm?, newline: [UInt8]) -> [TextForm] {
    let quotes = Array(#"""""#.utf8)
    let standard = TextForm.quoted(open: [UInt8(ascii: "r")] + quotes + newline, close: newline + quotes)
    switch original {
    case .quoted(let open, let close):
      let isRaw = open.first == UInt8(ascii: "r") || open.first == UInt8(ascii: "R")
      let raw = TextForm.quoted(open: isRaw ? open : [UInt8(ascii: "r")] + open, close: close)
      return [.quoted(open: open, close: close), raw, .comments, standard]
    case .plain, .comments, nil:
      return [.comments, standard]
    }
  }

  /// Whether the file read again gives the same text, and Python runs none of it.
  private func isFaithful(to text: [UInt8], kind: CellKind) -> Bool {
    if case .quoted(let open, _) = form, open.first == quoteSign(open), text.contains(UInt8(ascii: "\\")) {
      return false
    }
    if Line.all(in: bytes[...]).contains(where: { Marker.isMarker($0.content) }) { return false }
    return CellBody.read(bytes, as: kind)?.text == text
  }

  private func quoteSign(_ open: [UInt8]) -> UInt8? {
    open.first { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
  }

  private static func encode(_ text: [UInt8], as form: TextForm, from original: CellBody?, newline: [UInt8]) -> CellBody
  {
    var spellings = Spellings(of: original?.form.isLike(form) == true ? original : nil, form: form, newline: newline)
    var bytes: [UInt8] = []
    if case .quoted(let open, _) = form { bytes += open }
    bytes += spellings.spell(text.split(separator: lineFeed, omittingEmptySubsequences: false))
    if case .quoted(_, let close) = form { bytes += close }
    return CellBody(form: form, bytes: bytes)
  }
}

extension TextForm {
  /// Whether lines of the other form are spelt as this one's.
  fileprivate func isLike(_ other: TextForm) -> Bool { (self == .comments) == (other == .comments) }
}

/// Finds for each line of an edited text the bytes that the file has for it: lines at the start and the end that
/// did not change keep theirs, and a line between takes those of an equal line, in order.
private struct Spellings {
  private struct Spelling {
    var text: ArraySlice<UInt8>
    var content: ArraySlice<UInt8>
    var ending: ArraySlice<UInt8>
  }

  private let form: TextForm
  private let newline: [UInt8]
  private let originals: [Spelling]

  init(of original: CellBody?, form: TextForm, newline: [UInt8]) {
    self.form = form
    self.newline = newline
    var lines = original.map { $0.spelledLines } ?? []
    // The body's last line has its ending in the tail: the text after it, if any, decides anew.
    if let last = lines.indices.last, lines[last].ending.isEmpty { lines[last].ending = newline[...] }
    originals = lines.map { Spelling(text: form.decoded($0.content), content: $0.content, ending: $0.ending) }
  }

  mutating func spell(_ lines: [ArraySlice<UInt8>]) -> [UInt8] {
    let shorter = min(lines.count, originals.count)
    let head = zip(lines, originals).prefix { $0 == $1.text }.count
    let tail = zip(lines.reversed(), originals.reversed()).prefix(shorter - head).prefix { $0 == $1.text }.count
    var known: [ArraySlice<UInt8>: [Spelling]] = [:]
    for spelling in originals[head..<originals.count - tail].reversed() {
      known[spelling.text, default: []].append(spelling)
    }
    var bytes: [UInt8] = []
    for (index, line) in lines.enumerated() {
      let spelling: Spelling
      if index < head {
        spelling = originals[index]
      } else if index >= lines.count - tail {
        spelling = originals[originals.count - (lines.count - index)]
      } else {
        spelling =
          known[line]?.popLast() ?? Spelling(text: line, content: form.encoded(line)[...], ending: newline[...])
      }
      bytes += spelling.content
      if index < lines.count - 1 { bytes += spelling.ending }
    }
    return bytes
  }
}

extension CellBody {
  /// The lines of the text, with an empty last one after an ending.
  fileprivate var spelledLines: [Line] {
    let lines = lines
    guard let last = lines.last, !last.ending.isEmpty else { return lines }
    return lines + [Line(content: [], ending: [])]
  }
}
