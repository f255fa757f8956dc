// The shapes at the ends of lines.

import Kernel
import Testing

struct InlayTests {
  private static let imports = "import keras\nfrom keras.layers import *"

  @Test func eachLineShowsTheTensorThatItMade() async throws {
    let session = Session(Self.imports, "x = Input((8, 8, 3))\ny = Conv2D(4, 3)(x)\nz = Flatten()(y)")
    let last = try await session.snapshot()
    #expect(last.inlays(0).isEmpty)
    #expect(last.inlays(1) == ["0: (None, 8, 8, 3)", "1: (None, 6, 6, 4)", "2: (None, 144)"])
  }

  @Test func aLineOfAFunctionCountsItsRuns() async throws {
    let session = Session(
      Self.imports,
      """
      def block(filters):
        return compose(
          Conv2D(filters, 3),
          MaxPool2D(),
        )
      x = Input((64, 64, 3))
      for filters in (4, 8, 16):
        x = block(filters)(x)
      """)
    let last = try await session.snapshot()
    #expect(
      last.inlays(1) == [
        "2: (None, 12, 12, 16) ×3", "3: (None, 6, 6, 16) ×3", "5: (None, 64, 64, 3)", "7: (None, 6, 6, 16) ×3",
      ])
  }

  @Test func aLayerCalledTwiceWasMadeOnce() async throws {
    let session = Session(
      Self.imports, "x = Input((8,))\ndense = Dense(8)\nfor i in range(3):\n  x = dense(x)")
    let last = try await session.snapshot()
    #expect(last.inlays(1) == ["0: (None, 8)", "1: (None, 8)", "3: (None, 8) ×3"])
  }

  @Test func aLineThatMakesSeveralLayersRanOnce() async throws {
    let session = Session(
      Self.imports, "model = keras.Sequential([Input((8, 8, 3)), Conv2D(4, 3), ReLU(), Flatten()])")
    let last = try await session.snapshot()
    #expect(last.inlays(1) == ["0: (None, 144)"])
  }

  @Test func aModelAppliedAgainLeavesItsLinesAsTheyWere() async throws {
    let session = Session(
      Self.imports,
      """
      x = Input((8, 8, 3))
      y = Conv2D(4, 3)(x)
      model = keras.Model(x, y)
      z = model(Input((8, 8, 3)))
      """)
    let last = try await session.snapshot()
    #expect(last.inlays(1) == ["0: (None, 8, 8, 3)", "1: (None, 6, 6, 4)", "2: (None, 6, 6, 4)", "3: (None, 6, 6, 4)"])
  }

  @Test func aCallShowsItsShapeBeforeItsBracketCloses() async throws {
    let session = Session(
      Self.imports,
      """
      x = compose(
        Conv2D(32, 1),
        Conv2D(16, 3
        Flatten(),
      )(Input((32, 32, 3)))
      """)
    let last = try await session.snapshot()
    #expect(last.inlays(1).prefix(3) == ["1: (None, 32, 32, 32)", "2: (None, 30, 30, 16)", "3: (None, 14400)"])
    #expect(last.report(1).problems.map(\.place.line) == [2])
  }

  @Test func theLinesBeforeAHoleKeepTheirShapes() async throws {
    let session = Session(
      Self.imports,
      """
      x = compose(
        Conv2D(32, 1),
        Conv2D(16,
      )(Input((32, 32, 3)))
      """)
    let last = try await session.snapshot()
    #expect(last.inlays(1).first == "1: (None, 32, 32, 32)")
    #expect(last.subject?.rows.map(\.typeName) == ["InputLayer", "Conv2D"])
  }
}
