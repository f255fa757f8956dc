// Cells as text in the percent format, to be copied and pasted.

extension NotebookDocument {
  /// The text of some cells as a file would have them, each behind its marker.
  package static func excerpt(of parts: [(kind: CellKind, text: String)]) -> String {
    let cells = parts.enumerated().map { Cell(id: CellID($0 + 1), kind: $1.kind, text: $1.text) }
    return String(decoding: NotebookDocument(cells: cells).fileBytes, as: UTF8.self)
  }

  /// The cells that a text in the percent format has, under ids of this document; nil for a text without a marker.
  /// Text before the first marker is a cell too, where it is not blank.
  package mutating func cells(inExcerpt text: String) -> [Cell]? {
    let bytes = Array(CellText.normalized(text).utf8)
    guard Line.all(in: bytes[...]).contains(where: { Marker.isMarker($0.content) }) else { return nil }
    let read = PercentReader.read(bytes).document.cells
    return read.filter { $0.origin.marker != [] || !$0.text.allSatisfy(\.isWhitespace) }.map { cell in
      let marker = cell.origin.marker.flatMap { $0.isEmpty || $0.last != lineFeed ? nil : $0 }
      return Cell(id: newCellID(), kind: cell.kind, text: cell.text, origin: CellOrigin(marker: marker))
    }
  }
}
