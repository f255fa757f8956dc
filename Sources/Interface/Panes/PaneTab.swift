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

/// What commands do in a place, in a word or two beside their keys; the table's own name where nothing is said.
struct PaneHint: Sendable {
  let commands: [Command]
  var name: String?

  init(_ commands: Command..., name: String? = nil) {
    self.commands = commands
    self.name = name
  }
}

/// What a tab is.
struct PaneView: Sendable {
  let name: String
  /// What its command does, in a line of the help screen.
  let help: String
  /// The keys that matter in it.
  let hints: @Sendable (AppState) -> [PaneHint]
  /// The layers whose values it shows, which the kernel then keeps.
  var shown: @Sendable (AppState) -> ShownLayers = { _ in .none }
  /// Draws it, and returns how much of its list has no room.
  let draw: @Sendable (PaneContext, Rect, inout ScreenBuffer) -> HiddenRows
  /// Chooses what the keys act on as the pane is entered.
  var enter: @Sendable (inout AppState) -> Void = { $0.keepChosenRow() }
  /// So many rows or layers on, or back, by the wheel and the keys that choose rows.
  var step: @Sendable (inout AppState, Int) -> Void = { $0.chooseRow(by: $1) }
  /// What its keys do, told beside the key that goes to it; nil where that says nothing new.
  var invitation: @Sendable (AppState) -> String? = { _ in nil }
  /// What of it the mouse does something with.
  var hitAreas: @Sendable (PaneContext, Rect) -> [HitArea] = { _, _ in [] }
}

extension PaneTab {
  var view: PaneView {
    switch self {
    case .summary:
      PaneView(
        name: "Summary", help: "the table of layers", hints: { _ in [PaneHint(.goToRow), PaneHint(.toggleRow)] },
        draw: SummaryPane.draw, hitAreas: SummaryPane.hitAreas)
    case .forward:
      PaneView(
        name: "Forward", help: "forward pass: values, times",
        hints: { state in
          [
            PaneHint(.previousMaps, .nextMaps, name: "maps"),
            PaneHint(.enlargeMap, name: state.pane.isEnlarged ? "all maps" : "enlarge"),
            PaneHint(.previousRow, .nextRow, name: "layer"), PaneHint(.goToRow),
          ]
        },
        shown: { .unfolded($0.pane.unfolded) },
        draw: ForwardPane.draw, invitation: { $0.report.subject?.forward.map { _ in Messages.goesToMaps } },
        hitAreas: ForwardPane.hitAreas)
    case .compare:
      PaneView(
        name: "Compare", help: "pinned models side by side",
        hints: { _ in
          [
            PaneHint(.pin), PaneHint(.previousPin, .nextPin, name: Messages.choosesPin),
            PaneHint(.previousRow, .nextRow, name: "scroll"),
          ]
        },
        shown: { _ in .timed }, draw: ComparePane.draw, step: { $0.scrollCompared(by: $1) })
    case .explain:
      PaneView(
        name: "Explain", help: "the layer's own arithmetic",
        hints: { state in
          [
            PaneHint(.window(.up), .window(.down), .window(.left), .window(.right), name: "window"),
            PaneHint(
              .window(.previousFilter), .window(.nextFilter),
              name: state.report.subject?.explanation?.window?.outputNoun ?? "filter"),
            PaneHint(.previousLayer, .nextLayer, name: "layer"),
          ]
        },
        shown: { .explained($0.focus == .pane ? $0.pane.chosen : nil) }, draw: ExplainPane.draw,
        enter: { $0.keepExplainedLayer() }, step: { $0.explainLayer(by: $1) },
        invitation: { $0.report.subject?.explanation?.window.map { _ in Messages.stepsWindow } })
    }
  }
}
