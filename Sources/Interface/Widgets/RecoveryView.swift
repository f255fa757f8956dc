// Draws the question about unsaved work that was found, over the panes.

import Notebook
import Screen

enum RecoveryView {
  private static func title(width: Int) -> [String] { TextWrap.lines(Messages.recoveryTitle, width: width - 2) }

  static func list(_ list: RecoveryList, held: Int?, in area: Rect) -> ListRows {
    let title = title(width: area.width)
    // A blank line parts the title from the list where there is room.
    let start = min(title.count + (area.height > title.count + 1 ? 1 : 0), area.height - 1)
    return ListRows(count: list.journals.count, showing: list.chosen, held: held, in: area.inset(top: start))
  }

  static func draw(_ list: RecoveryList, held: Int?, in area: Rect, on buffer: inout ScreenBuffer) {
    guard area.height > 0, area.width > 0 else { return }
    buffer.fill(area)
    let title = title(width: area.width)
    for (index, line) in title.prefix(area.height).enumerated() {
      let row = area.row(index).inset(left: 1)
      buffer.write(line, at: row.origin, style: Theme.title, in: row)
    }
    for (index, row) in self.list(list, held: held, in: area).rows {
      let style = index == list.chosen ? Theme.chosen : Theme.plain
      buffer.write(
        TextWidth.pad(" " + text(of: list.journals[index]), to: row.width), at: row.origin, style: style, in: row)
    }
  }

  private static func text(of journal: FoundJournal) -> String {
    [journal.when, TextWidth.pad(journal.size, to: 10), journal.place].joined(separator: "  ")
  }
}
