// Draws what is around the panes: the title, the borders with the tabs.

import Kernel
import Notebook
import Screen

enum FrameView {
  // MARK: Title

  /// File and sign of change on the left; sample and seed on the right, or what must not go unseen.
  static func drawTitle(_ state: AppState, in area: Rect, on buffer: inout ScreenBuffer) {
    guard !area.isEmpty else { return }
    let input = inputLabel(state)
    let settings = "\(input) · seed \(state.document.settings.seed) "
    let warning = state.crashRisk.map { Messages.notSafe($0).text(by: state.keymap) }
    let left = area.inset(left: 1)
    let nameWidth = warning == nil ? max(0, left.width - 3) : left.width / 4
    let end = buffer.write(
      TextWidth.truncateMiddle(state.fileName, to: nameWidth), at: left.origin, style: Theme.title, in: left)
    if state.document.isModified {
      buffer.write("●", at: Point(x: end + 1, y: area.y), style: Theme.modified, in: area)
    }
    if let warning {
      let room = area.inset(left: end + 3 - area.x, right: 1)
      let text = TextWidth.truncate(warning, to: room.width)
      let place = Point(x: room.maxX - TextWidth.of(text), y: area.y)
      buffer.write(text, at: place, style: Theme.problem, in: room)
      return
    }
    let start = area.maxX - TextWidth.of(settings)
    if start > end + 3 { buffer.write(settings, at: Point(x: start, y: area.y), style: Theme.hint, in: area) }
  }

  /// What the last pass ran on, if that is what is chosen still: it tells more than the setting does.
  private static func inputLabel(_ state: AppState) -> String {
    let chosen = state.document.settings.input
    let label = state.report.subject?.forward?.inputLabel ?? chosen
    return label == chosen || label.hasPrefix(chosen + " ") ? label : chosen
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
    }
    drawDivision(frame, on: &buffer)
    let top = box.row(0).inset(left: 1, right: 1)
    let showsNotebook = !frame.isSingle || state.focus == .notebook
    let showsPane = !frame.isSingle || state.focus == .pane
    if showsNotebook {
      let style = state.focus == .notebook ? Theme.focusedBorder : Theme.tab
      let end = buffer.write(" notebook ", at: Point(x: top.x + 1, y: top.y), style: style, in: top)
      drawCalls(
        state, from: end + 1, in: Rect(x: top.x, y: top.y, width: frame.notebook.maxX - top.x, height: 1), on: &buffer)
    }
    if showsPane { drawTabs(state, in: tabs(frame), on: &buffer) }
  }

  /// Which call of the function at the cursor its lines tell of.
  private static func drawCalls(_ state: AppState, from x: Int, in area: Rect, on buffer: inout ScreenBuffer) {
    guard let function = state.report.function, function.calls > 0 || function.isTried else { return }
    let room = area.inset(left: x - area.x, right: 1)
    guard room.width >= 12 else { return }
    let text = TextWidth.truncate(Messages.calls(of: function), to: room.width - 2)
    buffer.write(" \(text) ", at: room.origin, style: function.shown == nil ? Theme.tab : Theme.marked, in: room)
  }

  /// The line on which the caret stands, as messages count them, on the notebook's lower border; and what the line makes,
  /// where it has no room for that itself. Nothing where something else stands on that border.
  static func drawPlace(_ state: AppState, _ frame: Frame, on buffer: inout ScreenBuffer) {
    let displaced = state.displacedLineEnd.map { " · \($0.text)" } ?? ""
    let text = " \(Messages.line(state.caretFileLine))\(displaced) "
    let area = Rect(x: frame.notebook.x, y: frame.notebook.maxY, width: frame.notebook.width, height: 1)
    let place = area.inset(left: area.width - TextWidth.of(text) - 1, right: 1)
    guard !frame.outline.isEmpty, !area.isEmpty, area.width > TextWidth.of(text) + 1 else { return }
    let isFree = (place.x - 1...place.maxX).allSatisfy { buffer[Point(x: $0, y: place.y)].character == "─" }
    if isFree { buffer.write(text, at: place.origin, style: Theme.hint, in: area) }
  }

  /// The border between the panes.
  private static func drawDivision(_ frame: Frame, on buffer: inout ScreenBuffer) {
    let box = frame.outline
    switch frame.arrangement {
    case .single: break
    case .stacked: drawLine("├", "─", "┤", y: frame.pane.y - 1, in: box, on: &buffer)
    case .sideBySide:
      let x = frame.pane.x - 1
      for y in box.y..<box.maxY {
        let sign = y == box.y ? "┬" : y == box.maxY - 1 ? "┴" : "│"
        buffer.write(sign, at: Point(x: x, y: y), style: Theme.border)
      }
    }
  }

  /// How many rows of the pane's list are out of sight, on the border below it.
  static func drawHidden(_ hidden: HiddenRows, _ frame: Frame, on buffer: inout ScreenBuffer) {
    let box = frame.outline
    guard let text = Messages.hidden(hidden), !box.isEmpty else { return }
    let border = Rect(x: frame.pane.x, y: box.maxY - 1, width: box.maxX - 2 - frame.pane.x, height: 1)
    let place = border.inset(left: border.width - TextWidth.of(text) - 2)
    buffer.write(" \(text) ", at: place.origin, style: Theme.key, in: border)
  }

  /// The part of the border above the pane.
  private static func tabs(_ frame: Frame) -> Rect {
    Rect(
      x: frame.pane.x, y: max(frame.outline.y, frame.pane.y - 1),
      width: frame.outline.maxX - 1 - frame.pane.x, height: 1)
  }

  private static func drawLine(
    _ left: String, _ middle: String, _ right: String, y: Int, in box: Rect, on buffer: inout ScreenBuffer
  ) {
    let line = left + String(repeating: middle, count: box.width - 2) + right
    buffer.write(line, at: Point(x: box.x, y: y), style: Theme.border)
  }

  /// Each tab's name and where it stands, between blanks. Where there is no room for all names, the chosen tab has one.
  private static func tabs(chosen: PaneTab, in area: Rect) -> [(tab: PaneTab, name: String, area: Rect)] {
    let hasRoom = PaneTab.allCases.reduce(0) { $0 + TextWidth.of($1.view.name) + 4 } <= area.width
    var x = area.x
    return PaneTab.allCases.map { tab in
      let name = hasRoom || tab == chosen ? "\(tab.rawValue) \(tab.view.name)" : "\(tab.rawValue)"
      let width = TextWidth.of(name) + 2
      defer { x += width }
      return (tab, name, Rect(x: x, y: area.y, width: width, height: 1).intersection(area))
    }
  }

  static func hitAreas(_ frame: Frame, chosen: PaneTab) -> [HitArea] {
    guard !frame.outline.isEmpty, !frame.pane.isEmpty else { return [] }
    return tabs(chosen: chosen, in: tabs(frame)).map { HitArea(area: $0.area, target: .tab($0.tab)) }
  }

  private static func drawTabs(_ state: AppState, in area: Rect, on buffer: inout ScreenBuffer) {
    for (tab, name, area) in tabs(chosen: state.tab, in: area) {
      let isChosen = tab == state.tab
      let style = isChosen ? (state.focus == .pane ? Theme.focusedBorder.with(.bold) : Theme.chosenTab) : Theme.tab
      buffer.fill(area, style: Theme.border)
      buffer.write(
        name, at: Point(x: area.x + 1, y: area.y), style: isChosen ? style.with(.underline) : style, in: area)
    }
  }
}
