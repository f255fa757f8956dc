// The tabs of the live pane, in one table: the line of tabs, the commands and what is drawn come from it.

import Screen

/// A tab, by its place from the left. F3 shows the first, Alt and its number any.
package enum PaneTab: Int, Hashable, Sendable, CaseIterable {
  case summary = 1
  case forward
}

/// What a tab is.
struct PaneView: Sendable {
  let name: String
  /// What its command does, in a line of the help screen.
  let help: String
  /// Whether it shows the layers' values, which the kernel then keeps.
  var showsValues = false
  let draw: @Sendable (PaneContext, Rect, inout ScreenBuffer) -> Void
}

extension PaneTab {
  var view: PaneView {
    switch self {
    case .summary: PaneView(name: "Summary", help: "the table of layers", draw: SummaryPane.draw)
    case .forward:
      PaneView(name: "Forward", help: "forward pass: values, times", showsValues: true, draw: ForwardPane.draw)
    }
  }
}
