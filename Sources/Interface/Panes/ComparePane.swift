// The Compare tab: the model now beside the pinned ones, with what changed since, layer by layer.

import Kernel
import Screen
import Tensors

enum ComparePane {
  static func draw(_ context: PaneContext, in area: Rect, on buffer: inout ScreenBuffer) {
    guard let now = context.subject.measured else { return }
    let pins = Array(context.pins.reversed())
    let compared = pins.isEmpty ? nil : pins[min(context.pane.comparedPin, pins.count - 1)]
    let table = figures(now, compared: compared, others: pins.filter { $0 != compared }, width: area.width - 1)
    let parts = area.rows([
      .fixed(1), .fixed(1), .fixed(min(Measure.all.count, max(1, area.height - 2))), .fixed(1), .flexible,
    ])
    SummaryPane.drawTitle(context.subject, in: parts[0].inset(left: 1), on: &buffer)
    let header = parts[1].inset(left: 1)
    buffer.write(table.header(""), at: header.origin, style: Theme.header, in: header)
    for (index, measure) in Measure.all.enumerated().prefix(parts[2].height) {
      let row = parts[2].row(index).inset(left: 1)
      buffer.write(table.line(measure.title, row: index), at: row.origin, in: row)
    }
    if let forward = context.subject.forward, forward.problem == nil {
      let note = parts[3].inset(left: 1)
      let texts = Messages.latency(forward.passTime)
      let text = texts.first { TextWidth.of($0) <= note.width } ?? texts[texts.count - 1]
      buffer.write(TextWidth.truncate(text, to: note.width), at: note.origin, style: Theme.hint, in: note)
    }
    let rest = parts[4].inset(left: 1)
    if let compared {
      drawLayers(AlignedLayer.align(compared.layers, now.layers), since: compared, in: rest, on: &buffer)
    } else {
      buffer.writeLines(Messages.comparePins.text(by: context.keys), style: Theme.hint, in: rest)
    }
  }

  // MARK: Figures

  /// The present, the compared pin and what changed since it; then the other pins, the newest first.
  private static func figures(
    _ now: ModelFigures, compared: ModelFigures?, others: [ModelFigures], width: Int
  ) -> ColumnTable {
    func column(_ title: String, _ priority: Int, _ figures: ModelFigures) -> TableColumn {
      TableColumn(
        title: TextWidth.truncateMiddle(title, to: 12), priority: priority,
        cells: Measure.all.map { $0.short(figures) })
    }
    var columns = [column("now", 100, now)]
    if let compared {
      columns.append(column(compared.name, 98, compared))
      columns.append(
        TableColumn(title: "since", priority: 99, cells: Measure.all.map { $0.change(from: compared, to: now) }))
    }
    for (index, pin) in others.enumerated() { columns.append(column(pin.name, 90 - index, pin)) }
    return ColumnTable(columns, width: width, names: 11)
  }

  // MARK: Layers

  private static func drawLayers(
    _ rows: [AlignedLayer], since pin: ModelFigures, in area: Rect, on buffer: inout ScreenBuffer
  ) {
    guard area.height > 0 else { return }
    guard rows.contains(where: { $0.change != .same }) else {
      buffer.writeLines("no layer differs from \(pin.name) as it was pinned", style: Theme.hint, in: area)
      return
    }
    let lines = folded(rows, room: area.height - 1)
    let layers = lines.map(\.layer)
    let table = ColumnTable(
      [
        TableColumn(title: "out shape", priority: 9, cells: layers.map { $0.map(shape) ?? "" }),
        TableColumn(title: "params", priority: 8, cells: layers.map { $0.map(parameters) ?? "" }),
        TableColumn(title: "since", priority: 7, cells: layers.map { $0.map { change($0) { $0.parameters } } ?? "" }),
        TableColumn(title: "MACs", priority: 6, cells: layers.map { $0.map(multiplyAdds) ?? "" }),
        TableColumn(title: "since", priority: 5, cells: layers.map { $0.map { change($0) { $0.multiplyAdds } } ?? "" }),
        TableColumn(title: "was", priority: 4, alignment: .left, cells: layers.map { $0.map(former) ?? "" }),
      ], width: area.width)
    buffer.write(table.header("  layer"), at: area.origin, style: Theme.header, in: area.row(0))
    for (index, line) in lines.prefix(area.height - 1).enumerated() {
      let place = area.row(index + 1)
      guard let layer = line.layer else {
        buffer.write("  … \(line.count) alike", at: place.origin, style: Theme.hint, in: place)
        continue
      }
      let name = layer.change.sign + " " + ((layer.new ?? layer.old)?.name ?? "")
      let text = table.line(TextWidth.truncateMiddle(name, to: table.nameWidth), row: index)
      buffer.write(text, at: place.origin, style: layer.change.style, in: place)
    }
  }

  /// A line of the table: a layer, or so many that are alike.
  private struct Line {
    var layer: AlignedLayer?
    var count = 1
  }

  /// Where not all have room, runs of layers that are alike become one line, but for their last.
  private static func folded(_ rows: [AlignedLayer], room: Int) -> [Line] {
    let all = rows.map { Line(layer: $0) }
    if all.count <= room { return all }
    var lines: [Line] = []
    var alike: [AlignedLayer] = []
    func unfold() -> [Line] {
      alike.count > 1 ? [Line(layer: nil, count: alike.count)] : alike.map { Line(layer: $0) }
    }
    for row in rows {
      if row.change == .same {
        alike.append(row)
      } else {
        lines += unfold() + [Line(layer: row)]
        alike = []
      }
    }
    return lines + unfold()
  }

  private static func shape(_ row: AlignedLayer) -> String { (row.new ?? row.old)?.shape?.display ?? "–" }
  private static func parameters(_ row: AlignedLayer) -> String {
    ((row.new ?? row.old)?.parameters).map(Numbers.grouped) ?? ""
  }
  private static func multiplyAdds(_ row: AlignedLayer) -> String {
    ((row.new ?? row.old)?.multiplyAdds).map(Numbers.compact) ?? "?"
  }

  private static func change(_ row: AlignedLayer, _ value: (ModelFigures.Layer) -> Int?) -> String {
    guard let old = row.old, let new = row.new, let before = value(old), let after = value(new), before != after else {
      return ""
    }
    return Numbers.signed(after - before)
  }

  /// What a changed layer was, as far as the other columns do not tell.
  private static func former(_ row: AlignedLayer) -> String {
    guard let old = row.old, let new = row.new else { return "" }
    return [
      old.name == new.name ? nil : old.name, old.typeName == new.typeName ? nil : old.typeName,
      old.shape == new.shape ? nil : old.shape?.display,
    ].compactMap(\.self).joined(separator: " ")
  }
}

extension AlignedLayer.Change {
  fileprivate var sign: String {
    switch self {
    case .same: " "
    case .changed: "~"
    case .added: "+"
    case .removed: "-"
    }
  }

  fileprivate var style: Style {
    switch self {
    case .same: Theme.hint
    case .changed: Theme.plain
    case .added: Theme.marked
    case .removed: Theme.problem
    }
  }
}

extension Measure {
  /// The figure in few characters.
  func short(_ figures: ModelFigures) -> String {
    guard let values = values(figures) else { return "?" }
    return values.map(short).joined(separator: "×")
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

  /// What changed, with a sign; times are too uncertain for more than their ratio.
  func change(from old: ModelFigures, to new: ModelFigures) -> String {
    guard let before = values(old), let after = values(new) else { return "" }
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
