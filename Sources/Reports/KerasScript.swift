// A session as a plain Keras script: prose as comments, without cell markers, settings and checks.

import Kernel
import Notebook

package enum KerasScript {
  package static func document(_ session: ExportedSession) -> String {
    var parts = session.cells.compactMap { cell -> String? in
      let text = cell.kind == .code ? withoutChecks(cell) : comment(cell.text)
      let trimmed = trimmingBlankLines(text)
      return trimmed.isEmpty ? nil : trimmed
    }
    if session.needsCompose { parts.insert(NotebookDocument.composeDefinition, at: 0) }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func comment(_ text: String) -> String {
    lines(text).map { $0.isEmpty ? "#" : "# \($0)" }.joined(separator: "\n")
  }

  /// A line that is nothing but a check goes; one that ends with a check stays.
  private static func withoutChecks(_ cell: ExportedCell) -> String {
    let bytes = Array(cell.text.utf8)
    var kept: [UInt8] = []
    var position = 0
    for comment in cell.checkComments {
      kept += bytes[position..<comment.lowerBound]
      while let last = kept.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") { kept.removeLast() }
      position = comment.upperBound
      let isWholeLine = kept.last.map { $0 == UInt8(ascii: "\n") } ?? true
      if isWholeLine, position < bytes.count, bytes[position] == UInt8(ascii: "\n") { position += 1 }
    }
    return String(decoding: kept + bytes[position...], as: UTF8.self)
  }

  private static func trimmingBlankLines(_ text: String) -> String {
    let lines = lines(text)
    guard let first = lines.firstIndex(where: { !$0.allSatisfy(\.isWhitespace) }),
      let last = lines.lastIndex(where: { !$0.allSatisfy(\.isWhitespace) })
    else { return "" }
    return lines[first...last].joined(separator: "\n")
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
