// The values of one layer's output: an image's channels as small pictures, sequences as rows, vectors as bars.

import Kernel
import Screen
import Tensors

/// The output of the row that is chosen, or that the cursor's line made, or of the first one with weights.
struct FeatureMaps {
  private enum Form {
    /// A picture for each channel.
    case channels
    /// One picture: a row for each channel, a column for each place.
    case rows
    /// A bar for each value, or one picture where they are too many.
    case bars
  }

  let row: LayerRow
  private let activation: Forward.Activation
  private let output: Tensor
  private let memory: PaneMemory
  private let form: Form
  /// The keys that it can name; nil while they work elsewhere.
  private let keymap: Keymap?

  /// Below this many rows of the screen, the heading's included, they are no help.
  static let leastHeight = 4
  /// Of a longer name so many columns stay in the heading.
  private static let leastNameWidth = 11

  /// Nil where that row has no values, or some of another form.
  init?(_ context: PaneContext, _ forward: Forward) {
    let shown = context.rows.indices.filter { index in
      forward.activations[context.rows[index].row.id].map { FeatureMaps.form($0.shape) != nil } ?? false
    }
    guard let index = context.wantedRow ?? shown.first(where: { context.rows[$0].row.parameters > 0 }),
      let activation = forward.activations[context.rows[index].row.id], let form = FeatureMaps.form(activation.shape)
    else { return nil }
    row = context.rows[index].row
    self.activation = activation
    self.form = form
    memory = context.pictures
    keymap = context.keymap
    output = memory.value(.output(row.id)) { activation.output }
  }

  private static func form(_ shape: [Int]) -> Form? {
    guard !shape.contains(0) else { return nil }
    return switch shape.count {
    case 4: shape[1] * shape[2] > 1 ? .channels : .bars
    case 3: .rows
    case 2: .bars
    default: nil
    }
  }

  /// How many there are to page through.
  var count: Int { form == .channels ? output.shape[3] : 1 }

  /// The first image's values.
  private var values: ArraySlice<Float> { output.values.prefix(output.values.count / output.shape[0]) }

  private func picture(_ channel: Int, width: Int) -> Picture? {
    switch form {
    case .channels: return Picture(output, channel: channel)
    case .rows:
      let (length, channels) = (output.shape[1], output.shape[2])
      let values = values
      return Picture(
        width: length, values: (0..<length * channels).map { values[$0 % length * channels + $0 / length] })
    case .bars: return Picture(width: max(1, min(width, values.count)), values: Array(values))
    }
  }

  // MARK: A page

  private struct Page {
    let size: Size
    let columns: Int
    let rows: Int
    var capacity: Int { columns * rows }

    /// Where one of its maps stands below the heading.
    func place(_ index: Int, in area: Rect) -> Rect {
      Rect(
        x: area.x + index % columns * (size.width + 1), y: area.y + index / columns * (size.height + 1),
        width: size.width, height: size.height)
    }
  }

  /// How many maps stand side by side and one below another, below a heading.
  private func page(in area: Rect) -> Page? {
    let height = area.height - 1
    guard height > 0, let first = firstMap(width: area.width) else { return nil }
    let limit =
      form == .channels
      ? Size(width: max(1, min(16, area.width)), height: min(8, height)) : Size(width: area.width, height: height)
    let size = first.cellSize(within: limit)
    guard size.width > 0, size.height > 0 else { return nil }
    return Page(
      size: size, columns: max(1, (area.width + 1) / (size.width + 1)), rows: max(1, (height + 1) / (size.height + 1)))
  }

  private func firstMap(width: Int) -> Picture? {
    memory.value(.firstMap(row.id, width: width)) { picture(0, width: width) }
  }

  func perPage(in area: Rect) -> Int { page(in: area)?.capacity ?? 1 }

  /// A heading, then as many maps as fit, side by side, from the page that holds `channel` on.
  func draw(from channel: Int, in area: Rect, capabilities: Capabilities, on buffer: inout ScreenBuffer) {
    let parts = area.rows([.fixed(1), .flexible])
    if form == .bars, values.count <= parts[1].height { return drawBars(parts, on: &buffer) }
    guard let page = page(in: area) else { return }
    let shown = shown(on: page, from: channel)
    let pictures = memory.value(.maps(row.id, shown, width: area.width)) {
      shown.map { picture($0, width: area.width) }
    }
    write(heading: heading(shown), in: parts[0], on: &buffer)
    for (place, picture) in pictures.enumerated() {
      guard let picture else { continue }
      buffer.draw(picture, in: page.place(place, in: parts[1]), capabilities: capabilities)
    }
  }

  /// The maps of the page that holds a channel.
  private func shown(on page: Page, from channel: Int) -> Range<Int> {
    let start = min(channel, count - 1) / page.capacity * page.capacity
    return start..<min(count, start + page.capacity)
  }

  /// The maps of a page by their channels, and what is around them.
  func hitAreas(from channel: Int, in area: Rect) -> [HitArea] {
    let around = HitArea(area: area, target: .maps)
    guard !area.isEmpty, let page = page(in: area) else { return [around] }
    return shown(on: page, from: channel).enumerated().map { place, channel in
      HitArea(area: page.place(place, in: area.inset(top: 1)), target: .map(channel))
    } + [around]
  }

  /// What is below it, from the longest to the shortest.
  private func heading(_ shown: Range<Int>) -> [String] {
    let what =
      switch form {
      case .channels:
        shown.count < count ? "maps \(shown.lowerBound + 1)–\(shown.upperBound) of \(count)" : "\(count) maps"
      case .rows: "\(output.shape[2]) channels as rows, \(output.shape[1]) places"
      case .bars: "\(values.count) values"
      }
    let dead = form == .channels ? activation.summary.deadUnits : 0
    let told = what + (dead > 0 ? ", \(dead) dead" : "")
    let paging = shown.count < count ? keys([.previousMaps, .nextMaps], "page") : ""
    return [told + paging + keys([.enlargeMap], "enlarge"), told]
  }

  /// What keys do here, where they do.
  private func keys(_ commands: [Command], _ what: String) -> String {
    keymap?.hint(of: commands).map { " · \($0) \(what)" } ?? ""
  }

  /// The layer's name, shortened rather than what is said of it, of which the longest that leaves the name its room shows.
  private func write(heading texts: [String], in place: Rect, on buffer: inout ScreenBuffer) {
    let room = { (text: String) in place.width - TextWidth.of(text) - 2 }
    let least = min(TextWidth.of(row.name), Self.leastNameWidth)
    guard let text = texts.first(where: { room($0) >= least }) ?? texts.last else { return }
    write("\(TextWidth.truncateMiddle(row.name, to: max(8, room(text)))): \(text)", in: place, on: &buffer)
  }

  private func write(_ text: String, in row: Rect, on buffer: inout ScreenBuffer) {
    buffer.write(TextWidth.truncate(text, to: row.width), at: row.origin, style: Theme.header, in: row)
  }

  /// One bar a value, the largest being full.
  private func drawBars(_ parts: [Rect], on buffer: inout ScreenBuffer) {
    write(heading: ["\(values.count) values"], in: parts[0], on: &buffer)
    let largest = values.reduce(0) { max($0, abs($1)) }
    for (index, value) in values.enumerated() {
      let row = parts[1].row(index)
      let text =
        TextWidth.pad("\(index)", to: 4) + TextWidth.pad(Numbers.statistic(Double(value)), to: 8, alignment: .right)
      let end = buffer.write(text, at: row.origin, in: row)
      let share = largest > 0 ? Double(value / largest) : 0
      buffer.write(
        Bars.signed(share, width: row.maxX - end - 1), at: Point(x: end + 1, y: row.y), style: Theme.bar, in: row)
    }
  }

  // MARK: One map

  /// One map over the whole area, with its own scale, statistics and histogram.
  func drawEnlarged(_ channel: Int, in area: Rect, capabilities: Capabilities, on buffer: inout ScreenBuffer) {
    let channel = min(channel, count - 1)
    let parts = area.rows([.fixed(1), .flexible, .fixed(area.height >= 12 ? 3 : 0)])
    guard let picture = picture(channel, width: parts[1].width) else { return }
    let number =
      form == .channels ? "map \(channel + 1) of \(count), \(output.shape[1])×\(output.shape[2])" : "all values"
    let others = count > 1 ? keys([.previousMaps, .nextMaps], "others") : ""
    write(heading: [number + others + keys([.enlargeMap], "back"), number], in: parts[0], on: &buffer)
    let size = picture.cellSize(within: parts[1].inset(bottom: 1).size, enlarging: true)
    buffer.draw(
      picture, in: Rect(x: area.x, y: parts[1].y, width: size.width, height: size.height), capabilities: capabilities)
    drawStatistics(channel, in: parts[2], on: &buffer)
  }

  /// What black and white stand for, then moments and histogram of the map.
  private func drawStatistics(_ channel: Int, in area: Rect, on buffer: inout ScreenBuffer) {
    let channels = form == .channels ? output.shape[3] : 1
    let values = values
    let own = stride(from: form == .channels ? channel : 0, to: values.count, by: channels).map { values[$0] }
    let summary = TensorSummary(Tensor(shape: [own.count], values: own))
    guard let moments = summary.moments else { return write("no value is a number", in: area.row(0), on: &buffer) }
    let (least, greatest) = (Numbers.statistic(Double(moments.minimum)), Numbers.statistic(Double(moments.maximum)))
    write("black \(least), white \(greatest)", in: area.row(0), on: &buffer)
    write(
      "mean \(Numbers.statistic(moments.mean)) · σ \(Numbers.statistic(moments.standardDeviation)) · "
        + "zero \(Numbers.percent(summary.zeroShare))", in: area.row(1), on: &buffer)
    let bars = Bars.columns(summary.histogram?.counts.map(Double.init) ?? [])
    let row = area.row(2)
    let end = buffer.write("\(least) ", at: row.origin, style: Theme.header, in: row)
    let after = buffer.write(bars, at: Point(x: end, y: row.y), style: Theme.bar, in: row)
    buffer.write(" \(greatest)", at: Point(x: after, y: row.y), style: Theme.header, in: row)
  }
}
