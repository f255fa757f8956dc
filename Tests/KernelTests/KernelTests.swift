// The kernel answers every change of a document: shapes first, then the values, and only the newest request counts.

import Foundation
import Kernel
import Notebook
import Tensors
import Testing

struct KernelTests {
  private static let imports = "import keras\nfrom keras.layers import *"

  @Test func shapesComeBeforeValues() async throws {
    let session = Session(Self.imports, "x = Input((8, 8, 3))\ny = Conv2D(4, 3)(x)")
    let last = try await session.snapshot()
    let all = session.published
    #expect(all.map(\.isForwardPending) == [true, false])
    #expect(all[0].subject?.forward == nil)
    #expect(all[0].subject?.outputShapes == [[nil, 6, 6, 4]])
    #expect(all[0].inlays(1) == last.inlays(1))
    let forward = try #require(last.subject?.forward)
    #expect(forward.problem == nil)
    #expect(forward.input?.shape == [1, 8, 8, 3])
    #expect(forward.output?.shape == [1, 6, 6, 4])
    #expect(forward.inputLabel.hasPrefix("cifar10:0 cat"))
    #expect(forward.activations[["conv2d"]]?.output == forward.output)
    #expect(forward.activations[["conv2d"]]?.summary.count == 6 * 6 * 4)
  }

  /// Minus one everywhere, which a ReLU shuts off; half of the channels that are then laid beside each other.
  @Test(arguments: [("(4, 5, 3)", "channels_last", -1), ("(3, 4, 5)", "channels_first", 1)])
  func deadChannelsAreThoseThatAreZeroOnTheWholeImage(shape: String, format: String, axis: Int) async throws {
    let session = Session(
      Self.imports,
      """
      x = Input(\(shape))
      low = Conv2D(6, 1, kernel_initializer='zeros', bias_initializer=keras.initializers.Constant(-1),
                   data_format='\(format)', name='low')(x)
      off = Dropout(0.5)(ReLU(name='off')(low))
      both = Concatenate(axis=\(axis), name='both')([off, low])
      y = MaxPooling2D(2, data_format='\(format)', name='pooled')(both)
      """)
    let settings = ForwardSettings(input: "random", seed: 0)
    let activations = try #require(try await session.snapshot(settings: settings).subject?.forward).activations
    let found = ["low", "off", "pooled"].map { name in
      activations[[name]].map { [$0.summary.deadUnits, $0.summary.units.count] }
    }
    #expect(found == [[0, 6], [6, 6], [6, 12]])
    // Shown with the channels last, whatever the layer's own order.
    let pooled = try #require(activations[["pooled"]])
    #expect(pooled.shape == [1, 2, 2, 12])
    let pixel = [Float](repeating: 0, count: 6) + [Float](repeating: -1, count: 6)
    #expect(pooled.output == Tensor(shape: [1, 2, 2, 12], values: Array(repeating: pixel, count: 4).flatMap(\.self)))
  }

  @Test(arguments: [("(4, 5, 3)", "channels_last"), ("(3, 4, 5)", "channels_first")])
  func channelsStayChannelsWhereAnImageIsPooledToAPixel(shape: String, format: String) async throws {
    let session = Session(
      Self.imports,
      "y = GlobalMaxPooling2D(keepdims=True, data_format='\(format)', name='pooled')(Input(\(shape)))")
    let settings = ForwardSettings(input: "random", seed: 0)
    let forward = try #require(try await session.snapshot(settings: settings).subject?.forward)
    let pooled = try #require(forward.activations[["pooled"]])
    #expect(pooled.shape == [1, 1, 1, 3])
    #expect(pooled.summary.units.count == 3)
  }

  @Test func aDocumentWithoutTensorsHasNoSubject() async throws {
    let last = try await Session("x = 1\nx + 1").snapshot()
    #expect(last.subject == nil)
    #expect(!last.isForwardPending)
    #expect(last.report(0).result == "2")
  }

  @Test func tenOutputsBearTheNamesOfCIFAR10() async throws {
    let session = Session(Self.imports, "x = Dense(10, activation='softmax')(Flatten()(Input((32, 32, 3))))")
    #expect(try await session.snapshot().subject?.forward?.classNames.first == "airplane")
    try session.edit(1, "Dense(10", "Dense(9")
    #expect(try await session.snapshot().subject?.forward?.classNames.isEmpty == true)
  }

  @Test func whatCannotRunSaysWhyAndKeepsItsShapes() async throws {
    let session = Session(Self.imports, "x = Dense(10**12)(Input((8,)))")
    let last = try await session.snapshot()
    #expect(last.subject?.outputShapes == [[nil, 1_000_000_000_000]])
    #expect(last.subject?.forward?.output == nil)
    #expect(last.subject?.forward?.problem?.contains("memory budget") == true)
    #expect(last.report(1).problems.isEmpty)
  }

  // MARK: Incremental

  @Test func anEditedCellAndThoseAfterItRunAgain() async throws {
    let session = Session("a = 1", "b = a + 1", "print(a, b)")
    _ = try await session.snapshot()
    session.cells[0] = "a = 5"
    #expect(try await session.snapshot().report(2).output == "5 6\n")
    // A name that nothing defines any more is gone: what is on the screen is what the file means.
    session.cells[0] = ""
    #expect(try await session.snapshot().report(1).problems.map(\.code) == ["name-undefined"])
  }

  @Test func cellsThatDoNotNeedAFailedOneStillWork() async throws {
    let session = Session(
      Self.imports, "a = oops", "b = Conv2D(4, 3)(a)", "x = Input((8, 8, 3))\ny = Conv2D(4, 3)(x)")
    let last = try await session.snapshot()
    #expect(last.report(1).problems.map(\.code) == ["name-undefined"])
    // What comes of a missing value is missing without another word.
    #expect(last.report(2).problems.isEmpty)
    #expect(last.inlays(3) == ["0: (None, 8, 8, 3)", "1: (None, 6, 6, 4)"])
    #expect(last.subject?.forward?.output?.shape == [1, 6, 6, 4])
  }

  @Test func anEndlessLoopGivesWayToTheNextRequest() async {
    let (stale, revision, published) = await onThreadOfItsOwn {
      let session = Session("while True: pass")
      let stale = session.submit()
      Thread.sleep(forTimeInterval: 0.05)
      session.cells[0] = "print('done')"
      let revision = session.submit()
      while session.published.isEmpty { Thread.sleep(forTimeInterval: 0.01) }
      return (stale, revision, session.published)
    }
    #expect(published.map(\.revision) == [revision])
    #expect(stale < revision)
    #expect(published[0].report(0).output == "done\n")
  }

  /// A test that is suspended may wait long for a thread of the pool, until the loop has spent its budget.
  private func onThreadOfItsOwn<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: body()) }
    }
  }

  @Test func ofManyRequestsTheLastIsAnsweredAndRevisionsNeverGoBack() async throws {
    let session = Session(Self.imports, "x = Input((8, 8, 3))", "")
    for filters in 1...40 {
      session.cells[2] = "y = Conv2D(\(filters), 3)(x)"
      session.submit()
      if filters % 10 == 0 { try await Task.sleep(for: .milliseconds(20)) }
    }
    let last = try await session.snapshot()
    #expect(last.inlays(2) == ["0: (None, 6, 6, 40)"])
    let revisions = session.published.map(\.revision)
    #expect(revisions == revisions.sorted())
    #expect(session.published.last?.revision == last.revision)
  }
}
