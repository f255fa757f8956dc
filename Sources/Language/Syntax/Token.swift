// The lexer's tokens. Together with the trivia before them they cover the source byte for byte.

import Diagnostics

/// A token and the spaces, comments and joined lines before it.
package struct Token: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case name, keyword, number, string, symbol
    /// The end of a logical line. Zero bytes long at the end of the source, and where an unclosed bracket is given up.
    case newline
    /// Zero bytes long: where the layout shows that an inner bracket was never closed.
    case givenUp
    /// Zero bytes long: indentation itself is trivia.
    case indent, dedent, end
    /// A character or a piece of text that starts no token of Python.
    case unknown
  }

  package let kind: Kind
  /// Where the trivia before the token starts: the end of the token before.
  package let start: Int
  package let range: SourceRange

  /// The token with the trivia before it.
  package var fullRange: SourceRange { SourceRange(start, range.upperBound) }
}

/// The reserved words of Python 3.
let keywords: Set<String> = [
  "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
  "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or",
  "pass", "raise", "return", "try", "while", "with", "yield",
]

/// The words that begin a statement and no expression.
let statementKeywords: Set<String> = [
  "assert", "break", "class", "continue", "def", "del", "for", "from", "global", "if", "import", "nonlocal", "pass",
  "raise", "return", "try", "while", "with",
]

/// Operators and delimiters, the longest first, so that the first match is the right one.
private let symbols: [[UInt8]] = [
  "**=", "//=", ">>=", "<<=", "...",
  "!=", "==", "<=", ">=", "->", ":=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@=", "**", "//", "<<", ">>",
  "+", "-", "*", "/", "%", "@", "&", "|", "^", "~", "<", ">", "(", ")", "[", "]", "{", "}", ",", ":", ".", ";", "=",
].map { Array($0.utf8) }

/// The same by their first bytes.
let symbolsByFirst = Dictionary(grouping: symbols) { $0[0] }
