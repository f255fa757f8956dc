// Draws the start screen over the panes.

import Screen

enum StartView {
  private struct Line {
    var text: String
    var style: Style
    /// What the line stands for.
    var choice: StartScreen.Choice?
  }

  /// The lines with where they stand.
  private static func rows(_ start: StartScreen, held: Int?, in area: Rect) -> [(line: Line, area: Rect)] {
    let place = area.inset(left: min(2, area.width / 20), right: min(1, area.width / 20))
    let full = lines(start, summaries: true)
    let lines = full.count <= area.height ? full : lines(start, summaries: false)
    let chosen = lines.firstIndex { $0.choice == start.choice } ?? 0
    return ListRows(count: lines.count, showing: chosen, held: held, in: place).rows.map { (lines[$0], $1) }
  }

  static func hitAreas(_ start: StartScreen, held: Int?, in area: Rect) -> [HitArea] {
    rows(start, held: held, in: area).compactMap { line, row in
      line.choice.flatMap(StartScreen.choices.firstIndex).map { HitArea(area: row, target: .entry($0)) }
    }
  }

  static func draw(_ start: StartScreen, held: Int?, in area: Rect, on buffer: inout ScreenBuffer) {
    buffer.fill(area)
    for (line, row) in rows(start, held: held, in: area) {
      buffer.write(TextWidth.truncate(line.text, to: row.width), at: row.origin, style: line.style, in: row)
    }
  }

  /// Each choice's title, and below it what it is where there is room for that.
  private static func lines(_ start: StartScreen, summaries: Bool) -> [Line] {
    StartScreen.sections.flatMap { section in
      let heading = section.title.isEmpty ? [] : [Line(text: "", style: Theme.plain), heading(section.title)]
      return heading
        + section.choices.flatMap { choice in
          let isChosen = choice == start.choice
          let title = Line(
            text: (isChosen ? "▸ " : "  ") + choice.title, style: isChosen ? Theme.marked : Theme.plain, choice: choice)
          return summaries ? [title, Line(text: "    " + choice.summary, style: Theme.hint, choice: choice)] : [title]
        }
    }
  }

  private static func heading(_ title: String) -> Line { Line(text: title, style: Theme.title) }
}
