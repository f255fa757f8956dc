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

  static func draw(_ context: PaneContext, in area: Rect, on buffer: inout ScreenBuffer) {
    let footer = footerLines(context, in: area)
    let parts = parts(footer, in: area)
    drawTitle(context.subject, in: parts[0].inset(left: 1), on: &buffer)
    let table = ColumnTable(context.columns(of: .summary) { columns(context) }, width: area.width - 1)
    let header = parts[1].inset(left: 1)
    buffer.write(
      table.header("  layer" + sign(.model, context.pane)), at: header.origin, style: Theme.header, in: header)
    buffer.drawRows(context, table: table, in: parts[2])
    for (index, line) in footer.prefix(parts[3].height).enumerated() {
      let row = parts[3].row(index).inset(left: 1)
      buffer.write(line.text, at: row.origin, style: line.style, in: row)
    }
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

  /// Shapes and counts, then what the layer sees and passes on, then what it costs in memory and time. The column by
  /// which the rows are sorted stays longest.
  private static func columns(_ context: PaneContext) -> [TableColumn] {
    let rows = context.rows.map(\.row)
    let subject = context.subject
    let column = { (title: String, priority: Int, order: LayerOrder?, cells: [String]) in
      TableColumn(
        title: title + (order.map { sign($0, context.pane) } ?? ""),
        priority: order == context.pane.order ? 20 : priority, cells: cells)
    }
    let columns = [
      column("out shape", 12, nil, rows.map { $0.outputShape?.display ?? "–" }),
      column("params", 11, .parameters, rows.map { Numbers.grouped($0.parameters) }),
      shares(6, rows.map { share($0.parameters, of: subject.parameters) }),
      column("MACs", 10, .multiplyAdds, rows.map { $0.multiplyAdds.map(Numbers.compact) ?? "?" }),
      shares(7, rows.map { share($0.multiplyAdds, of: subject.multiplyAdds) }),
      column("sees", 9, nil, rows.map { field($0.costs.receptiveField) }),
      column("out/in", 3, nil, rows.map { $0.costs.compression.map(Numbers.ratio) ?? "" }),
      column("memory", 5, .activations, rows.map { $0.costs.activationBytes.map(Numbers.bytes) ?? "?" }),
    ]
    guard let forward = subject.forward, forward.problem == nil else { return columns }
    return columns
      + LayerSpeed.columns(
        context.rows, forward, timePriority: context.pane.order == .time ? 20 : 8, ratePriority: 2,
        timeTitle: "ms" + sign(.time, context.pane))
  }

  /// At the head of the column by which the rows are sorted: down from the greatest, or up from the least.
  private static func sign(_ order: LayerOrder, _ pane: PaneState) -> String {
    guard order == pane.order, order != .model || pane.isReversed else { return "" }
    return pane.isReversed ? "↑" : "↓"
  }

  private static func share(_ part: Int?, of whole: Int?) -> Double? {
    guard let part, let whole, whole > 0 else { return nil }
    return Double(part) / Double(whole)
  }

  /// Bars of the total, each with its percentage.
  private static func shares(_ priority: Int, _ shares: [Double?]) -> TableColumn {
    let width = 6
    return TableColumn(
      title: "of total", priority: priority, alignment: .left, style: Theme.bar,
      cells: shares.map { share in
        guard let share, share > 0 else { return "" }
        return TextWidth.pad(Bars.row(share, width: width), to: width)
          + TextWidth.pad(Numbers.percent(share), to: 5, alignment: .right)
      })
  }

  /// The receptive field: `7×7`, or `all` of the image.
  private static func field(_ sizes: [Int?]?) -> String {
    guard let sizes, !sizes.isEmpty else { return "" }
    return sizes.allSatisfy { $0 == nil } ? "all" : sizes.map { $0.map(String.init) ?? "all" }.joined(separator: "×")
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
