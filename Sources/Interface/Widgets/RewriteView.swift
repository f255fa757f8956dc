// The menu of what a layer could be: each way's numbers beside today's, and the text of the chosen one.

import Kernel
import Screen

enum RewriteView {
  /// The lines above the ways. Where there is room for little, the ways are what matters.
  private static func headHeight(in area: Rect) -> Int { area.height >= 6 ? 3 : 0 }

  static func list(_ menu: RewriteMenu, held: Int?, in area: Rect) -> ListRows {
    let count = menu.offer.rewritings.count
    let rows = area.inset(left: 1, top: headHeight(in: area)).rows([.fixed(count)])
    return ListRows(count: count, showing: menu.chosen, held: held, in: rows[0])
  }

  /// Draws over the panes.
  static func draw(_ menu: RewriteMenu, held: Int?, in area: Rect, on buffer: inout ScreenBuffer) {
    buffer.fill(area)
    let offer = menu.offer
    let place = area.inset(left: 1)
    let table = table(offer, width: place.width)
    func write(_ text: String, _ style: Style, line: Int) {
      guard line < place.height else { return }
      let row = place.row(line)
      buffer.write(TextWidth.truncate(text, to: row.width), at: row.origin, style: style, in: row)
    }
    let first = headHeight(in: area)
    if first > 0 {
      let calls = offer.calls > 1 ? " · \(Messages.addedUp(calls: offer.calls))" : ""
      write(TextWidth.truncate(offer.layer, to: place.width - TextWidth.of(calls)) + calls, Theme.title, line: 0)
      write(table.header("instead"), Theme.hint, line: 1)
      write(table.line("today", row: 0), Theme.plain, line: 2)
    }
    let list = list(menu, held: held, in: area)
    for (index, row) in list.rows {
      let text = table.line((index == menu.chosen ? "▸ " : "  ") + offer.rewritings[index].name, row: index + 1)
      let style = index == menu.chosen ? Theme.chosen : Theme.plain
      write(TextWidth.pad(text, to: place.width), style, line: row.y - place.y)
    }
    guard let layers = menu.rewriting?.layers else { return }
    let lines = layers.flatMap { TextWrap.lines($0, width: place.width) }
    for (index, line) in lines.enumerated() { write(line, Theme.hint, line: first + list.shown.count + 1 + index) }
  }

  /// Today's numbers stand in the first row.
  private static func table(_ offer: RewriteOffer, width: Int) -> ColumnTable {
    let counts = [offer.today] + offer.rewritings.map(\.counts)
    func share(_ value: Int?, of whole: Int?) -> String {
      guard let value, let whole, whole > 0 else { return "–" }
      return Numbers.percent(Double(value) / Double(whole))
    }
    let number = width < 46 ? Numbers.compact : Numbers.grouped
    let columns = [
      TableColumn(
        title: width < 46 ? "params" : "parameters", priority: 4, cells: counts.map { number($0.parameters) }),
      TableColumn(
        title: "of today", priority: 1, style: Theme.hint,
        cells: counts.map { share($0.parameters, of: offer.today.parameters) }),
      TableColumn(title: "MACs", priority: 3, cells: counts.map { $0.multiplyAdds.map(number) ?? "–" }),
      TableColumn(
        title: "of today", priority: 2, style: Theme.hint,
        cells: counts.map { share($0.multiplyAdds, of: offer.today.multiplyAdds) }),
      TableColumn(title: "what it does", priority: 0, alignment: .left, cells: [""] + offer.rewritings.map(\.help)),
    ]
    return ColumnTable(columns, width: min(width, 130), names: 23)
  }
}
