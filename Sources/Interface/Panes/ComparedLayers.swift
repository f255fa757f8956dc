// The layers of two models side by side, as a table that scrolls.

import Kernel
import Screen
import Tensors

struct ComparedLayers {
  private let rows: [Row]
  private let table: ColumnTable

  /// Nil where no layer differs. Where not all have room, those that are alike are folded.
  init?(_ now: ModelFigures, since pin: ModelFigures, width: Int, room: Int) {
    let layers = AlignedLayer.align(pin.layers, now.layers)
    guard layers.contains(where: { $0.change != .same }) else { return nil }
    rows = Self.folded(layers, room: room)
    table = Self.table(rows.map(\.layer), width: width)
  }

  var count: Int { rows.count }
  var header: ComparePane.Line { ComparePane.Line(text: table.header("  layer"), style: Theme.header) }

  func line(_ index: Int) -> ComparePane.Line {
    guard let layer = rows[index].layer else {
      return ComparePane.Line(text: "  … \(rows[index].count) alike", style: Theme.hint)
    }
    let name = TextWidth.truncateMiddle(Self.label(layer), to: table.nameWidth)
    return ComparePane.Line(text: table.line(name, row: index), style: layer.change.style)
  }

  private static func table(_ layers: [AlignedLayer?], width: Int) -> ColumnTable {
    ColumnTable(
      [
        TableColumn(title: "out shape", priority: 9, cells: layers.map { $0.map(shape) ?? "" }),
        TableColumn(title: "params", priority: 8, cells: layers.map { $0.map(parameters) ?? "" }),
        TableColumn(title: "since", priority: 7, cells: layers.map { $0.map { change($0) { $0.parameters } } ?? "" }),
        TableColumn(title: "MACs", priority: 6, cells: layers.map { $0.map(multiplyAdds) ?? "" }),
        TableColumn(title: "since", priority: 5, cells: layers.map { $0.map { change($0) { $0.multiplyAdds } } ?? "" }),
        TableColumn(title: "was", priority: 4, alignment: .left, cells: layers.map { $0.map(former) ?? "" }),
      ], width: width)
  }

  // MARK: Rows

  /// A row of the table: a layer, or so many that are alike.
  private struct Row {
    var layer: AlignedLayer?
    var count = 1
  }

  /// Where not all have room, runs of layers that are alike become one, but for their last.
  private static func folded(_ rows: [AlignedLayer], room: Int) -> [Row] {
    let all = rows.map { Row(layer: $0) }
    if all.count <= room { return all }
    var lines: [Row] = []
    var alike: [AlignedLayer] = []
    func unfold() -> [Row] {
      alike.count > 1 ? [Row(layer: nil, count: alike.count)] : alike.map { Row(layer: $0) }
    }
    for row in rows {
      if row.change == .same {
        alike.append(row)
      } else {
        lines += unfold() + [Row(layer: row)]
        alike = []
      }
    }
    return lines + unfold()
  }

  // MARK: Cells

  /// With its sign; of a layer of another type whose numbers are the same, with what it was.
  private static func label(_ row: AlignedLayer) -> String {
    let name = row.change.sign + " " + ((row.new ?? row.old)?.name ?? "")
    guard let old = row.old, let new = row.new, row.change == .changed, old.shape == new.shape,
      old.parameters == new.parameters, old.multiplyAdds == new.multiplyAdds
    else { return name }
    return "\(name), was \(old.typeName)"
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
