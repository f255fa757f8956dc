// What the pane was drawn from last. A key that brings no new results has none of it made again.

import Kernel
import Synchronization

/// Remembers what is made of one result of the kernel's, the last thing of each kind. A class, for asking twice gives
/// the same, only sooner.
final class PaneMemory: Sendable {
  /// What was made, with all that it depends on beside the result.
  enum Key: Hashable, Sendable {
    /// The texts of a tab's table, by the rows that show.
    case table(PaneTab, LayerOrder, isReversed: Bool, unfolded: Set<LayerRow.ID>)
    case input
    case scores
    case output(LayerRow.ID)
    /// One map, by whose size a page is divided.
    case firstMap(LayerRow.ID, width: Int)
    case maps(LayerRow.ID, Range<Int>, width: Int)

    fileprivate var kind: Int {
      switch self {
      case .table: 0
      case .input: 1
      case .scores: 2
      case .output: 3
      case .firstMap: 4
      case .maps: 5
      }
    }
  }

  private struct State {
    var things: [Int: (key: Key, thing: any Sendable)] = [:]
    var made = 0
  }

  private let state = Mutex(State())

  /// How many things were made: what a test holds the cost of a keystroke to.
  var made: Int { state.withLock { $0.made } }

  func value<Thing: Sendable>(_ key: Key, make: () -> Thing) -> Thing {
    let known = state.withLock { $0.things[key.kind] }
    if let known, known.key == key, let thing = known.thing as? Thing { return thing }
    let thing = make()
    state.withLock { state in
      state.things[key.kind] = (key, thing)
      state.made += 1
    }
    return thing
  }
}
