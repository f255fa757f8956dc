// The mouse: what lies under the pointer, and what a click, a drag and the wheel do there.

import Notebook
import Screen

/// Something on the screen that the mouse does something with.
enum HitTarget: Hashable {
  case notebook, pane
  case tab(PaneTab)
  /// A command that the bottom line names.
  case hint(Command)
  /// The list that is open: an overlay's or that of the completions; and one of its entries, by its place.
  case list
  case entry(Int)
  /// A row of the pane's table by its place, and the sign before one that folds.
  case row(Int)
  case fold(Int)
  /// The feature maps, one of them by its channel, and the one that fills the pane.
  case maps
  case map(Int)
  case enlargedMap
  case help
}

extension HitTarget {
  /// Whether it is one of many in a list that may be longer than what shows of it.
  fileprivate var isEntry: Bool {
    switch self {
    case .entry, .row, .fold: true
    default: false
    }
  }

  fileprivate var isOfList: Bool {
    switch self {
    case .list, .entry: true
    default: false
    }
  }
}

/// A target and where it is.
struct HitArea: Hashable {
  var area: Rect
  var target: HitTarget
}

extension AppState {
  /// Everything that the mouse does something with. What lies before something else comes first.
  var hitAreas: [HitArea] {
    let frame = frame
    if case .help = overlay { return [HitArea(area: overlayArea, target: .help)] }
    if let overlay {
      guard let list = overlay.list else { return [] }
      return list.hitAreas(held: heldRow, in: overlayArea) + [HitArea(area: overlayArea, target: .list)]
    }
    return completionHitAreas + FrameView.hitAreas(frame, chosen: tab)
      + BottomLine(state: self, area: frame.bottom).hitAreas + paneHitAreas
      + [HitArea(area: frame.notebook, target: .notebook), HitArea(area: frame.pane, target: .pane)]
  }

  private var completionHitAreas: [HitArea] {
    guard !shownCompletions.isEmpty, !frame.notebook.isEmpty else { return [] }
    var scratch = ScreenBuffer(size: size)
    guard let caret = NotebookView(self, in: frame.notebook).draw(on: &scratch), let place = completionList(at: caret)
    else { return [] }
    return place.list.hitAreas(from: place.start, in: overlayArea)
  }

  /// Where help and the lists lie.
  var overlayArea: Rect {
    Rect(
      x: 0, y: frame.title.height, width: size.width, height: size.height - frame.title.height - frame.bottom.height)
  }

  mutating func handle(_ mouse: MouseEvent) -> [Effect] {
    let areas = hitAreas
    let target = areas.first { $0.area.contains(mouse.point) }?.target
    switch mouse.action {
    case .press:
      // Later presses of a succession are for what the first one hit.
      if mouse.count == 1 { pressed = target }
      guard target == pressed else { return [] }
      heldRow = target?.isEntry == true ? areas.first { $0.target == target }?.area.y : nil
      return giveUpAwaited() + press(target, mouse)
    case .drag: drag(to: mouse.point)
    case .release: dragStart = nil
    case .wheelUp: wheel(target, by: -3)
    case .wheelDown: wheel(target, by: 3)
    }
    return []
  }

  private mutating func press(_ target: HitTarget?, _ mouse: MouseEvent) -> [Effect] {
    dragStart = nil
    if target?.isOfList != true { assist.closeList() }
    switch target {
    case .notebook: clickNotebook(mouse)
    case .pane, .maps: enterPane()
    case .entry(let index): return clickEntry(index)
    case .row(let index): return clickRow(index, count: mouse.count)
    case .fold(let index): clickFold(index)
    case .map(let channel): clickMap(channel)
    case .enlargedMap: clickMap(nil)
    case .tab(let tab): show(tab)
    case .hint(let command):
      message = nil
      return perform(command)
    case .help: overlay = nil
    case .list, nil: break
    }
    return []
  }

  // MARK: Lists

  /// A click chooses an entry, and one on the chosen entry takes it, as Enter does.
  private mutating func clickEntry(_ index: Int) -> [Effect] {
    message = nil
    guard let overlay else {
      if assist.chosen == index { return perform(.takeCompletion) }
      assist.choose(index)
      return []
    }
    guard let list = overlay.list else { return [] }
    if list.chosen == index { return list.take(KeyPress(.enter), in: &self) }
    self.overlay = list.choosing(index)
    return []
  }

  /// The wheel over a list chooses the next entry or the one before.
  private mutating func scrollList(by step: Int) {
    if let list = overlay?.list {
      overlay = list.choosing(list.chosen + step)
    } else if overlay == nil {
      if assist.chosen == nil { assist.choose(0) } else { moveInCompletions(by: step) }
    }
  }

  // MARK: The notebook

  /// One click places the caret, two select the word, three the line.
  private mutating func clickNotebook(_ mouse: MouseEvent) {
    let place = caret(at: mouse.point)
    // What is under the pointer stays there, whatever the view followed so far.
    holdView()
    focus = .notebook
    guard let place else { return }
    message = nil
    self.place(place)
    dragStart = place
    guard mouse.count > 1 else { return }
    let line = text.range(ofLine: text.line(at: place.offset))
    let range = mouse.count == 2 ? text.word(at: place.offset) : line.lowerBound..<min(text.count, line.upperBound + 1)
    anchor = Caret(cell: place.cell, offset: range.lowerBound)
    caret.offset = range.upperBound
  }

  private mutating func drag(to point: Point) {
    let area = frame.notebook
    guard let dragStart, !area.isEmpty else { return }
    let inside = Point(x: min(max(point.x, area.x), area.maxX - 1), y: min(max(point.y, area.y), area.maxY - 1))
    guard let place = caret(at: inside) else { return }
    caret = place
    anchor = place == dragStart ? nil : dragStart
    goalColumn = nil
    // Beyond the border, the text comes into view line by line.
    if point.y < area.y { move(.up, selecting: true) } else if point.y >= area.maxY { move(.down, selecting: true) }
  }

  // MARK: The wheel

  private mutating func wheel(_ target: HitTarget?, by count: Int) {
    switch target {
    case .notebook: scrollNotebook(by: count)
    case .list, .entry: scrollList(by: count.signum())
    case .pane, .row, .fold, .maps, .map, .enlargedMap: target.map { scrollPane($0, by: count) }
    case .help:
      guard case .help(let top) = overlay else { return }
      overlay = .help(top: helpView.clamp(top + count))
    case .tab, .hint, nil: break
    }
  }
}
