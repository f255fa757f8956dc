// The tabs of the live pane, in one table: the line of tabs, the commands and what is drawn come from it.

import Kernel
import Screen

/// A tab, by its place from the left. F3 shows the first, Alt and its number any.
package enum PaneTab: Int, Hashable, Sendable, CaseIterable {
  case summary = 1
  case forward
  case compare
  case explain
}

/// What a tab is.
struct PaneView: Sendable {
  let name: String
  /// What its command does, in a line of the help screen.
  let help: String
  /// The layers whose values it shows, which the kernel then keeps.
  var shown: @Sendable (AppState) -> ShownLayers = { _ in .none }
  let draw: @Sendable (PaneContext, Rect, inout ScreenBuffer) -> Void
  /// What of it the mouse does something with.
  var hitAreas: @Sendable (PaneContext, Rect) -> [HitArea] = { _, _ in [] }
}

extension PaneTab {
  var view: PaneView {
    switch self {
    case .summary:
      PaneView(
        name: "Summary", help: "the table of layers", draw: SummaryPane.draw, hitAreas: SummaryPane.hitAreas)
    case .forward:
      PaneView(
        name: "Forward", help: "forward pass: values, times", shown: { .unfolded($0.pane.unfolded) },
        draw: ForwardPane.draw, hitAreas: ForwardPane.hitAreas)
    case .compare:
      PaneView(
        name: "Compare", help: "pinned models side by side", shown: { _ in .timed }, draw: ComparePane.draw)
    case .explain:
      PaneView(
        name: "Explain", help: "the layer's own arithmetic",
        shown: { .explained($0.focus == .pane ? $0.pane.chosen : nil) }, draw: ExplainPane.draw)
    }
  }
}
