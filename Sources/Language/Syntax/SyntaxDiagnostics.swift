// What can be wrong with the text of a session, in CPython's words.

import Diagnostics

/// A problem of syntax, and how it is told.
enum SyntaxProblem: Hashable, Sendable {
  /// With what would close it, and where.
  case neverClosed(Character, closers: String, at: Int)
  case unmatched(Character)
  case mismatched(Character, open: Character)
  case invalidCharacter(String)
  case unterminatedString(isTriple: Bool, line: Int)
  case inconsistentDedent
  case inconsistentTabs
  case unexpectedIndent
  case expectedBlock(after: String, line: Int)
  case expected(String)
  case invalidSyntax
  case missingExpression
  /// With where it belongs, as far as that is known.
  case perhapsComma(at: Int?)
  case perhapsEqual
  case perhapsCall(String)
  case printStatement(String)
  case invalidTarget(String, isAssignment: Bool)
  case invalidAugmented(String)
  case positionalAfterKeyword
  case repeatedKeyword(String)
  case parameterOrder
  case duplicateParameter(String)
  case barePositionalStar
  case generatorNeedsParentheses
  case invalidNumber
  case leadingZeros
  case dictValueMissing
  case afterVariadicKeywords
  case iterableAfterMapping
  case starredTargetAlone
  case parameterDeclared(String, String)
  case usedBeforeDeclared(String, String)
  case nonlocalAtTop
  case integerTooLarge
  case invalidEscape(String)
  case mixedBytes
  case formatString(String)
  case tooDeep
  case tooLong
  case tooIndented
  case outside(String)
  case outsideFunction(String)
  case outsideLoop(String)
  case noNonlocalBinding(String)
  case globalAfterUse(String, String)
  case starredAlone
  case severalStarredTargets
  case tryWithoutHandler

  /// The class of the exception that CPython raises.
  private var type: String {
    switch self {
    case .inconsistentDedent, .unexpectedIndent, .expectedBlock, .tooIndented: "IndentationError"
    case .inconsistentTabs: "TabError"
    default: "SyntaxError"
    }
  }

  func diagnostic(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      code: type == "SyntaxError" ? "syntax" : "indentation", message: "\(type): \(text)", range: range,
      correction: correction)
  }

  private var correction: Diagnostic.Correction? {
    switch self {
    case .neverClosed(_, let closers, let position): .insertion(closers, at: position)
    case .perhapsComma(let position): position.map { .insertion(",", at: $0) }
    default: nil
    }
  }

  private var text: String {
    switch self {
    case .neverClosed(let bracket, _, _): "'\(bracket)' was never closed"
    case .unmatched(let bracket): "unmatched '\(bracket)'"
    case .mismatched(let bracket, let open):
      "closing parenthesis '\(bracket)' does not match opening parenthesis '\(open)'"
    case .invalidCharacter(let text): Self.describeCharacter(text)
    case .unterminatedString(let isTriple, let line):
      "unterminated \(isTriple ? "triple-quoted " : "")string literal (detected at line \(line))"
    case .inconsistentDedent: "unindent does not match any outer indentation level"
    case .inconsistentTabs: "inconsistent use of tabs and spaces in indentation"
    case .unexpectedIndent: "unexpected indent"
    case .expectedBlock(let after, let line): "expected an indented block after \(after) on line \(line)"
    case .expected(let what): "expected \(what)"
    case .invalidSyntax, .missingExpression: "invalid syntax"
    case .perhapsComma: "invalid syntax. Perhaps you forgot a comma?"
    case .perhapsEqual: "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
    case .perhapsCall(let name): "invalid syntax. Did you mean (\(name))?"
    case .printStatement(let name):
      "Missing parentheses in call to '\(name)'. Did you mean \(name)(...)?"
    case .invalidAugmented(let what): "'\(what)' is an illegal expression for augmented assignment"
    case .invalidTarget(let what, let isAssignment):
      isAssignment ? "cannot assign to \(what)" : "cannot delete \(what)"
    case .positionalAfterKeyword: "positional argument follows keyword argument"
    case .repeatedKeyword(let name): "keyword argument repeated: \(name)"
    case .parameterOrder: "non-default argument follows default argument"
    case .duplicateParameter(let name): "duplicate argument '\(name)' in function definition"
    case .barePositionalStar: "named arguments must follow bare *"
    case .generatorNeedsParentheses: "Generator expression must be parenthesized"
    case .invalidNumber: "invalid decimal literal"
    case .leadingZeros:
      "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers"
    case .dictValueMissing: "':' expected after dictionary key"
    case .afterVariadicKeywords: "arguments cannot follow var-keyword argument"
    case .iterableAfterMapping: "iterable argument unpacking follows keyword argument unpacking"
    case .starredTargetAlone: "starred assignment target must be in a list or tuple"
    case .parameterDeclared(let name, let word): "name '\(name)' is parameter and \(word)"
    case .usedBeforeDeclared(let name, let word): "name '\(name)' is used prior to \(word) declaration"
    case .nonlocalAtTop: "nonlocal declaration not allowed at module level"
    case .integerTooLarge: "integer literal does not fit in 64 bits, which is as large as integers get here"
    case .invalidEscape(let text): "(unicode error) \(text)"
    case .mixedBytes: "cannot mix bytes and nonbytes literals"
    case .formatString(let text): "f-string: \(text)"
    case .tooDeep: "too many nested parentheses"
    case .tooLong: "an expression of more than \(Parser.maximumHeight) steps in a row"
    case .tooIndented: "too many levels of indentation"
    case .outside(let what): "\(what) is outside of Compbook's language"
    case .outsideFunction(let what): "'\(what)' outside function"
    case .outsideLoop(let what): what == "break" ? "'break' outside loop" : "'\(what)' not properly in loop"
    case .noNonlocalBinding(let name): "no binding for nonlocal '\(name)' found"
    case .globalAfterUse(let name, let word): "name '\(name)' is assigned to before \(word) declaration"
    case .starredAlone: "can't use starred expression here"
    case .severalStarredTargets: "multiple starred expressions in assignment"
    case .tryWithoutHandler: "expected 'except' or 'finally' block"
    }
  }

  private static func describeCharacter(_ text: String) -> String {
    guard let scalar = text.unicodeScalars.first else { return "invalid syntax" }
    let code = String(scalar.value, radix: 16, uppercase: true)
    if scalar == "\\" { return "unexpected character after line continuation character" }
    if scalar.value < 0x80 {
      return scalar.value < 0x20 ? "invalid non-printable character U+\(pad(code))" : "invalid syntax"
    }
    return "invalid character '\(text)' (U+\(pad(code)))" + (plain(scalar).map { ". Write \($0) instead" } ?? "")
  }

  /// What stands in Python's alphabet for a character that word processors, web pages and input methods make of it.
  private static func plain(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "“", "”", "„", "‟", "«", "»", "″", "＂": return "\""
    case "‘", "’", "‚", "‛", "′", "´", "＇": return "'"
    case "–", "—", "−", "‐", "‑", "‒": return "-"
    case "×", "∗", "·": return "*"
    case "÷": return "/"
    case "…": return "..."
    case "，", "、": return ","
    case "。": return "."
    case "【": return "["
    case "】": return "]"
    case "\u{00A0}", "\u{3000}", "\u{2002}"..."\u{200B}", "\u{202F}", "\u{FEFF}": return "a plain space"
    case "！"..."～": return Unicode.Scalar(scalar.value - 0xFEE0).map { String(Character($0)) }
    default: return nil
    }
  }

  private static func pad(_ code: String) -> String {
    String(repeating: "0", count: max(0, 4 - code.count)) + code
  }
}
