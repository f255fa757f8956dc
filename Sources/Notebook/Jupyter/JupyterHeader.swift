// The comment at a script's start that holds a notebook's metadata, as Jupytext writes it.

enum JupyterHeader {
  static let kernel = JSON.Member(
    key: "kernelspec",
    value: .object([
      .init(key: "display_name", value: .string("Python 3")), .init(key: "language", value: .string("python")),
      .init(key: "name", value: .string("python3")),
    ]))

  private static let rule = "# ---"
  private static let name = "# jupyter:"

  /// A preamble with the metadata, and nothing for what every notebook has.
  static func preamble(of members: [JSON.Member], newline: [UInt8]) -> [UInt8] {
    guard members != [kernel] else { return [] }
    let lines = [rule, name] + YAMLBlock.lines(of: members, indent: 2).map { "# " + $0 } + [rule, ""]
    return lines.flatMap { Array($0.utf8) + newline }
  }

  /// The metadata that a preamble holds; nil where it has none, or none that is understood.
  static func members(in preamble: [UInt8]) -> [JSON.Member]? {
    let lines = Line.all(in: preamble[...]).map { String(decoding: $0.content, as: UTF8.self) }
    guard let start = lines.firstIndex(of: rule), start + 1 < lines.count, lines[start + 1] == name else { return nil }
    let content = lines[(start + 2)...].prefix { $0 != rule }
    guard content.allSatisfy({ $0 == "#" || $0.hasPrefix("# ") }) else { return nil }
    return YAMLBlock.members(of: content.map { String($0.dropFirst(2)) })
  }

  /// A preamble with other metadata in the place of its own.
  static func replacing(in preamble: [UInt8], with members: [JSON.Member], newline: [UInt8]) -> [UInt8] {
    let before = Line.all(in: preamble[...]).prefix { String(decoding: $0.content, as: UTF8.self) != rule }
    return Array(before).bytes + self.preamble(of: members, newline: newline)
  }
}
