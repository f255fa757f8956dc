// The chooser of sample images: their names, and the picture of the one that is chosen.

import Kernel
import Screen

enum SampleChooser {
  /// Draws over the panes.
  static func draw(chosen: Int, in area: Rect, capabilities: Capabilities, on buffer: inout ScreenBuffer) {
    buffer.fill(area)
    let heading = area.row(0).inset(left: 1)
    buffer.write(
      TextWidth.truncate("sample images", to: heading.width), at: heading.origin, style: Theme.title, in: heading)
    let parts = area.inset(top: 1).columns([.fixed(min(24, area.width)), .fixed(2), .flexible])
    let list = parts[0]
    let top = LayerTable.top(showing: chosen, count: Sample.all.count, height: list.height)
    for (line, index) in (top..<min(Sample.all.count, top + list.height)).enumerated() {
      let row = list.row(line)
      let sample = Sample.all[index]
      let text = " " + TextWidth.pad(sample.input, to: 11) + sample.className
      let style = index == chosen ? Theme.chosen : Theme.plain
      buffer.write(TextWidth.pad(text, to: row.width), at: row.origin, style: style, in: row)
    }
    guard Sample.all.indices.contains(chosen), let picture = Picture(Sample.all[chosen].picture) else { return }
    let size = picture.cellSize(within: parts[2].size)
    let place = Rect(x: parts[2].x, y: parts[2].y, width: size.width, height: size.height)
    buffer.draw(picture, in: place, capabilities: capabilities)
  }

  /// The next sample, around the end, whose class begins with a letter; nil where none does.
  static func next(after chosen: Int, beginningWith letter: Character) -> Int? {
    let count = Sample.all.count
    return (1...max(1, count)).lazy.map { (chosen + $0) % max(1, count) }
      .first { Sample.all[$0].className.first == letter }
  }
}
