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
    let table = Self.table(rows.map(\.layer), width: width)
    let hasShapes = table.columns.contains { $0.title == Self.shapeTitle }
    self.table = hasShapes ? table : Self.table(rows.map(\.layer), width: width, tellsShapes: true)
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

  private static let shapeTitle = "out shape"

  /// Without room for shapes, what changed tells of those that did.
  private static func table(_ layers: [AlignedLayer?], width: Int, tellsShapes: Bool = false) -> ColumnTable {
    /// A column, and the same closer to the one before it, which stays longer.
    func column(
      _ title: String, _ priority: Int, _ alignment: TextWidth.Alignment = .right, _ cell: (AlignedLayer) -> String
    ) -> TableColumn {
      let cells = layers.map { $0.map(cell) ?? "" }
      func form(_ priority: Int, gap: Int) -> TableColumn {
        TableColumn(title: title, priority: priority, alignment: alignment, cells: cells, gap: gap)
      }
      return TableColumn(
        title: title, priority: priority, alignment: alignment, cells: cells, forms: [form(priority + 10, gap: 1)])
    }
    return ColumnTable(
      [
        column(shapeTitle, 6, .right, shape), column("params", 9, .right, parameters),
        column("since", 8) { layer in
          let change = change(layer) { $0.parameters }
          return change.isEmpty && tellsShapes ? formerShape(layer).map { "was \($0)" } ?? "" : change
        }, column("MACs", 7, .right, multiplyAdds),
        column("since", 5) { change($0) { $0.multiplyAdds } }, column("was", 4, .left, former),
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

  private static func formerShape(_ row: AlignedLayer) -> String? {
    guard let old = row.old, let new = row.new, old.shape != new.shape else { return nil }
    return old.shape?.display
  }

  /// What a changed layer was, as far as the other columns do not tell.
  private static func former(_ row: AlignedLayer) -> String {
    guard let old = row.old, let new = row.new else { return "" }
    return [
      old.name == new.name ? nil : old.name, old.typeName == new.typeName ? nil : old.typeName, formerShape(row),
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
