// Every view of the program at every size that matters: one row a view, whole screens with styles, driven by keys.

import Kernel
import Screen
import Testing

@testable import Interface

/// A view, named as its screens' files are, and the keys that lead there from the sample session's start.
struct View: CustomTestStringConvertible, Sendable {
  let name: String
  let events: [TerminalEvent]
  var kernel: @Sendable (KernelRequest) -> KernelSnapshot = { SampleSession.snapshot(of: $0) }

  var testDescription: String { name }

  func run(_ size: Size) -> FakeTerminal {
    SampleSession.run(
      width: size.width, height: size.height, steps: events.map { .event($0) }, kernel: kernel
    ).terminal
  }

  /// Add a row for a view of yours.
  static let all: [View] = [
    View(name: "notebook", events: toBlock),
    View(name: "summary-chosen", events: toBlock + toPane + [.key(.right), .key(.down)]),
    View(name: "summary-sorted", events: toPane + keys("*sr")),
    View(name: "forward-chosen", events: toPane + [.key(.function(4)), .key(.down)]),
    View(name: "forward-next-maps", events: toPane + [.key(.function(4)), .key(.down)] + keys("]")),
    View(name: "forward-enlarged", events: toPane + [.key(.function(4)), .key(.down)] + keys("z]]")),
    View(name: "samples", events: [alt("s"), .key(.down), .key(.down)]),
    View(name: "rewrite", events: toBlock + [.key(.function(7)), .key(.down)]),
    View(name: "function-call", events: toBlock + [alt("c")]),
    View(name: "function-not-called", events: toBlock, kernel: { SampleSession.uncalled($0) }),
    View(name: "start", events: toLessons + [.key(.down), .key(.down)]),
    View(name: "checks", events: toBlock, kernel: { SampleSession.checked($0) }),
    View(name: "compare-nothing", events: toBlock + [.key(.function(5))], kernel: SampleSession.compared),
    View(
      name: "compare", events: toBlock + [control("p"), .key(.function(5)), .key("x")], kernel: SampleSession.compared),
    View(name: "explain", events: toBlock + [.key(.function(6))], kernel: SampleSession.explained),
    View(
      name: "explain-grouped",
      events: toBlock + toPane + [.key(.function(6)), .key(.down), .key(.right), .key("]"), .key("]"), .key("}")],
      kernel: SampleSession.explainedGroups),
    View(
      name: "explain-transposed",
      events: toBlock + toPane + [.key(.function(6)), .key(.down), .key(.down), .key(.right)],
      kernel: SampleSession.explainedTransposed),
    View(
      name: "explain-depthwise",
      events: toBlock + toPane + [
        .key(.function(6)), .key(.down), .key(.down), .key(.right), .key("]"), .key("]"), .key("]"),
      ],
      kernel: SampleSession.explainedDepthwise),
    View(
      name: "explain-pooling", events: toBlock + toPane + [.key(.function(6)), .key(.down), .key("]")],
      kernel: SampleSession.explainedPooling),
  ]

  /// Down to the line of the block's convolution.
  static let toBlock = Array(repeating: TerminalEvent.key(.down), count: 6)
  static let toPane = [control("o")]
  /// By the palette, as the command has no key.
  static let toLessons = [.key(.function(2))] + keys("lessons") + [.key(.enter)]
}

@Suite struct ViewTests {
  /// The sizes that terminals have, a narrow one, one that is low too, and one that holds next to nothing.
  static let sizes = [
    Size(width: 200, height: 60), Size(width: 120, height: 40), Size(width: 80, height: 24),
    Size(width: 50, height: 32),
    Size(width: 40, height: 12),
    Size(width: 12, height: 4),
  ]

  @Test(arguments: View.all, sizes) func looksAsRecorded(view: View, size: Size) async throws {
    let (screen, cursor) = await onThreadOfItsOwn {
      let terminal = view.run(size)
      return (terminal.screen, terminal.cursor)
    }
    try expectScreen(screen, cursor: cursor, matches: "Views/\(view.name)-\(size.width)x\(size.height)")
  }
}
