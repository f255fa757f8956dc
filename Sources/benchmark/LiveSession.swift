// A notebook's kernel, asked as the interface asks it.

import Foundation
import Kernel
import Notebook

final class LiveSession {
  /// Milliseconds until shapes and until values are there.
  struct Answer {
    let shapes: Double
    let output: Double
  }

  private var cells: [String]
  private var revision = 0
  private let kernel: Kernel
  private let snapshots: AsyncStream<KernelSnapshot>

  init(_ cells: [String]) {
    self.cells = cells
    let (stream, continuation) = AsyncStream.makeStream(of: KernelSnapshot.self)
    snapshots = stream
    kernel = Kernel { continuation.yield($0) }
  }

  /// Replaces the first place of a text.
  func edit(_ old: String, _ new: String) {
    guard let index = cells.firstIndex(where: { $0.contains(old) }) else { preconditionFailure("no \(old)") }
    cells[index] = cells[index].replacing(old, with: new, maxReplacements: 1)
  }

  func answer() async -> Answer {
    revision += 1
    let document = DocumentSnapshot(
      revision: revision, path: "effnet.py",
      cells: cells.enumerated().map { index, text in
        DocumentSnapshot.Cell(id: CellID(index + 1), kind: .code, text: text, firstLine: 1)
      })
    let start = ContinuousClock.now
    kernel.submit(
      KernelRequest(
        document: document, cursor: nil, settings: ForwardSettings(input: "cifar10:0", seed: 0), shown: .none))
    var shapes = 0.0
    for await snapshot in snapshots where snapshot.revision == revision {
      let time = (ContinuousClock.now - start) / .milliseconds(1)
      if snapshot.isForwardPending {
        shapes = time
      } else {
        if let problem = snapshot.subject?.forward?.problem { print(problem) }
        return Answer(shapes: shapes, output: time)
      }
    }
    return Answer(shapes: shapes, output: .nan)
  }
}
