// A notebook under test: its kernel driven by documents, its snapshots collected.

import Diagnostics
import Kernel
import Notebook
import Synchronization
import Tensors
import Testing

/// What the kernel published, in order.
final class Snapshots: Sendable {
  private let state = Mutex<[KernelSnapshot]>([])

  var all: [KernelSnapshot] { state.withLock { $0 } }

  func add(_ snapshot: KernelSnapshot) { state.withLock { $0.append(snapshot) } }
}

/// Some cells and a kernel that follows them.
final class Session {
  var cells: [String]
  private var revision = 0
  private let snapshots = Snapshots()
  private let kernel: Kernel

  convenience init(_ cells: String...) { self.init(cells: cells) }

  init(cells: [String]) {
    self.cells = cells
    kernel = Kernel { [snapshots] in snapshots.add($0) }
  }

  static func cellID(_ index: Int) -> CellID { CellID(index + 1) }

  /// Everything published so far.
  var published: [KernelSnapshot] { snapshots.all }

  /// Submits the cells as they are and does not wait.
  @discardableResult
  func submit(
    cursor: (cell: Int, line: Int)? = nil, shown: ShownLayers = .all, settings: ForwardSettings? = nil,
    call: FunctionCall? = nil
  ) -> Int {
    revision += 1
    var firstLine = 1
    var parts: [DocumentSnapshot.Cell] = []
    for (index, text) in cells.enumerated() {
      parts.append(.init(id: Self.cellID(index), kind: .code, text: text, firstLine: firstLine))
      firstLine += text.split(separator: "\n", omittingEmptySubsequences: false).count + 1
    }
    kernel.submit(
      KernelRequest(
        document: DocumentSnapshot(revision: revision, path: "session.py", cells: parts),
        cursor: cursor.map { CellLine(cell: Self.cellID($0.cell), line: $0.line) },
        settings: settings ?? ForwardSettings(input: "cifar10:0", seed: 0), shown: shown, call: call))
    return revision
  }

  /// Submits and waits for the last snapshot of it.
  func snapshot(
    cursor: (cell: Int, line: Int)? = nil, shown: ShownLayers = .all, settings: ForwardSettings? = nil,
    call: FunctionCall? = nil
  ) async throws -> KernelSnapshot {
    let revision = submit(cursor: cursor, shown: shown, settings: settings, call: call)
    return try await last(of: revision)
  }

  func last(of revision: Int) async throws -> KernelSnapshot {
    try await first { $0.revision == revision && !$0.isForwardPending }
  }

  /// Waits, up to a minute, for a snapshot.
  func first(where matches: (KernelSnapshot) -> Bool) async throws -> KernelSnapshot {
    for _ in 0..<6000 {
      if let found = snapshots.all.first(where: matches) { return found }
      try await Task.sleep(for: .milliseconds(10))
    }
    let late = snapshots.all.first(where: matches)
    return try #require(late, "the kernel did not answer")
  }

  /// Replaces a part of a cell's text.
  func edit(_ cell: Int, _ old: String, _ new: String) throws {
    try #require(cells[cell].contains(old), "cell \(cell) has no \(old)")
    cells[cell] = cells[cell].replacing(old, with: new, maxReplacements: 1)
  }
}

extension KernelSnapshot {
  func report(_ cell: Int) -> CellReport { cells[Session.cellID(cell)] ?? CellReport() }

  /// The inlays of a cell as text: `4: 32×16×32 ×3`.
  func inlays(_ cell: Int) -> [String] {
    report(cell).inlays.map { "\($0.line): \($0.shape)" + ($0.count > 1 ? " ×\($0.count)" : "") }
  }

  /// The row that a line of a cell made.
  func rows(markedBy cell: Int, _ line: Int) -> [String] {
    let place = CellLine(cell: Session.cellID(cell), line: line)
    return subject?.rows.filter { $0.lines.contains(place) }.map(\.name) ?? []
  }
}
