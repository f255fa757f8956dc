// The lessons, which the program holds within itself: the sessions of the folder `sessions`, in the order of reading.

import Notebook

package struct Lesson: Sendable {
  /// The session's file, such as `depthwise.py`.
  package let name: String
  /// The heading of its first cell.
  package let title: String
  /// The first sentence below that.
  package let summary: String
  private let bytes: [UInt8]

  package static let all: [Lesson] = [
    Lesson("convolution.py", PackageResources.convolution_py),
    Lesson("depthwise.py", PackageResources.depthwise_py),
    Lesson("separable.py", PackageResources.separable_py),
    Lesson("pooling.py", PackageResources.pooling_py),
    Lesson("effnet.py", PackageResources.effnet_py),
    Lesson("mobilenet.py", PackageResources.mobilenet_py),
    Lesson("shufflenet.py", PackageResources.shufflenet_py),
    Lesson("inception.py", PackageResources.inception_py),
    Lesson("comparison.py", PackageResources.comparison_py),
  ]

  private init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    let lines = Lesson.document(bytes, name: name).cells[0].text.split(separator: "\n")
    title = String(lines.first?.drop { $0 == "#" || $0 == " " } ?? "")
    let text = lines.dropFirst().joined(separator: " ")
    let end = text.indices.first { ".?".contains(text[$0]) && text[$0...].dropFirst().first.map { $0 == " " } ?? true }
    summary = String(end.map { text[...$0] } ?? text[...])
  }

  /// A copy that has no file yet.
  package var document: NotebookDocument { Lesson.document(bytes, name: name) }

  private static func document(_ bytes: [UInt8], name: String) -> NotebookDocument {
    guard let opened = try? SessionFile.parse(bytes, name: name) else {
      preconditionFailure("a lesson is a session file")
    }
    return opened.document
  }
}
