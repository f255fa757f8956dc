// What the program must do outside of its state.

import Kernel

package enum Effect: Sendable {
  case evaluate(KernelRequest)
  /// Asks what may stand at the caret.
  case assist(AssistanceRequest)
  /// Writes the document to a path, and reports back by `AppState.saved`. A new name must not replace a file.
  case save(path: String, isNew: Bool)
  case copy(String)
  case suspend
}
