// What stands at a line's end: the shape that it makes, and whether what its comment expects is so.

import Kernel
import Screen
import Tensors

struct LineEnd {
  let text: String
  let style: Style

  private static let longestValue = 28

  /// Nil for a line that makes no tensor and expects nothing.
  init?(of line: Int, in report: CellReport?) {
    let shape = report?.inlays.first { $0.line == line }?.text
    guard let check = report?.checks.first(where: { $0.line == line }) else {
      guard let shape else { return nil }
      (text, style) = (shape, Theme.inlay)
      return
    }
    let actual = check.actual.map { " " + TextWidth.truncate($0, to: LineEnd.longestValue) } ?? ""
    switch check.outcome {
    case .holds: (text, style) = ((shape.map { $0 + " " } ?? "") + "✓", Theme.inlay)
    // What differs says more than the shape.
    case .fails: (text, style) = ("✗" + actual, Theme.problem)
    case .toDo: (text, style) = ("○" + actual, Theme.warning)
    }
  }

  /// The columns that it leaves to source of so many columns on a line of `width` columns; all of them where the line is
  /// too short to share. It gives way to what is being written, where all of that, and the caret behind it, are then in sight.
  func room(in width: Int, beside source: Int, isWritten: Bool) -> Int {
    let room = start(in: width) - 3
    let givesWay = isWritten && source >= room && source < width
    return room >= 8 && !givesWay ? room : width
  }

  /// The column at which it begins.
  func start(in width: Int) -> Int { width - TextWidth.of(text) - 1 }

  /// Whether it would stand over the end of source of so many columns, or right behind it.
  func covers(_ source: Int, in width: Int) -> Bool { source + 2 > start(in: width) }
}

extension Inlay {
  /// The shape, and how often the line ran.
  fileprivate var text: String { shape.display + (count > 1 ? " ×\(count)" : "") }
}
