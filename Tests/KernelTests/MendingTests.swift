// Problems that come with what mends them: applied, the session is in order.

import Diagnostics
import Language
import Testing

@testable import Kernel
@testable import Notebook

@Suite struct MendingTests {
  /// The cells after the fix of their first problem that has one.
  private func mended(_ texts: [String]) throws -> [String] { try #require(fixed(texts), "no problem has a fix") }

  /// The same; nil where no problem has a fix.
  private func fixed(_ texts: [String]) -> [String]? {
    withLargeStack {
      let snapshot = DocumentSnapshot(
        revision: 0, cells: texts.enumerated().map { .init(id: CellID($0 + 1), kind: .code, text: $1, firstLine: 1) })
      var evaluation = DocumentEvaluation()
      _ = evaluation.update(to: snapshot.codeCells, fileName: "test.py")
      let reports = evaluation.reports(sources: evaluation.sources)
      let problems = texts.indices.flatMap { reports[CellID($0 + 1)]?.problems ?? [] }
      guard let fix = problems.compactMap(\.fix).first else { return nil }
      var document = NotebookDocument(
        cells: texts.enumerated().map { Cell(id: CellID($0 + 1), kind: .code, text: $1) })
      for edit in fix.edits { _ = document.apply(edit) }
      return document.cells.map(\.text)
    }
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

  private static let imports =
    "from keras.layers import Conv2D, Dense, Input, MaxPool2D\nx = Input((8, 4, 6))\n"

  /// What the message proposes is written into the call, and is right.
  @Test(arguments: [
    ("Conv2D(8, 5)(x)", "Conv2D(8, 5, padding='same')(x)"),
    ("Conv2D(8, kernel_size=(5, 5), name='a')(x)", "Conv2D(8, kernel_size=(5, 5), name='a', padding='same')(x)"),
    ("Conv2D(8, (5), padding='valid')(x)", "Conv2D(8, (5), padding='same')(x)"),
    ("Conv2D(8, 5, 1, 'valid')(x)", "Conv2D(8, 5, 1, 'same')(x)"),
    ("MaxPool2D(\n  5,\n)(x)", "MaxPool2D(\n  5, padding='same'\n)(x)"),
    ("Conv2D(\n  8,\n  5\n)(x)", "Conv2D(\n  8,\n  5, padding='same'\n)(x)"),
    ("MaxPool2D()(MaxPool2D((8, 1))(x))", "MaxPool2D(padding='same')(MaxPool2D((8, 1))(x))"),
    ("Conv2D(8, abs(-5))(x)", "Conv2D(8, abs(-5), padding='same')(x)"),
    ("Conv2D(12, 1, groups=4)(x)", "Conv2D(12, 1, groups=3)(x)"),
    ("Conv2D(10, 1, groups=3)(x)", "Conv2D(12, 1, groups=3)(x)"),
    ("Conv2D(groups=3, filters=10, kernel_size=1)(x)", "Conv2D(groups=3, filters=12, kernel_size=1)(x)"),
    ("Conv2D(8.0, 1)(x)", "Conv2D(8, 1)(x)"), ("Dense(units=7.5)(x)", "Dense(units=7)(x)"),
    ("Dense(8, activation='sig')(x)", "Dense(8, activation='sigmoid')(x)"),
  ])
  func anArgumentThatAMessageProposesIsWritten(_ wrong: String, _ right: String) throws {
    #expect(try mended([Self.imports + wrong]) == [Self.imports + right])
  }

  /// Where the call's arguments are not all in sight, or a comment would be lost.
  @Test(arguments: [
    "Conv2D(8, 5, **{'strides': 1})(x)", "Conv2D(*(8, 5))(x)", "Conv2D(8, 5  # wide\n)(x)", "L = Conv2D\nL(8, 5)(x)",
    "Dense(8, activation='r')(x)",
  ])
  func whatCannotBeWrittenSafelyIsNotOffered(_ text: String) {
    #expect(fixed([Self.imports + text]) == nil)
  }

  @Test func aLayerWithinAFunctionIsMendedThere() throws {
    let text = Self.imports + "def conv(size): return Conv2D(8, size)\ny = conv(5)(x)"
    #expect(try mended([text]) == [text.replacing("Conv2D(8, size)", with: "Conv2D(8, size, padding='same')")])
  }

  @Test func aLayerThatIsNotImportedIsImported() throws {
    let cells = try mended(["from keras.layers import Dense", "y = Conv2D(8, 3)"])
    #expect(cells == ["from keras.layers import Dense, Conv2D", "y = Conv2D(8, 3)"])
    #expect(try mended(["import keras", "y = Conv2D(8, 3)"]) == ["import keras", "y = keras.layers.Conv2D(8, 3)"])
    #expect(try mended(["y = Conv2D(8, 3)"]) == ["from keras.layers import Conv2D\ny = Conv2D(8, 3)"])
  }
}
