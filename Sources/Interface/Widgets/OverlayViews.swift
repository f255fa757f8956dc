// Draws the help screen and the palette, over the panes.

import Screen

enum HelpView {
  private static let introduction =
    "What is typed is text. Arrows move, across cells too; with Shift they select."
  private static let keyWidth = 12
  /// Between two columns.
  private static let gap = 2

  /// A section's heading or one of its commands.
  private struct Entry {
    var text: String
    var isHeading = false
  }

  private static func entries(_ keymap: Keymap) -> [Entry] {
    CommandSection.allCases.flatMap { section in
      [Entry(text: section.rawValue, isHeading: true)]
        + grouped(CommandTable.entries.filter { $0.section == section && !$0.isObvious }).map { commands in
          let keys = commands.compactMap { keymap.keys(of: $0).first }
          let help = commands.count > 1 ? commands[0].group : nil
          let keyColumn = keys.isEmpty ? Messages.onlyInPalette(keymap) : KeyPress.list(keys)
          return Entry(text: TextWidth.pad(keyColumn, to: keyWidth) + (help ?? commands[0].help))
        }
    }
  }

  /// Neighbours that the help tells of in one line.
  private static func grouped(_ entries: [CommandEntry]) -> [[CommandEntry]] {
    entries.reduce(into: []) { groups, entry in
      if let group = entry.group, let last = groups.last?.first, last.group == group {
        groups[groups.count - 1].append(entry)
      } else {
        groups.append([entry])
      }
    }
  }

  static func lineCount(width: Int) -> Int { lines(.standard, width: width).count }

  /// The first line to show, so that the screen is as full as it can be.
  static func clamp(_ top: Int, _ size: Size) -> Int {
    min(max(0, top), max(0, lineCount(width: size.width) - page(size)))
  }

  /// The lines that show at once.
  static func page(_ size: Size) -> Int { max(1, size.height - 3) }

  static func draw(top: Int, keymap: Keymap, in area: Rect, on buffer: inout ScreenBuffer) {
    buffer.fill(area)
    for (y, line) in lines(keymap, width: area.width).dropFirst(top).prefix(area.height).enumerated() {
      let row = area.row(y)
      let columns = row.columns(line.flatMap { _ in [Extent.flexible, .fixed(gap)] }.dropLast())
      for (index, entry) in line.enumerated() {
        let place = columns[2 * index]
        let style = entry.isHeading ? Theme.title : Theme.plain
        buffer.write(TextWidth.truncate(entry.text, to: place.width), at: place.origin, style: style, in: place)
      }
    }
  }

  /// Each line's entries from left to right: two columns where they fit, else one.
  private static func lines(_ keymap: Keymap, width: Int) -> [[Entry]] {
    let entries = entries(keymap)
    let introduction = TextWrap.lines(introduction, width: width).map { [Entry(text: $0)] }
    guard width >= 78 else { return introduction + entries.map { [$0] } }
    let half = (entries.count + 1) / 2
    return introduction
      + (0..<half).map { index in
        [entries[index], half + index < entries.count ? entries[half + index] : Entry(text: "")]
      }
  }
}

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
    let nameWidth = min(20, area.width / 2)
    for (index, row) in list(palette, held: held, in: area).rows {
      let entry = matches[index]
      let key = TextWidth.pad(keymap.keys(of: entry).first?.description ?? "", to: 12)
      let text = TextWidth.pad(entry.name, to: nameWidth) + " " + key + " " + entry.help
      let style = index == palette.chosen ? Theme.chosen : Theme.plain
      buffer.write(TextWidth.pad(text, to: row.width), at: row.origin, style: style, in: row)
    }
    return Point(x: min(end, area.maxX - 1), y: area.y)
  }
}
