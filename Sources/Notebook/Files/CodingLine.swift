// The encoding that a Python file declares in its first lines, as PEP 263 has it.

struct CodingLine {
  /// As it is written.
  let encoding: String
  /// From 1.
  let line: Int

  /// The declaration of a file; nil where it has none.
  init?(in bytes: [UInt8]) {
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
      .prefix(2).enumerated()
    {
      let content = line.drop { " \t\u{C}".utf8.contains($0) }
      let isComment = content.first == UInt8(ascii: "#")
      if isComment, let encoding = CodingLine.encoding(in: content) {
        self.encoding = encoding
        self.line = index + 1
        return
      }
      // After a line of code there is none.
      guard isComment || content.allSatisfy({ $0 == UInt8(ascii: "\r") }) else { return nil }
    }
    return nil
  }

  private static func encoding(in comment: ArraySlice<UInt8>) -> String? {
    var rest = comment
    while let range = rest.firstRange(ofBytes: "coding".utf8) {
      rest = rest[range.upperBound...]
      guard let sign = rest.first, ":=".utf8.contains(sign) else { continue }
      let name = rest.dropFirst().drop { " \t".utf8.contains($0) }.prefix { byte in
        let scalar = Unicode.Scalar(byte)
        return "-_.".unicodeScalars.contains(scalar)
          || scalar.isASCII && (scalar.properties.isAlphabetic || 48...57 ~= byte)
      }
      if !name.isEmpty { return String(decoding: name, as: UTF8.self) }
    }
    return nil
  }

  /// Whether a text of it may be read as UTF-8.
  var isUTF8: Bool {
    let name = encoding.lowercased().replacing("_", with: "-")
    return ["utf-8", "utf8", "u8", "utf", "utf-8-sig", "cp65001"].contains(name) || name.hasPrefix("utf-8-")
  }
}
