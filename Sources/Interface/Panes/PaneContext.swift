// What every tab of the pane is drawn from.

import Kernel
import Screen

struct PaneContext {
  var subject: Subject
  var rows: [TableRow]
  /// Values of an earlier revision stand in while a forward pass is on its way.
  var isForwardPending: Bool
  var capabilities: Capabilities
  var pins: [ModelFigures] = []
  var pane = PaneState()
  /// The row of the screen on which the chosen row of the table stays.
  var held: Int?
  /// The user's keys, and whether those of the pane work.
  var keys = Keymap.standard
  var hasKeys = false
  /// What was made of the subject, and of its forward pass alone.
  var tables = PaneMemory()
  var pictures = PaneMemory()

  /// The keys that it can name; nil while they work elsewhere.
  var keymap: Keymap? { hasKeys ? keys : nil }

  /// The row to keep in view: the chosen one, else the first that the cursor's line made.
  var wantedRow: Int? {
    rows.firstIndex(where: \.isChosen) ?? rows.firstIndex(where: \.isMarked)
  }
}

/// What stands in a table, whatever its width.
private struct TableTexts: Sendable {
  let columns: [TableColumn]
  /// The columns of the widest name.
  let names: Int
}

extension PaneContext {
  /// A tab's table, of which the texts are made once for the rows that show.
  func table(of tab: PaneTab, width: Int, columns make: () -> [TableColumn]) -> ColumnTable {
    let key = PaneMemory.Key.table(tab, pane.order, isReversed: pane.isReversed, unfolded: pane.unfolded)
    let texts = tables.value(key) {
      TableTexts(columns: make(), names: rows.reduce(0) { max($0, $1.labelWidth) })
    }
    return ColumnTable(texts.columns, width: width, names: texts.names)
  }

  func scores(_ forward: Forward) -> ClassScores { pictures.value(.scores) { ClassScores(forward) } }
}

extension PaneContext {
  /// The rows of a table in `area`, whose first column is for the mark; what does not fit scrolls.
  fileprivate func list(in area: Rect) -> ListRows {
    ListRows(count: rows.count, showing: wantedRow, held: held, in: area)
  }

  /// The table's rows, and before them the signs of those that fold.
  func hitAreas(ofTableIn area: Rect) -> [HitArea] {
    list(in: area).rows.flatMap { index, place in
      let row = HitArea(area: place, target: .row(index))
      guard rows[index].fold != .none else { return [row] }
      let sign = Rect(x: place.x + 1 + rows[index].indentation, y: place.y, width: 1, height: 1).intersection(place)
      return [HitArea(area: sign, target: .fold(index)), row]
    }
  }
}

extension ScreenBuffer {
  /// Draws the rows of a table into `area`, whose first column is for the mark; what does not fit scrolls.
  mutating func drawRows(_ context: PaneContext, table: ColumnTable, in area: Rect) -> HiddenRows {
    let styled = table.styled
    let list = context.list(in: area)
    for (index, place) in list.rows {
      let row = context.rows[index]
      let style = row.isChosen ? Theme.chosen : row.isMarked ? Theme.marked : Theme.plain
      if row.isMarked { write("▌", at: place.origin, style: Theme.marked, in: area) }
      let text = place.inset(left: 1)
      write(table.line(row.label(width: table.nameWidth), row: index), at: text.origin, style: style, in: text)
      guard style == Theme.plain else { continue }
      for (columns, style) in styled {
        let part = Rect(x: text.x + columns.lowerBound, y: text.y, width: columns.count, height: 1)
        restyle(part.intersection(text)) { $0 = style }
      }
    }
    return list.hidden
  }
}
