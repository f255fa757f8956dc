// Draws the help screen, over the panes: the keys that are no matter of course, by sections.

import Screen

struct HelpView {
  private static let introduction =
    "What is typed is text. Arrows move, across cells too; with Shift they select."
  private static let keyWidth = 12
  /// Between two columns.
  private static let gap = 2

  /// A section's heading or one of its commands.
  private struct Entry {
    var text: String
    var isHeading = false
  }

  private let area: Rect
  /// Each line's entries from left to right.
  private let lines: [[Entry]]

  init(keymap: Keymap, area: Rect) {
    self.area = area
    let entries = HelpView.entries(keymap)
    let whole = { (text: String) in TextWrap.lines(text, width: area.width).map { [Entry(text: $0)] } }
    let table = HelpView.columns(entries, width: area.width)
    let keyless = CommandTable.entries.filter { !$0.isObvious && keymap.keys(of: $0).isEmpty }.map(\.name)
    lines =
      whole(HelpView.introduction) + table
      + (keyless.isEmpty ? [] : whole(Messages.inPalette(keyless).text(by: keymap)))
  }

  /// Two columns where they fit, else one. No heading ends the first of them.
  private static func columns(_ entries: [Entry], width: Int) -> [[Entry]] {
    guard width >= 78 else { return entries.map { [$0] } }
    let half = (entries.count + 1) / 2
    let first = entries[half - 1].isHeading ? half - 1 : half
    return (0..<max(first, entries.count - first)).map { index in
      [
        index < first ? entries[index] : Entry(text: ""),
        first + index < entries.count ? entries[first + index] : Entry(text: ""),
      ]
    }
  }

  private static func entries(_ keymap: Keymap) -> [Entry] {
    CommandSection.allCases.flatMap { section in
      let shown = CommandTable.entries.filter { $0.section == section && !$0.isObvious && !keymap.keys(of: $0).isEmpty }
      return [Entry(text: section.rawValue, isHeading: true)]
        + grouped(shown).map { commands in
          let keys = KeyPress.list(commands.compactMap { keymap.keys(of: $0).first })
          let help = commands.count > 1 ? commands[0].group : nil
          return Entry(text: TextWidth.pad(keys, to: keyWidth) + (help ?? commands[0].help))
        }
    }
  }

  /// Neighbours that the help tells of in one line.
  private static func grouped(_ entries: [CommandEntry]) -> [[CommandEntry]] {
    entries.reduce(into: []) { groups, entry in
      if let group = entry.group, let last = groups.last?.first, last.group == group {
        groups[groups.count - 1].append(entry)
      } else {
        groups.append([entry])
      }
    }
  }

  var scrolls: Bool { lines.count > area.height }

  /// The lines that a page goes on by.
  var page: Int { max(1, area.height - 1) }

  /// The first line to show, so that the screen is as full as it can be.
  func clamp(_ top: Int) -> Int { min(max(0, top), max(0, lines.count - area.height)) }

  func draw(top: Int, on buffer: inout ScreenBuffer) {
    buffer.fill(area)
    for (y, line) in lines.dropFirst(clamp(top)).prefix(area.height).enumerated() {
      let row = area.row(y)
      let columns = row.columns(line.flatMap { _ in [Extent.flexible, .fixed(HelpView.gap)] }.dropLast())
      for (index, entry) in line.enumerated() {
        let place = columns[2 * index]
        let style = entry.isHeading ? Theme.title : Theme.plain
        buffer.write(TextWidth.truncate(entry.text, to: place.width), at: place.origin, style: style, in: place)
      }
    }
  }
}

extension AppState {
  var helpView: HelpView { HelpView(keymap: keymap, area: overlayArea) }
}
