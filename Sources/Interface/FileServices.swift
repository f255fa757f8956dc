// What the program's loop needs of the file system.

import Kernel
import Notebook

package struct FileServices {
  /// Writes the document to a path, in the place of what may be there.
  var save: (NotebookDocument, String, Replacement) -> Result<FileVersion, SessionFileError>
  var open: (String) -> Result<NotebookDocument, SessionFileError>
  var removeJournal: (String) -> Void
  var isThere: (String) -> Bool
  var entries: (_ folder: String) -> [FolderEntry]
  /// Why an input cannot be had; nil where it can.
  var inputProblem: (ForwardSettings) -> String?

  package init(
    save: @escaping (NotebookDocument, String, Replacement) -> Result<FileVersion, SessionFileError>,
    open: @escaping (String) -> Result<NotebookDocument, SessionFileError>,
    removeJournal: @escaping (String) -> Void, isThere: @escaping (String) -> Bool = { _ in true },
    entries: @escaping (String) -> [FolderEntry] = { _ in [] },
    inputProblem: @escaping (ForwardSettings) -> String? = { _ in nil }
  ) {
    self.save = save
    self.open = open
    self.removeJournal = removeJournal
    self.isThere = isThere
    self.entries = entries
    self.inputProblem = inputProblem
  }

  /// The real files, and the journals of a folder. The environment tells where data sets may lie.
  package static func real(journals: JournalFolder?, environment: [String: String] = [:]) -> FileServices {
    FileServices(
      save: { document, path, replacement in
        let bytes = document.fileBytes
        return Result { () throws(SessionFileError) in
          if SessionFile.isJupyter(path) { throw SessionFileError(path, .jupyterName) }
          try SessionFile.save(bytes, to: path, replacement)
          return FileVersion(of: bytes)
        }
      },
      open: { path in Result { () throws(SessionFileError) in try SessionFile.openFile(path).document } },
      // One that is not there any more is what was wanted.
      removeJournal: { name in try? journals?.remove(name) }, isThere: SessionFile.isThere,
      entries: FolderListing.entries, inputProblem: { $0.inputProblem(environment: environment) })
  }
}
