// A cell of the notebook: what the editor shows of it, and what the file has for it.

/// A cell's name for as long as the notebook is open. It stays through edits, moves, undo and redo.
package struct CellID: Hashable, Sendable, Comparable {
  package let number: Int

  package init(_ number: Int) { self.number = number }

  package static func < (a: CellID, b: CellID) -> Bool { a.number < b.number }
}

package enum CellKind: String, Hashable, Sendable {
  case code, markdown, raw
}

package struct Cell: Hashable, Sendable, Identifiable {
  package let id: CellID
  package let kind: CellKind
  /// As the editor shows it: lines end with `\n`, Markdown is without its comment signs or quotes, and the blank lines
  /// that part cells in the file are not in it.
  package internal(set) var text: String
  /// What the file has around and for the text.
  let origin: CellOrigin

  /// A new cell, which the file does not have yet.
  package init(id: CellID, kind: CellKind = .code, text: String = "") {
    self.init(id: id, kind: kind, text: CellText.normalized(text), origin: CellOrigin())
  }

  init(id: CellID, kind: CellKind, text: String, origin: CellOrigin) {
    self.id = id
    self.kind = kind
    self.text = text
    self.origin = origin
  }

  /// What the marker line says besides its kind: `# %% Pooling [markdown]` has the title `Pooling`. Empty for none.
  package var title: String { origin.marker.map { Marker.title(of: $0) } ?? "" }

  /// The same cell as another kind: the title and metadata of its marker line stay.
  package func changing(to kind: CellKind) -> Cell {
    guard kind != self.kind else { return self }
    let marker = origin.marker.flatMap { $0.isEmpty ? nil : Marker.changing($0, to: kind) }
    return Cell(id: id, kind: kind, text: text, origin: CellOrigin(marker: marker, body: nil, tail: origin.tail))
  }
}

/// A cell's bytes in the file as it was read. Nil stands for what is still to be written, in the usual way.
struct CellOrigin: Hashable, Sendable {
  /// The marker line with its ending. Empty for a cell at the file's start that has none.
  var marker: [UInt8]?
  var body: CellBody?
  /// The ending of the last line of text, and the blank lines up to the next cell.
  var tail: [UInt8]?
}

enum CellText {
  /// Text from outside, such as a paste, as a cell can hold it: with `\n` for every line ending, and without NUL,
  /// which no text file may contain.
  static func normalized(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == carriageReturn || $0 == 0 }) else { return text }
    let lines = Line.all(in: text.utf8.filter { $0 != 0 }[...])
    return String(decoding: lines.flatMap { $0.content + ($0.ending.isEmpty ? [] : [lineFeed]) }, as: UTF8.self)
  }
}
