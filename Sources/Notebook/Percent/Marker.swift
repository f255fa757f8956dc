// The line that begins a cell: `# %%`, with a title, a kind in brackets and metadata behind it.

enum Marker {
  /// Whether a line begins a cell. `# %%time` is a commented magic, not a marker.
  static func isMarker(_ content: some Collection<UInt8>) -> Bool { rest(of: content) != nil }

  static func kind(of content: some Collection<UInt8>) -> CellKind {
    tags.first { rest(of: content)?.firstRange(ofBytes: $0.tag.utf8) != nil }?.kind ?? .code
  }

  /// What stands behind the signs, without the kind and the metadata.
  static func title(of line: [UInt8]) -> String { words(of: line).title }

  /// What a marker line says besides its kind: how many `%` there are beyond two, a title, and metadata as `key=value`.
  static func words(of line: [UInt8]) -> MarkerWords {
    let content = Line.all(in: line[...]).first?.content ?? []
    guard let rest = rest(of: content) else { return MarkerWords() }
    let depth = content.dropLast(rest.count).count { $0 == UInt8(ascii: "%") } - 2
    return MarkerWords(depth: depth, text: String(decoding: untagged(rest).trimmingBlanks, as: UTF8.self))
  }

  /// A new marker line.
  static func generated(for kind: CellKind, words: MarkerWords = MarkerWords(), newline: [UInt8]) -> [UInt8] {
    let signs = Array("# %%".utf8) + [UInt8](repeating: UInt8(ascii: "%"), count: words.depth)
    let title = words.title.isEmpty ? [] : [UInt8(ascii: " ")] + Array(words.title.utf8)
    let metadata = words.metadata.isEmpty ? [] : [UInt8(ascii: " ")] + Array(words.metadataText.utf8)
    return signs + title + tag(of: kind) + metadata + newline
  }

  /// The same line for another kind.
  static func changing(_ line: [UInt8], to kind: CellKind) -> [UInt8] {
    guard let first = Line.all(in: line[...]).first, let rest = rest(of: first.content) else { return line }
    let signs = first.content.dropLast(rest.count)
    let title = untagged(rest).trimmingBlanks
    return signs + tag(of: kind) + (title.isEmpty ? [] : [UInt8(ascii: " ")] + title) + first.ending
  }

  /// The first of each kind is the one that is written.
  private static let tags: [(tag: String, kind: CellKind)] = [
    ("[markdown]", .markdown), ("[md]", .markdown), ("[raw]", .raw),
  ]

  private static func tag(of kind: CellKind) -> [UInt8] {
    tags.first { $0.kind == kind }.map { Array(" \($0.tag)".utf8) } ?? []
  }

  private static func untagged(_ rest: [UInt8]) -> [UInt8] {
    for (tag, _) in tags {
      guard let range = rest.firstRange(ofBytes: tag.utf8) else { continue }
      let before = rest[..<range.lowerBound]
      let after = rest[range.upperBound...].drop(while: \.isBlank)
      return Array(before + after)
    }
    return rest
  }

  /// What follows the signs of a marker; nil for a line that is none.
  private static func rest(of content: some Collection<UInt8>) -> [UInt8]? {
    guard content.first == UInt8(ascii: "#") else { return nil }
    let signs = content.dropFirst().drop(while: \.isBlank)
    let rest = signs.drop { $0 == UInt8(ascii: "%") }
    guard signs.count - rest.count >= 2 else { return nil }
    guard let next = rest.first else { return [] }
    return next.isBlank || next == UInt8(ascii: "[") ? Array(rest) : nil
  }
}
