// What Enter and the indentation need to know of code: brackets, strings and comments. The parser itself is the kernel's.

/// A walk over Python text that keeps what is still open at its end.
struct CodeShape {
  /// The lines on which brackets were opened that are not closed, the outermost first, counted from 0.
  private(set) var openBrackets: [Int] = []
  /// Whether the text ends within a triple-quoted string.
  private(set) var isInString = false
  /// Whether the last line ends with a backslash.
  private(set) var isContinued = false
  /// The last character that is neither blank nor comment on the last line.
  private(set) var lastSign: Character?
  private var line = 0

  init(_ text: some StringProtocol) {
    let characters = Array(text)
    var index = 0
    while index < characters.count { index = step(characters, index) }
  }

  /// Takes one thing that starts at `index`, and returns where the next starts.
  private mutating func step(_ characters: [Character], _ index: Int) -> Int {
    let character = characters[index]
    isContinued = false
    switch character {
    case "#":
      return characters[index...].firstIndex(where: \.isNewline) ?? characters.count
    case "\"", "'":
      return string(characters, index)
    case "(", "[", "{":
      openBrackets.append(line)
    case ")", "]", "}":
      openBrackets = openBrackets.dropLast()
    case "\\":
      isContinued = index + 1 == characters.count || characters[index + 1].isNewline
      return isContinued ? index + 1 : index + 2
    default: break
    }
    if character.isNewline {
      line += 1
      lastSign = nil
      return index + 1
    }
    if !character.isWhitespace { lastSign = character }
    return index + 1
  }

  /// A string from its quote on. One with single quotes ends with its line.
  private mutating func string(_ characters: [Character], _ start: Int) -> Int {
    let quote = characters[start]
    let isTriple = characters[start...].prefix(3).elementsEqual([quote, quote, quote])
    lastSign = quote
    var index = start + (isTriple ? 3 : 1)
    while index < characters.count {
      if characters[index] == "\\" {
        if index + 1 < characters.count, characters[index + 1].isNewline { line += 1 }
        index += 2
        continue
      }
      if characters[index] == quote {
        if !isTriple { return index + 1 }
        if characters[index...].prefix(3).elementsEqual([quote, quote, quote]) { return index + 3 }
      }
      if characters[index].isNewline {
        if !isTriple { return index }
        line += 1
      }
      index += 1
    }
    isInString = isTriple
    return characters.count
  }

  /// Whether nothing is left open.
  var isClosed: Bool { openBrackets.isEmpty && !isInString && !isContinued }
}

enum Indentation {
  static let step = 4

  static func of(_ line: String) -> String { String(line.prefix { $0 == " " || $0 == "\t" }) }

  /// The indentation of a line that follows `text`, which ends where the caret stands.
  static func after(_ text: String) -> String {
    let shape = CodeShape(text)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let last = String(lines.last ?? "")
    let own = of(last)
    if shape.isInString { return own }
    if let opened = shape.openBrackets.last { return opened == lines.count - 1 ? own + more : own }
    if shape.lastSign == ":" { return own + more }
    // A bracket that spanned lines has closed: the statement's first line counts.
    let statement = of(statementStart(lines))
    let word = last.drop { $0 == " " || $0 == "\t" }.prefix { $0.isLetter }
    let ends = ["return", "pass", "break", "continue", "raise"].contains(String(word))
    return ends ? String(statement.dropLast(step)) : statement
  }

  /// The indentation of the line whose bracket a closing one at the end of `text` closes; nil where none is open.
  static func closingBracket(after text: String) -> String? {
    guard let line = CodeShape(text).openBrackets.last else { return nil }
    return of(String(text.split(separator: "\n", omittingEmptySubsequences: false)[line]))
  }

  private static let more = String(repeating: " ", count: step)

  /// The first line of the statement that the last line ends.
  private static func statementStart(_ lines: [Substring]) -> String {
    var first = lines.count - 1
    while first > 0, !CodeShape(lines[..<first].joined(separator: "\n")).isClosed { first -= 1 }
    return String(lines[first])
  }
}

enum Statement {
  /// Whether Enter at the end of a code cell's text has nothing more to wait for: a statement stands there, it is
  /// complete, and no block could go on.
  static func isComplete(_ text: String) -> Bool {
    let shape = CodeShape(text)
    guard shape.isClosed, let sign = shape.lastSign, sign != ":" else { return false }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let first = lines.lastIndex { !$0.hasPrefix(" ") && !$0.hasPrefix("\t") } ?? 0
    let statement = lines[first...]
    // A last line that is indented within brackets belongs to its statement; else a block goes on.
    if statement.count > 1, CodeShape(statement.dropLast().joined(separator: "\n")).isClosed { return false }
    return !statement.joined(separator: "\n").hasPrefix("@") && !isBlockHeader(statement.first ?? "")
  }

  /// A compound statement on lines of its own goes on until a blank line.
  private static func isBlockHeader(_ line: Substring) -> Bool {
    let word = line.prefix { $0.isLetter }
    let compound = ["def", "class", "for", "while", "if", "elif", "else", "with", "try", "except", "finally"]
    return compound.contains(String(word)) && CodeShape(line).lastSign == ":"
  }
}
