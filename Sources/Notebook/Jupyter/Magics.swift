// IPython's magics and commands, which Python does not run: comments in a script, themselves in a Jupyter notebook.

enum Magics {
  /// The cell magics under which the cell is still Python's.
  private static let pythonic: Set<String> = ["time", "timeit", "capture", "prun"]

  /// Code with each line that is a magic or a command behind `# `; with all lines so where the cell is another
  /// language's.
  static func commented(_ code: String) -> String {
    let lines = lines(of: code)
    let isForeign = isForeign(lines[0])
    return mapped(lines) { isForeign || isMagic($0) ? Array("# ".utf8) + $0 : Array($0) }
  }

  /// Code with such lines as themselves again; the code as it is where the way back would lead elsewhere.
  static func uncommented(_ code: String) -> String {
    let lines = lines(of: code)
    let isForeign = lines[0].starts(with: "# ") && isForeign(lines[0].dropFirst(2))
    let bare = mapped(lines) { line in
      let isComment = line.starts(with: "# ") && (isForeign || isMagic(line.dropFirst(2)))
      return Array(isComment ? line.dropFirst(2) : line)
    }
    return commented(bare) == code ? bare : code
  }

  private static func lines(of code: String) -> [ArraySlice<UInt8>] {
    Array(code.utf8).split(separator: lineFeed, omittingEmptySubsequences: false)
  }

  private static func mapped(_ lines: [ArraySlice<UInt8>], _ change: (ArraySlice<UInt8>) -> [UInt8]) -> String {
    let isInString = TripleQuotes.begin(within: lines)
    let changed = zip(lines, isInString).map { line, isInString in isInString ? Array(line) : change(line) }
    return String(decoding: Array(changed.joined(separator: [lineFeed])), as: UTF8.self)
  }

  /// `%name`, `%%name`, `!command` at a line's start.
  private static func isMagic(_ line: ArraySlice<UInt8>) -> Bool {
    let signs = line.prefix { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "!") }
    guard let next = line.dropFirst(signs.count).first else { return false }
    guard ["%", "%%", "!"].contains(String(decoding: signs, as: UTF8.self)) else { return false }
    let character = Character(Unicode.Scalar(next))
    return character.isLetter && character.isASCII || signs.first == UInt8(ascii: "!") && "./~$".contains(character)
  }

  /// Whether a cell's first line hands the cell to another language, as `%%bash` does.
  private static func isForeign(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: "%%"), isMagic(line) else { return false }
    let name = line.dropFirst(2).prefix { !$0.isBlank }
    return !pythonic.contains(String(decoding: name, as: UTF8.self))
  }
}
