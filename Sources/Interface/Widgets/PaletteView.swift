// Draws the palette, over the panes: the query, and below it the commands with their keys.

import Screen

enum PaletteView {
  /// The commands below the query.
  static func list(_ palette: Palette, held: Int?, in area: Rect) -> ListRows {
    ListRows(count: palette.matches.count, showing: palette.chosen, held: held, in: area.inset(top: 1))
  }

  /// Draws over the panes, and returns the place of the query's caret.
  static func draw(
    _ palette: Palette, held: Int?, keymap: Keymap, in area: Rect, on buffer: inout ScreenBuffer
  ) -> Point? {
    guard area.height > 0, area.width > 0 else { return nil }
    let matches = palette.matches
    buffer.fill(area)
    let queryRow = area.row(0)
    let end = buffer.write("› \(palette.query)", at: queryRow.origin, style: Theme.title, in: queryRow)
    if matches.isEmpty, area.height > 1 {
      let row = area.inset(top: 1).row(0)
      let text = TextWidth.truncate(Messages.noCommand(palette.query), to: row.width)
      buffer.write(text, at: row.origin, style: Theme.hint, in: row)
    }
    let nameWidth = min(24, area.width / 2)
    for (index, row) in list(palette, held: held, in: area).rows {
      let entry = matches[index]
      let text = TextWidth.pad(entry.name, to: nameWidth) + " " + entry.help
      let line = line(text, keymap.keys(of: entry).map(\.description), nameWidth, width: row.width)
      buffer.write(line, at: row.origin, style: index == palette.chosen ? Theme.chosen : Theme.plain, in: row)
    }
    return Point(x: min(end, area.maxX - 1), y: area.y)
  }

  /// The keys stand at the end: all of them where there is room, else the first, as long as the name has its own.
  private static func line(_ text: String, _ keys: [String], _ nameWidth: Int, width: Int) -> String {
    let room = width - TextWidth.of(text) - 2
    let all = keys.joined(separator: " ")
    let shown = TextWidth.of(all) <= room ? all : keys.first ?? ""
    let rest = width - TextWidth.of(shown) - (shown.isEmpty ? 0 : 2)
    guard rest >= nameWidth else { return TextWidth.pad(text, to: width) }
    return TextWidth.pad(text, to: rest) + (shown.isEmpty ? "" : "  " + shown)
  }
}
