// Places the drawing of a layer's window, the words on it and the numbers under it, as the room allows.

import Kernel
import Screen

struct WindowView {
  private let window: SlidingWindow
  private let place: SlidingWindow.Place
  private let words: WindowWords
  private let numbers: WindowNumbers

  /// The values are nil until the forward pass has given them, and the keymap while its keys do not step the window.
  init(
    window: SlidingWindow, place: SlidingWindow.Place, values: WindowValues?, isPending: Bool, keymap: Keymap?
  ) {
    self.window = window
    self.place = place
    words = WindowWords(window: window, place: place, keymap: keymap)
    numbers = WindowNumbers(window: window, place: place, values: values, isPending: isPending)
  }

  // MARK: Arrangements

  /// How the three parts stand to each other.
  private enum Arrangement {
    /// The words in lines above the drawing and the numbers, which stand side by side.
    case wordsAcross
    /// The words and the drawing below them in a column, the numbers beside it.
    case wordsInColumn
    /// The drawing beside the words, the numbers under both.
    case numbersBelow
  }

  private struct Plan {
    let arrangement: Arrangement
    let words: [String]
    /// The rows that it takes with as little of the drawing as the window itself.
    let height: Int
  }

  /// The blank columns between the drawing and what stands beside it.
  private static let gap = 2
  /// A column of words that is narrower breaks them apart.
  private static let leastWordsWidth = 14
  /// The pixels of a row that show at least, where the image has them: the window's neighbourhood.
  private static let leastPixels = 7

  /// Those that a width allows, the most spacious first.
  private func plans(width: Int) -> (plans: [Plan], whereAllIsLow: Plan?) {
    let reach = WindowGrid.reach(of: window)
    let near = min(WindowGrid.extent(of: window).width, max(reach.width, WindowGrid.width(ofPixels: Self.leastPixels)))
    let side = width - numbers.width - Self.gap
    let lines = words.lines(width: width)
    let across = Plan(
      arrangement: .wordsAcross, words: lines, height: lines.count + max(reach.height, numbers.height))
    var plans: [Plan] = []
    if side >= near { plans.append(across) }
    if side >= max(near, Self.leastWordsWidth) {
      let lines = words.phrases(width: side)
      plans.append(
        Plan(
          arrangement: .wordsInColumn, words: lines, height: max(lines.count + reach.height, numbers.height)))
    }
    let phrases = words.phrases(width: max(Self.leastWordsWidth, width - near - Self.gap))
    plans.append(
      Plan(arrangement: .numbersBelow, words: phrases, height: max(phrases.count, reach.height) + numbers.height))
    return (plans, side >= reach.width ? across : nil)
  }

  /// The rows below which something of it is cut off.
  func leastHeight(width: Int) -> Int { plans(width: width).plans.map(\.height).min() ?? 0 }

  // MARK: Drawing

  /// Where the parts of a plan stand.
  private func places(_ plan: Plan, in area: Rect) -> (words: Rect, grid: Rect, numbers: Rect) {
    let extent = WindowGrid.extent(of: window)
    let wordsWidth = plan.words.reduce(0) { max($0, TextWidth.of($1)) }
    let side = area.width - numbers.width - Self.gap
    switch plan.arrangement {
    case .wordsAcross:
      let parts = area.rows([.fixed(plan.words.count), .flexible])
      let columns = parts[1].columns([.fixed(min(side, extent.width)), .fixed(Self.gap), .flexible])
      return (parts[0], columns[0], columns[2])
    case .wordsInColumn:
      let columns = area.columns([.fixed(min(side, max(wordsWidth, extent.width))), .fixed(Self.gap), .flexible])
      let parts = columns[0].rows([.fixed(plan.words.count), .flexible])
      return (parts[0], parts[1], columns[2])
    case .numbersBelow:
      let least = plan.height - numbers.height
      let upper = max(least, min(extent.height, area.height - numbers.height))
      let parts = area.rows([.fixed(upper), .flexible])
      let columns = parts[0].columns([
        .fixed(min(extent.width, area.width - wordsWidth - Self.gap)), .fixed(Self.gap), .flexible,
      ])
      return (columns[2], columns[0], parts[1])
    }
  }

  func draw(in area: Rect, on buffer: inout ScreenBuffer) {
    let (plans, whereAllIsLow) = plans(width: area.width)
    let fitting = plans.first { $0.height <= area.height } ?? whereAllIsLow
    guard let plan = fitting ?? plans.min(by: { $0.height < $1.height }) else { return }
    let places = places(plan, in: area)
    WindowGrid(window: window, place: place).draw(in: places.grid, on: &buffer)
    write(plan.words, style: Theme.header, in: places.words, on: &buffer)
    write(numbers.lines(in: places.numbers.size), style: Theme.plain, in: places.numbers, on: &buffer)
  }

  private func write(_ lines: [String], style: Style, in area: Rect, on buffer: inout ScreenBuffer) {
    for (index, line) in lines.prefix(area.height).enumerated() {
      let row = area.row(index)
      buffer.write(TextWidth.truncate(line, to: row.width), at: row.origin, style: style, in: row)
    }
  }
}
