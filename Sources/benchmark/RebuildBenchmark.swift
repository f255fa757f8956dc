// How long it takes from an edit of EffNet to its first output, by the kernel that the notebook has.

import Kernel
import Notebook

enum RebuildBenchmark {
  /// A part of the session's text, and what stands there after the edits, one after another. Every edit is new to the
  /// process, so that no primitive that it needs has been compiled before.
  private struct Edit {
    let name: String
    let old: String
    let new: [String]
  }

  private static let edits = [
    Edit(
      name: "classes of the classifier", old: "classes=10", new: (0..<20).map { "classes=\(11 + $0)" }),
    Edit(
      name: "filters of the last brick", old: "block(128, 256,", new: (0..<20).map { "block(128, \(248 - 8 * $0)," }),
    Edit(
      name: "the last block's both", old: "block(128, 256,",
      new: (0..<12).map { "block(\(120 - 8 * $0), \(252 - 8 * $0)," }),
    Edit(
      name: "filters of the first brick", old: "block(32, 64,", new: (0..<12).map { "block(\(40 + 8 * $0), 64," }),
    Edit(
      name: "a window in every block", old: "depthwise((3, 1)", new: (0..<8).map { "depthwise((\(5 + 2 * $0), 1)" }),
    Edit(
      name: "a comment", old: "One callable", new: (0..<20).map { "\($0) callable" }),
  ]

  /// The edits whose name has `part` in it; without one, all.
  static func run(_ part: String?) async {
    guard let opened = try? SessionFile.open("sessions/effnet.py") else {
      print("run the benchmark from the folder that holds sessions/effnet.py")
      return
    }
    let columns = ["shapes", "output", "worst", "target"]
    print(Table.row("from an edit of EffNet, median", columns))
    for edit in edits where part.map(edit.name.contains) ?? true {
      let session = LiveSession(opened.document.snapshot.codeCells.map(\.text))
      _ = await session.answer()
      var times: [LiveSession.Answer] = []
      for new in edit.new {
        session.edit(edit.old, new)
        times.append(await session.answer())
        session.edit(new, edit.old)
        _ = await session.answer()
      }
      let outputs = times.map(\.output).sorted()
      let shapes = times.map(\.shapes).sorted()
      let numbers = [shapes[shapes.count / 2], outputs[outputs.count / 2], outputs[outputs.count - 1], 5]
      print(Table.row(edit.name, numbers.map { Table.milliseconds($0) }))
    }
  }
}
