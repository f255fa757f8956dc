// The looks of things. No meaning rests on colour alone: each coloured thing has a sign or a place of its own.

import Screen

enum Theme {
  static let plain = Style.plain
  static let title = Style(.bold)
  static let border = Style(.dim)
  static let focusedBorder = Style(foreground: .cyan)
  static let gutter = Style(foreground: .cyan, .dim)
  static let currentGutter = Style(foreground: .cyan, .bold)
  static let prose = Style.plain
  static let cellTitle = Style([.dim, .italic])
  static let heading = Style(.bold)
  static let inlay = Style(foreground: .green, .dim)
  static let output = Style(.dim)
  static let problem = Style(foreground: .red)
  static let warning = Style(foreground: .yellow)
  static let note = Style(foreground: .blue, .dim)
  static let selection = Style(.reverse)
  static let tab = Style(.dim)
  static let chosenTab = Style(.bold)
  static let header = Style(.dim)
  static let marked = Style(foreground: .yellow, .bold)
  static let chosen = Style(.reverse)
  static let bar = Style(foreground: .blue)
  static let hint = Style(.dim)
  static let key = Style(.bold)
  static let modified = Style(foreground: .yellow)
}
