// Edits that come faster than answers: every answer is of its own revision, whole, and never after a newer one.

import Foundation
import Kernel
import Notebook
import Tensors
import Testing

struct QuickEditTests {
  private static let imports = "import keras\nfrom keras.layers import *"

  /// What a revision's document makes, to tell its snapshots by.
  private struct Edit {
    let classes: Int
    let isBroken: Bool
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func answersBelongToTheirRevisionsAndNeverGoBack(seed: UInt64) async throws {
    var random = SplitMix64(seed: seed)
    let session = Session(Self.imports, "x = Input((16, 16, 3))\ny = Conv2D(8, 3)(x)", "", "")
    var edits: [Int: Edit] = [:]
    for step in 1...120 {
      let edit = Edit(classes: step, isBroken: Int.random(in: 0..<8, using: &random) == 0)
      // Sometimes the stem changes too, so that passes differ in length.
      session.cells[1] = "x = Input((16, 16, 3))\ny = Conv2D(\(Int.random(in: 1...64, using: &random)), 3)(x)"
      session.cells[2] = "z = Dense(\(edit.classes))(Flatten()(y))" + (edit.isBroken ? "\nz = oops(" : "")
      session.cells[3] = "print(\(step))"
      let cursor = Bool.random(using: &random) ? (cell: 2, line: 0) : nil
      edits[session.submit(cursor: cursor)] = edit
      if Int.random(in: 0..<3, using: &random) == 0 {
        try await Task.sleep(for: .microseconds(Int.random(in: 0..<8000, using: &random)))
      }
    }
    session.cells[3] = "print('end')"
    let last = try await session.snapshot()
    #expect(last.report(3).output == "end\n")

    let published = session.published
    for (snapshot, next) in zip(published, published.dropFirst()) {
      #expect(snapshot.revision <= next.revision)
      // Of one revision the shapes come first, then the values, and nothing after them.
      if snapshot.revision == next.revision { #expect(snapshot.isForwardPending && !next.isForwardPending) }
    }
    for snapshot in published.dropLast(2) {
      let edit = try #require(edits[snapshot.revision])
      #expect(snapshot.report(3).output == "\(edit.classes)\n")
      let subject = try #require(snapshot.subject)
      #expect(subject.outputShapes == [[nil, edit.classes]])
      if !snapshot.isForwardPending { #expect(subject.forward?.output?.shape == [1, edit.classes]) }
    }
  }

  /// A pass that would take long gives way at once: its weights alone are over 50 million values.
  @Test func aWideModelGivesWayToTheNextEdit() async throws {
    let session = Session(Self.imports, "x = Input((4096,))", "for _ in range(3): x = Dense(4096)(x)")
    let stale = session.submit()
    let pending = try await session.first { $0.revision == stale }
    #expect(pending.isForwardPending)
    session.cells[2] = "x = Dense(2)(x)"
    let last = try await session.snapshot()
    #expect(last.subject?.forward?.output?.shape == [1, 2])
    #expect(!session.published.contains { $0.revision == stale && !$0.isForwardPending })
  }
}
