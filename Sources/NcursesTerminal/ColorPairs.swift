// Pairs of colours, made on demand: ncurses colours a cell by the number of a pair.

import CNcurses
import Screen

struct ColorPairs {
  private struct Pair: Hashable {
    var foreground: Int32
    var background: Int32
  }

  private let colors: Int
  private let limit: Int
  private var numbers: [Pair: Int32] = [:]
  /// Set when no pair is left: the screen then must forget its pairs before the next frame.
  private(set) var isExhausted = false

  init(colors: Int, limit: Int) {
    self.colors = colors
    self.limit = limit
  }

  /// The pair's number; 0, the terminal's own colours, where there is no colour or no pair left.
  mutating func number(of style: Style) -> Int32 {
    let foreground = style.foreground.number(colors: colors)
    let background = style.background.number(colors: colors)
    if foreground == nil && background == nil { return 0 }
    let pair = Pair(foreground: Int32(foreground ?? -1), background: Int32(background ?? -1))
    if let number = numbers[pair] { return number }
    guard numbers.count + 1 < limit else {
      isExhausted = true
      return 0
    }
    let number = Int32(numbers.count + 1)
    cn_set_pair(number, pair.foreground, pair.background)
    numbers[pair] = number
    return number
  }

  mutating func forget() {
    numbers = [:]
    isExhausted = false
  }
}
