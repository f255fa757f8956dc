// A session as a plain Keras script: prose as comments, without cell markers, settings and checks.

import Kernel
import Markdown
import Notebook

package enum KerasScript {
  package static func document(_ session: ExportedSession) -> String {
    let parts = session.cells.flatMap { cell in
      cell.kind == .code ? split(cell, isNeeded: session.needsCompose) : [Part(text: comment(cell.text))]
    }
    // Python wants those imports before all else.
    let place = parts.lastIndex { $0.endsWithFutureImports }.map { $0 + 1 } ?? 0
    var texts = parts.map { trimmingBlankLines($0.text) }
    if session.needsCompose { texts.insert(NotebookDocument.composeDefinition, at: place) }
    texts.removeAll(where: \.isEmpty)
    return zip([""] + texts, texts).map { gap($0, $1) + $1 }.joined() + "\n"
  }

  /// Two blank lines around definitions, as PEP 8 wants them, else one.
  private static func gap(_ before: String, _ after: String) -> String {
    guard let last = lines(before).last(where: { $0.first?.isWhitespace == false }) else { return "" }
    return isDefinition(last) || isDefinition(after[...]) ? "\n\n\n" : "\n\n"
  }

  private static func isDefinition(_ line: Substring) -> Bool {
    ["def ", "class ", "@"].contains { line.hasPrefix($0) }
  }

  private struct Part {
    var text: String
    var endsWithFutureImports = false
  }

  /// A cell of code, in two parts where `compose` may have to come between them.
  private static func split(_ cell: ExportedCell, isNeeded: Bool) -> [Part] {
    let end = cell.text.utf8.count
    guard isNeeded, let first = cell.futureImportsEnd else { return [Part(text: withoutChecks(cell, in: 0..<end))] }
    return [
      Part(text: withoutChecks(cell, in: 0..<first), endsWithFutureImports: true),
      Part(text: withoutChecks(cell, in: first..<end)),
    ]
  }

  /// Prose as it is written, but without the signs of headings, which a comment has of its own.
  private static func comment(_ text: String) -> String {
    let headings = Set(
      MarkdownParser.blocks(of: text).compactMap { if case .heading = $0.kind { $0.offset } else { nil } })
    var offset = 0
    return lines(text).map { line in
      defer { offset += line.utf8.count + 1 }
      let content = line.drop { $0 == " " }
      let told = headings.contains(offset) && content.hasPrefix("#") ? title(content) : line
      return told.isEmpty ? "#" : "# \(told)"
    }.joined(separator: "\n")
  }

  /// A heading's line without its signs, which may stand at its end too.
  private static func title(_ line: Substring) -> Substring {
    let text = line.drop { $0 == "#" }.drop { $0 == " " }
    let end = text.reversed().drop { $0 == " " }.drop { $0 == "#" }
    let isClosed = end.count < text.count && (end.first == " " || end.isEmpty)
    return isClosed ? Substring(String(end.drop { $0 == " " }.reversed())) : text
  }

  /// A line that is nothing but a check goes; one that ends with a check stays.
  private static func withoutChecks(_ cell: ExportedCell, in part: Range<Int>) -> String {
    let bytes = Array(cell.text.utf8)[..<part.upperBound]
    var kept: [UInt8] = []
    var position = part.lowerBound
    for comment in cell.checkComments where part.contains(comment.lowerBound) {
      kept += bytes[position..<comment.lowerBound]
      while let last = kept.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") { kept.removeLast() }
      position = comment.upperBound
      let isWholeLine = kept.last.map { $0 == UInt8(ascii: "\n") } ?? true
      if isWholeLine, position < bytes.endIndex, bytes[position] == UInt8(ascii: "\n") { position += 1 }
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
