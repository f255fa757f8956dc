// Which calls stand at a position: what completion, signature help and explanations ask.

import Diagnostics
import Testing

@testable import Language

@Suite struct CallAtPositionTests {
  /// The calls at the bar, which is no part of the text, each as it is written.
  private func calls(_ marked: String) -> [String] {
    let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let source = SourceText(name: "cell", text: parts.joined(), base: 100)
    let position = source.base + (parts.first?.utf8.count ?? 0)
    return parse(source).tree.calls(at: position).map { source[$0.range] }
  }

  @Test func theInnermostCallComesLast() {
    #expect(calls("x = f(g(1|), 2)") == ["f(g(1), 2)", "g(1)"])
    #expect(calls("x = f(g(1), |2)") == ["f(g(1), 2)"])
  }

  @Test func aCallIsFoundFromItsNameAndItsEnd() {
    #expect(calls("y = Conv|2D(8, 3)(x)") == ["Conv2D(8, 3)(x)", "Conv2D(8, 3)"])
    #expect(calls("f(1)|") == ["f(1)"])
    #expect(calls("f(1) + |2") == [])
  }

  @Test func aCallWithoutItsClosingBracketIsFound() { #expect(calls("y = f(1, g(2|") == ["f(1, g(2", "g(2"]) }

  @Test func callsAreFoundInBlocksBodiesLambdasAndStrings() {
    #expect(calls("def f(x):\n  if x:\n    return g(|x)") == ["g(x)"])
    #expect(calls("class A(B):\n  def c(self):\n    self.d = e(1|)") == ["e(1)"])
    #expect(calls("y = lambda x: g(|x)") == ["g(x)"])
    #expect(calls("y = f'{g(|x)}'") == ["g(x)"])
    #expect(calls("def f(x=g(|1)): pass") == ["g(1)"])
    #expect(calls("@g(|1)\ndef f(): pass") == ["g(1)"])
  }
}
