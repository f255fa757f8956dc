// The kernel's own diagnostics.

import Diagnostics
import KerasBindings
import ModelGraph
import Notebook
import Runtime
import Tensors

extension Diagnostic {
  /// A model has no forward pass.
  static func notRun(_ problem: PassProblem, at range: SourceRange) -> Diagnostic {
    Diagnostic(problem.severity, code: problem.code, message: problem.message, range: range)
  }
}

// MARK: - Models

extension Diagnostic {
  static func nothingToCompare(in session: String) -> Diagnostic {
    Diagnostic(
      code: "no-model", message: "\(session) makes no model and calls no layer", range: .nowhere)
  }
}

extension FiguresProblem {
  static func nothingToCompare(in session: String) -> FiguresProblem {
    FiguresProblem(reason: Diagnostic.nothingToCompare(in: session).message)
  }

  /// The session's own error.
  static func failed(_ error: Diagnostic, in session: String) -> FiguresProblem {
    FiguresProblem(reason: "\(session): \(error.message)")
  }
}

// MARK: - Files of tensors

extension Diagnostic {
  /// `files` were named, and the session has nothing that they are for.
  static func noModel(for files: [String]) -> Diagnostic {
    Diagnostic(
      code: "no-model", message: "the session has no model that is built, for \(files.joined(separator: ", "))",
      range: .nowhere)
  }

  static func unreadableTensors(_ file: String, _ error: SafetensorsError) -> Diagnostic {
    Diagnostic(code: "tensor-file", message: "\(file) cannot be read: \(error)", range: .nowhere)
  }

  // Weights

  static func unknownWeight(
    _ file: String, _ name: String, of model: SessionModel, nearest: String?, first: String?, others: Int
  ) -> Diagnostic {
    let hint =
      if let nearest { "; did you mean \(nearest)?" } else if let first { "; its own begin with \(first)" } else { "" }
    return Diagnostic(
      code: "unknown-weight",
      message: "\(file): \(model.variable) has no weight \(name.shown)"
        + (others > 0 ? ", nor \(others.grouped) more that the file has" : "") + hint, range: .nowhere)
  }

  static func weightShape(
    _ file: String, _ weight: Weight, of model: SessionModel, got: [Int], at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      code: "weight-shape",
      message: "\(file): \(weight.path) has shape \(Shape(got)), but in \(model.variable) it is "
        + "\(Shape(weight.specification.shape))", range: range)
  }

  static func missingWeight(
    _ file: String, _ name: String, of model: SessionModel, missing: Int, all: Int, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      code: "missing-weight",
      message: "\(file) lacks \(name)" + andMore(missing - 1, "of the \(all) weights of \(model.variable)"),
      range: range)
  }

  static func ambiguousWeight(
    _ file: String, _ weight: Weight, _ other: Weight, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      code: "ambiguous-weight",
      message: "\(file): two weights are called \(weight.path), of shapes \(Shape(other.specification.shape)) and "
        + "\(Shape(weight.specification.shape)); give their layers different names", range: range)
  }

  static func weightsTooLarge(_ file: String, count: Int, limit: Int) -> Diagnostic {
    Diagnostic(
      code: "memory-budget",
      message: "\(file) is not written: the model has \(count.grouped) parameters, and the memory budget is "
        + "\(limit >> 30) GiB", range: .nowhere)
  }

  // Inputs

  static func missingInput(_ file: String, _ name: String, among names: [String], needed: Int) -> Diagnostic {
    let known = names.prefix(5).map(\.shown).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
    let hint = Spelling.nearest(to: name, among: names).map { "; did you mean \($0.shown)?" } ?? ""
    return Diagnostic(
      code: "missing-input",
      message: "\(file) has no tensor \(name), "
        + (needed == 1 ? "the model's input" : "one of the model's \(needed) inputs")
        + (names.isEmpty ? ": it is empty" : ": it has \(known)\(hint)"), range: .nowhere)
  }

  static func inputShape(_ file: String, _ name: String, got: [Int], _ input: InputPlace) -> Diagnostic {
    let lacksBatch = Shape([1] + got).fits(input.shape)
    return Diagnostic(
      code: "input-shape",
      message: "\(file): \(name.shown) has shape \(Shape(got)), but the input \(input.name) takes \(input.shape)"
        + (lacksBatch ? "; the first axis counts the images" : ""), range: input.range)
  }

  static func inputBatches(
    _ file: String, _ first: SafetensorsHeader.Item, _ second: SafetensorsHeader.Item
  ) -> Diagnostic {
    Diagnostic(
      code: "input-shape",
      message: "\(file): \(first.name.shown) of shape \(Shape(first.shape)) and \(second.name.shown) of shape "
        + "\(Shape(second.shape)) must have equally many images", range: .nowhere)
  }

  // Saving

  static func savingOverSession(_ file: String) -> Diagnostic {
    Diagnostic(code: "save-session", message: "\(file) is not written: it is the session itself", range: .nowhere)
  }

  static func unwritableTensors(_ file: String, _ error: SafetensorsError) -> Diagnostic {
    Diagnostic(code: "tensor-file", message: "\(file) is not written: \(error)", range: .nowhere)
  }

  static func unsaved(_ file: String, _ error: SessionFileError) -> Diagnostic {
    var diagnostic = error.diagnostic
    diagnostic.range = .nowhere
    if error.reason == .isDirectory { diagnostic.message = "\(file) cannot be saved: it is a directory" }
    return diagnostic
  }

  static func unmadeWeights(_ file: String, _ problem: RuntimeProblem) -> Diagnostic {
    Diagnostic(code: problem.code, message: "\(file) is not written: \(problem.message)", range: .nowhere)
  }

  static func nothingToSave(_ file: String, model: SessionModel) -> Diagnostic {
    Diagnostic(
      code: "not-saved", message: "\(file) is not written: \(model.variable) was not run", range: .nowhere)
  }
}

/// ` and 3 more of …`; for a single one nothing.
private func andMore(_ count: Int, _ rest: String) -> String { count > 0 ? " and \(count.grouped) more \(rest)" : "" }
