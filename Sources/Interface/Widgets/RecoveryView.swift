// Draws the question about unsaved work that was found, over the panes.

import Notebook
import Screen

enum RecoveryView {
  static func draw(_ list: RecoveryList, in area: Rect, on buffer: inout ScreenBuffer) {
    guard area.height > 0, area.width > 0 else { return }
    buffer.fill(area)
    let title = TextWrap.lines(Messages.recoveryTitle, width: area.width - 2)
    for (index, line) in title.prefix(area.height).enumerated() {
      let row = area.row(index).inset(left: 1)
      buffer.write(line, at: row.origin, style: Theme.title, in: row)
    }
    // A blank line parts the title from the list where there is room.
    let start = min(title.count + (area.height > title.count + 1 ? 1 : 0), area.height - 1)
    let height = area.height - start
    let top = LayerTable.top(showing: list.chosen, count: list.journals.count, height: height)
    for (line, journal) in list.journals.dropFirst(top).prefix(height).enumerated() {
      let row = area.row(start + line)
      let style = top + line == list.chosen ? Theme.chosen : Theme.plain
      buffer.write(TextWidth.pad(" " + text(of: journal), to: row.width), at: row.origin, style: style, in: row)
    }
  }

  private static func text(of journal: FoundJournal) -> String {
    [journal.when, TextWidth.pad(journal.size, to: 10), journal.place].joined(separator: "  ")
  }
}
