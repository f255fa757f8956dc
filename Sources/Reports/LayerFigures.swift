// The table of a model's layers, as every report has it.

import Kernel
import Tensors

enum LayerFigures {
  static let comparisonTitle = "The models side by side"

  static let columns = ["Layer", "Type", "Window", "Output", "Parameters", "Multiply-adds"]
  /// The columns from here on are numbers.
  static let firstNumber = 4

  static func cells(of row: LayerRow) -> [String] {
    [
      row.name, row.typeName, row.window ?? "", row.outputShape?.display ?? "–", row.parameters.grouped,
      row.multiplyAdds?.grouped ?? "unknown",
    ]
  }

  /// The model in a line.
  static func totals(of subject: Subject) -> String {
    let parts = [
      "\(subject.parameters.grouped) parameters", "\(subject.trainableParameters.grouped) of them trainable",
      subject.multiplyAdds.map { "\($0.grouped) multiply-adds for one image" },
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }

  static func shapes(of subject: Subject) -> String {
    let told = { (shapes: [Shape]) in shapes.map(\.display).joined(separator: ", ") }
    return "\(told(subject.inputShapes)) → \(told(subject.outputShapes))"
  }

  /// What the forward pass ran on, and the likeliest classes.
  static func forward(of subject: Subject) -> String? {
    guard let forward = subject.forward else { return nil }
    if let problem = forward.problem { return problem }
    guard let output = forward.output else { return nil }
    let classes = zip(output.values, forward.classNames).sorted { $0.0 > $1.0 }.prefix(3)
      .map { "\($1) \((Double($0) * 100).fixed(0)) %" }
    return "Forward pass on \(forward.inputLabel), with weights as they are drawn"
      + (classes.isEmpty ? "" : ": " + classes.joined(separator: ", "))
  }
}

extension LineCheck.Outcome {
  var sign: String {
    switch self {
    case .holds: "✓"
    case .fails: "✗"
    case .toDo: "○"
    }
  }
}

extension CellReport {
  /// What stands beside a line: its shape, and what became of its check.
  func note(of line: Int) -> String {
    let inlay = inlays.first { $0.line == line }.map { $0.shape.display + ($0.count > 1 ? " ×\($0.count)" : "") }
    let check = checks.first { $0.line == line }.map { $0.outcome.sign + ($0.actual.map { " \($0)" } ?? "") }
    return [inlay, check].compactMap(\.self).joined(separator: " ")
  }
}
