// What a session may say without anything trapping, hanging or using up the memory: each ends with one clear error.

import Diagnostics
import Foundation
import Testing

@testable import Language

@Suite struct ResilienceTests {
  // MARK: Nesting

  @Test(arguments: [
    "t = ()\nfor i in range(10**4): t = (t,)", "t = ()\nfor i in range(10**4): t = tuple([t])",
    "t = ()\nfor i in range(10**4):\n  for t in zip([t]): pass",
    "t = ()\nfor i in range(10**4):\n  for t in {t: 1}.items(): pass",
    "def f(*a): return a\nt = ()\nfor i in range(10**4): t = f(t)",
    "t = ()\nfor i in range(10**4):\n  try: raise ValueError(t)\n  except ValueError as e: t = e.args",
    "import copy\nt = []\nfor i in range(10**4): t = tuple(copy.deepcopy([t]))",
  ])
  func tuplesAreNestedToABound(text: String) {
    let outcome = run(text)
    #expect(outcome.messages == ["RecursionError: tuples are nested more than 200 deep"])
    releaseOnASmallStack(outcome.interpreter)
  }

  @Test func lawfullyNestedTuplesWork() {
    let outcome = run(
      """
      t = ()
      for i in range(150): t = (t, i)
      u = ()
      for i in range(150): u = (u, i)
      print(t == u, hash(t) == hash(u), len(repr(t)), {t: 1}[u])
      """)
    #expect(outcome.output == "True True 942 1\n")
    #expect(outcome.messages == [])
    releaseOnASmallStack(outcome.interpreter)
  }

  /// A thread's own stack is all that the release of a snapshot has.
  private func releaseOnASmallStack(_ interpreter: Interpreter) {
    let thread = Thread { withExtendedLifetime(interpreter) {} }
    thread.stackSize = 128 << 10
    thread.start()
    while !thread.isFinished { Thread.sleep(forTimeInterval: 0.001) }
  }

  @Test(arguments: [
    "s = None\nfor i in range(10**4): s = slice(s)",
    "class A:\n  def __getitem__(self, i): return i\ns = 1\nfor i in range(10**4): s = (A()[s:],)",
  ])
  func slicesHoldNoSlices(text: String) {
    #expect(
      run(text).messages == ["TypeError: slice indices must be integers or None or have an __index__ method"])
  }

  @Test(arguments: [
    "a = []\nfor i in range(10**4): a = [a]\nrepr(a)", "a = []\na.append(a)\nb = []\nb.append(b)\na == b",
    "import copy\na = []\nfor i in range(10**4): a = [a]\ncopy.deepcopy(a)",
    "x = iter([])\nfor i in range(10**4): x = map(str, x)\nnext(x)",
    "import itertools\nx = iter([1])\nfor i in range(10**4): x = itertools.chain(x)\nlist(x)",
    "import functools\nm = len\nfor i in range(10**4): m = functools.partial(m)\nm([])",
    "s = staticmethod(len)\nfor i in range(10**4): s = staticmethod(s)\ns([1])",
    "class A: pass\na = A()\nA.__call__ = a\na()",
    "e = 1\nfor i in range(10**4): e = ValueError(e)\nprint(e)",
  ])
  func endlessChainsAreRecursionErrors(text: String) {
    #expect(run(text).messages == ["RecursionError: maximum recursion depth exceeded"])
  }

  @Test(arguments: [
    "hash(t)", "print(t)", "t == u", "d = {t: 1}", "isinstance('', t)", "import copy; copy.deepcopy(t)",
  ])
  func valuesThatShareTheirPartsEndByABudget(text: String) {
    var limits = Limits()
    limits.steps = 100_000
    limits.bytes = 16 << 20
    let outcome = run("t = u = int\nfor i in range(90): t, u = (t, t), (u, u)\n" + text, limits: limits)
    #expect(outcome.messages.count == 1)
    #expect(outcome.messages.first?.hasPrefix("the session was stopped here") == true, "\(outcome.messages)")
    let line = outcome.execution.diagnostics.first.map { lineNumber($0, in: outcome) }
    #expect(line == 3)
  }

  private func lineNumber(_ diagnostic: Diagnostic, in outcome: Outcome) -> Int {
    outcome.source.location(of: diagnostic.range.lowerBound).line
  }

  @Test func framesOfFrozensetsAreOutside() {
    let outcome = run("a = frozenset()\nfor i in range(10**4): a = frozenset([a, (a,)])")
    #expect(outcome.messages == ["NotImplementedError: a frozenset of frozensets is outside of Compbook's language"])
  }

  @Test func truthMustBeAWordOfBool() {
    #expect(
      run("class A:\n  def __bool__(self): return self\nif A(): pass").messages
        == ["TypeError: __bool__ should return bool, returned A"])
    #expect(
      run("class A:\n  def __len__(self): return -5\nlen(A())").messages
        == ["ValueError: __len__() should return >= 0"])
  }

  // MARK: Long texts

  @Test(arguments: ["+x", ".x", "()", "[0]", " or x"])
  func longExpressionsAreRefused(piece: String) {
    let outcome = run("x = 1\ny = x" + String(repeating: piece, count: 10_000) + "\nprint(x)")
    #expect(outcome.messages == ["SyntaxError: an expression of more than 500 steps in a row"])
    #expect(outcome.output == "1\n")
  }

  @Test(arguments: [
    "(", "[", "{", "-", "not ", "2**", "lambda: ", "1 if 1 else ", "f(", "{1:", "[x for x in ", "f'{", "x[",
  ])
  func deeplyNestedTextIsRefused(piece: String) {
    let outcome = run("y = " + String(repeating: piece, count: 5000) + "\nx = 1\nprint(x)")
    #expect(outcome.messages.count == 1)
  }

  @Test func deeplyIndentedBlocksAreRefused() {
    let lines = (0..<1000).map { String(repeating: " ", count: $0) + "if 1:\n" }.joined()
    let outcome = run(lines + String(repeating: " ", count: 1000) + "pass\nprint(1)")
    #expect(outcome.messages == ["IndentationError: too many levels of indentation"])
  }

  @Test func manyLinesAndManyOpenBracketsAreRead() {
    #expect(run(String(repeating: "x = 1\n", count: 20_000) + "print(x)").output == "1\n")
    #expect(run(String(repeating: "x = f(\n", count: 1000)).messages.count < 100)
    #expect(run("print(len([" + String(repeating: "1,", count: 20_000) + "]))").output == "20000\n")
  }

  // MARK: Numbers

  @Test func theLeastIntegerIsNoTrap() {
    let outcome = run(
      """
      m = -2**62 * 2
      M = 2**62 - 1 + 2**62
      print(m // 1, m % 1, m % -1, pow(m, 3, -1), m >> 2**62, round(m, -100))
      r = range(0, m, -1)
      print(r.index(m + 1), m in r, r[5], len(range(-M, M, 2**61)), list(range(0, M, 2**62)))
      print((M - 5) in range(-M, M), range(-M, M, M).index(0), range(M, -M, -M).index(-1) if 0 else 'no')
      x = [1, 2, 3]
      print(x[::M], x[::-M], x[M:], x[-M:], x[::m], x[m:M:m], x.index(3, m, M))
      x.insert(m, 0)
      x.insert(M, 4)
      print(x, 'abc'.find('c', m, M), 'abc'[::m], 'a b'.split(' ', m), 'aXb'.replace('X', '', m))
      """)
    #expect(outcome.messages == [])
    #expect(
      outcome.output == """
        -9223372036854775808 0 0 0 -1 0
        9223372036854775807 False -5 8 [0, 4611686018427387904]
        True 1 no
        [1] [3] [] [1, 2, 3] [3] [] 2
        [0, 1, 2, 3, 4] 2 c ['a', 'b'] ab

        """)
  }

  @Test(arguments: ["m // -1", "abs(m)", "-m", "divmod(m, -1)", "m * -1", "m - 1", "round(m, -1)"])
  func whatTheLeastIntegerCannotIsAnOverflow(text: String) {
    #expect(
      run("m = -2**62 * 2\n" + text).messages == [
        "OverflowError: the result does not fit in 64 bits, which is as large as integers get here"
      ])
  }

  // MARK: Budgets

  @Test(arguments: [
    "'%100000000d' * 100 % ((1,) * 100)", "('\\t' * 10**4).expandtabs(1000)",
    "import itertools\nlist(itertools.zip_longest(*[[1]] * 10**4, range(10**4)))", "s = ['a' * 10**5]\nrepr(s * 100)",
    "('{:100000}' * 1000).format(*range(1000))",
    "t = (1,)\nfor i in range(60): t += t", "s = 'a'\nfor i in range(60): s += s",
  ])
  func resultsOfManyPartsAreRefused(text: String) {
    var limits = Limits()
    limits.bytes = 4 << 20
    let messages = run(text, limits: limits).messages
    #expect(messages.count == 1)
    #expect(messages.first?.hasPrefix("MemoryError") == true, "\(messages)")
  }

  @Test(arguments: [
    "x.append('a' * 10000)", "x.append((1,) * 1000)", "x.append(f'{1:10000}')", "x.append(str(len(x)) * 2000)",
    "x.append([0] * 1000)", "x += [1] * 1000", "x.append({1, 2, 3})", "setattr(A, 'a%d' % len(x), 1); x.append(1)",
    "b = [0] * 10000; c = b.copy(); c.append(1)", "d[len(d)] = 1", "d.update({len(d): 1})", "x.append(lambda: 1)",
    "x.append(A.f)", "x.append(property(len))",
  ])
  func whatGrowsIsStoppedByTheMemoryBudget(text: String) {
    var limits = Limits()
    limits.bytes = 2 << 20
    let outcome = run("class A:\n  def f(self): pass\nx = []\nd = {}\nwhile True:\n  " + text, limits: limits)
    #expect(outcome.messages.count == 1)
    let isMemory = ["need more than 2 MiB", "fit into the session's 2 MiB"].contains {
      outcome.messages.first?.contains($0) == true
    }
    #expect(isMemory, "\(outcome.messages)")
  }

  @Test(arguments: [
    ("while True: x.append(1 / 0)", 1...1), ("while True: x.append({}[len(x)])", 20...25),
    ("def f(): return x.append(f() + f())\nf()", 1...1),
  ])
  func partsThatFailInALoopEndIt(text: String, counts: ClosedRange<Int>) {
    let outcome = run("x = []\n" + text)
    #expect(counts.contains(outcome.messages.count), "\(outcome.messages)")
    #expect(outcome.messages.allSatisfy { !$0.contains("stopped") })
  }

  @Test(arguments: [
    "len(s)", "s.upper()", "s.count('x')", "s == t", "'x' in s", "s in {}", "s[5]", "x[:]", "x.insert(0, 1)",
    "x.reverse()", "1 in x", "tuple(x)", "x == y", "s.find(s[1:])", "s.split('b')", "hasattr(x, 'foo')",
  ])
  func workOnLongValuesCountsByTheirLength(text: String) {
    var limits = Limits()
    limits.steps = 100_000
    limits.bytes = 1 << 40
    let outcome = run(
      "s = 'ä' * 10**4 + 'x'\nt = s + 'y'\ns += 'z'\nx = [0] * 10**4\ny = [0] * 10**4\nn = 0\n"
        + "while True:\n  n += 1\n  print(n)\n  \(text)", limits: limits)
    #expect(outcome.messages.count == 1)
    // A step for each turn would allow a twenty thousand turns.
    #expect(outcome.output.split(separator: "\n").count < 5_000)
  }

  @Test(arguments: [
    ("'a' * 20 + 'b'", "'a' * 30 + 'b'", 10), ("'abab'", "'abaabab'", 3), ("'ä'", "'aä'", 1), ("'x'", "'aä'", -1),
    ("''", "'ab'", 0), ("'aab'", "'aaab'", 1),
  ])
  func textIsFoundWhereItStands(part: String, text: String, place: Int) {
    #expect(
      run("print((\(text)).find(\(part)), (\(part)) in (\(text)))").output
        == "\(place) \(place >= 0 ? "True" : "False")\n")
  }

  @Test func wideZeroFilledNumbersAreGrouped() {
    let outcome = run("for w in range(1, 12): print(f'{1234:0{w},}')\nprint(len(f'{1:01000000,}'), f'{255:012_x}')")
    #expect(
      outcome.output == """
        1,234
        1,234
        1,234
        1,234
        1,234
        01,234
        001,234
        0,001,234
        0,001,234
        00,001,234
        000,001,234
        1000001 00_0000_00ff

        """)
  }
}
