// Draws the start screen over the panes.

import Screen

enum StartView {
  private struct Line {
    var text: String
    var style: Style
    /// What the line stands for.
    var choice: StartScreen.Choice?
  }

  static func draw(_ start: StartScreen, in area: Rect, on buffer: inout ScreenBuffer) {
    buffer.fill(area)
    let place = area.inset(left: min(2, area.width / 20), right: min(1, area.width / 20))
    let full = lines(start, summaries: true)
    let lines = full.count <= area.height ? full : lines(start, summaries: false)
    let chosen = lines.lastIndex { $0.choice == start.chosen } ?? 0
    let top = LayerTable.top(showing: chosen, count: lines.count, height: area.height)
    for (y, line) in lines.dropFirst(top).prefix(area.height).enumerated() {
      let row = place.row(y)
      buffer.write(TextWidth.truncate(line.text, to: row.width), at: row.origin, style: line.style, in: row)
    }
  }

  /// Each choice's title, and below it what it is where there is room for that.
  private static func lines(_ start: StartScreen, summaries: Bool) -> [Line] {
    StartScreen.sections.flatMap { section in
      let heading = section.title.isEmpty ? [] : [Line(text: "", style: Theme.plain), heading(section.title)]
      return heading
        + section.choices.flatMap { choice in
          let isChosen = choice == start.chosen
          let title = Line(
            text: (isChosen ? "▸ " : "  ") + choice.title, style: isChosen ? Theme.marked : Theme.plain, choice: choice)
          return summaries ? [title, Line(text: "    " + choice.summary, style: Theme.hint)] : [title]
        }
    }
  }

  private static func heading(_ title: String) -> Line { Line(text: title, style: Theme.title) }
}
