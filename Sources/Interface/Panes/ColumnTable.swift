// A table whose columns drop, the least important first, where the width is short.

import Notebook
import Screen

/// One column beside the first, which holds the names and takes what room is left.
struct TableColumn {
  let title: String
  /// Of two columns the one with the higher number stays longer.
  let priority: Int
  let alignment: TextWidth.Alignment
  /// How the cells look in a row that is neither chosen nor marked.
  let style: Style?
  /// The text for each row.
  let cells: [String]
  /// Of the widest.
  let width: Int

  init(
    title: String, priority: Int, alignment: TextWidth.Alignment = .right, style: Style? = nil, cells: [String]
  ) {
    self.title = title
    self.priority = priority
    self.alignment = alignment
    self.style = style
    self.cells = cells
    width = cells.reduce(TextWidth.of(title)) { max($0, TextWidth.of($1)) }
  }
}

struct ColumnTable {
  /// The names' column has at least so many columns.
  static let leastNameWidth = 12
  /// The blank columns before each column.
  static let gap = 2

  let nameWidth: Int
  let columns: [TableColumn]

  /// Drops columns until the rest fits into `width`.
  init(_ columns: [TableColumn], width: Int, leastNameWidth: Int = ColumnTable.leastNameWidth) {
    var kept = columns
    var room = width - columns.reduce(0) { $0 + $1.width + ColumnTable.gap }
    while room < leastNameWidth,
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

  /// The places within a line of the columns that have a style of their own.
  var styled: [(columns: Range<Int>, style: Style)] {
    var start = nameWidth
    return columns.compactMap { column in
      start += ColumnTable.gap + column.width
      return column.style.map { (start - column.width..<start, $0) }
    }
  }

  private var gap: String { String(repeating: " ", count: ColumnTable.gap) }
}
