// Where a session's report says why there is no forward pass.

import Datasets
import Diagnostics
import Notebook

/// A session's sources, its line of settings among them.
struct PassDiagnostics {
  let sources: SourceMap
  /// The line that names the input, where one does.
  private let settings: SourceRange?

  /// An input that the command line names stands in no line.
  init(_ document: NotebookDocument, named name: String, beside others: SourceMap, overrides: ForwardOverrides) {
    guard !overrides.namesInput, let line = document.settingsLine else {
      (sources, settings) = (others, nil)
      return
    }
    let base = (others.sources.last?.range.upperBound ?? 0) + 1
    let source = SourceText(name: name, text: line.text, base: base, firstLine: line.number)
    sources = SourceMap(others.sources + [source])
    settings = source.range
  }

  /// Why there is no pass: told of the settings where their input is in the way, else of where the model was made.
  func diagnostic(_ problem: PassProblem, ofModelAt range: SourceRange) -> Diagnostic {
    .notRun(problem, at: problem.isOfInput ? settings ?? range : range)
  }
}
