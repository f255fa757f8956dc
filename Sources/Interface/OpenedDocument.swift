// A document as the notebook starts with it: a file's, or a new one.

import Diagnostics
import Notebook

package struct OpenedDocument {
  var document: NotebookDocument
  /// No file is there yet, or an empty one.
  var isNew: Bool
  /// What opening had to say, to be shown first.
  var notice: String?

  /// A file; a new notebook under a path that does not exist yet, or whose file is empty; a new one without a name for nil.
  ///
  /// `settings` are those of a new one.
  package init(path: String?, settings: NotebookSettings = NotebookSettings()) throws(SessionFileError) {
    document = .new(settings)
    isNew = true
    guard let path else { return }
    document.path = path
    do throws(SessionFileError) {
      let opened = try path == "-" ? SessionFile.open(path) : SessionFile.openFile(path)
      guard !opened.document.fileBytes.isEmpty else {
        document.version = opened.document.version
        notice = "\(path) is empty: what you save makes it a notebook"
        return
      }
      document = opened.document
      isNew = false
      notice = opened.warnings.first?.message
    } catch {
      guard error.reason == .missing else { throw error }
      notice = "\(path) is new: it is written when you save"
    }
  }
}
