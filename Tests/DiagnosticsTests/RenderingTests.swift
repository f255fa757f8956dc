// Diagnostics as text: the place, the line, the caret under what is meant.

import Testing

@testable import Diagnostics

@Suite struct RenderingTests {
  private func rendered(
    _ text: String, _ lower: Int, _ upper: Int, severity: Diagnostic.Severity = .error, styled: Bool = false
  ) -> String {
    let diagnostic = Diagnostic(severity, code: "test", message: "wrong", range: SourceRange(lower, upper))
    return diagnostic.rendered(in: SourceMap([SourceText(name: "a.py", text: text)]), styled: styled)
  }

  @Test func aDiagnosticShowsItsLineAndACaret() {
    #expect(rendered("x = 1\ny = foo(2)\n", 10, 13) == "a.py:2:5: error: wrong\ny = foo(2)\n    ^~~")
  }

  @Test func tabsStayTabsUnderTheLine() {
    #expect(rendered("\tif x:\n", 4, 5) == "a.py:1:5: error: wrong\n\tif x:\n\t   ^")
  }

  @Test func caretsCountCharactersNotBytes() {
    #expect(rendered("é = 'ü' + x", 5, 9) == "a.py:1:5: error: wrong\né = 'ü' + x\n    ^~~")
  }

  @Test func carriageReturnsAreNotShown() {
    #expect(rendered("ab\r\ncd\r\n", 0, 4) == "a.py:1:1: error: wrong\nab\n^~")
  }

  @Test func aRangeOverLinesIsMarkedToItsFirstLinesEnd() {
    #expect(rendered("f(1,\n  2)", 1, 9) == "a.py:1:2: error: wrong\nf(1,\n ^~~")
  }

  @Test func anEmptyRangeHasOneCaretEvenAtTheEnd() {
    #expect(rendered("f(", 2, 2) == "a.py:1:3: error: wrong\nf(\n  ^")
    #expect(rendered("f(\n", 3, 3) == "a.py:2:1: error: wrong\n\n^")
    #expect(rendered("f(\n", 2, 3) == "a.py:1:3: error: wrong\nf(\n  ^")
  }

  @Test func controlCharactersOfTheSourceDoNotReachTheTerminal() {
    #expect(rendered("x\u{1B}[2J\u{7} = 1", 7, 8) == "a.py:1:8: error: wrong\nx\u{FFFD}[2J\u{FFFD} = 1\n       ^")
  }

  @Test func aPlaceOutsideEverySourceIsLeftOut() {
    #expect(rendered("x", 50, 51, severity: .warning) == "warning: wrong")
  }

  @Test func coloursAreOnlyWhereTheyAreAskedFor() {
    let styled = rendered("x", 0, 1, severity: .note, styled: true)
    #expect(styled == "a.py:1:1: \u{1B}[1;36mnote\u{1B}[0m: wrong\nx\n\u{1B}[1;36m^\u{1B}[0m")
  }

  @Test func callsOnTheWayFollow() {
    let diagnostic = Diagnostic(
      code: "test", message: "wrong", range: SourceRange(0, 1),
      frames: [.init(function: "block", call: SourceRange(4, 5)), .init(function: "gone", call: SourceRange(90, 91))])
    let text = diagnostic.rendered(in: SourceMap([SourceText(name: "a.py", text: "x\n  f()")]))
    #expect(text == "a.py:1:1: error: wrong\nx\n^\na.py:2:3: note: in block(), called here")
  }

  @Test func aRecursionIsToldOnce() {
    let frame = Diagnostic.Frame(function: "f", call: SourceRange(0, 1))
    let diagnostic = Diagnostic(
      code: "test", message: "wrong", range: SourceRange(0, 1), frames: Array(repeating: frame, count: 20))
    let text = diagnostic.rendered(in: SourceMap([SourceText(name: "a.py", text: "x")]))
    #expect(
      text
        == "a.py:1:1: error: wrong\nx\n^\na.py:1:1: note: in f(), called here\nnote: and so on, from the same place")
  }
}

@Suite struct SpellingTests {
  private let layers = ["Conv1D", "Conv2D", "Dense", "Dropout", "Flatten", "MaxPool2D", "ReLU", "Softmax"]

  @Test(arguments: [
    ("Conv2d", "Conv2D"), ("Covn2D", "Conv2D"), ("Conv2", "Conv2D"), ("Conv22D", "Conv2D"), ("Desne", "Dense"),
    ("relu", "ReLU"), ("MaxPol2D", "MaxPool2D"), ("maxpooling2d", "MaxPool2D"), ("GlobalMaxPooling2D", nil),
    ("foo", nil), ("", nil),
  ])
  func theNearestNameIsOffered(name: String, expected: String?) {
    #expect(Spelling.nearest(to: name, among: layers) == expected)
  }

  @Test func aSwapOfNeighboursIsOneMistake() {
    #expect(Spelling.nearest(to: "adn", among: ["and", "bin"]) == "and")
  }

  @Test func anEntirelyDifferentShortNameIsNoSuggestion() {
    #expect(Spelling.nearest(to: "x", among: ["y", "f"]) == nil)
    #expect(Spelling.nearest(to: "X", among: ["x"]) == "x")
  }

  @Test func theNameItselfIsNoSuggestion() {
    #expect(Spelling.nearest(to: "Dense", among: ["Dense"]) == nil)
  }

  @Test func equallyNearNamesComeInTheirOrder() {
    #expect(Spelling.nearest(to: "Conv3D", among: ["Conv2D", "Conv1D"]) == "Conv1D")
  }

  @Test func everySingleMistakeInALongNameIsFound() {
    let name = Array("BatchNormalization")
    for index in name.indices {
      var dropped = name
      dropped.remove(at: index)
      var changed = name
      changed[index] = "#"
      var doubled = name
      doubled.insert("#", at: index)
      var swapped = name
      if index > 0 { swapped.swapAt(index - 1, index) }
      for mistake in [dropped, changed, doubled, swapped] where mistake != name {
        #expect(Spelling.nearest(to: String(mistake), among: layers + [String(name)]) == String(name))
      }
    }
  }
}
