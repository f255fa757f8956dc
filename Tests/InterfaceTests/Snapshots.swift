// Whole screens compared with committed files, as text and as a grid of styles.

import Foundation
import Screen
import Testing

/// The screens lie in `Tests/Fixtures/Screens`. With COMPBOOK_RECORD_SCREENS set they are written anew, which fails the run.
func expectScreen(
  _ screen: ScreenBuffer, cursor: Point?, matches name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/Screens/\(name).txt")
  let place = cursor.map { "\($0.x),\($0.y)" } ?? "hidden"
  // Bars keep the blanks at lines' ends out of sight of editors.
  let lines = screen.lines.map { "|\(TextWidth.pad($0, to: screen.size.width))|" }
  let actual = (lines + ["cursor \(place)", "", screen.styles, ""]).joined(separator: "\n")
  if ProcessInfo.processInfo.environment["COMPBOOK_RECORD_SCREENS"] != nil {
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(actual.utf8).write(to: file)
    Issue.record(
      "recorded \(name): look at it, then run without COMPBOOK_RECORD_SCREENS", sourceLocation: sourceLocation)
    return
  }
  let expected = try String(contentsOf: file, encoding: .utf8)
  guard actual != expected else { return }
  let changed = zip(
    actual.split(separator: "\n", omittingEmptySubsequences: false),
    expected.split(separator: "\n", omittingEmptySubsequences: false)
  )
  .enumerated().filter { $0.element.0 != $0.element.1 }
  .prefix(6).map { "line \($0.offset + 1)\n  now      \($0.element.0)\n  expected \($0.element.1)" }
  Issue.record("\(name) differs:\n\(changed.joined(separator: "\n"))\n\n\(screen.text)", sourceLocation: sourceLocation)
}
