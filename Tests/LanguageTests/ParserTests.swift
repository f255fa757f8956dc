// The parser always returns a tree, its tokens are the source, and it recovers so that later statements survive.

import Diagnostics
import Foundation
import Testing

@testable import Language

/// The published listing, nil where the shared material is not beside the repository.
func referenceListing() -> String? {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let path = root.appending(path: "../shared/reference/effnet_listing.py").standardizedFileURL.path
  let here = try? String(contentsOfFile: path, encoding: .utf8)
  // A worktree lies one folder deeper.
  let deeper = root.appending(path: "../../shared/reference/effnet_listing.py").standardizedFileURL.path
  guard let text = here ?? (try? String(contentsOfFile: deeper, encoding: .utf8)) else {
    print("skipped: the reference listing is not beside the repository")
    return nil
  }
  return text
}

private let samples: [String] = {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Programs")
  let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  return names.compactMap { try? String(contentsOf: folder.appending(path: $0), encoding: .utf8) }
}()

private func messages(_ text: String) -> [String] {
  parse(SourceText(name: "test.py", text: text)).diagnostics.map(\.message)
}

private func joined(_ result: ParseResult) -> String {
  result.tokens.map { result.tree.source[$0.fullRange] }.joined()
}

@Suite struct ParserTests {
  @Test func tokensAreTheSourceByteForByte() {
    for sample in samples + ["", "\n", "  ", "x", "x = (", "'abc", "\t if x:\r\n y\r\n", "é = 'ü' ; \\\n", "\u{0}$?!"] {
      let result = parse(SourceText(name: "test.py", text: sample, base: 1000))
      #expect(joined(result) == sample)
    }
  }

  @Test func everyPrefixOfAProgramParses() {
    for sample in samples {
      let bytes = Array(sample.utf8)
      for length in stride(from: 0, to: bytes.count, by: 29) {
        let prefix = String(decoding: bytes[..<length], as: UTF8.self)
        #expect(joined(parse(SourceText(name: "test.py", text: prefix))) == prefix)
      }
    }
  }

  @Test func theReferenceListingParsesWithoutDiagnostics() {
    guard let listing = referenceListing() else { return }
    #expect(messages(listing) == [])
  }

  @Test func validProgramsHaveNoDiagnostics() {
    for sample in samples { #expect(messages(sample) == []) }
  }

  @Test func syntaxErrorsAreToldInPythonsWords() {
    let cases = [
      "print((1, 2)": "SyntaxError: '(' was never closed",
      "x = 1)": "SyntaxError: unmatched ')'",
      "x = (1]": "SyntaxError: closing parenthesis ']' does not match opening parenthesis '('",
      "x = 'abc": "SyntaxError: unterminated string literal (detected at line 1)",
      "if x\n  y = 1": "SyntaxError: expected ':'",
      "if x:\ny = 1": "IndentationError: expected an indented block after 'if' statement on line 1",
      "x = 1\n  y = 2": "IndentationError: unexpected indent",
      "if x:\n    y\n  z": "IndentationError: unindent does not match any outer indentation level",
      "f(a b)": "SyntaxError: invalid syntax. Perhaps you forgot a comma?",
      "f() = 1": "SyntaxError: cannot assign to function call here. Maybe you meant '==' instead of '='?",
      "None = 1": "SyntaxError: cannot assign to None",
      "f(a=1, 2)": "SyntaxError: positional argument follows keyword argument",
      "f(a=1, a=2)": "SyntaxError: keyword argument repeated: a",
      "def f(a=1, b): pass": "SyntaxError: non-default argument follows default argument",
      "def f(a, a): pass": "SyntaxError: duplicate argument 'a' in function definition",
      "return 5": "SyntaxError: 'return' outside function",
      "break": "SyntaxError: 'break' outside loop",
      "x = 1 +": "SyntaxError: invalid syntax",
      "def f():\n  nonlocal x": "SyntaxError: no binding for nonlocal 'x' found",
      "def f():\n  yield 1": "SyntaxError: 'yield' is outside of Compbook's language",
    ]
    for (text, message) in cases { #expect(messages(text) == [message], "\(text)") }
  }

  @Test func anUnclosedBracketIsToldOnceAtTheBracket() {
    let result = parse(SourceText(name: "test.py", text: "x = compose(A(), B(), Conv2D(32,\ny = 2\n"))
    #expect(result.diagnostics.map(\.message) == ["SyntaxError: '(' was never closed"])
    #expect(result.diagnostics.first?.range == SourceRange(28, 29))
    #expect(result.tree.statements.count == 2)
  }

  @Test func halfACallKeepsItsCompleteArguments() throws {
    let result = parse(SourceText(name: "test.py", text: "compose(A(), B(), Conv2D(32,"))
    guard case .expression(let expression) = result.tree.statements.first?.kind, case .call(let call) = expression.kind
    else {
      Issue.record("the statement is no call")
      return
    }
    #expect(call.arguments.count == 3)
    #expect(!call.isComplete)
    guard case .call(let inner) = call.arguments[2].value.kind else {
      Issue.record("the third argument is no call")
      return
    }
    #expect(inner.arguments.count == 1)
    #expect(!inner.isComplete)
  }

  @Test func nestingIsBounded() {
    for (open, close) in [
      ("(", ")"), ("[", "]"), ("f(", ")"), ("-", ""), ("not ", ""), ("lambda: ", ""), ("{1: ", "}"),
    ] {
      let text = String(repeating: open, count: 5000) + "1" + String(repeating: close, count: 5000)
      #expect(messages(text) == ["SyntaxError: too many nested parentheses"], "\(open)")
    }
    let chain = "1" + String(repeating: " + 1", count: 20_000)
    #expect(messages(chain) == ["SyntaxError: an expression of more than 500 steps in a row"])
    let blocks = (0..<300).map { String(repeating: " ", count: $0) + "if x:\n" }.joined()
    #expect(messages(blocks).count <= 2)
  }

  @Test func completenessIsWhatEnterAsksFor() {
    func complete(_ text: String) -> Bool { isComplete(SourceText(name: "cell", text: text)) }
    #expect(complete("x = 1"))
    #expect(complete(""))
    #expect(!complete("x = compose("))
    #expect(!complete("def f():"))
    #expect(!complete("def f():\n    return 1"))
    #expect(complete("def f():\n    return 1\n"))
    #expect(!complete("x = '''abc"))
    #expect(complete("x = 'abc"))
    #expect(!complete("x = 1 + \\"))
  }

  @Test func indentationFollowsBracketsAndBlocks() {
    func indent(_ text: String) -> Int { indentation(after: SourceText(name: "cell", text: text)) }
    #expect(indent("x = 1") == 0)
    #expect(indent("def f():") == 4)
    #expect(indent("def f():\n    x = 1") == 4)
    #expect(indent("def f():\n    return x") == 0)
    #expect(indent("x = compose(A(),") == 12)
    #expect(indent("x = compose(") == 4)
    #expect(indent("class A:\n    def f(self):") == 8)
  }
}
