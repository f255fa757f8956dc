// The Summary tab: the layer table and its totals.

import Kernel
import Screen
import Tensors

enum SummaryPane {
  static func draw(_ context: PaneContext, in area: Rect, on buffer: inout ScreenBuffer) {
    let footer = footerLines(context, width: area.width - 1)
    let footerHeight = area.height >= 8 ? footer.count : min(1, max(0, area.height - 3))
    let parts = area.rows([.fixed(1), .fixed(1), .flexible, .fixed(footerHeight)])
    drawTitle(context.subject, in: parts[0].inset(left: 1), on: &buffer)
    let table = ColumnTable(columns(context.rows), width: area.width - 1)
    let header = parts[1].inset(left: 1)
    buffer.write(table.header("  layer"), at: header.origin, style: Theme.header, in: header)
    buffer.drawRows(context, table: table, in: parts[2])
    for (index, line) in footer.prefix(footerHeight).enumerated() {
      let row = parts[3].row(index).inset(left: 1)
      buffer.write(line, at: row.origin, in: row)
    }
  }

  /// The name of what is shown on the left, its input's shape on the right.
  static func drawTitle(_ subject: Subject, in area: Rect, on buffer: inout ScreenBuffer) {
    let end = buffer.write(
      TextWidth.truncateMiddle(subject.title, to: area.width), at: area.origin, style: Theme.title, in: area)
    let shapes = subject.inputShapes.map(\.display).joined(separator: ", ")
    let input = shapes.isEmpty ? "" : "input \(shapes)"
    let kind = subject.kind == .chain ? "so far" : ""
    let note = [kind, input].filter { !$0.isEmpty }.joined(separator: " · ")
    let room = area.maxX - end - 2
    guard room >= 5 else { return }
    let text = TextWidth.truncate(note, to: room)
    buffer.write(
      text, at: Point(x: area.maxX - TextWidth.of(text), y: area.y), style: Theme.header, in: area)
  }

  private static func columns(_ rows: [TableRow]) -> [TableColumn] {
    [
      TableColumn(title: "out shape", priority: 3, cells: rows.map { $0.row.outputShape?.display ?? "–" }),
      TableColumn(title: "params", priority: 2, cells: rows.map { Numbers.grouped($0.row.parameters) }),
      TableColumn(
        title: "MACs", priority: 1, cells: rows.map { row in row.row.multiplyAdds.map(Numbers.compact) ?? "?" }),
    ]
  }

  private static func footerLines(_ context: PaneContext, width: Int) -> [String] {
    [totals(context.subject, width: width), forwardLine(context, width: width)].compactMap { $0 }
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

  /// Time and the first classes of the forward pass.
  private static func forwardLine(_ context: PaneContext, width: Int) -> String? {
    guard let forward = context.subject.forward else {
      return context.isForwardPending ? "forward …" : nil
    }
    if let problem = forward.problem { return TextWidth.truncate("forward: \(problem)", to: width) }
    let time = "forward \(Numbers.milliseconds(forward.milliseconds))"
    let best = ClassScores(forward).best.prefix(3)
    guard let first = best.first else { return time }
    let bars = Bars.columns(best.map(\.score))
    let line = "\(time) · top: \(first.name) \(Numbers.percent(first.score)) \(bars)"
    return TextWidth.of(line) <= width ? line : TextWidth.truncate(time, to: width)
  }
}
