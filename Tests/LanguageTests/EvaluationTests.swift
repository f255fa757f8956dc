// Limits, holes, the order of what goes on after an error, and snapshots.

import Diagnostics
import Testing

@testable import Language

private let recorder = HostLibrary(predefined: [
  (
    "record",
    .function(
      HostFunction("record", [Parameter("args", .variadic)], acceptsHoles: true) {
        interpreter, arguments throws(Raised) in
        let texts = try arguments.variadic.map { (argument) throws(Raised) in
          argument.value.isHole ? "?" : try interpreter.repr(argument.value)
        }
        try interpreter.write(texts.joined(separator: " ") + "\n")
        return .none
      })
  )
])

@Suite struct EvaluationTests {
  // MARK: Limits

  @Test func anEndlessLoopStopsAtItsLine() {
    var limits = Limits()
    limits.steps = 10_000
    let outcome = run("x = 1\nwhile True:\n  x = 2\nprint('after')\n", limits: limits)
    #expect(outcome.messages == ["the session was stopped here after 10000 steps: is this an endless loop?"])
    #expect(outcome.output == "")
    let place = outcome.execution.diagnostics.first?.range.lowerBound ?? 0
    #expect((6...24).contains(place))
  }

  @Test func noHandlerCatchesASpentBudget() {
    var limits = Limits()
    limits.steps = 10_000
    let outcome = run(
      "try:\n  while True: pass\nexcept BaseException: print('caught')\nfinally: print('f')", limits: limits)
    #expect(outcome.output == "")
    #expect(outcome.messages.count == 1)
  }

  @Test(arguments: [
    "def f(n): return f(n + 1)\nf(0)", "f = lambda n: f(n + 1)\nf(0)",
    "class A:\n  def __repr__(self): return repr(self)\nrepr(A())",
    "class A:\n  def __getattr__(self, n): return self.zz\nA().x",
    "class A:\n  def __eq__(self, o): return self == o\nA() == A()",
    "def f(): return [f() for _ in [1]]\nf()", "def f(): return sorted([1, 2], key=lambda v: f())\nf()",
  ])
  func endlessRecursionIsARecursionError(text: String) {
    #expect(run(text).messages == ["RecursionError: maximum recursion depth exceeded"])
  }

  @Test(arguments: [
    "[0] * 10**12", "'a' * 10**12", "(1, 2) * 10**12", "'a'.ljust(10**12)", "'%1000000000d' % 5", "list(range(10**12))",
    "'{:999999999}'.format(1)", "[*range(10**12)]", "x = [0]\nx *= 10**13", "[0] * (10**18 // 2)",
    "','.join(['a' * 10**6] * 10**6)", "'x'.zfill(10**15)", "x = 'a' * 10**6\nx.replace('a', x)",
    "import itertools\nlist(itertools.product(range(1000), repeat=5))",
  ])
  func hugeResultsAreRefusedBeforeTheyAreMade(text: String) {
    let messages = run(text).messages
    #expect(messages.count == 1)
    #expect(
      messages.first?.contains("does not fit") == true || messages.first?.contains("specifier") == true, "\(messages)")
  }

  @Test func growingValuesAreStoppedByTheMemoryBudget() {
    var limits = Limits()
    limits.bytes = 10 << 20
    for text in [
      "x = []\nwhile True: x.append([1])", "x = {}\nwhile True: x[len(x)] = 1", "x = 'a'\nwhile True: x += x",
    ] {
      #expect(run(text, limits: limits).messages.count == 1)
    }
  }

  @Test(arguments: [
    "10**1000", "2**63", "9223372036854775807 + 1", "-9223372036854775807 - 2", "1 << 64", "4611686018427387904 * 2",
    "abs(-9223372036854775807 - 1)", "int(1e30)", "sum([9223372036854775807, 1])",
  ])
  func overflowIsAnError(text: String) {
    #expect(
      run(text).messages == [
        "OverflowError: the result does not fit in 64 bits, which is as large as integers get here"
      ])
  }

  @Test func hugeRangesAreLazy() {
    let outcome = run(
      "r = range(10**18)\nprint(len(r), 5 in r, r[10**17], r[-1])\nfor i in r:\n  if i > 3: break\nprint(i)")
    #expect(outcome.output == "1000000000000000000 True 100000000000000000 999999999999999999\n4\n")
    var limits = Limits()
    limits.steps = 100_000
    #expect(run("sum(range(10**9))", limits: limits).messages.count == 1)
  }

  @Test func outputIsBounded() {
    var limits = Limits()
    limits.outputBytes = 100
    let outcome = run("while True: print('hello')", limits: limits)
    #expect(outcome.messages == ["the session was stopped here: it printed more than 0 KiB"])
  }

  @Test func cancellingStops() {
    var limits = Limits()
    limits.isCancelled = { true }
    #expect(run("while True: pass", limits: limits).messages == ["the evaluation was cancelled"])
  }

  @Test func oddArgumentsAreNoTraps() {
    let outcome = run(
      """
      import itertools
      print(list(itertools.product([], repeat=2)), list(itertools.combinations([1], 5)))
      print('%*d|' % (-9223372036854775807 - 1, 5) == '', '{:.700f}'.format(0.5)[:4], 'abc'.replace('', '-', 0))
      """)
    #expect(outcome.messages.count == 1)
    #expect(outcome.output.hasPrefix("[] []\n"))
  }

  // MARK: Errors and holes

  @Test func oneErrorIsToldOnceAndTheRestGoesOn() {
    let outcome = run(
      """
      x = 1 / 0
      y = x + 1
      z = [y, 2]
      print(y)
      if y > 3: w = 1
      print(w)
      for i in y: q = i
      def f(a): return a.shape[0] * 2 if a else 3
      v = f(y)
      record(x, y, v, w, q, 5)
      print('end')
      """, library: recorder)
    #expect(outcome.messages == ["ZeroDivisionError: division by zero"])
    #expect(outcome.output == "? ? ? ? ? 5\nend\n")
  }

  @Test(arguments: ["  list((3, 4)\n", "  list((3, 4\n", "  list([3,\n     4]\n"])
  func aLineAsDeepAsAnUnclosedBracketsLineEndsIt(unclosed: String) {
    let outcome = run("record(\n  1,\n\(unclosed)  5,\n)\nrecord(6)\n", library: recorder)
    #expect(outcome.messages == ["SyntaxError: '(' was never closed"])
    #expect(outcome.output == "1 [3, 4] 5\n6\n")
  }

  @Test func aClosingBracketFurtherOutEndsAnUnclosedOne() {
    let outcome = run("record(\n  1,\n  list((3, 4)\n)\nrecord(6)\n", library: recorder)
    #expect(outcome.messages == ["SyntaxError: '(' was never closed"])
    #expect(outcome.output == "1 [3, 4]\n6\n")
  }

  @Test func aBadPartOfACompositionLeavesTheOthers() {
    let outcome = run(
      """
      def compose(*parts):
        for part in parts: record(part)
      def block(): compose(1, nme, [2][3], 4)
      block()
      block()
      try:
        compose(1 / 0)
      except ZeroDivisionError:
        record('caught')
      def single(part): record(part)
      single(1 / 0)
      """, library: recorder)
    #expect(
      outcome.messages == [
        "NameError: name 'nme' is not defined", "IndexError: list index out of range",
        "ZeroDivisionError: division by zero",
      ])
    #expect(outcome.output == "1\n?\n?\n4\n1\n?\n?\n4\n'caught'\n")
  }

  @Test func namesReboundBeforeTheErrorKeepTheirValue() {
    let outcome = run(
      """
      x = 0
      y = 0
      for i in range(3):
        x = i
        y = 1 // (1 - i)
      record(x, y, i)
      """, library: recorder)
    #expect(outcome.messages == ["ZeroDivisionError: integer division or modulo by zero"])
    #expect(outcome.output == "1 1 1\n")
  }

  @Test func anUnfinishedCallPassesWhatIsThere() {
    let outcome = run(
      """
      def Conv2D(filters, kernel_size): return ('conv', filters, kernel_size)
      def Flatten(): return 'flatten'
      x = record(Flatten(), Conv2D(1, 2), Conv2D(32,
      print('later')
      """, library: recorder)
    #expect(outcome.messages == ["SyntaxError: '(' was never closed"])
    #expect(outcome.output == "'flatten' ('conv', 1, 2) ?\nlater\n")
  }

  @Test func anUnfinishedCallThatLacksNothingIsMade() {
    let outcome = run("record(dict(a=1, b=", library: recorder)
    #expect(outcome.messages.count == 1)
    #expect(outcome.output == "{'a': 1}\n")
  }

  @Test func aFunctionWithAnUnfinishedStatementIsDefined() {
    let outcome = run("def f(x):\n    y = x + 1\n    z = (y +\n    return y\nprint(f(1))\n")
    #expect(outcome.messages.count == 1)
    #expect(outcome.output == "2\n")
  }

  @Test func errorsPointAtTheExpressionAndTellTheCalls() throws {
    let text = "def f(x):\n  return x + 'a'\ndef g(x):\n  return f(x)\ng(1)\n"
    let outcome = run(text)
    let diagnostic = try #require(outcome.execution.diagnostics.first)
    let source = SourceText(name: "test.py", text: text)
    #expect(source[diagnostic.range] == "x + 'a'")
    #expect(diagnostic.code == "type-error")
    #expect(diagnostic.frames.map(\.function) == ["g", "f"])
    #expect(diagnostic.frames.map { source[$0.call] } == ["g(1)", "f(x)"])
  }

  @Test func misspeltNamesAreToldTheNearest() {
    #expect(run("Conv2D = 1\nCovn2D").messages == ["NameError: name 'Covn2D' is not defined. Did you mean: 'Conv2D'?"])
    #expect(run("prnt(1)").messages == ["NameError: name 'prnt' is not defined. Did you mean: 'print'?"])
    #expect(
      run("'abc'.uper()").messages == ["AttributeError: 'str' object has no attribute 'uper'. Did you mean: 'upper'?"])
  }

  // MARK: Snapshots and results

  @Test func aCopyIsASnapshot() {
    var first = Interpreter()
    _ = first.execute(parse(SourceText(name: "a", text: "x = [1]\ndef f(): return x")).tree)
    var second = first
    _ = second.execute(parse(SourceText(name: "b", text: "x.append(2)\nf().append(3)")).tree)
    let check = parse(SourceText(name: "c", text: "print(x)")).tree
    #expect(first.execute(check).output == "[1]\n")
    #expect(second.execute(check).output == "[1, 2, 3]\n")
  }

  @Test func theLastExpressionIsTheResult() throws {
    var interpreter = Interpreter()
    let execution = interpreter.execute(parse(SourceText(name: "a", text: "x = 2\nx * 21")).tree)
    #expect(execution.result?.integer == 42)
    #expect(interpreter.execute(parse(SourceText(name: "a", text: "None")).tree).result == nil)
    #expect(interpreter.execute(parse(SourceText(name: "a", text: "y = 1")).tree).result == nil)
  }
}
