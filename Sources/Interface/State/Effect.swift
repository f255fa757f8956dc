// What the program must do outside of its state.

import Kernel
import Notebook

package enum Effect: Sendable {
  case evaluate(KernelRequest)
  /// Asks what may stand at the caret.
  case assist(AssistanceRequest)
  /// Asks what the layer at the caret could be instead; nil gives up the last such question.
  case rewrite(RewriteRequest?)
  /// Reads the session that is to be pinned, named as the user typed it, and reports back by `AppState.opened`.
  case openToPin(name: String, path: String)
  /// Asks what another session's model comes to; nil gives up the last such question.
  case figures(FiguresRequest?)
  /// Reads the image that is to be the input, and reports back by `AppState.checked`.
  case checkInput(ForwardSettings)
  /// Looks what is in a folder, and reports back by `AppState.listed`.
  case list(folder: String)
  /// Writes the document to a path, and reports back by `AppState.saved`.
  case save(path: String, Replacement)
  /// Reads the document's file anew, and reports back by `AppState.reloaded`.
  case reload(path: String)
  /// The notebook holds what this journal holds: the notebook's own follows it from now on.
  case takeOver(journal: String)
  case discard(journal: String)
  case copy(String)
  case suspend
}
