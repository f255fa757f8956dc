// What the kernel gets of a document: its texts at one revision, and where they stand in the file.

package struct DocumentSnapshot: Hashable, Sendable {
  package struct Cell: Hashable, Sendable, Identifiable {
    package let id: CellID
    package let kind: CellKind
    package let text: String
    /// The line of the file, as it would be saved now, on which the text begins, from 1.
    package let firstLine: Int

    package init(id: CellID, kind: CellKind, text: String, firstLine: Int) {
      self.id = id
      self.kind = kind
      self.text = text
      self.firstLine = firstLine
    }
  }

  package let revision: Int
  /// The file's path; nil for a notebook that has none yet.
  package let path: String?
  package let cells: [Cell]

  package init(revision: Int, path: String? = nil, cells: [Cell]) {
    self.revision = revision
    self.path = path
    self.cells = cells
  }
}

extension NotebookDocument {
  package var snapshot: DocumentSnapshot {
    let lines = PercentWriter.write(self).firstLines
    let cells = zip(cells, lines).map {
      DocumentSnapshot.Cell(id: $0.id, kind: $0.kind, text: $0.text, firstLine: $1)
    }
    return DocumentSnapshot(revision: revision, path: path, cells: cells)
  }

  /// The file, byte for byte, as it is saved.
  package var fileBytes: [UInt8] { PercentWriter.write(self).bytes }
}
