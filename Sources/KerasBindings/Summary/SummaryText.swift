// The summary of a model for those outside the bindings.

import Language
import ModelGraph

extension Interpreter {
  /// What `model.summary()` prints, without the last newline.
  package func summaryText(of model: LayerID) -> String { ModelSummary(of: model, in: self).text }
}
