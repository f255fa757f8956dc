// The looks of things, as data. No meaning rests on colour alone: each coloured thing has a sign or a place of its own.

import Diagnostics
import Screen

/// A thing that has a look. Its name is what a configuration calls it.
package enum Look: String, CaseIterable, Sendable {
  case title, border, proseCode, bracket, focusedBorder, gutter, currentGutter, prose, cellTitle, heading, inlay,
    output,
    problem,
    warning,
    note, selection, tab, chosenTab, header, marked, chosen, bar, hint, key, modified
  case keyword, number, string, comment, interpolation, definition, layer, argument, builtin, lit
}

/// What everything looks like.
///
/// Widgets draw with the styles that stand for a look, such as `Theme.title`; what they are is put in when the whole
/// screen is drawn.
package struct Theme: Hashable, Sendable {
  private var styles: [Style]

  package subscript(look: Look) -> Style {
    get { styles[Theme.number(look)] }
    set { styles[Theme.number(look)] = newValue }
  }

  /// For a background of either kind.
  package init(isLight: Bool = false) {
    styles = Look.allCases.map { isLight ? $0.style.onLight : $0.style }
  }

  func resolve(_ buffer: inout ScreenBuffer) { buffer.resolve(by: styles) }

  private static func number(_ look: Look) -> Int { Look.allCases.firstIndex(of: look) ?? 0 }

  /// The style that stands for a look.
  private static func style(_ look: Look) -> Style { Style(foreground: .theme(UInt8(number(look)))) }
}

extension Look {
  /// As it is on a dark background.
  fileprivate var style: Style {
    switch self {
    case .title: Style(.bold)
    case .border: Style(.dim)
    case .bracket: Style(foreground: .yellow, [.bold, .underline])
    case .proseCode: Style(foreground: .cyan, .bold)
    case .focusedBorder: Style(foreground: .cyan)
    case .gutter: Style(foreground: .cyan, .dim)
    case .currentGutter: Style(foreground: .cyan, .bold)
    case .prose: Style.plain
    case .cellTitle: Style([.dim, .italic])
    case .heading: Style(.bold)
    case .inlay: Style(foreground: .green, .dim)
    case .output: Style(.dim)
    case .problem: Style(foreground: .red)
    case .warning: Style(foreground: .yellow)
    case .note: Style(foreground: .blue, .dim)
    case .selection: Style(.reverse)
    case .tab: Style(.dim)
    case .chosenTab: Style(.bold)
    case .header: Style(.dim)
    case .marked: Style(foreground: .yellow, .bold)
    case .chosen: Style(.reverse)
    case .bar: Style(foreground: .blue)
    case .hint: Style(.dim)
    case .key: Style(.bold)
    case .modified: Style(foreground: .yellow)
    case .keyword: Style(.bold)
    case .number: Style(foreground: .cyan)
    case .string: Style(foreground: .green)
    case .comment: Style([.dim, .italic])
    case .interpolation: Style.plain
    case .definition: Style(foreground: .blue, .bold)
    case .layer: Style(foreground: .magenta)
    case .argument: Style(.italic)
    case .builtin: Style(foreground: .cyan)
    case .lit: Style([.bold, .underline])
    }
  }
}

extension Style {
  /// Colours that are too bright for a light background, and the darker ones for them.
  private static let darker: [Color: Color] = [.cyan: .indexed(25), .green: .indexed(28), .yellow: .indexed(94)]

  fileprivate var onLight: Style {
    Style(foreground: Style.darker[foreground] ?? foreground, background: background, attributes)
  }
}

extension Theme {
  static let plain = Style.plain
  static let title = style(.title)
  static let border = style(.border)
  static let bracket = style(.bracket)
  static let proseCode = style(.proseCode)
  static let focusedBorder = style(.focusedBorder)
  static let gutter = style(.gutter)
  static let currentGutter = style(.currentGutter)
  static let prose = style(.prose)
  static let cellTitle = style(.cellTitle)
  static let heading = style(.heading)
  static let inlay = style(.inlay)
  static let output = style(.output)
  static let problem = style(.problem)
  static let warning = style(.warning)
  static let note = style(.note)
  static let selection = style(.selection)
  static let tab = style(.tab)
  static let chosenTab = style(.chosenTab)
  static let header = style(.header)
  static let marked = style(.marked)
  static let chosen = style(.chosen)
  static let bar = style(.bar)
  static let hint = style(.hint)
  static let key = style(.key)
  static let modified = style(.modified)
  static let lit = style(.lit)

  /// The look of a part of code.
  static func code(_ role: SyntaxRole) -> Style {
    switch role {
    case .keyword: style(.keyword)
    case .number: style(.number)
    case .string: style(.string)
    case .comment: style(.comment)
    case .interpolation: style(.interpolation)
    case .definition: style(.definition)
    case .layer: style(.layer)
    case .argument: style(.argument)
    case .builtin: style(.builtin)
    }
  }
}
