// The errors of syntax that learners make most: CPython 3.11's words, at CPython's place, once each.

import Diagnostics
import Testing

@testable import Language

private struct Mistake: CustomTestStringConvertible {
  let text: String
  /// The line and the column, counted from one, where CPython's caret starts.
  let line: Int
  let column: Int
  let message: String

  init(_ text: String, _ line: Int, _ column: Int, _ message: String) {
    (self.text, self.line, self.column, self.message) = (text, line, column, message)
  }

  var testDescription: String { text }
}

private let mistakes = [
  Mistake("Conv2D(32 3)", 1, 8, "SyntaxError: invalid syntax. Perhaps you forgot a comma?"),
  Mistake("x = [1, 2 3]", 1, 9, "SyntaxError: invalid syntax. Perhaps you forgot a comma?"),
  Mistake("f(1, 2", 1, 2, "SyntaxError: '(' was never closed"),
  Mistake("x = [1, 2", 1, 5, "SyntaxError: '[' was never closed"),
  Mistake("x = )", 1, 5, "SyntaxError: unmatched ')'"),
  Mistake("x = 'abc", 1, 5, "SyntaxError: unterminated string literal (detected at line 1)"),
  Mistake("x = “abc”", 1, 5, "SyntaxError: invalid character '“' (U+201C). Write \" instead"),
  Mistake("x = 🎉", 1, 5, "SyntaxError: invalid character '🎉' (U+1F389)"),
  Mistake("if x == 1\n  pass", 1, 10, "SyntaxError: expected ':'"),
  Mistake("def f()\n  pass", 1, 8, "SyntaxError: expected ':'"),
  Mistake("if 1:\n  pass\nelse if 2:\n  pass", 3, 6, "SyntaxError: expected ':'"),
  Mistake("if x = 1:\n  pass", 1, 4, "SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='?"),
  Mistake("while x = 1: pass", 1, 7, "SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='?"),
  Mistake("print \"x\"", 1, 1, "SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?"),
  Mistake("print x, y", 1, 1, "SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?"),
  Mistake("if 1:\npass", 2, 1, "IndentationError: expected an indented block after 'if' statement on line 1"),
  Mistake("x = 1\n  y = 2", 2, 3, "IndentationError: unexpected indent"),
  Mistake(
    "if 1:\n    x = 1\n  y = 2", 3, 3, "IndentationError: unindent does not match any outer indentation level"),
  Mistake("if 1:\n\tx = 1\n        y = 2", 3, 9, "TabError: inconsistent use of tabs and spaces in indentation"),
  Mistake("if 1:\n        x = 1\n\ty = 2", 3, 2, "TabError: inconsistent use of tabs and spaces in indentation"),
  Mistake("try:\n  x = 1", 3, 1, "SyntaxError: expected 'except' or 'finally' block"),
  Mistake("try:\n  x = 1\nelse:\n  x = 2", 3, 1, "SyntaxError: expected 'except' or 'finally' block"),
  Mistake("1 = x", 1, 1, "SyntaxError: cannot assign to literal here. Maybe you meant '==' instead of '='?"),
  Mistake("a, b += 1", 1, 1, "SyntaxError: 'tuple' is an illegal expression for augmented assignment"),
  Mistake("f(a=1, 2)", 1, 8, "SyntaxError: positional argument follows keyword argument"),
  Mistake("x = 1__0", 1, 5, "SyntaxError: invalid decimal literal"),
]

@Suite struct SyntaxErrorTests {
  @Test(arguments: mistakes)
  fileprivate func mistakesAreToldOnceAndWhatFollowsRuns(mistake: Mistake) throws {
    let outcome = run(mistake.text + "\nprint('later')\n")
    #expect(outcome.messages == [mistake.message])
    #expect(outcome.output == "later\n")
    let found = try #require(parse(outcome.source).diagnostics.first)
    #expect(outcome.source.location(of: found.range.lowerBound).line == mistake.line)
    // Missing blocks are shown where they should be, and unfit tabs after the tabs.
    guard !mistake.message.contains("expected an indented block") else { return }
    #expect(outcome.source.location(of: found.range.lowerBound).column == mistake.column)
  }

  @Test func tabsAloneAreGood() {
    #expect(run("if 1:\n\tx = 1\n\tif x:\n\t\tprint(x)\n\tprint(2)\n").output == "1\n2\n")
    #expect(run("if 1:\n  if 2:\n  \tprint(1)\n  \tprint(2)\n").output == "1\n2\n")
  }

  @Test func namesHaveLettersOfAllScripts() {
    #expect(run("größe = 1\n日本 = 2\nprint(größe + 日本)").output == "3\n")
  }
}
