// The chooser of sample images: their names, and the picture of the one that is chosen.

import Kernel
import Screen

enum SampleChooser {
  /// The names on the left, and the picture's place.
  private static func parts(_ area: Rect) -> (names: Rect, picture: Rect) {
    let parts = area.inset(top: 1).columns([.fixed(min(24, area.width)), .fixed(2), .flexible])
    return (parts[0], parts[2])
  }

  static func list(chosen: Int, held: Int?, in area: Rect) -> ListRows {
    ListRows(count: Sample.all.count, showing: chosen, held: held, in: parts(area).names)
  }

  /// Draws over the panes.
  static func draw(
    chosen: Int, held: Int?, in area: Rect, capabilities: Capabilities, on buffer: inout ScreenBuffer
  ) {
    buffer.fill(area)
    let heading = area.row(0).inset(left: 1)
    buffer.write(
      TextWidth.truncate("sample images", to: heading.width), at: heading.origin, style: Theme.title, in: heading)
    for (index, row) in list(chosen: chosen, held: held, in: area).rows {
      let sample = Sample.all[index]
      let text = " " + TextWidth.pad(sample.input, to: 11) + sample.className
      let style = index == chosen ? Theme.chosen : Theme.plain
      buffer.write(TextWidth.pad(text, to: row.width), at: row.origin, style: style, in: row)
    }
    guard Sample.all.indices.contains(chosen), let picture = Picture(Sample.all[chosen].picture) else { return }
    let room = parts(area).picture
    let size = picture.cellSize(within: room.size)
    let place = Rect(x: room.x, y: room.y, width: size.width, height: size.height)
    buffer.draw(picture, in: place, capabilities: capabilities)
  }

  /// The next sample, around the end, whose class begins with a letter; nil where none does.
  static func next(after chosen: Int, beginningWith letter: Character) -> Int? {
    let count = Sample.all.count
    return (1...max(1, count)).lazy.map { (chosen + $0) % max(1, count) }
      .first { Sample.all[$0].className.first == letter }
  }
}
