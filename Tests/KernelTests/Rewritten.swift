// A document that is asked what a convolution could be, for the tests.

import Language
import Tensors
import Testing

@testable import Kernel
@testable import Notebook

/// A document of code cells whose last has the place at a bar, which is no part of it.
struct Rewritten {
  var document: NotebookDocument
  let result: Result<RewriteOffer, RewriteRefusal>

  init(_ cells: String...) throws {
    let marked = try #require(cells.last)
    let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let texts = cells.dropLast() + [parts.joined()]
    document = NotebookDocument(cells: texts.enumerated().map { Cell(id: CellID($0 + 1), kind: .code, text: $1) })
    let request = RewriteRequest(document: document.snapshot, cell: CellID(texts.count), offset: parts[0].utf8.count)
    result = try #require(withLargeStack { DocumentEvaluation().rewritings(for: request) }).result
  }

  var names: [String] { get throws { try result.get().rewritings.map(\.name) } }
  var refusal: String? { if case .failure(let refusal) = result { refusal.reason } else { nil } }
  var cells: [String] { document.cells.map(\.text) }

  func rewriting(_ name: String) throws -> Rewriting {
    try #require(try result.get().rewritings.first { $0.name == name }, "\(name) is not offered")
  }

  /// The last cell after a way was written.
  mutating func writing(_ name: String) throws -> String {
    try write(name)
    return try #require(cells.last)
  }

  mutating func write(_ name: String) throws {
    let selection = Selection(Caret(cell: document.cells[0].id, offset: 0))
    document.perform(try rewriting(name).edits, before: selection, after: selection)
  }
}
