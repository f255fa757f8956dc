// A table whose columns drop, the least important first, where the width is short.

import Notebook
import Screen

/// One column beside the first, which holds the names and takes what room is left.
struct TableColumn {
  var title: String
  /// Of two columns the one with the higher number stays longer.
  var priority: Int
  var alignment = TextWidth.Alignment.right
  /// The text for each row.
  var cells: [String]

  var width: Int { cells.reduce(TextWidth.of(title)) { max($0, TextWidth.of($1)) } }
}

struct ColumnTable {
  /// The names' column has at least so many columns.
  static let leastNameWidth = 12
  /// The blank columns before each column.
  static let gap = 2

  let nameWidth: Int
  let columns: [TableColumn]

  /// Drops columns until the rest fits into `width`.
  init(_ columns: [TableColumn], width: Int) {
    var kept = columns
    var room = width - columns.reduce(0) { $0 + $1.width + ColumnTable.gap }
    while room < ColumnTable.leastNameWidth,
      let least = kept.indices.min(by: { kept[$0].priority < kept[$1].priority })
    {
      room += kept[least].width + ColumnTable.gap
      kept.remove(at: least)
    }
    self.nameWidth = max(0, room)
    self.columns = kept
  }

  func header(_ name: String) -> String {
    columns.reduce(TextWidth.pad(name, to: nameWidth)) { line, column in
      line + gap + TextWidth.pad(column.title, to: column.width, alignment: column.alignment)
    }
  }

  func line(_ name: String, row: Int) -> String {
    columns.reduce(TextWidth.pad(name, to: nameWidth)) { line, column in
      line + gap + TextWidth.pad(column.cells[row], to: column.width, alignment: column.alignment)
    }
  }

  private var gap: String { String(repeating: " ", count: ColumnTable.gap) }
}
