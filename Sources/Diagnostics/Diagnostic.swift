// The one diagnostic of the whole program. Each module adds its own named factories; none writes messages elsewhere.

/// What is wrong, where, and, where there is one, the fix.
package struct Diagnostic: Hashable, Sendable {
  package enum Severity: String, Sendable {
    case error, warning, note
  }

  /// A call on the way to the place of an error, as a traceback tells it: the outermost first. A note stands at the
  /// outermost call itself; its frames are the places within the functions, going inwards.
  package struct Frame: Hashable, Sendable {
    package var function: String
    package var call: SourceRange

    package init(function: String, call: SourceRange) {
      self.function = function
      self.call = call
    }

    /// Whether it is the import of a module, whose top level CPython's tracebacks call `<module>`.
    package var isImport: Bool { function == "<module>" }
  }

  /// What would mend the text.
  package enum Correction: Hashable, Sendable {
    /// A misspelt word of the range, and what was meant.
    case spelling(wrong: String, right: String)
    /// Signs that are missing, and the position at which they belong.
    case insertion(String, at: Int)
    /// An argument of the call at the range, and what it is to be, as it is written.
    case argument(name: String, value: String)
  }

  package var severity: Severity
  /// A stable name for programs, such as `name-undefined`.
  package var code: String
  /// One sentence with the actual values, and the fix where there is one.
  package var message: String
  package var range: SourceRange
  package var frames: [Frame]
  /// An earlier place that explains it; the message is told with its line.
  package var cause: SourceRange?
  /// What the message proposes, where that is for a program to write.
  package var correction: Correction?

  package init(
    _ severity: Severity = .error, code: String, message: String, range: SourceRange, frames: [Frame] = [],
    cause: SourceRange? = nil, correction: Correction? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.range = range
    self.frames = frames
    self.cause = cause
    self.correction = correction
  }

  /// The message, with the line of the cause where there is one.
  package func message(in sources: SourceMap) -> String {
    guard let cause, let source = sources.source(at: cause.lowerBound) else { return message }
    return "\(message) (line \(source.location(of: cause.lowerBound).line))"
  }
}
