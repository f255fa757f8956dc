// IPython's magics, commands and questions, which Python does not run: comments in a script, themselves in a Jupyter notebook.

enum Magics {
  /// The cell magics under which the cell is still Python's.
  private static let pythonic: Set<String> = ["time", "timeit", "capture", "prun"]

  /// Code with each line that is a magic, a command or a question behind `# `, as Jupytext writes it, and one more `# `
  /// before those that are comments already; with all lines so where the cell is another language's.
  static func commented(_ code: String) -> String {
    let lines = lines(of: code)
    let isForeign = isForeign(lines[0])
    var isContinued = false
    return mapped(lines) { line in
      let isWhole = isForeign || isContinued
      let indent = isWhole ? 0 : line.prefix(while: \.isBlank).count
      guard isWhole || isMagic(uncommented(line.dropFirst(indent))) else { return Array(line) }
      isContinued = !isForeign && continues(line)
      return line.prefix(indent) + Array("# ".utf8) + line.dropFirst(indent)
    }
  }

  /// Code with such lines as themselves again; the code as it is where the way back would lead elsewhere.
  static func uncommented(_ code: String) -> String {
    let lines = lines(of: code)
    let isForeign = lines[0].starts(with: "# ") && isForeign(lines[0].dropFirst(2))
    var isContinued = false
    let bare = mapped(lines) { line in
      let isWhole = isForeign || isContinued
      let indent = isWhole ? 0 : line.prefix(while: \.isBlank).count
      let rest = line.dropFirst(indent)
      let isMagic = rest.starts(with: "# ") && (isWhole || isMagic(uncommented(rest)))
      isContinued = !isForeign && isMagic && continues(line)
      return isMagic ? line.prefix(indent) + Array(rest.dropFirst(2)) : Array(line)
    }
    return commented(bare) == code ? bare : code
  }

  /// Without any `# ` that it begins with.
  private static func uncommented(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line
    while line.starts(with: "# ") { line = line.dropFirst(2) }
    return line
  }

  private static func lines(of code: String) -> [ArraySlice<UInt8>] {
    Array(code.utf8).split(separator: lineFeed, omittingEmptySubsequences: false)
  }

  private static func mapped(_ lines: [ArraySlice<UInt8>], _ change: (ArraySlice<UInt8>) -> [UInt8]) -> String {
    let isInString = TripleQuotes.begin(within: lines)
    let changed = zip(lines, isInString).map { line, isInString in isInString ? Array(line) : change(line) }
    return String(decoding: Array(changed.joined(separator: [lineFeed])), as: UTF8.self)
  }

  /// Whether a cell's first line hands the cell to another language, as `%%bash` does.
  private static func isForeign(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: "%%"), isNamedMagic(line) else { return false }
    let name = line.dropFirst(2).prefix { !$0.isBlank }
    return !pythonic.contains(String(decoding: name, as: UTF8.self))
  }

  /// Whether the line goes on in the next one.
  private static func continues(_ line: ArraySlice<UInt8>) -> Bool {
    line.last { !$0.isBlank } == UInt8(ascii: "\\")
  }
}

// MARK: - What is a magic

extension Magics {
  /// Of a line without its indentation.
  private static func isMagic(_ line: ArraySlice<UInt8>) -> Bool {
    isNamedMagic(line) || isCommand(line) || isAssigned(line) || isQuestion(line)
  }

  /// `%name`, `%%name`
  private static func isNamedMagic(_ line: ArraySlice<UInt8>) -> Bool {
    let signs = line.prefix { $0 == UInt8(ascii: "%") }.count
    return (1...3).contains(signs) && line.dropFirst(signs).first?.isASCIILetter == true
  }

  /// `!command`, `?name`
  private static func isCommand(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.first == UInt8(ascii: "!") || line.first == UInt8(ascii: "?"),
      let next = line.dropFirst().first(where: { !$0.isBlank })
    else { return false }
    return next.isASCIILetter || ".~$\\/{}".utf8.contains(next)
  }

  /// `name = %magic`, `name = !command`
  private static func isAssigned(_ line: ArraySlice<UInt8>) -> Bool {
    let name = line.prefix { $0.isASCIILetter || "_$0123456789".utf8.contains($0) }
    guard let first = name.first, first.isASCIILetter || first == UInt8(ascii: "_") else { return false }
    let rest = line.dropFirst(name.count).drop(while: \.isBlank)
    guard rest.first == UInt8(ascii: "=") else { return false }
    let value = rest.dropFirst().drop(while: \.isBlank)
    return isNamedMagic(value) || value.first == UInt8(ascii: "!") && value.dropFirst().first?.isASCIILetter == true
  }

  /// `name?`, `name??`: one word.
  private static func isQuestion(_ line: ArraySlice<UInt8>) -> Bool {
    let word = line.trimmingBlanks
    return word.last == UInt8(ascii: "?") && word.first != UInt8(ascii: "#") && !word.contains(where: \.isBlank)
  }
}

extension UInt8 {
  fileprivate var isASCIILetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}
