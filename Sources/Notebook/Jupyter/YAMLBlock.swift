// The part of YAML that notebooks' headers are written in: mappings and lists by indentation, scalars, and JSON.

enum YAMLBlock {
  // MARK: Writing

  /// The lines of a mapping. Lists stand on one line, as JSON.
  static func lines(of members: [JSON.Member], indent: Int) -> [String] {
    members.flatMap { member -> [String] in
      let key = String(repeating: " ", count: indent) + scalar(member.key) + ":"
      if case .object(let inner) = member.value, !inner.isEmpty { return [key] + lines(of: inner, indent: indent + 2) }
      return [key + " " + (member.value.text.map(scalar) ?? member.value.compact)]
    }
  }

  /// Without quotes where nobody takes it for anything but this text.
  private static func scalar(_ text: String) -> String {
    let isWord = text.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || "_ .()/-0123456789".unicodeScalars.contains($0))
    }
    let isPlain = isWord && text.first?.isLetter == true && text.last != " "
    return isPlain && !reserved.contains(text.lowercased()) ? text : JSON.string(text).compact
  }

  private static let reserved: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]

  // MARK: Reading

  /// The mapping that some lines are; nil for anything that is not understood.
  static func members(of lines: [String]) -> [JSON.Member]? {
    var reader = Reader(lines: lines.compactMap(ReadLine.init))
    // Deeper ones are refused rather than exhausting the stack.
    guard reader.lines.allSatisfy({ $0.indent < 100 }) else { return nil }
    guard let first = reader.lines.first, let members = reader.mapping(at: first.indent), reader.lines.isEmpty else {
      return nil
    }
    return members
  }

  private struct ReadLine {
    var indent: Int
    var text: Substring

    /// Nil for a blank line.
    init?(_ line: String) {
      let text = line.drop { $0 == " " }
      guard !text.allSatisfy(\.isWhitespace) else { return nil }
      indent = line.count - text.count
      self.text = text
    }

    init(indent: Int, text: Substring) {
      self.indent = indent
      self.text = text
    }
  }

  private struct Reader {
    var lines: [ReadLine]

    private var isItem: Bool { lines[0].text.hasPrefix("- ") }

    mutating func mapping(at indent: Int) -> [JSON.Member]? {
      var members: [JSON.Member] = []
      while let line = lines.first, line.indent == indent, !isItem {
        guard let (key, rest) = key(of: line.text) else { return nil }
        lines.removeFirst()
        guard let value = rest.isEmpty ? nested(below: indent) : scalar(rest) else { return nil }
        members.append(.init(key: key, value: value))
      }
      return members
    }

    /// What stands under a key. A list may stand as far to the left as its key.
    private mutating func nested(below indent: Int) -> JSON? {
      guard let line = lines.first, line.indent > indent || line.indent == indent && isItem else { return .null }
      if isItem { return list(at: line.indent).map { .array($0) } }
      return mapping(at: line.indent).map { .object($0) }
    }

    private mutating func list(at indent: Int) -> [JSON]? {
      var items: [JSON] = []
      while let line = lines.first, line.indent == indent, isItem {
        let text = line.text.dropFirst(2)
        if key(of: text) != nil {
          lines[0] = ReadLine(indent: indent + 2, text: text)
          guard let members = mapping(at: indent + 2) else { return nil }
          items.append(.object(members))
        } else {
          lines.removeFirst()
          guard let item = scalar(text) else { return nil }
          items.append(item)
        }
      }
      return items
    }

    /// A key and what follows on its line.
    private func key(of text: Substring) -> (key: String, rest: Substring)? {
      guard !text.hasPrefix("- "), !"[{".contains(text.first ?? "["),
        let colon = text.firstRange(of: ": ")?.lowerBound ?? lastColon(of: text),
        case .string(let key)? = scalar(text[..<colon])
      else { return nil }
      return (key, text[colon...].dropFirst().drop { $0 == " " })
    }

    private func lastColon(of text: Substring) -> Substring.Index? {
      text.hasSuffix(":") ? text.index(before: text.endIndex) : nil
    }

    private func scalar(_ text: Substring) -> JSON? {
      let text = String(text)
      switch text.first {
      case "\"", "[", "{": return JSON(Array(text.utf8))
      case "'":
        guard text.count >= 2, text.hasSuffix("'") else { return nil }
        return .string(String(text.dropFirst().dropLast()).replacing("''", with: "'"))
      case "&", "*", "!", "|", ">", "%", "@", "`", "#": return nil
      default: break
      }
      if text.hasPrefix("- ") || text.contains(" #") || text.contains(": ") { return nil }
      if text == "~" { return .null }
      if let value = JSON(Array(text.utf8)) { return value }
      return .string(text)
    }
  }
}
