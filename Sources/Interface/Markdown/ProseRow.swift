// A row of rendered prose: characters with their looks, and where each stands in the source.

import Screen

/// A character as it shows.
struct ProseSign: Hashable, Sendable {
  var character: Character
  var style: Style
  /// The UTF-8 offset in the cell's text that it comes from.
  var offset: Int
}

struct ProseRow: Hashable, Sendable {
  var signs: [ProseSign]
  /// The offset in the cell's text at which the row begins.
  var offset: Int

  var text: String { String(signs.map(\.character)) }

  func draw(in area: Rect, on buffer: inout ScreenBuffer) {
    var x = area.x
    for sign in signs {
      x = buffer.write(String(sign.character), at: Point(x: x, y: area.y), style: sign.style, in: area)
    }
    guard x > area.maxX, area.width > 0 else { return }
    buffer.write("…", at: Point(x: area.maxX - 1, y: area.y), style: Theme.hint, in: area)
  }

  /// Shows what comes from a range of the source as selected.
  mutating func select(_ range: Range<Int>) {
    for index in signs.indices where range.contains(signs[index].offset) {
      signs[index].style = signs[index].style.with(.reverse)
    }
  }

  /// The offset in the source of what stands at a column.
  func offset(atColumn column: Int) -> Int {
    var end = 0
    for sign in signs {
      end += TextWidth.of(sign.character)
      if end > column { return sign.offset }
    }
    guard let last = signs.last else { return offset }
    return last.offset + last.character.utf8.count
  }
}

extension ProseRow {
  /// The columns that signs take.
  static func width(_ signs: [ProseSign]) -> Int { signs.reduce(0) { $0 + TextWidth.of($1.character) } }

  /// Breaks signs into parts of a width, at blanks, and within a word that is wider. At least one, which may be empty.
  static func parts(of signs: [ProseSign], width: Int) -> [[ProseSign]] {
    TextWrap.ranges(of: signs.map(\.character), width: width).map { part in
      var body = signs[part]
      while body.last?.character == " " { body.removeLast() }
      return Array(body)
    }
  }
}
