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
    let table = ColumnTable(columns(context), width: area.width - 1)
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

  /// Shapes and counts, then what the layer sees and passes on, then what it costs in memory and time.
  private static func columns(_ context: PaneContext) -> [TableColumn] {
    let rows = context.rows.map(\.row)
    let columns = [
      TableColumn(title: "out shape", priority: 9, cells: rows.map { $0.outputShape?.display ?? "–" }),
      TableColumn(title: "params", priority: 8, cells: rows.map { Numbers.grouped($0.parameters) }),
      TableColumn(title: "MACs", priority: 7, cells: rows.map { $0.multiplyAdds.map(Numbers.compact) ?? "?" }),
      TableColumn(title: "sees", priority: 6, cells: rows.map { field($0.costs.receptiveField) }),
      TableColumn(title: "out/in", priority: 3, cells: rows.map { $0.costs.compression.map(Numbers.ratio) ?? "" }),
      TableColumn(title: "memory", priority: 4, cells: rows.map { $0.costs.activationBytes.map(Numbers.bytes) ?? "?" }),
    ]
    guard let forward = context.subject.forward, forward.problem == nil else { return columns }
    return columns + LayerSpeed.columns(context.rows, forward, timePriority: 5, ratePriority: 2)
  }

  /// The receptive field: `7×7`, or `all` of the image.
  private static func field(_ sizes: [Int?]?) -> String {
    guard let sizes, !sizes.isEmpty else { return "" }
    return sizes.allSatisfy { $0 == nil } ? "all" : sizes.map { $0.map(String.init) ?? "all" }.joined(separator: "×")
  }

  private static func footerLines(_ context: PaneContext, width: Int) -> [String] {
    [totals(context.subject, width: width)] + forwardLines(context, width: width)
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
    return [passed(forward, width: width)]
  }

  private static func passed(_ forward: Forward, width: Int) -> String {
    let time = "forward \(Numbers.milliseconds(forward.milliseconds))"
    let best = ClassScores(forward).best.prefix(3)
    guard let first = best.first else { return time }
    let bars = Bars.columns(best.map(\.score))
    let line = "\(time) · top: \(first.name) \(Numbers.percent(first.score)) \(bars)"
    return TextWidth.of(line) <= width ? line : TextWidth.truncate(time, to: width)
  }
}
