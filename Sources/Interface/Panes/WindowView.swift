// The drawing of a layer's window on its input, and the numbers under it.

import Kernel
import Screen

struct WindowView {
  let window: SlidingWindow
  let place: SlidingWindow.Place
  /// Nil until the forward pass has given them.
  let values: WindowValues?
  let isPending: Bool
  /// The keys that step the window; nil while they do not.
  let keymap: Keymap?

  /// The columns of one number, and of one pixel of the drawing.
  private static let numberWidth = 8
  private static let pixelWidth = 2

  func draw(in area: Rect, on buffer: inout ScreenBuffer) {
    var rest = area
    for line in captions(width: area.width) where rest.height > 0 {
      buffer.write(TextWidth.truncate(line, to: area.width), at: rest.origin, style: Theme.header, in: rest)
      rest = rest.inset(top: 1)
    }
    let arithmetic = values?.arithmetic(at: place)
    let numbers =
      arithmetic.map(numberLines) ?? [isPending ? "forward pass on its way …" : "no forward pass, no numbers"]
    let size = gridSize(within: Size(width: area.width, height: max(0, rest.height)))
    let numbersWidth = numbers.reduce(0) { max($0, TextWidth.of($1)) }
    if size.width + 2 + numbersWidth <= area.width {
      drawGrid(in: Rect(x: rest.x, y: rest.y, width: size.width, height: min(size.height, rest.height)), on: &buffer)
      write(numbers, in: rest.inset(left: size.width + 2), on: &buffer)
    } else {
      let height = min(size.height, rest.height - numbers.count - 1)
      let shown = height >= window.rows.taps(at: place.row).count ? height : 0
      drawGrid(in: Rect(x: rest.x, y: rest.y, width: size.width, height: shown), on: &buffer)
      write(numbers, in: rest.inset(top: shown > 0 ? shown + 1 : 0), on: &buffer)
    }
  }

  private func write(_ lines: [String], in area: Rect, on buffer: inout ScreenBuffer) {
    for (index, line) in lines.prefix(max(0, area.height)).enumerated() {
      let row = area.row(index)
      buffer.write(TextWidth.truncate(line, to: row.width), at: row.origin, in: row)
    }
  }

  // MARK: Words

  /// What slides how, and at which row and column of the output it stands: numbers count from 1, as people do. Where there
  /// is room, each with the keys that change it.
  private func captions(width: Int) -> [String] {
    let (rows, columns) = (window.rows, window.columns)
    var geometry = ["window \(rows.size)×\(columns.size)"]
    if rows.stride > 1 || columns.stride > 1 { geometry.append("stride \(rows.stride)×\(columns.stride)") }
    if rows.dilation > 1 || columns.dilation > 1 { geometry.append("dilation \(rows.dilation)×\(columns.dilation)") }
    geometry.append("at \(place.row + 1)/\(rows.output), \(place.column + 1)/\(columns.output)")
    let seen = window.seenChannels(by: place.filter)
    let filter = "filter \(place.filter + 1)/\(window.filters)"
    let channel = "channel \(place.channel + 1)/\(seen.count)"
    let filterKeys = window.filters > 1 ? keys([.previousFilter, .nextFilter]) : ""
    let channels =
      seen.count > 1 ? [filter + filterKeys, channel + keys([.previousChannel, .nextChannel])] : [filter + filterKeys]
    let place = geometry.joined(separator: " · ")
    let steps = keys([.up, .down, .left, .right])
    let isRoomy = TextWidth.of(place + steps) <= width
    return TextWrap.lines(isRoomy ? place + steps : place, width: width, limit: 2) + [channels.joined(separator: " · ")]
      + groups(width: width) + feeding
  }

  private func keys(_ steps: [WindowStep]) -> String {
    keymap?.hint(of: steps.map { .window($0) }).map { " " + $0 } ?? ""
  }

  /// The group of the filter among the others, as blocks: channels in, filters out.
  private func groups(width: Int) -> [String] {
    guard case .convolution(let groups) = window.kind, groups > 1 else { return [] }
    let group = place.filter / (window.filters / groups)
    let text = "group \(group + 1)/\(groups)"
    guard groups * 2 + TextWidth.of(text) + 6 <= width else { return [text] }
    let blocks = (0..<groups).map { $0 == group ? "█" : "░" }.joined()
    return ["\(text)  \(blocks) → \(blocks)"]
  }

  /// Of a transposed layer the drawing shows the input's pixels by the output's.
  private var feeding: [String] {
    guard window.kind == .transposed else { return [] }
    let count = window.rows.taps(at: place.row).count * window.columns.taps(at: place.column).count
    return [Messages.fed(by: count, of: window.rows.size * window.columns.size)]
  }

  /// The values under the window, the weights on them, and the sums.
  private func numberLines(_ arithmetic: WindowArithmetic) -> [String] {
    func number(_ value: Float?, _ none: String) -> String {
      TextWidth.pad(
        value.map { Numbers.statistic(Double($0)) } ?? none, to: Self.numberWidth, alignment: .right)
    }
    var lines: [String] = []
    for row in arithmetic.taps {
      lines.append("  " + row.map { number($0.value, "pad") }.joined())
      if row.contains(where: { $0.weight != nil }) { lines.append("× " + row.map { number($0.weight, "") }.joined()) }
    }
    return lines + sums(arithmetic)
  }

  private func sums(_ arithmetic: WindowArithmetic) -> [String] {
    func text(_ value: Double) -> String { Numbers.statistic(value) }
    let seen = window.seenChannels(by: place.filter).count
    let output = text(Double(arithmetic.output))
    switch window.kind {
    case .largest: return ["largest = \(output)"]
    case .mean: return ["mean of what is inside = \(output)"]
    case .convolution, .transposed, .depthwise, .separable: break
    }
    var lines = ["sum = \(text(arithmetic.channelSum))"]
    if let weight = arithmetic.pointwiseWeight {
      lines.append("× pointwise \(text(Double(weight))) = \(text(arithmetic.channelSum * Double(weight)))")
    }
    if seen > 1 { lines.append("all \(seen) channels = \(text(arithmetic.total))") }
    if let bias = arithmetic.bias, bias != 0 {
      lines.append("+ bias \(text(Double(bias))) = \(text(arithmetic.sum))")
    }
    lines.append((window.activation.map { "\($0) → " } ?? "→ ") + "output \(output)")
    return lines
  }

  // MARK: Drawing

  /// The image with its padding, as far as there is room.
  private func gridSize(within room: Size) -> Size {
    let rows = window.rows.extent
    let columns = window.columns.extent
    return Size(
      width: min(columns.count * Self.pixelWidth, room.width * 2 / 5 / Self.pixelWidth * Self.pixelWidth),
      height: min(rows.count, room.height))
  }

  /// The part of the extent that shows, with the window in its middle.
  private func shown(_ axis: SlidingWindow.Axis, at place: Int, count: Int) -> Range<Int> {
    let all = axis.extent
    let taps = axis.taps(at: place).map(\.input)
    // Where no window lies, the drawing stays near.
    let middle = ((taps.first ?? place / axis.stride) + (taps.last ?? place / axis.stride)) / 2
    let first = min(max(all.lowerBound, middle - count / 2), max(all.lowerBound, all.upperBound - count))
    return first..<min(all.upperBound, first + count)
  }

  /// A dot for each pixel, a full square for each under the window, and an empty one for each place of padding there.
  private func drawGrid(in area: Rect, on buffer: inout ScreenBuffer) {
    let rows = shown(window.rows, at: place.row, count: area.height)
    let columns = shown(window.columns, at: place.column, count: area.width / Self.pixelWidth)
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
}
