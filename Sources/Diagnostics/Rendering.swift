// Diagnostics as lines of text: `FILE:LINE:COLUMN: error: MESSAGE`, then the source line and a caret line.

extension Diagnostic {
  /// The diagnostic as text without a trailing newline. `styled` adds ANSI colours.
  package func rendered(in sources: SourceMap, styled: Bool = false) -> String {
    guard let source = sources.source(at: range.lowerBound) else { return "\(severity.rawValue): \(message)" }
    let place = source.location(of: range.lowerBound)
    var lines = [
      "\(source.name):\(place.line):\(place.column): \(paint(severity.rawValue, in: colour, styled)): "
        + message(in: sources)
    ]
    lines += excerpt(of: source, styled: styled)
    for (index, frame) in frames.enumerated() {
      guard let caller = sources.source(at: frame.call.lowerBound) else { continue }
      if index > 0, frames[index - 1] == frame {
        // A recursion is told once.
        if index == 1 || frames[index - 2] != frame { lines.append("note: and so on, from the same place") }
        continue
      }
      let site = caller.location(of: frame.call.lowerBound)
      let isNote = severity == .note
      let within =
        frame.isImport
        ? (isNote ? "here" : "imported here") : "in \(frame.function)()" + (isNote ? "" : ", called here")
      lines.append("\(caller.name):\(site.line):\(site.column): note: \(within)")
    }
    return lines.joined(separator: "\n")
  }

  private var colour: Int {
    switch severity {
    case .error: 31
    case .warning: 33
    case .note: 36
    }
  }

  private func paint(_ text: String, in colour: Int, _ styled: Bool) -> String {
    styled ? "\u{1B}[1;\(colour)m\(text)\u{1B}[0m" : text
  }

  private func excerpt(of source: SourceText, styled: Bool) -> [String] {
    let lineRange = source.rangeOfLine(source.lineIndex(of: range.lowerBound))
    let line = source[lineRange]
    let before = source[
      SourceRange(lineRange.lowerBound, min(max(range.lowerBound, lineRange.lowerBound), lineRange.upperBound))]
    let end = min(max(range.upperBound, range.lowerBound), lineRange.upperBound)
    let width = max(1, source[SourceRange(min(range.lowerBound, end), end)].unicodeScalars.count)
    // Tabs stay tabs, so that the caret stands under its character however wide the terminal draws them.
    let indent = String(before.unicodeScalars.map { $0 == "\t" ? "\t" : " " })
    let carets = "^" + String(repeating: "~", count: width - 1)
    return [printable(line), indent + paint(carets, in: colour, styled)]
  }

  /// Text without control characters, which could drive the terminal. What replaces one is as wide as a letter.
  private func printable(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
      scalar.properties.generalCategory == .control && scalar != "\t" ? "\u{FFFD}" : scalar
    }
    return String(String.UnicodeScalarView(scalars))
  }
}
