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

  /// The same, made of the snapshot of an earlier revision where only text of code cells has changed since: the other
  /// cells are not looked at.
  package func snapshot(after old: DocumentSnapshot) -> DocumentSnapshot {
    if revision == old.revision { return DocumentSnapshot(revision: revision, path: path, cells: old.cells) }
    guard revision == old.revision + 1, let counts = addedLines(since: old) else { return snapshot }
    var shift = 0
    let cells = zip(old.cells, cells).map { before, cell in
      defer { shift += counts[cell.id] ?? 0 }
      return DocumentSnapshot.Cell(
        id: cell.id, kind: cell.kind, text: cell.text, firstLine: before.firstLine + shift)
    }
    return DocumentSnapshot(revision: revision, path: path, cells: cells)
  }

  /// How many lines each cell has grown by; nil where the file may have changed around a cell too.
  private func addedLines(since old: DocumentSnapshot) -> [CellID: Int]? {
    guard old.cells.count == cells.count, changes.count == 1, case .text(let id, let range, let count) = changes[0],
      let index = index(of: id), cells[index].kind == .code
    else { return nil }
    // Which text the file has in quotes may depend on the code before it.
    guard !cells.contains(where: { $0.origin.body?.form.isQuoted ?? false }) else { return nil }
    let before = old.cells[index].text.utf8
    let now = cells[index].text.utf8
    // What follows a cell depends on whether it is empty and how it ends.
    guard !before.isEmpty, !now.isEmpty, (before.last == lineFeed) == (now.last == lineFeed) else { return nil }
    let lines = { (text: String.UTF8View, range: Range<Int>) in
      let start = text.index(text.startIndex, offsetBy: range.lowerBound)
      return text[start..<text.index(start, offsetBy: range.count)].count { $0 == lineFeed }
    }
    return [id: lines(now, range.lowerBound..<range.lowerBound + count) - lines(before, range)]
  }

  /// The file's line of settings, without its ending, and its number, from 1; nil where there is none.
  package var settingsLine: (text: String, number: Int)? {
    let written = PercentWriter.write(self)
    guard let number = written.settingsNumber, let line = Line.all(in: written.bytes[...]).last(where: { !$0.isBlank })
    else { return nil }
    return (String(decoding: line.content, as: UTF8.self), number)
  }

  /// How many lines the file has, as it would be saved now.
  package var lineCount: Int { Line.all(in: fileBytes[...]).count }

  /// The file, byte for byte, as it is saved.
  package var fileBytes: [UInt8] { PercentWriter.write(self).bytes }
}
