// The whole screen for a state.

import Kernel
import Screen

extension AppState {
  /// The screen, and where the terminal's cursor stands on it.
  package func render() -> (buffer: ScreenBuffer, cursor: Point?) {
    var buffer = ScreenBuffer(size: size)
    let frame = frame
    FrameView.drawTitle(self, in: frame.title, on: &buffer)
    FrameView.drawBorders(self, frame, on: &buffer)
    let caret = frame.notebook.isEmpty ? nil : NotebookView(self, in: frame.notebook).draw(on: &buffer)
    drawFirstWords(in: frame.notebook, on: &buffer)
    FrameView.drawHidden(drawPane(in: frame.pane, on: &buffer), frame, on: &buffer)
    let answer = BottomLine(state: self, area: frame.bottom).draw(on: &buffer)
    var cursor = focus == .notebook ? caret : nil
    if let caret { drawAssistance(at: caret, in: overlayArea, on: &buffer) }
    switch overlay {
    case .help(let top):
      helpView.draw(top: top, on: &buffer)
      cursor = nil
    case .prompt: cursor = answer
    case .unsavedQuestion, .conflict: cursor = nil
    case .replacing: cursor = caret
    case .palette, .samples, .start, .rewrite, .recovery:
      cursor = overlay?.list?.draw(self, in: overlayArea, on: &buffer)
    case nil: break
    }
    FrameView.drawPlace(self, frame, on: &buffer)
    theme.resolve(&buffer)
    // On a narrow screen a wide character may stand where there is no more room for the cursor.
    return (buffer, cursor.map { buffer.start(ofCharacterAt: $0) })
  }

  private func drawFirstWords(in area: Rect, on buffer: inout ScreenBuffer) {
    for (index, line) in firstWords.enumerated() {
      let row = area.row(layout.rowCount - topRow + index).inset(left: layout.gutterWidth)
      buffer.write(TextWidth.truncate(line, to: row.width), at: row.origin, style: Theme.hint, in: row)
    }
  }

  /// Draws the tab, and returns how much of its list has no room.
  private func drawPane(in area: Rect, on buffer: inout ScreenBuffer) -> HiddenRows {
    guard !area.isEmpty else { return HiddenRows() }
    guard let subject = report.subject else {
      let lines = Messages.emptyPane.flatMap { TextWrap.lines($0.text(by: keymap), width: area.width - 2) }
      for (index, line) in lines.prefix(area.height).enumerated() {
        let row = area.row(index).inset(left: 1)
        buffer.write(line, at: row.origin, style: Theme.hint, in: row)
      }
      return HiddenRows()
    }
    return tab.view.draw(paneContext(subject), area, &buffer)
  }

  /// What the pane's tabs are drawn from.
  func paneContext(_ subject: Subject) -> PaneContext {
    PaneContext(
      subject: subject, rows: tableRows, isForwardPending: report.isForwardPending, capabilities: capabilities,
      pins: pins, pane: pane, held: focus == .pane ? heldRow : nil,
      keys: keymap, hasKeys: focus == .pane, tables: report.tables, pictures: report.pictures)
  }
}
