// What stops an evaluation altogether, as diagnostics.

import Diagnostics

extension Diagnostic {
  static func stepLimit(_ limit: Int, at range: SourceRange, frames: [Frame]) -> Diagnostic {
    Diagnostic(
      code: "step-limit", message: "the session was stopped here after \(limit) steps: is this an endless loop?",
      range: range, frames: frames)
  }

  static func memoryLimit(_ bytes: Int, at range: SourceRange, frames: [Frame]) -> Diagnostic {
    Diagnostic(
      code: "memory-limit", message: "the session was stopped here: its values need more than \(bytes >> 20) MiB",
      range: range, frames: frames)
  }

  static func outputLimit(_ bytes: Int, at range: SourceRange, frames: [Frame]) -> Diagnostic {
    Diagnostic(
      code: "output-limit", message: "the session was stopped here: it printed more than \(bytes >> 10) KiB",
      range: range, frames: frames)
  }

  static func cancelled(at range: SourceRange) -> Diagnostic {
    Diagnostic(.note, code: "cancelled", message: "the evaluation was cancelled", range: range)
  }
}
