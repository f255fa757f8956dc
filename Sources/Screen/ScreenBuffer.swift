// A grid of styled cells: what the program wants to stand on the screen.

package struct ScreenBuffer: Hashable, Sendable {
  package let size: Size
  /// Row by row.
  private var cells: [ScreenCell]

  package init(size: Size, style: Style = .plain) {
    self.size = size
    self.cells = Array(repeating: ScreenCell(style: style), count: size.width * size.height)
  }

  package var bounds: Rect { Rect(x: 0, y: 0, width: size.width, height: size.height) }

  /// The cell at a place; a blank one outside the buffer.
  package subscript(point: Point) -> ScreenCell {
    bounds.contains(point) ? cells[index(point)] : ScreenCell()
  }

  /// The cells of one row, which must exist.
  package func row(_ y: Int) -> ArraySlice<ScreenCell> {
    cells[y * size.width..<(y + 1) * size.width]
  }

  /// Where the character that covers a place begins.
  package func start(ofCharacterAt point: Point) -> Point {
    self[point].isRightHalf ? Point(x: point.x - 1, y: point.y) : point
  }

  // MARK: Writing

  /// Writes text on one row, starting at `point`, cut to `area` (the whole buffer where nil). A wide character that a
  /// border cuts leaves a blank. Control characters stand as their Unicode pictures, but tabs as blanks.
  /// Returns the column after the text, as if nothing were cut.
  @discardableResult
  package mutating func write(_ text: String, at point: Point, style: Style = .plain, in area: Rect? = nil) -> Int {
    let area = (area ?? bounds).intersection(bounds)
    if TextWidth.isPlain(text) { return writePlain(text, at: point, style: style, in: area) }
    var x = point.x
    for character in text {
      let width = TextWidth.of(character, at: x - point.x)
      guard width > 0 else { continue }
      if character == "\t" {
        fill(Rect(x: x, y: point.y, width: width, height: 1).intersection(area), style: style)
        x += width
        continue
      }
      put(ScreenBuffer.printable(character), width: width, at: Point(x: x, y: point.y), style: style, in: area)
      x += width
    }
    return x
  }

  /// Callers in other modules run the generic form unspecialized, which is slow: it does no more than this.
  @discardableResult
  package mutating func write(_ text: some StringProtocol, at point: Point, style: Style = .plain, in area: Rect? = nil)
    -> Int
  {
    write(String(text), at: point, style: style, in: area)
  }

  private mutating func writePlain(_ text: String, at point: Point, style: Style, in area: Rect) -> Int {
    var place = point
    for byte in text.utf8 {
      if area.contains(place) { set(ScreenCell(Character(Unicode.Scalar(byte)), style: style), at: place) }
      place.x += 1
    }
    return place.x
  }

  /// Fills the part of `area` that lies within the buffer with a character of width 1.
  package mutating func fill(_ area: Rect, with character: Character = " ", style: Style = .plain) {
    let area = area.intersection(bounds)
    guard !area.isEmpty else { return }
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX { set(ScreenCell(character, style: style), at: Point(x: x, y: y)) }
    }
  }

  /// Changes the styles of the part of `area` that lies within the buffer. A wide character changes as a whole.
  package mutating func restyle(_ area: Rect, _ change: (inout Style) -> Void) {
    let area = area.intersection(bounds)
    guard !area.isEmpty else { return }
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX {
        let place = index(Point(x: x, y: y))
        change(&cells[place].style)
        if cells[place].width == 2 { cells[place + 1].style = cells[place].style }
        if cells[place].isRightHalf { cells[place].style = cells[place - 1].style }
      }
    }
  }

  /// Puts the theme's styles in the places of those that stand for them.
  package mutating func resolve(by theme: [Style]) {
    for index in cells.indices {
      guard case .theme = cells[index].style.foreground else { continue }
      cells[index].style = cells[index].style.resolved(by: theme)
    }
  }

  private mutating func put(_ character: Character, width: Int, at point: Point, style: Style, in area: Rect) {
    let last = Point(x: point.x + width - 1, y: point.y)
    guard area.contains(point), area.contains(last) else {
      // Half of it would stand outside, so its other half is left blank.
      if area.contains(point) { set(ScreenCell(style: style), at: point) }
      if area.contains(last) { set(ScreenCell(style: style), at: last) }
      return
    }
    set(ScreenCell(character, width: UInt8(width), style: style), at: point)
    if width == 2 {
      breakWide(at: last)
      cells[index(last)] = .rightHalf(style)
    }
  }

  private mutating func set(_ cell: ScreenCell, at point: Point) {
    breakWide(at: point)
    cells[index(point)] = cell
  }

  /// Blanks the other half of a wide character that is about to lose the half at `point`.
  private mutating func breakWide(at point: Point) {
    let place = index(point)
    if cells[place].isRightHalf { cells[place - 1] = ScreenCell(style: cells[place - 1].style) }
    if cells[place].width == 2 { cells[place + 1] = ScreenCell(style: cells[place + 1].style) }
  }

  private func index(_ point: Point) -> Int { point.y * size.width + point.x }

  private static func printable(_ character: Character) -> Character {
    guard let scalar = character.unicodeScalars.first, TextWidth.isControl(scalar) else { return character }
    if scalar.value == 0x7F { return "\u{2421}" }
    return scalar.value < 0x20 ? Character(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}") : "\u{FFFD}"
  }
}
