// What the kernel has told so far: the newest of everything, with older values where newer ones are on their way.

import Diagnostics
import Kernel
import Notebook
import Tensors

package struct Report: Sendable {
  /// Of the last snapshot; nil before the first.
  package private(set) var revision: Int?
  /// Snapshots of revisions before it are out of date.
  private var least = 0
  /// The cursor's line that the kernel chose subject and function by; nil where it knew of none.
  private(set) var cursor: CellLine?
  package private(set) var cells: [CellID: CellReport] = [:]
  package private(set) var subject: Subject? { didSet { tables = PaneMemory() } }
  /// What was made of the subject, and of its forward pass alone.
  private(set) var tables = PaneMemory()
  private(set) var pictures = PaneMemory()
  package private(set) var function: FunctionReport?
  package private(set) var isForwardPending = false
  /// Problems of what is being written, set aside until it is: they are not among the cells' own.
  private(set) var unfinished: [CellProblem] = []

  package init() {}

  /// Knows nothing, and takes nothing over of a revision up to this one.
  init(after revision: Int) { least = revision + 1 }

  /// Takes over a snapshot. An older one than the last is dropped.
  mutating func receive(_ snapshot: KernelSnapshot) {
    guard snapshot.revision >= least else { return }
    least = snapshot.revision
    revision = snapshot.revision
    cursor = snapshot.cursor
    cells = snapshot.cells
    unfinished = []
    function = snapshot.function
    isForwardPending = snapshot.isForwardPending
    if var newer = snapshot.subject {
      // Until the new values come, the old ones stand for the same thing.
      if newer.forward == nil, isForwardPending, newer.title == subject?.title {
        newer.forward = subject?.forward
      } else {
        pictures = PaneMemory()
      }
      subject = newer
    } else if !hasErrors {
      subject = nil
    }
  }

  /// Sets problems aside.
  mutating func setAside(where isUnfinished: (CellProblem) -> Bool) {
    for (cell, report) in cells where !report.problems.isEmpty {
      unfinished += report.problems.filter(isUnfinished)
      cells[cell]?.problems.removeAll(where: isUnfinished)
    }
  }

  /// Puts what was set aside back among the problems of its cell.
  mutating func bringBack() {
    for problem in unfinished { cells[problem.place.cell]?.problems.append(problem) }
    for cell in Set(unfinished.map(\.place.cell)) {
      cells[cell]?.problems.sort { ($0.place.line, $0.columns.lowerBound) < ($1.place.line, $1.columns.lowerBound) }
    }
    unfinished = []
  }

  /// Keeps what stands at lines in its place when lines come or go above it, until the kernel's next word.
  mutating func shiftLines(of cell: CellID, after line: Int, by count: Int) {
    guard count != 0, var report = cells[cell] else { return }
    let shifted = { (old: Int) in old > line ? max(line, old + count) : old }
    report.inlays = report.inlays.map { Inlay(line: shifted($0.line), shape: $0.shape, count: $0.count) }
    for index in report.checks.indices { report.checks[index].line = shifted(report.checks[index].line) }
    for index in report.problems.indices {
      report.problems[index].place.line = shifted(report.problems[index].place.line)
    }
    cells[cell] = report
    for index in unfinished.indices where unfinished[index].place.cell == cell {
      unfinished[index].place.line = shifted(unfinished[index].place.line)
    }
  }

  private var hasErrors: Bool {
    (cells.values.flatMap(\.problems) + unfinished).contains { $0.severity == .error }
  }
}
