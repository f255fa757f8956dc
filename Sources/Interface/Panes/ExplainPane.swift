// The Explain tab: how one layer's numbers come about, and its window at work.

import Kernel
import Screen
import Tensors

enum ExplainPane {
  static func draw(_ context: PaneContext, in area: Rect, on buffer: inout ScreenBuffer) -> HiddenRows {
    let inner = area.inset(left: 1)
    guard let layer = context.subject.explanation else {
      buffer.writeLines(Messages.noLayer, style: Theme.hint, in: inner)
      return HiddenRows()
    }
    let values = context.subject.forward?.window.flatMap {
      $0.row == layer.row && $0.window == layer.window ? $0 : nil
    }
    let view = layer.window.map { window in
      WindowView(
        window: window, place: window.clamp(context.pane.window), values: values, isPending: context.isForwardPending,
        keymap: context.keymap)
    }
    let room = inner.height - (view?.leastHeight(width: inner.width) ?? 0)
    let texts = Detail.levels.lazy.map { text(layer, $0, width: inner.width) }
    let lines = texts.first { $0.count <= room } ?? text(layer, Detail(), width: inner.width)
    // A blank row above the drawing, where there are more than that to spare.
    let parts = inner.rows([.fixed(lines.count), .fixed(room > lines.count + 2 ? 1 : 0), .flexible])
    for (index, line) in lines.prefix(parts[0].height).enumerated() {
      let row = parts[0].row(index)
      buffer.write(TextWidth.truncate(line.text, to: row.width), at: row.origin, style: line.style, in: row)
    }
    view?.draw(in: parts[2], on: &buffer)
    return HiddenRows()
  }

  // MARK: Text

  struct Line {
    var text: String
    var style = Style.plain
  }

  /// How much of the text shows, where the window needs the rest of the room.
  private struct Detail {
    /// The lines at the most.
    var lesson = 0
    var hasShapes = false
    /// How the counts come about, else they stand alone.
    var hasFormulas = false
    /// What the formulas' numbers are.
    var hasWords = false
    /// Nil for none.
    var equivalent: Equivalent?

    enum Equivalent { case ratios, whole }

    /// From all to next to nothing.
    static let levels = [
      Detail(lesson: 8, hasShapes: true, hasFormulas: true, hasWords: true, equivalent: .whole),
      Detail(lesson: 8, hasShapes: true, hasFormulas: true, equivalent: .whole),
      Detail(lesson: 2, hasShapes: true, hasFormulas: true, equivalent: .whole),
      Detail(lesson: 2, hasFormulas: true, equivalent: .whole), Detail(hasFormulas: true, equivalent: .whole),
      Detail(hasFormulas: true, equivalent: .ratios), Detail(hasFormulas: true), Detail(),
    ]
  }

  /// The title, what the layer is, and its counts.
  private static func text(_ layer: LayerExplanation, _ detail: Detail, width: Int) -> [Line] {
    var lines = [Line(text: "\(layer.name) · \(layer.typeName)", style: Theme.title)]
    if detail.hasShapes {
      let inputs = layer.inputShapes.map(\.display).joined(separator: ", ")
      let shapes = "\(inputs.isEmpty ? "" : "\(inputs) → ")\(layer.outputShape.display)"
      lines.append(Line(text: shapes, style: Theme.header))
    }
    if detail.lesson > 0 {
      let lesson = "\(layer.kind.prefix(1).uppercased() + layer.kind.dropFirst()). \(layer.lesson)"
      lines += TextWrap.lines(lesson, width: width, limit: detail.lesson).map { Line(text: $0) }
    }
    guard detail.hasFormulas else { return lines + [Line(text: totals(layer))] }
    let fixed = layer.nonTrainable > 0 ? ", \(Numbers.grouped(layer.nonTrainable)) of them not trained" : ""
    lines += count("params", layer.parameters, note: fixed, hasWords: detail.hasWords, width: width)
    lines += count("MACs  ", layer.multiplyAdds, note: "", hasWords: detail.hasWords, width: width)
    return lines + (detail.equivalent.map { equivalent(layer, $0, width: width) } ?? [])
  }

  private static func totals(_ layer: LayerExplanation) -> String {
    let parameters = layer.parameters.value.map(Numbers.grouped) ?? "?"
    return "\(parameters) params · \(layer.multiplyAdds.value.map(Numbers.compact) ?? "?") MACs"
  }

  /// The number and how it comes about; the words in a line of their own.
  private static func count(
    _ title: String, _ count: LayerExplanation.Count, note: String, hasWords: Bool, width: Int
  ) -> [Line] {
    let value = count.value.map(Numbers.grouped) ?? "?"
    let indent = String(repeating: " ", count: TextWidth.of(title) + 1)
    let formula = count.formula == value ? value : "\(count.formula) = \(value)"
    var lines = TextWrap.lines(formula + note, width: width - indent.count).enumerated().map { index, line in
      Line(text: (index == 0 ? title + " " : indent) + line)
    }
    if hasWords, count.formula != value, count.words != count.formula {
      lines += TextWrap.lines(count.words, width: width - indent.count).map {
        Line(text: indent + $0, style: Theme.hint)
      }
    }
    return lines
  }

  /// The plain convolution that does the same job, and how many times as much it takes.
  private static func equivalent(_ layer: LayerExplanation, _ form: Detail.Equivalent, width: Int) -> [Line] {
    guard let other = layer.equivalent else { return [] }
    func ratio(_ other: Int?, _ own: Int?) -> String? {
      guard let other, let own, own > 0 else { return nil }
      return "\(Numbers.ratio(Double(other) / Double(own)))×"
    }
    let parameters = ratio(other.parameters, layer.parameters.value)
    let macs = ratio(other.multiplyAdds, layer.multiplyAdds.value)
    func told(_ count: String, _ ratio: String?) -> String { count + (ratio.map { " (\($0))" } ?? "") }
    let text =
      switch form {
      case .ratios: "plain  \(parameters ?? "?") params, \(macs ?? "?") MACs"
      case .whole:
        "plain  \(other.text): \(told(Numbers.grouped(other.parameters), parameters)) params, "
          + "\(told(other.multiplyAdds.map(Numbers.compact) ?? "?", macs)) MACs"
      }
    return TextWrap.lines(text, width: width).map { Line(text: $0, style: Theme.marked) }
  }
}
