// Writes a notebook as Jupyter's `.ipynb`: https://nbformat.readthedocs.io/en/latest/format_description.html, version 4.5.
//
// What the usual spelling of a cell in a script does not give back stands under `compbook` in the metadata, so that the
// way from the script to the notebook and back leads to the same bytes.

enum JupyterKeys {
  static let own = "compbook"
  static let marker = "marker"
  static let body = "body"
  static let tail = "tail"
  static let preamble = "preamble"
  static let newline = "newline"
  static let settings = "settings"
  static let title = "title"
  static let depth = "cell_depth"
}

enum JupyterWriter {
  static func write(_ document: NotebookDocument) -> [UInt8] {
    let cells = document.cells.enumerated().map { object(of: $1, number: $0 + 1, newline: document.frame.newline) }
    let notebook = JSON.object([
      .init(key: "cells", value: .array(cells)),
      .init(key: "metadata", value: .object(metadata(of: document))),
      .init(key: "nbformat", value: .number("4")),
      .init(key: "nbformat_minor", value: .number("5")),
    ])
    return Array((notebook.indented + "\n").utf8)
  }

  private static func metadata(of document: NotebookDocument) -> [JSON.Member] {
    let header = JupyterHeader.members(in: document.frame.preamble)
    var members = header ?? []
    if !members.contains(where: { $0.key == "kernelspec" }) { members.append(JupyterHeader.kernel) }
    var own: [JSON.Member] = []
    let preamble = document.frame.preamble
    if preamble != JupyterHeader.preamble(of: members, newline: document.frame.newline) {
      own.append(.init(key: JupyterKeys.preamble, text: preamble))
    }
    if document.frame.newline != [lineFeed] {
      own.append(.init(key: JupyterKeys.newline, text: document.frame.newline))
    }
    if let line = document.settings == document.frame.settings
      ? document.frame.settingsLine : document.settings.line.map({ Array($0.utf8) + document.frame.newline })
    {
      own.append(.init(key: JupyterKeys.settings, text: line))
    }
    return members + (own.isEmpty ? [] : [.init(key: JupyterKeys.own, value: .object(own))])
  }

  private static func object(of cell: Cell, number: Int, newline: [UInt8]) -> JSON {
    let words = Marker.words(of: cell.origin.marker ?? [])
    var metadata = words.metadata
    if !words.title.isEmpty { metadata.append(.init(key: JupyterKeys.title, value: .string(words.title))) }
    if words.depth > 0 { metadata.append(.init(key: JupyterKeys.depth, value: .number(String(words.depth)))) }
    let own = origin(of: cell, words: words, newline: newline)
    if !own.isEmpty { metadata.append(.init(key: JupyterKeys.own, value: .object(own))) }
    let source = cell.kind == .code ? Magics.uncommented(cell.text) : cell.text
    var members: [JSON.Member] = [
      .init(key: "cell_type", value: .string(cell.kind.rawValue)),
      .init(key: "id", value: .string("cell-\(number)")),
      .init(key: "metadata", value: .object(metadata)),
      .init(key: "source", value: .array(lines(of: source))),
    ]
    if cell.kind == .code {
      members.insert(.init(key: "execution_count", value: .null), at: 1)
      members.insert(.init(key: "outputs", value: .array([])), at: 4)
    }
    return .object(members)
  }

  /// What of a cell's bytes is not as a new cell's would be.
  private static func origin(of cell: Cell, words: MarkerWords, newline: [UInt8]) -> [JSON.Member] {
    var own: [JSON.Member] = []
    if let marker = cell.origin.marker, marker != Marker.generated(for: cell.kind, words: words, newline: newline) {
      own.append(.init(key: JupyterKeys.marker, text: marker))
    }
    let body = CellBody.written(cell.text, kind: cell.kind, from: cell.origin.body, newline: newline)
    let isOtherwiseChanged = cell.kind == .code && Magics.commented(Magics.uncommented(cell.text)) != cell.text
    if isOtherwiseChanged
      || body.bytes != CellBody.written(cell.text, kind: cell.kind, from: nil, newline: newline).bytes
    {
      own.append(.init(key: JupyterKeys.body, text: body.bytes))
    }
    if let tail = cell.origin.tail { own.append(.init(key: JupyterKeys.tail, text: tail)) }
    return own
  }

  /// The lines of a text, each with its ending.
  private static func lines(of text: String) -> [JSON] {
    Line.all(in: Array(text.utf8)[...]).map { .string(String(decoding: $0.bytes, as: UTF8.self)) }
  }
}

extension JSON.Member {
  init(key: String, text: [UInt8]) { self.init(key: key, value: .string(String(decoding: text, as: UTF8.self))) }
}
