// Draws the list of what may be written at the caret: each entry with a line of its documentation.

import Kernel
import Screen

struct CompletionList {
  /// At most so many entries show at a time.
  private static let height = 8
  private static let widestLabel = 28
  private static let widest = 76

  let entries: [Completion]
  let chosen: Int?
  /// The row of the screen on which the chosen entry stays.
  var held: Int?
  let keymap: Keymap

  /// Where the list stands, and how wide its labels are.
  private struct Box {
    var area: Rect
    var labelWidth: Int
  }

  /// Under the word that starts at a place, or above it where there is more room.
  private func box(from start: Point, in area: Rect) -> Box? {
    let below = area.maxY - start.y - 1
    let above = start.y - area.y
    let isBelow = below >= min(entries.count, CompletionList.height) + 2 || below >= above
    let count = min(entries.count, CompletionList.height, max(below, above) - 2)
    guard count > 0, area.width >= 12 else { return nil }
    let rows = Rect(x: area.x, y: isBelow ? start.y + 1 : start.y - count - 2, width: area.width, height: count + 2)
    // There may be hundreds: only those in view are measured.
    let shown = entries[list(in: rows).shown]
    let labels = shown.reduce(0) { max($0, TextWidth.of(label($1))) }
    let documentation = shown.reduce(0) { max($0, TextWidth.of($1.documentation)) }
    let labelWidth = min(labels, CompletionList.widestLabel, area.width - 4)
    let width = min(max(labelWidth + 2 + documentation + 4, TextWidth.of(hint) + 6), CompletionList.widest, area.width)
    // The entries stand under the word.
    let x = max(area.x, min(start.x - 2, area.maxX - width))
    return Box(area: Rect(x: x, y: rows.y, width: width, height: rows.height), labelWidth: labelWidth)
  }

  private func list(in box: Rect) -> ListRows {
    ListRows(
      count: entries.count, showing: chosen, held: held, in: box.inset(left: 1, top: 1, right: 1, bottom: 1))
  }

  /// The entries, and the rest of the box.
  func hitAreas(from start: Point, in area: Rect) -> [HitArea] {
    box(from: start, in: area).map { list(in: $0.area).hitAreas + [HitArea(area: $0.area, target: .list)] } ?? []
  }

  /// Draws over what is there; says which rows it took.
  func draw(from start: Point, in area: Rect, on buffer: inout ScreenBuffer) -> Range<Int>? {
    guard let box = box(from: start, in: area) else { return nil }
    drawBorder(box.area, on: &buffer)
    for (index, place) in list(in: box.area).rows { draw(index, box.labelWidth, in: place, on: &buffer) }
    return box.area.y..<box.area.maxY
  }

  /// What an import comes with is marked.
  private func label(_ entry: Completion) -> String { entry.label + (entry.additions.isEmpty ? "" : " +") }

  private func draw(_ index: Int, _ labelWidth: Int, in place: Rect, on buffer: inout ScreenBuffer) {
    let entry = entries[index]
    let isChosen = index == chosen
    let label = TextWidth.pad(TextWidth.truncate(label(entry), to: labelWidth), to: labelWidth)
    let text = (isChosen ? "▸" : " ") + label + "  "
    let end = buffer.write(text, at: place.origin, style: isChosen ? Theme.chosen : Theme.plain, in: place)
    let rest = place.inset(left: end - place.x)
    let told = TextWidth.pad(TextWidth.truncate(entry.documentation, to: rest.width - 1), to: rest.width)
    buffer.write(told, at: rest.origin, style: isChosen ? Theme.chosen : Theme.hint, in: rest)
  }

  private func drawBorder(_ box: Rect, on buffer: inout ScreenBuffer) {
    let style = chosen == nil ? Theme.border : Theme.focusedBorder
    let line = String(repeating: "─", count: box.width - 2)
    buffer.fill(box)
    buffer.write("┌\(line)┐", at: box.origin, style: style, in: box)
    for y in box.y + 1..<box.maxY - 1 {
      buffer.write("│", at: Point(x: box.x, y: y), style: style, in: box)
      buffer.write("│", at: Point(x: box.maxX - 1, y: y), style: style, in: box)
    }
    buffer.write("└\(line)┘", at: Point(x: box.x, y: box.maxY - 1), style: style, in: box)
    let place = box.row(box.height - 1).inset(left: 2, right: 2)
    buffer.write(TextWidth.truncate(hint, to: place.width), at: place.origin, style: Theme.hint, in: place)
  }

  /// The keys that matter now.
  private var hint: String {
    let keys = chosen == nil ? Messages.offeredHint(isSingle: entries.count == 1) : Messages.listHint
    return " \(keys.text(by: keymap))\(entries.count > CompletionList.height ? " · \(entries.count) in all" : "") "
  }
}
