// The function at the cursor: its calls one by one, and one that nothing calls.

import Diagnostics
import Kernel
import Notebook
import Tensors
import Testing

struct FunctionFocusTests {
  /// One call stands in a loop and runs twice, so that only the runnings tell them apart.
  private let session = Session(
    "import keras\nfrom keras.layers import *",
    """
    def block(x, filters):
      step = lambda x: ReLU()(x)
      x = Conv2D(filters, 3)(x)
      return step(x)
    x = keras.Input((32, 32, 3))
    for filters in (4, 8):
      x = block(x, filters)
    x = block(x, 16)
    model = keras.Model(x, block(keras.Input((9, 9, 3)), 2))
    """)

  private func inlays(_ call: Int?) async throws -> (lines: [String], function: FunctionReport?, rows: [String]) {
    let call = call.map { FunctionCall(name: "block", number: $0) }
    let snapshot = try await session.snapshot(cursor: (1, 2), call: call)
    return (snapshot.inlays(1).filter { $0.hasPrefix("2:") }, snapshot.function, snapshot.rows(markedBy: 1, 2))
  }

  @Test func allCallsAreCountedAndTheLastOneIsShown() async throws {
    let (lines, function, _) = try await inlays(nil)
    #expect(lines == ["2: (None, 7, 7, 2) ×4"])
    #expect(function?.name == "block")
    #expect(function?.calls == 4)
    #expect(function?.shown == nil)
    #expect(function?.line == CellLine(cell: Session.cellID(1), line: 0))
  }

  @Test func eachCallShowsItsOwnShapes() async throws {
    let shapes = ["(None, 30, 30, 4)", "(None, 28, 28, 8)", "(None, 26, 26, 16)", "(None, 7, 7, 2)"]
    for (call, shape) in shapes.enumerated() {
      let (lines, function, rows) = try await inlays(call)
      #expect(lines == ["2: \(shape)"])
      #expect(function?.shown == call)
      #expect(rows.count == 1)
    }
  }

  @Test func aCallThatIsNotThereShowsAllOfThem() async throws {
    #expect(try await inlays(7).function?.shown == nil)
  }

  @Test func outsideOfAFunctionThereIsNone() async throws {
    #expect(try await session.snapshot(cursor: (1, 5)).function == nil)
  }

  @Test(arguments: [
    // Takes a tensor; takes a shape and makes a model; takes nothing and returns what takes a tensor.
    "def f(x):\n  return Conv2D(4, 3)(x)",
    "def f(shape):\n  x = Input(shape)\n  return keras.Model(x, Conv2D(4, 3)(x))",
    "def f(filters=4):\n  return Conv2D(filters, 3)",
  ])
  func aFunctionThatNothingCallsIsShownOnTheInput(text: String) async throws {
    let session = Session("import keras\nfrom keras.layers import *", text)
    let snapshot = try await session.snapshot(cursor: (1, 1))
    #expect(snapshot.function?.isTried == true)
    #expect(snapshot.subject?.kind == .trial)
    #expect(snapshot.subject?.title == "f")
    #expect(snapshot.subject?.outputShapes == [[nil, 30, 30, 4]])
    #expect(snapshot.inlays(1).contains { $0.hasSuffix("(None, 30, 30, 4)") })
    #expect(snapshot.subject?.forward?.output?.shape == [1, 30, 30, 4])
    // Elsewhere nothing of it is left.
    #expect(try await session.snapshot(cursor: (0, 0)).subject == nil)
  }

  @Test func oneThatNeedsMoreIsNotTried() async throws {
    let session = Session("import keras", "def f(x, filters):\n  return keras.layers.Conv2D(filters, 3)(x)")
    let function = try #require(try await session.snapshot(cursor: (1, 1)).function)
    #expect(!function.isTried)
    #expect(function.calls == 0)
    #expect(function.parameters == ["x", "filters"])
  }

  @Test func oneThatIsCalledAndMakesNoLayerIsNotTried() async throws {
    let session = Session("import keras", "def double(x):\n  return 2 * x\nfilters = double(4)")
    let function = try #require(try await session.snapshot(cursor: (1, 1)).function)
    #expect(function.isCalled && !function.isTried)
    #expect(function.calls == 0)
  }

  @Test func beforeAnyModelTheLastCallAboveTheCursorDecides() async throws {
    let session = Session(
      "import keras\nx = keras.Input((8, 8, 3))\ny = keras.layers.Conv2D(4, 3)(x)", "# nothing",
      "z = keras.layers.ReLU()(y)")
    #expect(try await session.snapshot(cursor: (1, 0)).subject?.title == "y")
    #expect(try await session.snapshot(cursor: (2, 0)).subject?.title == "z")
  }
}
