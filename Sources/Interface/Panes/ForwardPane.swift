// The Forward tab: the input as a picture, the output as bars, and what each layer's values are like.

import Kernel
import Screen
import Tensors

enum ForwardPane {
  static func draw(_ context: PaneContext, in area: Rect, on buffer: inout ScreenBuffer) -> HiddenRows {
    guard let forward = context.subject.forward else {
      let row = area.row(0).inset(left: 1)
      let text = context.isForwardPending ? "forward pass on its way …" : "nothing to run yet"
      buffer.write(TextWidth.truncate(text, to: row.width), at: row.origin, style: Theme.header, in: row)
      return HiddenRows()
    }
    let maps = FeatureMaps(context, forward)
    if context.pane.isEnlarged, let maps {
      let place = area.inset(left: 1)
      maps.drawEnlarged(context.pane.channel, in: place, capabilities: context.capabilities, on: &buffer)
      return HiddenRows()
    }
    let places = Places(context, hasMaps: maps != nil, in: area)
    drawTitle(context.subject, forward, in: places.title, on: &buffer)
    drawPictureAndScores(context, forward, in: places.input, on: &buffer)
    maps?.draw(from: context.pane.channel, in: places.maps, capabilities: context.capabilities, on: &buffer)
    return drawLayers(context, forward, in: places.layers, on: &buffer)
  }

  static func hitAreas(_ context: PaneContext, in area: Rect) -> [HitArea] {
    guard let forward = context.subject.forward else { return [] }
    let maps = FeatureMaps(context, forward)
    if context.pane.isEnlarged, maps != nil { return [HitArea(area: area, target: .enlargedMap)] }
    let places = Places(context, hasMaps: maps != nil, in: area)
    return context.hitAreas(ofTableIn: tableParts(places.layers)[1])
      + (maps?.hitAreas(from: context.pane.channel, in: places.maps) ?? [])
  }

  static func mapsPerPage(_ context: PaneContext, _ forward: Forward, in area: Rect) -> Int {
    guard let maps = FeatureMaps(context, forward) else { return 1 }
    return maps.perPage(in: Places(context, hasMaps: true, in: area).maps)
  }

  /// Where the tab's parts stand, from top to bottom.
  private struct Places {
    let title, input, layers, maps: Rect

    /// The maps get what the table leaves, and of a long table up to half of its room. Where there is room for it, a blank
    /// row is above them. In a low pane the picture is small, so that they have their place.
    init(_ context: PaneContext, hasMaps: Bool, in area: Rect) {
      let isLow = area.height < 28
      let topHeight = area.height < 9 ? 0 : hasMaps && isLow ? max(3, area.height * 3 / 10) : min(11, area.height / 2)
      let parts = area.rows([.fixed(1), .fixed(topHeight), .flexible])
      let height = parts[2].height
      let room = hasMaps ? max(height - context.rows.count - 1, (height + 1) / 2) : 0
      let lower = parts[2].rows([.flexible, .fixed(room >= FeatureMaps.leastHeight ? room : 0)])
      (title, input) = (parts[0].inset(left: 1), parts[1].inset(left: 1))
      (layers, maps) = (lower[0], lower[1].inset(left: 1, top: room > FeatureMaps.leastHeight + 1 ? 1 : 0))
    }
  }

  private static func drawTitle(
    _ subject: Subject, _ forward: Forward, in area: Rect, on buffer: inout ScreenBuffer
  ) {
    let time = forward.problem == nil ? Numbers.milliseconds(forward.milliseconds) : ""
    let timeArea = area.inset(left: area.width - TextWidth.of(time))
    buffer.write(time, at: timeArea.origin, style: Theme.header, in: area)
    let text = area.inset(right: TextWidth.of(time) + 1)
    buffer.write(
      TextWidth.truncate("\(subject.title) · \(forward.inputLabel)", to: text.width), at: text.origin,
      style: Theme.title, in: text)
  }

  /// The picture on the left, at most two fifths of the width; right of it the output, or why there is none.
  private static func drawPictureAndScores(
    _ context: PaneContext, _ forward: Forward, in area: Rect, on buffer: inout ScreenBuffer
  ) {
    guard area.height >= 2 else { return }
    let room = Size(width: area.width * 2 / 5, height: area.height - 1)
    let picture = context.pictures.value(.input) { forward.input.flatMap { Picture($0) } }
    let size = picture?.cellSize(within: room) ?? Size(width: 0, height: 0)
    let place = Rect(x: area.x, y: area.y, width: size.width, height: size.height)
    if let picture { buffer.draw(picture, in: place, capabilities: context.capabilities) }
    let side = area.inset(left: size.width > 0 ? size.width + 2 : 0, bottom: 1)
    if let problem = forward.problem {
      drawProblem(problem, in: side, on: &buffer)
    } else {
      drawScores(context.scores(forward), in: side, on: &buffer)
    }
  }

  private static func drawProblem(_ problem: String, in area: Rect, on buffer: inout ScreenBuffer) {
    for (index, line) in TextWrap.lines(problem, width: area.width).prefix(area.height).enumerated() {
      let row = area.row(index)
      buffer.write(line, at: row.origin, style: Theme.problem, in: row)
    }
  }

  /// One bar a class. Scores that are no probabilities are measured by the largest.
  private static func drawScores(_ scores: ClassScores, in area: Rect, on buffer: inout ScreenBuffer) {
    let entries = scores.shown(area.height)
    let nameWidth = min(area.width / 2, entries.reduce(0) { max($0, TextWidth.of($1.name)) })
    let values = entries.map { scores.areProbabilities ? Numbers.percent($0.score) : Numbers.statistic($0.score) }
    let valueWidth = values.reduce(0) { max($0, $1.count) }
    let barWidth = area.width - nameWidth - valueWidth - 2
    let largest = scores.entries.reduce(0) { max($0, abs($1.score)) }
    for (index, entry) in entries.enumerated() {
      let row = area.row(index)
      let text =
        TextWidth.pad(entry.name, to: nameWidth) + " " + TextWidth.pad(values[index], to: valueWidth, alignment: .right)
      let end = buffer.write(text, at: row.origin, in: row)
      let bar = Bars.signed(largest > 0 ? entry.score / largest : 0, width: barWidth)
      buffer.write(bar, at: Point(x: end + 1, y: row.y), style: Theme.bar, in: row)
    }
  }

  /// The table's header and its rows.
  private static func tableParts(_ area: Rect) -> [Rect] { area.rows([.fixed(1), .flexible]) }

  private static func drawLayers(
    _ context: PaneContext, _ forward: Forward, in area: Rect, on buffer: inout ScreenBuffer
  ) -> HiddenRows {
    let parts = tableParts(area)
    let table = context.table(of: .forward, width: area.width - 1) { columns(context.rows, forward) }
    let header = parts[0].inset(left: 1)
    buffer.write(table.header("  layer"), at: header.origin, style: Theme.header, in: header)
    return buffer.drawRows(context, table: table, in: parts[1])
  }

  private static func columns(_ rows: [TableRow], _ forward: Forward) -> [TableColumn] {
    let activations = rows.map { forward.activations[$0.row.id] }
    let moment = { (value: @escaping (TensorSummary.Moments) -> Double) in
      activations.map { $0?.summary.moments.map { Numbers.statistic(value($0)) } ?? "" }
    }
    let column = { (title: String, priority: Int, cells: [String]) in
      TableColumn(title: title, priority: priority, cells: cells, namesBefore: priority > 6 ? 12 : 16)
    }
    return [
      column("min", 2, moment { Double($0.minimum) }), column("mean", 7, moment(\.mean)),
      column("max", 3, moment { Double($0.maximum) }), column("σ", 6, moment(\.standardDeviation)),
      column("dead", 5, activations.map { $0.map { dead($0.summary) } ?? "" }),
      column("zero", 0, activations.map { $0.map { Numbers.percent($0.summary.zeroShare) } ?? "" }),
      column("ms", 4, LayerSpeed.times(rows, forward)), column("GMAC/s", 1, LayerSpeed.rates(rows, forward)),
      TableColumn(
        title: "values", priority: 8, alignment: .left,
        cells: activations.map { $0.map { histogram($0.summary) } ?? "" }, namesBefore: 12),
    ]
  }

  /// The channels that are zero all over the image, of how many; values that are no numbers are said first, for they spoil
  /// the rest.
  private static func dead(_ summary: TensorSummary) -> String {
    if summary.nanCount > 0 { return "nan!" }
    if summary.infiniteCount > 0 { return "inf!" }
    return summary.deadUnits == 0 ? "0" : "\(summary.deadUnits)/\(summary.units.count)"
  }

  /// The histogram's bins by twos, between borders so that empty ends show.
  private static func histogram(_ summary: TensorSummary) -> String {
    guard let counts = summary.histogram?.counts else { return "" }
    let pairs = stride(from: 0, to: counts.count, by: 2).map {
      Double(counts[$0..<min($0 + 2, counts.count)].reduce(0, +))
    }
    return Bars.columns(pairs)
  }
}
