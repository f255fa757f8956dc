// The Explain tab: how one layer's numbers come about, and its window at work.

import Kernel
import Screen
import Tensors

enum ExplainPane {
  static func draw(_ context: PaneContext, in area: Rect, on buffer: inout ScreenBuffer) {
    let inner = area.inset(left: 1)
    guard let layer = context.subject.explanation else {
      return buffer.writeLines(Messages.noLayer, style: Theme.hint, in: inner)
    }
    // A low screen is for the numbers.
    let isLow = area.height < 26
    let lines = text(layer, width: inner.width, isLow: isLow)
    let room = layer.window == nil ? 0 : max(0, area.height - lines.count - 1)
    let parts = inner.rows([.fixed(min(lines.count, inner.height)), .fixed(isLow ? 0 : min(1, room)), .flexible])
    for (index, line) in lines.prefix(parts[0].height).enumerated() {
      let row = parts[0].row(index)
      buffer.write(TextWidth.truncate(line.text, to: row.width), at: row.origin, style: line.style, in: row)
    }
    guard let window = layer.window, room > 1 else { return }
    let values = context.subject.forward?.window.flatMap { $0.row == layer.row && $0.window == window ? $0 : nil }
    WindowView(
      window: window, place: window.clamp(context.pane.window), values: values, isPending: context.isForwardPending,
      keymap: context.keymap
    ).draw(in: parts[2], on: &buffer)
  }

  // MARK: Text

  struct Line {
    var text: String
    var style = Style.plain
  }

  /// The title, what the layer is, and its counts; on a low screen little more than these.
  private static func text(_ layer: LayerExplanation, width: Int, isLow: Bool) -> [Line] {
    let inputs = layer.inputShapes.map(\.display).joined(separator: ", ")
    let title = "\(layer.name) · \(layer.typeName)"
    let shapes = "\(inputs.isEmpty ? "" : "\(inputs) → ")\(layer.outputShape.display)"
    var lines = [Line(text: title, style: Theme.title)]
    if !isLow { lines.append(Line(text: shapes, style: Theme.header)) }
    let lesson = "\(layer.kind.prefix(1).uppercased() + layer.kind.dropFirst()). \(layer.lesson)"
    lines += TextWrap.lines(lesson, width: width, limit: isLow ? 2 : 8).map { Line(text: $0) }
    let fixed = layer.nonTrainable > 0 ? ", \(Numbers.grouped(layer.nonTrainable)) of them not trained" : ""
    lines += count("params", layer.parameters, note: fixed, width: width, isLow: isLow)
    lines += count("MACs  ", layer.multiplyAdds, note: "", width: width, isLow: isLow)
    return lines + equivalent(layer, width: width)
  }

  /// The number and how it comes about; the words in a line of their own.
  private static func count(
    _ title: String, _ count: LayerExplanation.Count, note: String, width: Int, isLow: Bool
  ) -> [Line] {
    let value = count.value.map(Numbers.grouped) ?? "?"
    let indent = String(repeating: " ", count: TextWidth.of(title) + 1)
    let formula = count.formula == value ? value : "\(count.formula) = \(value)"
    var lines = TextWrap.lines(formula + note, width: width - indent.count).enumerated().map { index, line in
      Line(text: (index == 0 ? title + " " : indent) + line)
    }
    if !isLow, count.formula != value, count.words != count.formula {
      lines += TextWrap.lines(count.words, width: width - indent.count).map {
        Line(text: indent + $0, style: Theme.hint)
      }
    }
    return lines
  }

  /// The plain convolution that does the same job, and how many times as much it takes.
  private static func equivalent(_ layer: LayerExplanation, width: Int) -> [Line] {
    guard let other = layer.equivalent else { return [] }
    func ratio(_ other: Int?, _ own: Int?) -> String {
      guard let other, let own, own > 0 else { return "" }
      return " (\(Numbers.ratio(Double(other) / Double(own)))×)"
    }
    let parameters = Numbers.grouped(other.parameters) + ratio(other.parameters, layer.parameters.value)
    let macs = (other.multiplyAdds.map(Numbers.compact) ?? "?") + ratio(other.multiplyAdds, layer.multiplyAdds.value)
    let text = "plain  \(other.text): \(parameters) params, \(macs) MACs"
    return TextWrap.lines(text, width: width).map { Line(text: $0, style: Theme.marked) }
  }
}
