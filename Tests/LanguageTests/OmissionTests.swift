// What is not run: the note that each statement gets, and what becomes of the names.

import Diagnostics
import Testing

@testable import Language

private let model = HostClass(
  "Model", module: "keras",
  members: [
    ("fit", .omitted("model.fit", because: "trains")),
    ("save", .omitted("model.save", because: "writes files")),
    ("layers", .value(.int(3))),
  ])

private let library = HostLibrary(
  modules: [
    HostModule("keras") { [("Model", .type(model))] },
    HostModule("keras.optimizers") {
      [
        ("Adam", .omitted("keras.optimizers.Adam", because: "is for training")),
        ("SGD", .omitted("keras.optimizers.SGD", because: "is for training")),
      ]
    },
    HostModule("numbers_like", omitsOthers: "computes") { [("pi", .value(.int(3)))] },
    HostModule("data") {
      [
        (
          "load",
          .function(
            HostFunction("load", []) { interpreter, _ throws(Raised) in
              _ = interpreter.omit("data.load", because: "reads data")
              return interpreter.omittedArray("data.load", shape: [60000, 28, 28])
            })
        )
      ]
    },
  ],
  predefined: [("unread", .omitted("unread", because: "reads files"))],
  omitted: ["plotting": "draws"])

private func notes(_ text: String) -> [String] { told(run(text, library: library)) }

/// Each diagnostic as `LINE: message`.
private func told(_ outcome: Outcome) -> [String] {
  let sources = SourceMap([outcome.source])
  return outcome.execution.diagnostics.map { diagnostic in
    "\(outcome.source.location(of: diagnostic.range.lowerBound).line): \(diagnostic.message(in: sources))"
  }
}

private func output(_ text: String) -> String { run(text, library: library).output }

@Suite struct OmissionTests {
  // MARK: Notes

  @Test func whatIsNotRunIsNotedOnceForEachStatementThatNeedsIt() {
    #expect(
      notes(
        """
        from keras import Model
        model = Model()
        history = model.fit(1, 2)
        best = max(history.history['acc']) + history.best
        print('best', best)
        print('done')
        """) == [
          "3: Not run: model.fit trains, and Compbook only composes",
          "4: Not run: needs history, which was not run (line 3)",
          "5: Not run: needs best, which was not run (line 4)",
        ])
  }

  @Test func notesAreNotErrors() {
    let outcome = run("unread(1)", library: library)
    #expect(outcome.execution.diagnostics.map(\.severity) == [.note])
    #expect(outcome.execution.diagnostics.map(\.code) == ["not-run"])
    #expect(outcome.execution.result == nil)
  }

  @Test func aModuleThatIsNeverRunIsNotedWhereItIsImported() {
    #expect(
      notes("import plotting.figures as p\nfrom plotting import draw, show\nimport plotting\np.draw(1)\nshow()") == [
        "1: Not run: plotting draws, and Compbook only composes",
        "2: Not run: plotting draws, and Compbook only composes",
        "3: Not run: plotting draws, and Compbook only composes",
        "4: Not run: needs p, which was not run (line 1)",
        "5: Not run: needs show, which was not run (line 2)",
      ])
  }

  @Test func namesThatAreNeverRunAreNotedWhereTheyAreUsed() {
    #expect(
      notes("from keras.optimizers import *\nfrom numbers_like import pi, sin\nprint(pi)\nx = Adam(lr=sin(pi))") == [
        "4: Not run: keras.optimizers.Adam is for training, and Compbook only composes"
      ])
  }

  @Test func aMisspeltNameOfAModuleStaysAnError() {
    #expect(
      notes("from keras.optimizers import Adan\nimport plottin") == [
        "1: ImportError: cannot import name 'Adan' from 'keras.optimizers'. Did you mean: 'Adam'?",
        "2: ModuleNotFoundError: No module named 'plottin'. Did you mean: 'plotting'?",
      ])
  }

  @Test func anErrorBesideWhatIsNotRunIsStillTold() {
    #expect(
      notes("from keras import Model\nModel().fit(epochs=epohcs)") == [
        "2: NameError: name 'epohcs' is not defined",
        "2: Not run: model.fit trains, and Compbook only composes",
      ])
  }

  // MARK: Expressions

  @Test(arguments: [
    "x.a.b", "x(1)(2)", "x[1:2]", "x + 1", "1 - x", "-x", "not x", "x < 3", "3 in x", "x is None", "x and 1", "x or 1",
    "1 if x else 2", "[i for i in x]", "{i: 1 for i in x}", "list(x)", "len(x)", "str(x)", "f'{x}'", "'%s' % x",
    "'{}'.format(x)", "int(x)", "max(x, 3)", "sorted(x)", "range(x)", "(1, 2)[x]", "[1, 2][0:x]", "[*x]", "dict(**x)",
    "getattr(x, 'y')", "isinstance(1, x)", "(lambda y: y + 1)(x)", "[1, x][1]", "{'a': x}['a']", "{x}", "{x: 1}",
    "','.join([x])", "next(iter(x))", "list(map(len, x))",
  ])
  func whatDependsOnAHoleIsOne(expression: String) {
    let outcome = run("x = unread()\ny = \(expression)\nprint(y)\nprint('on')", library: library)
    #expect(outcome.output == "on\n")
    #expect(
      told(outcome) == [
        "1: Not run: unread reads files, and Compbook only composes",
        "2: Not run: needs x, which was not run (line 1)",
        "3: Not run: needs y, which was not run (line 2)",
      ])
  }

  @Test func aChangeThroughAHoleTouchesNothing() {
    #expect(
      output(
        """
        x = unread()
        x.a = 1
        x['a'] = 2
        x += 1
        del x.b, x[0]
        x.append(3)
        print('on')
        """) == "on\n")
  }

  @Test func containersMayHoldHolesBesideValues() {
    #expect(output("a = [1, unread(), 3]\nprint(a[0], a[2], len(a))\nprint(a[1])") == "1 3 3\n")
  }

  @Test func aContainerThatWasToChangeByAHoleIsUnknown() {
    #expect(
      notes("a = [1]\na.extend(unread())\nprint(a)") == [
        "2: Not run: unread reads files, and Compbook only composes",
        "3: Not run: needs a, which was not run (line 2)",
      ])
  }

  // MARK: Statements

  @Test(arguments: [
    ("if unread():\n  y = 1\nelse:\n  z = 2", "y z"), ("while unread():\n  y = 1", "y"),
    ("for y in unread():\n  z = 1", "y z"), ("with unread() as y:\n  z = 1", "y z"),
    ("y, (z, *w) = unread()", "y z w"), ("y = z = unread()", "y z"), ("for y, z in unread(): pass", "y z"),
    ("import plotting as y", "y"), ("class y(unread): pass", "y"), ("@unread\ndef y(): pass", "y"),
    ("y = 1\ny += unread()", "y"), ("y = 1\nif unread(): y += 1", "y"), ("(y := unread())", "y"),
    ("y = [1]\nif unread(): y.append(2)", "y"), ("y = {}\nif unread(): y['a'] = 1", "y['a']"),
    ("class A: pass\ny = A()\nif unread(): y.a = 1", "y.a"), ("assert (y := unread()) > 3", "y"),
    ("try:\n  y = unread()\nfinally:\n  pass", "y"),
    ("def f():\n  if unread(): return 1\n  return 2\ny = f()", "y"),
    ("def f():\n  for i in range(3):\n    if unread(): return 1\n  return 2\ny = f()", "y"),
    ("def f():\n  raise unread()\ny = f()", "y"), ("y = 1\ndef f():\n  global y\n  if unread(): y = 2\nf()", "y"),
    ("def f():\n  y = 1\n  if unread(): y = 2\n  return y\ny = f()", "y"),
    ("def f():\n  y = 1\n  def g(): return y\n  if unread(): y = 2\n  return g()\ny = f()", "y"),
  ])
  func whatAStatementWouldHaveBoundIsUnknown(text: String, names: String) {
    for name in names.split(separator: " ") {
      let outcome = run("\(text)\nprint(\(name))\nprint('on')", library: library)
      #expect(outcome.output == "on\n", "\(told(outcome))")
      #expect(outcome.execution.diagnostics.allSatisfy { $0.severity == .note }, "\(told(outcome))")
      #expect(outcome.execution.diagnostics.count == 2, "\(told(outcome))")
    }
  }

  @Test(arguments: [
    "for i in range(3):\n  if unread(): break\n  y = i", "while True:\n  y += 1\n  if unread(): break",
    "for i in range(3):\n  if unread(): continue\n  y = i",
  ])
  func aLoopThatMightHaveEndedAtAnyTurnIsNotedItself(loop: String) {
    let outcome = run("y = 0\n\(loop)\nprint(y)\nprint('on')", library: library)
    #expect(outcome.output == "on\n")
    #expect(
      told(outcome).map { $0.prefix(2) }.sorted() == [loop.hasPrefix("while") ? "4:" : "3:", "2:", "5:"].sorted())
    #expect(told(outcome).last == "5: Not run: needs y, which was not run (line 2)")
  }

  @Test func whatALoopThatIsNotRunDoesNotBindIsLeftAlone() {
    #expect(
      output(
        """
        from keras import Model
        model = Model()
        for epoch in unread():
          for batch in epoch:
            if batch: break
            model.save(batch)
        print(model.layers)
        """) == "3\n")
  }

  @Test func aLoopTellsEachOfItsLinesOnce() {
    #expect(
      notes(
        """
        from keras import Model
        import plotting
        for i in range(50):
          Model().fit(i)
          plotting.draw(i)
        """) == [
          "2: Not run: plotting draws, and Compbook only composes",
          "4: Not run: model.fit trains, and Compbook only composes",
          "5: Not run: needs plotting, which was not run (line 2)",
        ])
  }

  @Test func restOfAStatementsBlockRuns() {
    #expect(
      output(
        """
        def f(path):
          if not unread(path):
            unread.make(path)
          with unread(path) as file:
            pass
          assert unread.check(path), 'bad'
          del unread.x
          return 7
        print(f('a'))
        """) == "7\n")
  }

  // MARK: Functions

  @Test func definitionsAreNotNotedAndTheirCallsAre() {
    let outcome = run(
      """
      def inner(model):
        model.fit()
      def train(model):
        inner(model)
        return 5
      from keras import Model
      print(train(Model()))
      """, library: library)
    #expect(outcome.output == "5\n")
    #expect(told(outcome) == ["7: Not run in inner(): model.fit trains, and Compbook only composes"])
    let frames = outcome.execution.diagnostics.first?.frames ?? []
    #expect(frames.map(\.function) == ["train", "inner"])
    #expect(frames.map { outcome.source.location(of: $0.call.lowerBound).line } == [4, 2])
  }

  @Test func aFunctionsUnknownResultIsToldByTheLineThatAskedForIt() {
    #expect(
      notes("def load():\n  return unread()\nx = load()\nprint(x)") == [
        "3: Not run in load(): unread reads files, and Compbook only composes",
        "4: Not run: needs x, which was not run (line 3)",
      ])
  }

  @Test func sessionFunctionsRunWithHolesAsArguments() {
    #expect(output("def f(data, n):\n  print(n)\n  return n + 1\nprint(f(unread(), 2))") == "2\n3\n")
  }

  // MARK: Arrays of known shape

  @Test(arguments: [
    ("x.shape", "(60000, 28, 28)"), ("x.shape[1:]", "(28, 28)"), ("len(x)", "60000"), ("x.ndim", "3"),
    ("x.astype('float32').shape", "(60000, 28, 28)"), ("(x / 255 - 0.5).shape", "(60000, 28, 28)"),
    ("x[:1000].shape", "(1000, 28, 28)"), ("x[0].shape", "(28, 28)"), ("x[..., 0].shape", "(60000, 28)"),
    ("x[..., None].shape", "(60000, 28, 28, 1)"), ("x[:, :14, ::2].shape", "(60000, 14, 14)"),
    ("x.reshape(x.shape[0], 28, 28, 1).shape", "(60000, 28, 28, 1)"), ("x.reshape((-1, 784)).shape", "(60000, 784)"),
    ("x.T.shape", "(28, 28, 60000)"), ("x.flatten().shape", "(47040000,)"), ("(-x).shape", "(60000, 28, 28)"),
    ("(x - x[0:60000]).shape", "(60000, 28, 28)"),
  ])
  func shapesOfUnreadDataAreKnown(expression: String, expected: String) {
    #expect(output("import data\nx = data.load()\nprint(\(expression))") == expected + "\n")
  }

  /// Expected values are NumPy's.
  @Test(arguments: [
    ("np.expand_dims(x, -1).shape", "(60000, 28, 28, 1)"), ("np.expand_dims(x, axis=0).shape", "(1, 60000, 28, 28)"),
    ("np.mean(x, axis=0).shape", "(28, 28)"), ("x.mean(axis=(0, 1), keepdims=True).shape", "(1, 1, 28)"),
    ("np.std(x).shape", "()"), ("np.transpose(x, (0, 2, 1))[0, :3].shape", "(3, 28)"),
    ("np.concatenate((x, x[:5])).shape", "(60005, 28, 28)"),
    ("np.concatenate([x, x], axis=-1).shape", "(60000, 28, 56)"),
    ("np.reshape(x, (-1, 28, 28, 1)).shape", "(60000, 28, 28, 1)"), ("np.array(x, 'float32').shape", "(60000, 28, 28)"),
    ("((x - np.mean(x, axis=0)) / np.std(x)).shape", "(60000, 28, 28)"), ("np.zeros((7, 3)).shape", "(7, 3)"),
    ("np.random.rand(4, 5).shape", "(4, 5)"), ("np.random.random((4, 5)).shape", "(4, 5)"),
    ("np.random.normal(0, 1, (2, 3)).shape", "(2, 3)"), ("np.random.randint(9, size=(8,)).shape", "(8,)"),
    ("(x[..., np.newaxis] * np.ones((1, 3))).shape", "(60000, 28, 28, 3)"), ("np.ravel(x[0]).shape", "(784,)"),
  ])
  func shapesFollowThroughNumPy(expression: String, expected: String) {
    #expect(output("import data, numpy as np\nx = data.load()\nprint(\(expression))") == expected + "\n")
  }

  @Test func whatIsChangedInPlaceKeepsItsShape() {
    #expect(output("import data\nx = data.load()\nx -= unread()\nx /= 255\nprint(x.shape)") == "(60000, 28, 28)\n")
  }

  @Test func linesThatNeedOnlyAShapeAreNotNoted() {
    #expect(
      notes("import data\nx = data.load()\nprint(x.shape[0], len(x))\nx = x / 255\nprint(x.shape)\nprint(x)") == [
        "2: Not run: data.load reads data, and Compbook only composes",
        "4: Not run: needs x, which was not run (line 2)",
        "6: Not run: needs x, which was not run (line 4)",
      ])
  }

  @Test(arguments: ["x.mean()", "x.reshape(7, 7)", "x[x > 3].shape", "x[0, 0, 0, 0].shape", "sum(x)", "x @ x"])
  func whatNeedsTheDataIsUnknown(expression: String) {
    let outcome = run("import data\nx = data.load()\nprint(\(expression))", library: library)
    #expect(outcome.output == "")
    #expect(told(outcome).last == "3: Not run: needs x, which was not run (line 2)")
  }

  // MARK: Half-typed code

  @Test func whatIsHalfTypedStaysSilentBesideWhatIsNotRun() {
    let outcome = run("x = unread(\ny = 1\nprint(y)", library: library)
    #expect(outcome.messages.first == "SyntaxError: '(' was never closed")
    #expect(outcome.output == "1\n")
  }
}
