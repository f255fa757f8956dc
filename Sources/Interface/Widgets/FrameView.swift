// Draws what is around the panes: the title, the borders with the tabs, the bottom line.

import Diagnostics
import Kernel
import Notebook
import Screen

enum FrameView {
  // MARK: Title

  /// File and sign of change on the left; sample and seed on the right.
  static func drawTitle(_ state: AppState, in area: Rect, on buffer: inout ScreenBuffer) {
    guard !area.isEmpty else { return }
    let input = state.report.subject?.forward.map(\.inputLabel) ?? state.document.settings.input
    let settings = "\(input) · seed \(state.document.settings.seed) "
    let left = area.inset(left: 1)
    let end = buffer.write(
      TextWidth.truncateMiddle(state.fileName, to: max(0, left.width - 3)), at: left.origin, style: Theme.title,
      in: left)
    if state.document.isModified {
      buffer.write("●", at: Point(x: end + 1, y: area.y), style: Theme.modified, in: area)
    }
    let start = area.maxX - TextWidth.of(settings)
    if start > end + 3 { buffer.write(settings, at: Point(x: start, y: area.y), style: Theme.hint, in: area) }
  }

  // MARK: Borders

  static func drawBorders(_ state: AppState, _ frame: Frame, on buffer: inout ScreenBuffer) {
    let box = frame.outline
    guard box.width >= 2, box.height >= 2 else { return }
    drawLine("┌", "─", "┐", y: box.y, in: box, on: &buffer)
    drawLine("└", "─", "┘", y: box.maxY - 1, in: box, on: &buffer)
    for y in box.y + 1..<box.maxY - 1 {
      buffer.write("│", at: Point(x: box.x, y: y), style: Theme.border)
      buffer.write("│", at: Point(x: box.maxX - 1, y: y), style: Theme.border)
      if !frame.isSingle { buffer.write("│", at: Point(x: frame.pane.x - 1, y: y), style: Theme.border) }
    }
    if !frame.isSingle {
      buffer.write("┬", at: Point(x: frame.pane.x - 1, y: box.y), style: Theme.border)
      buffer.write("┴", at: Point(x: frame.pane.x - 1, y: box.maxY - 1), style: Theme.border)
    }
    let top = box.row(0).inset(left: 1, right: 1)
    let showsNotebook = !frame.isSingle || state.focus == .notebook
    let showsPane = !frame.isSingle || state.focus == .pane
    if showsNotebook {
      let style = state.focus == .notebook ? Theme.focusedBorder : Theme.tab
      buffer.write(" notebook ", at: Point(x: top.x + 1, y: top.y), style: style, in: top)
    }
    if showsPane {
      drawTabs(state, in: top.inset(left: frame.isSingle ? 0 : frame.pane.x - top.x), on: &buffer)
    }
  }

  private static func drawLine(
    _ left: String, _ middle: String, _ right: String, y: Int, in box: Rect, on buffer: inout ScreenBuffer
  ) {
    let line = left + String(repeating: middle, count: box.width - 2) + right
    buffer.write(line, at: Point(x: box.x, y: y), style: Theme.border)
  }

  private static func drawTabs(_ state: AppState, in area: Rect, on buffer: inout ScreenBuffer) {
    var x = area.x
    for tab in PaneTab.allCases {
      let isChosen = tab == state.tab
      let style = isChosen ? (state.focus == .pane ? Theme.focusedBorder.with(.bold) : Theme.chosenTab) : Theme.tab
      x = buffer.write(" ", at: Point(x: x, y: area.y), style: Theme.border, in: area)
      x = buffer.write(
        "\(tab.rawValue) \(tab.name)", at: Point(x: x, y: area.y), style: isChosen ? style.with(.underline) : style,
        in: area)
      x = buffer.write(" ", at: Point(x: x, y: area.y), style: Theme.border, in: area)
    }
  }

  // MARK: Bottom line

  /// What is wrong or what just happened on the left, the keys that matter on the right. Returns the caret of a question.
  static func drawBottom(_ state: AppState, in area: Rect, on buffer: inout ScreenBuffer) -> Point? {
    guard !area.isEmpty else { return nil }
    let left = area.inset(left: 1)
    switch state.overlay {
    case .prompt(let prompt):
      // The end of a long answer is what is being typed.
      let room = left.width - TextWidth.of(prompt.label) - 1
      var text = prompt.text
      while !text.isEmpty, TextWidth.of(text) > room { text.removeFirst() }
      let end = buffer.write(prompt.label, at: left.origin, style: Theme.key, in: left)
      return Point(x: min(buffer.write(text, at: Point(x: end, y: left.y), in: left), area.maxX - 1), y: left.y)
    case .quitQuestion:
      buffer.write(
        TextWidth.truncate(Messages.quitQuestion, to: left.width), at: left.origin, style: Theme.key, in: left)
      return nil
    default:
      let hints = hints(state)
      let (text, style) = status(state)
      let textWidth = TextWidth.of(text)
      // The message comes first; hints take what it leaves, the last ones being dropped first.
      var shown = hints
      let width = { (hints: [(key: String, name: String)]) in
        hints.reduce(0) { $0 + TextWidth.of($1.key) + TextWidth.of($1.name) + 3 }
      }
      let room = text.isEmpty ? left.width : max(left.width - textWidth - 1, min(20, left.width / 3))
      while !shown.isEmpty, width(shown) > room { shown.removeLast() }
      let textArea = left.inset(right: width(shown))
      buffer.write(TextWidth.truncate(text, to: textArea.width), at: textArea.origin, style: style, in: textArea)
      drawHints(shown, at: Point(x: area.maxX - width(shown), y: area.y), in: left, on: &buffer)
      return nil
    }
  }

  private static func drawHints(
    _ hints: [(key: String, name: String)], at point: Point, in area: Rect, on buffer: inout ScreenBuffer
  ) {
    var x = point.x
    for hint in hints {
      x = buffer.write("\(hint.key) ", at: Point(x: x, y: point.y), style: Theme.key, in: area)
      x = buffer.write("\(hint.name)  ", at: Point(x: x, y: point.y), style: Theme.hint, in: area)
    }
  }

  /// The keys that matter here, by the table's own names.
  private static func hints(_ state: AppState) -> [(key: String, name: String)] {
    let notebook: [Command] = [.help, .palette, .save, .quit]
    let pane: [Command] = [.toggleRow, .switchFocus, .help, .quit]
    let commands = state.overlay == nil ? (state.focus == .pane ? pane : notebook) : []
    return commands.compactMap { command in
      guard let entry = CommandTable.entries.first(where: { $0.command == command }), let key = entry.keys.first else {
        return nil
      }
      return (key.shortName, command == .switchFocus ? "notebook" : entry.name)
    }
  }

  /// What just happened; else the problem nearest to the caret, with its line.
  private static func status(_ state: AppState) -> (text: String, style: Style) {
    if let message = state.message { return (message.text, message.isError ? Theme.problem : Theme.plain) }
    if let overlay = state.overlay { return (overlay.hint, Theme.hint) }
    guard let problem = state.nearestProblem else { return ("", Theme.plain) }
    return ("\(problem.message), line \(problem.fileLine)", ProblemLook(problem.severity).style)
  }
}

extension Overlay {
  fileprivate var hint: String {
    switch self {
    case .help: "↑ ↓ scroll · any other key goes back"
    case .palette: "type to narrow · Enter does it · Esc goes back"
    case .prompt, .quitQuestion: ""
    }
  }
}

extension AppState {
  /// The problem of the caret's line, else the notebook's first error, else its first problem of any kind.
  fileprivate var nearestProblem: CellProblem? {
    let all = document.cells.flatMap { report.cells[$0.id]?.problems ?? [] }
    return all.first { $0.place == caretLine } ?? all.first { $0.severity == .error }
      ?? all.first { $0.severity == .warning }
  }
}
