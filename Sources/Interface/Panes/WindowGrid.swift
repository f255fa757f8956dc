// The drawing of a layer's window on its input: one sign a pixel.

import Kernel
import Screen

struct WindowGrid {
  let window: SlidingWindow
  let place: SlidingWindow.Place

  /// The columns of one pixel, the blank after it included.
  private static let pixelWidth = 2

  static func width(ofPixels count: Int) -> Int { max(0, count * pixelWidth - 1) }

  /// The cells of the image with its padding.
  static func extent(of window: SlidingWindow) -> Size {
    Size(width: width(ofPixels: window.columns.extent.count), height: window.rows.extent.count)
  }

  /// The cells of the window alone.
  static func reach(of window: SlidingWindow) -> Size {
    Size(width: width(ofPixels: window.columns.reach), height: window.rows.reach)
  }

  /// A dot for each pixel, a full square for each under the window, and an empty one for each place of padding there.
  func draw(in area: Rect, on buffer: inout ScreenBuffer) {
    let rows = shown(window.rows, at: place.row, count: area.height)
    let columns = shown(window.columns, at: place.column, count: (area.width + 1) / Self.pixelWidth)
    let rowTaps = window.rows.taps(at: place.row).map(\.input)
    let columnTaps = window.columns.taps(at: place.column).map(\.input)
    for (y, row) in rows.enumerated() {
      for (x, column) in columns.enumerated() {
        let isInside = 0..<window.rows.input ~= row && 0..<window.columns.input ~= column
        let isTap = rowTaps.contains(row) && columnTaps.contains(column)
        let sign = isTap ? (isInside ? "■" : "□") : isInside ? "·" : " "
        buffer.write(
          sign, at: Point(x: area.x + x * Self.pixelWidth, y: area.y + y), style: isTap ? Theme.marked : Theme.hint,
          in: area)
      }
    }
  }

  /// The part of the extent that shows, with the window in its middle.
  private func shown(_ axis: SlidingWindow.Axis, at place: Int, count: Int) -> Range<Int> {
    let all = axis.extent
    let taps = axis.taps(at: place).map(\.input)
    // Where no window lies, the drawing stays near.
    let (start, end) = (taps.first ?? place / axis.stride, taps.last ?? place / axis.stride)
    let first = start - (count - (end - start + 1)) / 2
    let shown = min(max(all.lowerBound, first), max(all.lowerBound, all.upperBound - count))
    return shown..<min(all.upperBound, shown + count)
  }
}
