// The title and the metadata of a marker line, as Jupytext has them: `# %% Title [markdown] tags=["a"] level=2`.

struct MarkerWords: Hashable, Sendable {
  /// The `%` beyond two.
  var depth = 0
  var title = ""
  var metadata: [JSON.Member] = []

  init(depth: Int = 0, title: String = "", metadata: [JSON.Member] = []) {
    self.depth = depth
    self.title = title
    self.metadata = metadata
  }

  /// From a line's words without its signs and kind. What does not read as metadata belongs to the title.
  init(depth: Int, text: String) {
    self.depth = depth
    let start = MarkerWords.metadataStart(in: text)
    if let metadata = MarkerWords.metadata(text[start...]) {
      title = String(decoding: Array(text[..<start].utf8).trimmingBlanks, as: UTF8.self)
      self.metadata = metadata
    } else {
      title = text
    }
  }

  /// The metadata as it is written: `tags=["a"] level=2`, or one JSON object where a key is not a plain word.
  var metadataText: String {
    guard metadata.allSatisfy({ MarkerWords.isPlain($0.key) }) else { return JSON.object(metadata).compact }
    return metadata.map { "\($0.key)=\($0.value.compact)" }.joined(separator: " ")
  }

  private static func isPlain(_ key: some StringProtocol) -> Bool {
    !key.isEmpty && key.allSatisfy { $0.isLetter || $0.isNumber || "_-.".contains($0) }
  }

  /// Metadata begins with a brace, or with the word before the first equals sign.
  private static func metadataStart(in text: String) -> String.Index {
    guard let sign = text.firstIndex(where: { $0 == "{" || $0 == "=" }) else { return text.endIndex }
    if text[sign] == "{" { return sign }
    let key = text[..<sign].reversed().drop { $0 == " " }.prefix { $0 != " " }
    return text.index(sign, offsetBy: -key.count)
  }

  /// `{"key": value}`, or `key=value` one behind the other with JSON for values.
  private static func metadata(_ text: Substring) -> [JSON.Member]? {
    if text.isEmpty { return [] }
    if text.first == "{" { return JSON(Array(text.utf8))?.members }
    var members: [JSON.Member] = []
    var rest = text
    while !rest.isEmpty {
      guard let sign = rest.firstIndex(of: "=") else { return nil }
      let key = rest[..<sign]
      guard isPlain(key) else { return nil }
      let after = rest[rest.index(after: sign)...]
      guard let (value, end) = firstValue(of: after) else { return nil }
      members.append(JSON.Member(key: String(key), value: value))
      rest = after[end...].drop { $0 == " " }
    }
    return members
  }

  /// The shortest start of a text, up to a blank or the end, that is a value.
  private static func firstValue(of text: Substring) -> (value: JSON, end: String.Index)? {
    let ends = text.indices.filter { text[$0] == " " } + [text.endIndex]
    for end in ends {
      if let value = JSON(Array(text[..<end].utf8)) { return (value, end) }
    }
    return nil
  }
}
