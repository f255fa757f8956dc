// A table whose columns narrow and drop, the least important first, where the width is short.

import Notebook
import Screen

/// One column beside the first, which holds the names and takes what room is left.
struct TableColumn: Sendable {
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
  /// The blank columns before it.
  let gap: Int
  /// So many columns stay for names that need them, if need be in this column's place; nil for all that they need.
  let namesBefore: Int?
  /// Its other forms, such as one of fewer columns, each with a priority of its own: of those that fit, the one with the
  /// lowest is taken.
  let forms: [TableColumn]

  init(
    title: String, priority: Int, alignment: TextWidth.Alignment = .right, style: Style? = nil, cells: [String],
    gap: Int = 2, namesBefore: Int? = nil, forms: [TableColumn] = []
  ) {
    self.title = title
    self.priority = priority
    self.alignment = alignment
    self.style = style
    self.cells = cells
    self.gap = gap
    self.namesBefore = namesBefore
    self.forms = forms
    width = cells.reduce(TextWidth.of(title)) { max($0, TextWidth.of($1)) }
  }

  /// With the gap.
  fileprivate var room: Int { gap + width }
}

struct ColumnTable {
  /// The names' column has at least so many columns.
  static let leastNameWidth = 12

  let nameWidth: Int
  let columns: [TableColumn]

  /// As much of the columns as fits into `width` beside names of up to `names` columns.
  init(_ columns: [TableColumn], width: Int, names: Int = ColumnTable.leastNameWidth) {
    var shown: [TableColumn?] = columns.map { _ in nil }
    var room = width
    var isFull = false
    let forms = columns.enumerated().flatMap { place, column in
      (column.forms + [column]).map { (place: place, form: $0) }
    }
    for (place, form) in forms.sorted(by: { $0.form.priority > $1.form.priority }) {
      let former = shown[place]
      // Nothing takes the place of a more important column that had none.
      if former == nil, isFull { continue }
      let rest = room + (former?.room ?? 0) - form.room
      let isNarrower = former.map { form.room <= $0.room } ?? false
      if isNarrower || rest >= min(names, form.namesBefore ?? names) {
        (shown[place], room) = (form, rest)
      } else if former == nil {
        isFull = true
      }
    }
    nameWidth = max(0, room)
    self.columns = shown.compactMap(\.self)
  }

  func header(_ name: String) -> String {
    columns.reduce(TextWidth.pad(name, to: nameWidth)) { line, column in
      line + column.blanks + TextWidth.pad(column.title, to: column.width, alignment: column.alignment)
    }
  }

  func line(_ name: String, row: Int) -> String {
    columns.reduce(TextWidth.pad(name, to: nameWidth)) { line, column in
      line + column.blanks + TextWidth.pad(column.cells[row], to: column.width, alignment: column.alignment)
    }
  }

  /// The places within a line of the columns that have a style of their own.
  var styled: [(columns: Range<Int>, style: Style)] {
    var start = nameWidth
    return columns.compactMap { column in
      start += column.room
      return column.style.map { (start - column.width..<start, $0) }
    }
  }
}

extension TableColumn {
  fileprivate var blanks: String { String(repeating: " ", count: gap) }
}
