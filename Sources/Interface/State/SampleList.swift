// The sample images, of which one becomes the input.

import Kernel
import Screen

package struct SampleList: Hashable, Sendable {
  package var chosen: Int
}

extension SampleList: OverlayList {
  var overlay: Overlay { .samples(self) }
  var count: Int { Sample.all.count }
  var hint: KeyedText { Messages.samplesHint }

  func hitAreas(held: Int?, in area: Rect) -> [HitArea] {
    SampleChooser.list(chosen: chosen, held: held, in: area).hitAreas
  }

  func draw(_ state: AppState, in area: Rect, on buffer: inout ScreenBuffer) -> Point? {
    SampleChooser.draw(chosen: chosen, held: state.heldRow, in: area, capabilities: state.capabilities, on: &buffer)
    return nil
  }

  /// Enter takes the chosen one; a letter goes to the next of a class.
  func take(_ key: KeyPress, in state: inout AppState) -> [Effect] {
    if key.key == .enter {
      state.overlay = nil
      if Sample.all.indices.contains(chosen) { state.setInput(Sample.all[chosen].input) }
      return []
    }
    guard case .character(let letter) = key.key, key.modifiers.isSubset(of: .shift) else { return state.close() }
    state.overlay = choosing(SampleChooser.next(after: chosen, beginningWith: letter) ?? chosen)
    return []
  }
}
