// What the pane is about follows the cursor, and an error never blanks it.

import Diagnostics
import Kernel
import Notebook
import Tensors
import Testing

struct SubjectTests {
  private static let imports = "import keras\nfrom keras.layers import *"
  private static let twoModels = """
    def tail(x):
      x = Flatten()(x)
      return Dense(10)(x)
    a = Input((8, 8, 3))
    first = keras.Model(a, tail(a), name='first')
    b = Input((4, 4, 3))
    second = keras.Model(b, Dense(2)(b), name='second')
    c = Conv2D(4, 3)(Input((8, 8, 3)))
    """

  private func subject(
    _ text: String, line: Int?
  ) async throws -> (subject: Subject?, snapshot: KernelSnapshot) {
    let session = Session(Self.imports, text)
    let snapshot = try await session.snapshot(cursor: line.map { (1, $0) })
    return (snapshot.subject, snapshot)
  }

  @Test func aLineOfAFunctionSelectsTheModelThatItMadeAPartOf() async throws {
    let (subject, snapshot) = try await subject(Self.twoModels, line: 1)
    #expect(subject?.kind == .model)
    #expect(subject?.title == "first")
    #expect(subject?.rows.map(\.typeName) == ["InputLayer", "Flatten", "Dense"])
    #expect(subject?.parameters == 1930)
    #expect(snapshot.rows(markedBy: 1, 1) == ["flatten"])
    #expect(snapshot.rows(markedBy: 1, 2) == ["dense"])
    #expect(subject?.rows.last?.line == CellLine(cell: Session.cellID(1), line: 2))
  }

  @Test func aLineOutsideOfAnyModelShowsTheChainToItsTensor() async throws {
    let (subject, _) = try await subject(Self.twoModels, line: 7)
    #expect(subject?.kind == .chain)
    #expect(subject?.title == "c")
    #expect(subject?.inputShapes == [[nil, 8, 8, 3]])
    #expect(subject?.outputShapes == [[nil, 6, 6, 4]])
    #expect(subject?.multiplyAdds == 36 * 4 * 27)
  }

  @Test func withoutACursorTheLastModelIsShown() async throws {
    #expect(try await subject(Self.twoModels, line: nil).subject?.title == "second")
  }

  @Test func modelsOfOneNameAreToldApartByTheirVariables() async throws {
    let text = Self.twoModels.replacing("'first'", with: "'net'").replacing("'second'", with: "'net'")
    #expect(try await subject(text, line: 1).subject?.title == "net (first)")
    #expect(try await subject(text, line: nil).subject?.title == "net (second)")
    // Two names of one model.
    let once = "a = Input((4,))\nnet = keras.Model(a, Dense(2)(a), name='net')\nsame = net"
    #expect(try await subject(once, line: nil).subject?.title == "net")
  }

  @Test func beforeAnyModelTheChainSoFarIsShown() async throws {
    let (subject, _) = try await subject("x = Input((8, 8, 3))\nx = Conv2D(4, 3)(x)\n\n", line: 2)
    #expect(subject?.kind == .chain)
    #expect(subject?.rows.map(\.typeName) == ["InputLayer", "Conv2D"])
    #expect(subject?.forward?.output?.shape == [1, 6, 6, 4])
  }

  @Test func nestedLayersFollowTheirOwn() async throws {
    let (subject, snapshot) = try await subject(
      """
      x = Input((8, 8, 3))
      y = keras.Sequential([
        Conv2D(4, 3),
        ReLU(),
      ])(x)
      model = keras.Model(x, y)
      """, line: 2)
    #expect(
      subject?.rows.map(\.id) == [
        ["input_layer"], ["sequential"], ["sequential", "conv2d"], ["sequential", "re_lu"],
      ])
    #expect(subject?.rows.map(\.depth) == [0, 0, 1, 1])
    #expect(subject?.rows[1].hasChildren == true)
    #expect(snapshot.rows(markedBy: 1, 2) == ["conv2d"])
    #expect(subject?.forward?.activations.count == 4)
  }

  @Test func aCompositeLayerThatFailsIsARowWithoutShape() async throws {
    let (subject, snapshot) = try await subject(
      """
      class Block(keras.layers.Layer):
        def __init__(self):
          super().__init__()
          self.first = Conv2D(3, 3)
          self.second = Conv2D(3, 9)
        def call(self, x):
          return self.second(self.first(x))
      y = Block()(Input((8, 8, 3)))
      """, line: 7)
    #expect(subject?.kind == .chain)
    #expect(subject?.rows.map(\.name) == ["input_layer", "block", "conv2d"])
    #expect(subject?.rows.map(\.outputShape) == [[nil, 8, 8, 3], nil, [nil, 6, 6, 3]])
    #expect(subject?.outputShapes == [[nil, 6, 6, 3]])
    #expect(subject?.forward?.output?.shape == [1, 6, 6, 3])
    let problem = try #require(snapshot.report(1).problems.first)
    #expect(problem.place == CellLine(cell: Session.cellID(1), line: 4))
    #expect(problem.calls == [CellLine(cell: Session.cellID(1), line: 7)])
    #expect(problem.fileLine == 8)
  }

  @Test func aLineThatBreaksLeavesTheRowsBeforeIt() async throws {
    let session = Session(
      Self.imports,
      """
      x = Input((32, 32, 3))
      y = compose(
        Conv2D(32, 3),
        MaxPool2D(),
        Conv2D(16, 3),
        Flatten(),
      )(x)
      model = keras.Model(x, y)
      """)
    #expect(try await session.snapshot(cursor: (1, 4)).subject?.rows.count == 5)
    for broken in ["Conv2D(16, 99)", "Conv2D(16)", "Conv2D(oops, 3)", "Conv2D(16,", "Conv", "Conv2D(16, 3) 3"] {
      var edited = session.cells[1]
      edited.replace("Conv2D(16, 3)", with: broken)
      let other = Session(Self.imports, edited)
      let last = try await other.snapshot(cursor: (1, 4))
      #expect(last.subject?.rows.map(\.typeName).prefix(3) == ["InputLayer", "Conv2D", "MaxPooling2D"], "\(broken)")
      #expect(last.inlays(1).contains("3: (None, 15, 15, 32)"), "\(broken)")
      #expect(last.report(1).problems.contains { $0.place.line == 4 }, "\(broken)")
    }
  }

  @Test func problemsStandInTheirCellsOwnLinesAndColumns() async throws {
    let last = try await Session("x = 1", "y = 2\n\nz = wöps + oops\n").snapshot()
    let problem = try #require(last.report(1).problems.first)
    #expect(problem.code == "name-undefined")
    #expect(problem.severity == .error)
    #expect(problem.place == CellLine(cell: Session.cellID(1), line: 2))
    // UTF-8: the ö has two bytes.
    #expect(problem.columns == 4..<9)
    #expect(problem.fileLine == 5)
    #expect(last.report(0).problems.isEmpty)
  }
}
