// What the kernel has told so far: the newest of everything, with older values where newer ones are on their way.

import Diagnostics
import Kernel
import Notebook
import Tensors

package struct Report: Sendable {
  package private(set) var revision = -1
  package private(set) var cells: [CellID: CellReport] = [:]
  package private(set) var subject: Subject?
  package private(set) var isForwardPending = false

  package init() {}

  /// Takes over a snapshot. An older one than the last is dropped.
  mutating func receive(_ snapshot: KernelSnapshot) {
    guard snapshot.revision >= revision else { return }
    revision = snapshot.revision
    cells = snapshot.cells
    isForwardPending = snapshot.isForwardPending
    if var newer = snapshot.subject {
      // Until the new values come, the old ones stand for the same thing.
      if newer.forward == nil, isForwardPending, newer.title == subject?.title { newer.forward = subject?.forward }
      subject = newer
    } else if !hasErrors {
      subject = nil
    }
  }

  /// Keeps what stands at lines in its place when lines come or go above it, until the kernel's next word.
  mutating func shiftLines(of cell: CellID, after line: Int, by count: Int) {
    guard count != 0, var report = cells[cell] else { return }
    let shifted = { (old: Int) in old > line ? max(line, old + count) : old }
    report.inlays = report.inlays.map { Inlay(line: shifted($0.line), shape: $0.shape, count: $0.count) }
    for index in report.problems.indices {
      report.problems[index].place.line = shifted(report.problems[index].place.line)
    }
    cells[cell] = report
  }

  private var hasErrors: Bool {
    cells.values.contains { $0.problems.contains { $0.severity == .error } }
  }
}
