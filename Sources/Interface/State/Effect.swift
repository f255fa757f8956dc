// What the program must do outside of its state.

import Kernel

package enum Effect: Sendable {
  case evaluate(KernelRequest)
  /// Writes the document to a path, and reports back by `AppState.saved`.
  case save(path: String)
  case copy(String)
  case suspend
}
