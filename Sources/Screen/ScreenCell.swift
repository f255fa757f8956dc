// One cell of the screen.

package struct ScreenCell: Hashable, Sendable {
  /// One grapheme cluster. The right half of a wide one holds a space, which is not drawn.
  package var character: Character
  /// 1, or 2 for the left half of a wide cluster and 0 for its right half.
  package var width: UInt8
  package var style: Style

  package init(_ character: Character = " ", width: UInt8 = 1, style: Style = .plain) {
    self.character = character
    self.width = width
    self.style = style
  }

  var isRightHalf: Bool { width == 0 }

  static func rightHalf(_ style: Style) -> ScreenCell { ScreenCell(" ", width: 0, style: style) }
}
