// What a session leaves out: training, data, files. The holes that this makes know what it was and where.

import Diagnostics
import OrderedCollections

/// Something that was not run.
package struct Omission: Hashable, Sendable {
  /// What it is, as a session writes it: `model.fit`.
  let subject: String
  /// Why it is never run, as what one says of it: `trains`. Only of what no line of the session made.
  let reason: String
  /// The statement that was not run and made the hole; nil for what is never run.
  let range: SourceRange?
  /// The sizes of an array of which only these are known.
  let shape: [Int?]?
}

package struct OmissionID: Hashable, Sendable {
  let index: Int32
}

/// The omissions of a session, each once.
struct Omissions: Sendable {
  private var all: OrderedSet<Omission> = []

  subscript(id: OmissionID) -> Omission { all[Int(id.index)] }

  mutating func id(of omission: Omission) -> OmissionID {
    OmissionID(index: Int32(truncatingIfNeeded: all.append(omission).index))
  }
}

extension Value {
  /// Unknown because of an error that is reported already.
  package static var hole: Value { .hole(nil) }
}

/// The statement at work, and what it had to do with that was not run.
struct Work: Sendable {
  /// The statement.
  var range = SourceRange(0, 0)
  /// The statement outside of all functions that it is part of.
  var outermost = SourceRange(0, 0)
  /// The first omission that it has met.
  var met: OmissionID?
}

extension Diagnostic {
  static func notRun(_ omission: Omission, named name: String?, at range: SourceRange, frames: [Frame]) -> Diagnostic {
    let place = frames.last.map { " in \($0.function)()" } ?? ""
    let reason =
      omission.range == nil
      ? "\(omission.subject) \(omission.reason), and Compbook only composes"
      : "needs \(name ?? omission.subject), which was not run"
    return Diagnostic(
      .note, code: "not-run", message: "Not run\(place): \(reason)", range: range, frames: frames, cause: omission.range
    )
  }
}
