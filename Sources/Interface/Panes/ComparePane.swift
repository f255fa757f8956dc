// The Compare tab: the model now beside the pinned ones, with what changed since, layer by layer.

import Kernel
import Screen
import Tensors

enum ComparePane {
  /// Title, header and body, from top to bottom.
  private static func parts(_ area: Rect) -> [Rect] { area.rows([.fixed(1), .fixed(1), .flexible]) }

  /// How far the body can be scrolled.
  static func mostTop(_ context: PaneContext, in area: Rect) -> Int {
    let place = parts(area.inset(left: 1))[2]
    return Body(context, in: place).map { max(0, $0.count - place.height) } ?? 0
  }

  static func draw(_ context: PaneContext, in area: Rect, on buffer: inout ScreenBuffer) -> HiddenRows {
    let parts = parts(area.inset(left: 1))
    guard let body = Body(context, in: parts[2]) else { return HiddenRows() }
    func write(_ line: Line, in row: Rect) { buffer.write(line.text, at: row.origin, style: line.style, in: row) }
    SummaryPane.drawTitle(context.subject, in: parts[0], on: &buffer)
    write(body.header, in: parts[1])
    var list = ListRows(count: body.count, from: context.pane.comparedTop, in: parts[2])
    // The layers keep their header.
    if let header = body.layerHeader, list.shown.lowerBound > header {
      write(body.line(header), in: parts[2].row(0))
      list = ListRows(count: body.count, from: list.shown.lowerBound + 1, in: parts[2].inset(top: 1))
    }
    for (index, row) in list.rows { write(body.line(index), in: row) }
    return list.hidden.of("row")
  }

  struct Line {
    var text: String
    var style = Style.plain
  }

  /// The figures with a note, then the layers, or what makes them show.
  private struct Body {
    let header: Line
    private let figures: [Line]
    private let layers: ComparedLayers?
    private let texts: [Line]

    init?(_ context: PaneContext, in area: Rect) {
      guard let now = context.subject.measured else { return nil }
      let pin = context.comparedPin
      let table = ComparePane.figures(now, compared: pin, others: context.otherPins, width: area.width)
      // Where the pin has no column, its name stands in the names'.
      let hasColumn = table.columns.contains { $0.priority == ComparePane.pinPriority }
      let beside = hasColumn ? "" : pin.map { "vs \($0.name)" } ?? ""
      header = Line(
        text: table.header(TextWidth.truncateMiddle(beside, to: table.nameWidth)), style: Theme.header)
      figures =
        Measure.all.enumerated().map { Line(text: table.line($1.title, row: $0)) }
        + ComparePane.note(context, width: area.width)
      let room = area.height - figures.count - 1
      layers = pin.flatMap { ComparedLayers(now, since: $0, width: area.width, room: room) }
      let text = pin.map { Messages.noLayerDiffers(from: $0.name) } ?? Messages.comparePins.text(by: context.keys)
      texts = layers == nil ? TextWrap.lines(text, width: area.width).map { Line(text: $0, style: Theme.hint) } : []
    }

    var layerHeader: Int? { layers == nil ? nil : figures.count }
    var count: Int { figures.count + (layers.map { $0.count + 1 } ?? texts.count) }

    func line(_ index: Int) -> Line {
      if index < figures.count { return figures[index] }
      let rest = index - figures.count
      guard let layers else { return texts[rest] }
      return rest == 0 ? layers.header : layers.line(rest - 1)
    }
  }

  /// What the times are of.
  private static func note(_ context: PaneContext, width: Int) -> [Line] {
    guard let forward = context.subject.forward, forward.problem == nil else { return [Line(text: "")] }
    let texts = Messages.latency(forward.passTime)
    let text = texts.first { TextWidth.of($0) <= width } ?? texts[texts.count - 1]
    let isRough = forward.passTime != nil && context.comparedPin?.isOfOnePass == true
    return ([text] + (isRough ? [Messages.pinOfOnePass] : [])).map {
      Line(text: TextWidth.truncate($0, to: width), style: Theme.hint)
    }
  }

  /// Of the compared pin's column.
  private static let pinPriority = 98

  /// At the head of a pin's column.
  private static func title(_ pin: ModelFigures) -> String { TextWidth.truncateMiddle(pin.name, to: 14) }

  /// The present, the compared pin and what changed since it; then the other pins, the newest first.
  private static func figures(
    _ now: ModelFigures, compared: ModelFigures?, others: [ModelFigures], width: Int
  ) -> ColumnTable {
    func column(_ title: String, _ priority: Int, _ figures: ModelFigures) -> TableColumn {
      TableColumn(title: title, priority: priority, cells: Measure.all.map { $0.short(figures) })
    }
    var columns = [column("now", 100, now)]
    if let compared {
      columns.append(column(title(compared), pinPriority, compared))
      columns.append(
        TableColumn(title: "since", priority: 99, cells: Measure.all.map { $0.change(from: compared, to: now) }))
    }
    for (index, pin) in others.enumerated() { columns.append(column(title(pin), 90 - index, pin)) }
    return ColumnTable(columns, width: width, names: 11)
  }
}

extension Measure {
  /// The figure in few characters.
  func short(_ figures: ModelFigures) -> String {
    guard let values = values(figures) else { return "?" }
    return (isUncertain(figures) ? "~" : "") + values.map(short).joined(separator: "×")
  }

  private func short(_ value: Double) -> String {
    switch unit {
    case .count: title == "MACs" ? Numbers.compact(Int(value)) : Numbers.grouped(Int(value))
    case .places: String(Int(value))
    case .bytes: Numbers.bytes(Int(value))
    case .share: Numbers.ratio(value)
    case .milliseconds: Numbers.milliseconds(value)
    }
  }

  private func isUncertain(_ figures: ModelFigures) -> Bool { unit == .milliseconds && figures.isOfOnePass }

  /// What changed, with a sign; times are too uncertain for more than their ratio, and that of one pass even for it.
  func change(from old: ModelFigures, to new: ModelFigures) -> String {
    guard let before = values(old), let after = values(new) else { return "" }
    if isUncertain(old) || isUncertain(new) { return "~" }
    if before == after { return "=" }
    guard before.count == 1, after.count == 1 else { return "≠" }
    switch unit {
    case .count, .places: return Numbers.signed(Int(after[0]) - Int(before[0]))
    case .bytes:
      let bytes = Int(after[0]) - Int(before[0])
      return (bytes > 0 ? "+" : "") + Numbers.bytes(bytes)
    case .share, .milliseconds: return before[0] > 0 ? "×" + Numbers.ratio(after[0] / before[0]) : "≠"
    }
  }
}

extension PaneContext {
  private var comparedIndex: Int? { pane.comparedIndex(ofPins: pins.count) }

  fileprivate var comparedPin: ModelFigures? { comparedIndex.map { pins[$0] } }

  /// The newest first.
  fileprivate var otherPins: [ModelFigures] {
    pins.indices.reversed().filter { $0 != comparedIndex }.map { pins[$0] }
  }
}
