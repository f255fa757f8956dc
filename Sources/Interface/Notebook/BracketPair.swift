// The bracket at the caret and the one that it belongs to.

struct BracketPair: Hashable {
  /// UTF-8 offsets in the cell's text.
  let opening: Int
  let closing: Int

  /// Partners further away than so many lines are not looked for: they are out of sight.
  private static let reach = 300

  /// The pair of the bracket at an offset or, where none is, right before it; nil for one without a partner.
  init?(at offset: Int, in text: CellText) {
    let near = text[max(0, offset - 1)..<min(text.count, offset + 1)].utf8
    guard near.contains(where: BracketPair.isBracket) else { return nil }
    let line = text.line(at: offset)
    let start = BracketPair.start(before: line, in: text)
    let end = text.range(ofLine: min(text.lineCount - 1, line + BracketPair.reach)).upperBound
    let pairs = CodeShape.pairs(in: text[start..<end]).map { (start + $0.opening, start + $0.closing) }
    let place = [offset, offset - 1].lazy.compactMap { place in pairs.first { $0 == place || $1 == place } }.first
    guard let place else { return nil }
    (opening, closing) = place
  }

  /// A line that begins a statement, far enough above.
  private static func start(before line: Int, in text: CellText) -> Int {
    var first = max(0, line - reach)
    while first > 0, !(text.line(first).first.map { $0.isLetter } ?? false) { first -= 1 }
    return text.range(ofLine: first).lowerBound
  }

  private static func isBracket(_ byte: UInt8) -> Bool { "()[]{}".utf8.contains(byte) }
}
