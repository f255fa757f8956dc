// The budgets: what a session may ask for, and that nothing it says gets past them or out of the language.

import Diagnostics
import Foundation
import Testing

@testable import Language

@Suite struct BudgetTests {
  // MARK: What is too large is refused before it is made

  @Test(arguments: [
    "'a' * 10**10", "10**10 * 'ab'", "[0] * 10**9", "(1, 2) * 10**9", "list(range(10**12))", "tuple(range(10**12))",
    "set(range(10**12))", "sorted(range(10**12))", "[*range(10**12)]", "sum(list(range(10**12)))",
    "max(*range(10**12))",
    "'%1000000000d' % 1", "'%*d' % (10**9, 1)", "'%.999999999f' % 1.5", "'ab'.join(['x' * 1000] * 10**6)",
    "('a' * 10**6).replace('a', 'b' * 10**6)", "'a'.zfill(10**10)", "'a'.center(10**10)", "'a'.ljust(10**10)",
    "('\\t' * 10**6).expandtabs(10**9)", "f'{1:{10**6}}' * 10**6", "('{:1000000}' * 1000).format(*range(1000))",
    "list(itertools.product(range(100), repeat=10))", "list(itertools.permutations(range(20)))",
    "list(itertools.combinations(range(60), 30))", "x = [1]\nfor i in range(60): x.extend(x)",
    "x = [1]\nfor i in range(60): x += x", "x = [1]\nfor i in range(60): x[:0] = x",
    "[[0] * 10**6 for i in range(10**6)]",
    "{i: [0] * 10**6 for i in range(10**6)}",
    "s = 'ab'\nfor i in range(60): s = s.replace('a', 'aa').replace('b', 'bb')",
    "'a'.translate({97: 'a' * 10**6}) * 10**6", "list('a' * 10**7 for i in range(10**6))",
  ])
  func largeResultsAreRefused(text: String) {
    var limits = Limits()
    limits.bytes = 4 << 20
    let outcome = run("import itertools\n" + text, limits: limits)
    #expect(outcome.messages.count == 1)
    let isTold = ["fit into the session's 4 MiB", "need more than 4 MiB"].contains {
      outcome.messages.first?.contains($0) == true
    }
    #expect(isTold, "\(outcome.messages)")
  }

  @Test func powersBeyondTheIntegersAreOverflows() {
    #expect(
      run("10 ** 10 ** 10").messages == [
        "OverflowError: the result does not fit in 64 bits, which is as large as integers get here"
      ])
  }

  @Test func unreasonableWidthsAreNoFormats() {
    #expect(run("f'{1:1000000000}'").messages.first?.hasPrefix("ValueError: Invalid format specifier") == true)
  }

  // MARK: Steps

  @Test(arguments: [
    "while True: pass", "for i in iter(int, 1): pass", "sum(1 for i in iter(int, 1))",
    "import itertools\nlist(x for x in itertools.count() if x < 0)", "all(itertools.repeat(1))",
    "1 in itertools.repeat(0)", "sorted(range(10**6), key=lambda v: -v)", "min(itertools.count())",
    "[x for x in range(10**6) for y in range(10**6)]", "any(map(int, itertools.repeat(0)))",
    "next(x for x in itertools.count() if x < 0)", "'x'.join(str(x) for x in range(10**7))",
  ])
  func endlessWorkIsStopped(text: String) {
    var limits = Limits()
    limits.steps = 20_000
    let outcome = run("import itertools\n" + text, limits: limits)
    #expect(outcome.messages == ["the session was stopped here after 20000 steps: is this an endless loop?"])
  }

  // MARK: Depth

  @Test(arguments: [
    "class A:\n  def __getattr__(self, name): return getattr(self, name)\nA().x",
    "class A:\n  def __repr__(self): return repr(self)\nrepr(A())",
    "class A:\n  def __str__(self): return str(self)\nstr(A())",
    "class A:\n  @property\n  def p(self): return self.p\nA().p",
    "class A:\n  def __eq__(self, o): return self == o\nA() == A()",
    "class A:\n  def __hash__(self): return hash(self)\n{A()}",
    "class A:\n  def __iter__(self): return iter(self)\nlist(A())",
    "class A:\n  def __call__(self): return self()\nA()()", "class A:\n  def __len__(self): return len(self)\nlen(A())",
    "class A:\n  def __add__(self, o): return self + o\nA() + 1",
    "class A:\n  def __bool__(self): return bool(self)\nnot A()",
    "class A(dict):\n  def __missing__(self, k): return self[k]\nA()[1]", "def f(): return f()\nf()",
    "g = (x for x in [1])\nfor i in range(2000): g = (x for x in g)\nlist(g)",
  ])
  func endlessRecursionIsAnError(text: String) {
    #expect(run(text).messages == ["RecursionError: maximum recursion depth exceeded"])
  }

  // MARK: Output

  @Test func outputIsBounded() {
    var limits = Limits()
    limits.outputBytes = 64 << 10
    let outcome = run("while True: print('x' * 1000)", limits: limits)
    #expect(outcome.messages == ["the session was stopped here: it printed more than 64 KiB"])
    #expect(outcome.output.utf8.count <= 64 << 10)
  }

  // MARK: Honest sessions

  /// Memory is counted as it is taken and never given back: the budget leaves room for the garbage of long loops.
  @Test func loopsThatMakeGarbageFit() {
    let outcome = run(
      """
      for i in range(10**5): x = [i, i + 1]
      for i in range(10**5): x = f'layer number {i} of many'
      for i in range(10**5): x = (i, {'a': i})
      print('done')
      """)
    #expect(outcome.messages == [])
    #expect(outcome.output == "done\n")
    #expect(outcome.interpreter.heap.bytes < Limits().bytes / 4)
  }

  // MARK: The world outside

  /// The target imports nothing that opens files, speaks to the network or starts processes, and calls no such function
  /// of C's library, which it has for mathematics, threads and `vsnprintf`.
  @Test func theLanguageReachesNothingOutside() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/Language")
    let files = try #require(FileManager.default.enumerator(atPath: sources.standardized.path))
    let imports: Set = [
      "Collections", "Darwin", "Diagnostics", "Glibc", "OrderedCollections", "Synchronization",
    ]
    let forbidden =
      /\b(open|fopen|openat|opendir|creat|dlopen|unlink|socket|connect|system|popen|execv|execve|fork|posix_spawn|getenv|Process|URLSession|FileManager|FileHandle|readLine)\(/
    var count = 0
    for case let path as String in files where path.hasSuffix(".swift") {
      count += 1
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ")
        if words.first == "import" { #expect(imports.contains(String(words.last ?? "")), "\(path): \(line)") }
        #expect(line.firstMatch(of: forbidden) == nil, "\(path): \(line)")
      }
    }
    #expect(count > 80)
  }

  @Test(arguments: [
    "exec('1')", "eval('1')", "compile('1', '', 'eval')", "__import__('os')", "breakpoint()", "bytes(1)",
    "complex(1, 2)", "memoryview(1)",
  ])
  func builtInsOutsideOfTheLanguageSaySo(text: String) {
    let name = text.prefix { $0 != "(" }
    #expect(run(text).messages == ["NotImplementedError: '\(name)' is outside of Compbook's language"])
  }

  @Test(arguments: [
    ("def f(): yield 1", "'yield'"), ("x = yield", "'yield'"), ("def f():\n  x = yield from g()", "'yield'"),
    ("async def f(): pass", "'async'"), ("await x", "'await'"), ("x = b'a'", "a bytes literal"),
    ("x = 1j", "a complex number"), ("match x:\n  case 1: pass\n  case _: pass\nprint(1)", "'match'"),
  ])
  func constructsOutsideOfTheLanguageAreNamedOnce(text: String, name: String) {
    #expect(run(text).messages == ["SyntaxError: \(name) is outside of Compbook's language"])
  }
}
