// Models side by side as text: a row for each model, a column for each of its figures.

import Tensors

package struct ComparisonTable: Sendable {
  package struct Column: Sendable {
    package let title: String
    /// Numbers stand to the right.
    package let isNumber: Bool
  }

  package let columns: [Column]
  package let rows: [[String]]

  /// Each row begins with texts of its own, which the leading columns name.
  init(leading: [String], _ models: [(texts: [String], figures: ModelFigures)], measures: [Measure] = Measure.all) {
    columns =
      leading.map { Column(title: $0, isNumber: false) }
      + measures.map { Column(title: $0.title, isNumber: $0.unit != .share) }
    rows = models.map { model in
      model.texts
        + measures.map { measure in
          let number = measure.values(model.figures).map { measure.unit.text($0) } ?? "–"
          return [number, measure.note(model.figures)].compactMap(\.self).joined(separator: " ")
        }
    }
  }

  private var head: [String] { columns.map(\.title) }

  package var text: String {
    let lines = [head] + rows
    let widths = columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      line.indices.map { column in
        let blanks = String(repeating: " ", count: widths[column] - line[column].count)
        return columns[column].isNumber ? blanks + line[column] : line[column] + blanks
      }.joined(separator: "  ").trimmingTrailingBlanks + "\n"
    }.joined()
  }

  package var markdown: String {
    let rule = columns.map { $0.isNumber ? "---:" : "---" }
    return ([head, rule] + rows).map { line in
      "| " + line.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
    }.joined()
  }
}

extension Measure.Unit {
  /// In full, with the unit.
  fileprivate func text(_ values: [Double]) -> String {
    switch self {
    case .count: values.map { Int($0).grouped }.joined(separator: "×")
    case .places: values.map { String(Int($0)) }.joined(separator: "×")
    case .bytes: values.map { Int(($0 / 1000).rounded(.up)).grouped + " kB" }.joined()
    case .share: values.map { $0.fixed(2) }.joined()
    case .milliseconds: values.map { $0.fixed(3) + " ms" }.joined()
    }
  }
}

extension String {
  fileprivate var trimmingTrailingBlanks: String { String(reversed().drop { $0 == " " }.reversed()) }
}
