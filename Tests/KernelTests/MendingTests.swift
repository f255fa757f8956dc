// Problems that come with what mends them: applied, the session is in order.

import Diagnostics
import Language
import Testing

@testable import Kernel
@testable import Notebook

@Suite struct MendingTests {
  /// The cells after the fix of their first problem that has one.
  private func mended(_ texts: [String]) throws -> [String] {
    try withLargeStack {
      Result {
        let snapshot = DocumentSnapshot(
          revision: 0, cells: texts.enumerated().map { .init(id: CellID($0 + 1), kind: .code, text: $1, firstLine: 1) })
        var evaluation = DocumentEvaluation()
        _ = evaluation.update(to: snapshot.codeCells, fileName: "test.py")
        let reports = evaluation.reports(sources: evaluation.sources)
        let problems = texts.indices.flatMap { reports[CellID($0 + 1)]?.problems ?? [] }
        let fix = try #require(problems.compactMap(\.fix).first, "\(problems.map(\.message))")
        var document = NotebookDocument(
          cells: texts.enumerated().map { Cell(id: CellID($0 + 1), kind: .code, text: $1) })
        for edit in fix.edits { _ = document.apply(edit) }
        return document.cells.map(\.text)
      }
    }.get()
  }

  @Test(arguments: [
    ("size = 3\nprint(siez)", "size = 3\nprint(size)"),
    ("import keras\ny = keras.layers.Conv2d(8, 3)", "import keras\ny = keras.layers.Conv2D(8, 3)"),
    (
      "import keras\ny = keras.layers.Conv2D(8, 3, paddin='same')",
      "import keras\ny = keras.layers.Conv2D(8, 3, padding='same')"
    ),
    (
      "import keras\ny = keras.layers.Conv2D(8, 3, padding='smae')",
      "import keras\ny = keras.layers.Conv2D(8, 3, padding='same')"
    ),
    (
      "import keras\ny = keras.layers.Dense(8, activation='rleu')",
      "import keras\ny = keras.layers.Dense(8, activation='relu')"
    ),
    ("def f(width): return width\nf(widht=1)", "def f(width): return width\nf(width=1)"),
    ("from keras.layers import Conv2d", "from keras.layers import Conv2D"),
    ("x = [1]\nx.apend(2)", "x = [1]\nx.append(2)"),
  ])
  func aMisspeltNameIsWrittenRight(_ wrong: String, _ right: String) throws {
    #expect(try mended([wrong]) == [right])
  }

  @Test(arguments: [
    ("x = (1, 2", "x = (1, 2)"), ("x = [(1, 2  # a pair\ny = 3", "x = [(1, 2)]  # a pair\ny = 3"),
    ("print((1 +\n  2\nx = {'a': [1", "print((1 +\n  2))\nx = {'a': [1"),
    ("print('é', (1, 2\n", "print('é', (1, 2))\n"),
    ("x = [1 2]", "x = [1, 2]"), ("print(\n  1\n  2)", "print(\n  1,\n  2)"), ("x = {1: 2 3: 4}", "x = {1: 2, 3: 4}"),
  ])
  func whatIsMissingIsAdded(_ wrong: String, _ right: String) throws { #expect(try mended([wrong]) == [right]) }

  @Test func aLayerThatIsNotImportedIsImported() throws {
    let cells = try mended(["from keras.layers import Dense", "y = Conv2D(8, 3)"])
    #expect(cells == ["from keras.layers import Dense, Conv2D", "y = Conv2D(8, 3)"])
    #expect(try mended(["import keras", "y = Conv2D(8, 3)"]) == ["import keras", "y = keras.layers.Conv2D(8, 3)"])
    #expect(try mended(["y = Conv2D(8, 3)"]) == ["from keras.layers import Conv2D\ny = Conv2D(8, 3)"])
  }
}
