// The Summary tab: the layer table and its totals.

import Kernel
import Screen
import Tensors

enum SummaryPane {
  /// Title, header, rows and footer, from top to bottom.
  private static func parts(_ footer: [FooterLine], in area: Rect) -> [Rect] {
    let height = area.height >= 8 ? footer.count : min(1, max(0, area.height - 3))
    return area.rows([.fixed(1), .fixed(1), .flexible, .fixed(height)])
  }

  static func hitAreas(_ context: PaneContext, in area: Rect) -> [HitArea] {
    context.hitAreas(ofTableIn: parts(footerLines(context, in: area), in: area)[2])
  }

  static func draw(_ context: PaneContext, in area: Rect, on buffer: inout ScreenBuffer) -> HiddenRows {
    let footer = footerLines(context, in: area)
    let parts = parts(footer, in: area)
    drawTitle(context.subject, in: parts[0].inset(left: 1), on: &buffer)
    let table = context.table(of: .summary, width: area.width - 1) { SummaryColumns(context).all }
    let header = parts[1].inset(left: 1)
    buffer.write(
      table.header("  layer" + LayerOrder.model.sign(context.pane)), at: header.origin, style: Theme.header, in: header)
    let hidden = buffer.drawRows(context, table: table, in: parts[2])
    for (index, line) in footer.prefix(parts[3].height).enumerated() {
      let row = parts[3].row(index).inset(left: 1)
      buffer.write(line.text, at: row.origin, style: line.style, in: row)
    }
    return hidden
  }

  /// The name of what is shown on the left, its input's shape on the right.
  static func drawTitle(_ subject: Subject, in area: Rect, on buffer: inout ScreenBuffer) {
    let end = buffer.write(
      TextWidth.truncateMiddle(subject.title, to: area.width), at: area.origin, style: Theme.title, in: area)
    let shapes = subject.inputShapes.map(\.display).joined(separator: ", ")
    let input = shapes.isEmpty ? "" : "input \(shapes)"
    let kind =
      switch subject.kind {
      case .model: ""
      case .chain: "so far"
      case .trial: "not called yet"
      }
    let note = [kind, input].filter { !$0.isEmpty }.joined(separator: " · ")
    let room = area.maxX - end - 2
    guard room >= 5 else { return }
    let text = TextWidth.truncate(note, to: room)
    buffer.write(
      text, at: Point(x: area.maxX - TextWidth.of(text), y: area.y), style: Theme.header, in: area)
  }

  private typealias FooterLine = (text: String, style: Style)

  private static func footerLines(_ context: PaneContext, in area: Rect) -> [FooterLine] {
    let width = area.width - 1
    let convention = area.height >= 14 ? Messages.multiplyAddConvention.first { TextWidth.of($0) <= width } : nil
    return ([totals(context.subject, width: width)] + forwardLines(context, width: width)).map { ($0, Theme.plain) }
      + (convention.map { [($0, Theme.hint)] } ?? [])
  }

  /// Parameters, the trainable ones and multiply-adds, as many of them as fit.
  private static func totals(_ subject: Subject, width: Int) -> String {
    let macs = subject.multiplyAdds.map(Numbers.compact) ?? "?"
    let total = "total \(Numbers.grouped(subject.parameters))"
    let trainable = "\(Numbers.grouped(subject.trainableParameters)) trainable"
    let candidates = [
      "\(total) · \(trainable) · \(macs) MACs", "\(total) · \(trainable) · \(macs)", "\(total) · \(macs)", total,
    ]
    return candidates.first { TextWidth.of($0) <= width } ?? total
  }

  /// Time and the first classes of the forward pass, or why there is none, in full where the pane has room for it.
  private static func forwardLines(_ context: PaneContext, width: Int) -> [String] {
    guard let forward = context.subject.forward else {
      return context.isForwardPending ? ["forward …"] : []
    }
    if let problem = forward.problem { return Array(TextWrap.lines("forward: \(problem)", width: width).prefix(4)) }
    return [passed(forward, context.scores(forward).best.prefix(3), width: width)]
  }

  private static func passed(_ forward: Forward, _ best: ArraySlice<ClassScores.Entry>, width: Int) -> String {
    let time = "forward \(Numbers.milliseconds(forward.milliseconds))"
    guard let first = best.first else { return time }
    let bars = Bars.columns(best.map(\.score))
    let line = "\(time) · top: \(first.name) \(Numbers.percent(first.score)) \(bars)"
    return TextWidth.of(line) <= width ? line : TextWidth.truncate(time, to: width)
  }
}
