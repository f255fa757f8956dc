// Reads Jupyter's `.ipynb`, of version 4, as a notebook that a script can hold.

/// What a script cannot hold of a Jupyter notebook.
package struct JupyterLosses: Hashable, Sendable {
  var outputs = 0
  var attachments = 0
  var ids = 0
  /// Cells that fall apart, for a line of theirs begins a cell in a script.
  var splitCells = 0

  /// One sentence, or nil where nothing is lost.
  package var description: String? {
    let parts = [
      (outputs, "the outputs of", "cell", "cells"), (attachments, "the attachments of", "cell", "cells"),
      (ids, "the ids of", "cell", "cells"),
    ].filter { $0.0 > 0 }.map { "\($0.1) \($0.0) \($0.0 == 1 ? $0.2 : $0.3)" }
    let split = splitCells == 0 ? [] : ["a line that begins with # %% ends its cell"]
    if parts.isEmpty { return split.first }
    return (["a script has no place for " + parts.joined(separator: ", ")] + split).joined(separator: "; ")
  }
}

enum JupyterReader {
  static func read(_ bytes: [UInt8], name: String) throws(SessionFileError) -> (NotebookDocument, JupyterLosses) {
    guard let notebook = JSON(bytes), let list = notebook["cells"]?.items, notebook["nbformat"]?.integer == 4 else {
      throw SessionFileError(name, .noJupyterNotebook)
    }
    let metadata = notebook["metadata"]?.members ?? []
    let own = notebook["metadata"]?[JupyterKeys.own]
    let newline = own?[JupyterKeys.newline]?.text.map { Array($0.utf8) } ?? [lineFeed]
    var losses = JupyterLosses()
    var cells = list.enumerated().map { index, object in
      cell(object, id: index + 1, newline: newline, &losses)
    }
    if cells.isEmpty { cells = [Cell(id: CellID(1))] }
    let document = NotebookDocument(
      cells: cells, settings: settings(own), frame: frame(own, metadata: metadata, newline: newline))
    losses.splitCells = PercentReader.read(document.fileBytes).document.cells.count - cells.count
    return (document, losses)
  }

  private static func settings(_ own: JSON?) -> NotebookSettings {
    own?[JupyterKeys.settings]?.text.map { NotebookSettings.read(firstLine($0), number: 0).settings }
      ?? NotebookSettings()
  }

  private static func firstLine(_ text: String) -> String {
    String(decoding: Line.all(in: Array(text.utf8)[...]).first?.content ?? [], as: UTF8.self)
  }

  private static func frame(_ own: JSON?, metadata: [JSON.Member], newline: [UInt8]) -> FileFrame {
    var frame = FileFrame()
    frame.newline = newline
    frame.settings = settings(own)
    frame.settingsLine = own?[JupyterKeys.settings]?.text.map { Array($0.utf8) }
    let others = metadata.filter { $0.key != JupyterKeys.own }
    frame.preamble = preamble(own?[JupyterKeys.preamble]?.text, others, newline: newline)
    return frame
  }

  /// As it was in the script, unless the notebook has been given another kernel since.
  private static func preamble(_ old: String?, _ members: [JSON.Member], newline: [UInt8]) -> [UInt8] {
    guard let old = old.map({ Array($0.utf8) }) else {
      return members.isEmpty ? [] : JupyterHeader.preamble(of: members, newline: newline)
    }
    guard let header = JupyterHeader.members(in: old) else { return old }
    func kernel(of members: [JSON.Member]) -> Set<JSON.Member> {
      Set((members.first { $0.key == JupyterHeader.kernel.key } ?? JupyterHeader.kernel).value.members ?? [])
    }
    return kernel(of: members) == kernel(of: header)
      ? old : JupyterHeader.replacing(in: old, with: members, newline: newline)
  }

  private static func cell(
    _ object: JSON, id: Int, newline: [UInt8], _ losses: inout JupyterLosses
  ) -> Cell {
    let kind = object["cell_type"]?.text.flatMap { CellKind(rawValue: $0) } ?? .raw
    let source = CellText.normalized(text(of: object["source"]))
    let metadata = object["metadata"]?.members ?? []
    let own = object["metadata"]?[JupyterKeys.own]
    if object["outputs"]?.items?.isEmpty == false { losses.outputs += 1 }
    if object["attachments"]?.members?.isEmpty == false { losses.attachments += 1 }
    if let given = object["id"]?.text, given != "cell-\(id)" { losses.ids += 1 }
    let body = own?[JupyterKeys.body]?.text.flatMap { CellBody.read(Array($0.utf8), as: kind) }
    // What was no comment in a script stays none.
    let isAsItWas = body?.text == Array(source.utf8)
    let code = kind == .code && !isAsItWas ? Magics.commented(source) : source
    let origin = CellOrigin(
      marker: marker(of: kind, metadata, own, newline: newline), body: body,
      tail: own?[JupyterKeys.tail]?.text.map { Array($0.utf8) }.flatMap { $0.allSatisfy(\.isBlankOrEnding) ? $0 : nil })
    return Cell(id: CellID(id), kind: kind, text: code, origin: origin)
  }

  /// The marker line as it was, unless the cell has become another kind or has other metadata since.
  private static func marker(
    of kind: CellKind, _ metadata: [JSON.Member], _ own: JSON?, newline: [UInt8]
  ) -> [UInt8] {
    var words = MarkerWords()
    for member in metadata {
      switch (member.key, member.value) {
      case (JupyterKeys.own, _): break
      case (JupyterKeys.title, .string(let title)) where MarkerWords(depth: 0, text: title).title == title:
        words.title = title
      case (JupyterKeys.depth, let value): words.depth = min(max(value.integer ?? 0, 0), 9)
      default: words.metadata.append(member)
      }
    }
    if let old = own?[JupyterKeys.marker]?.text.map({ Array($0.utf8) }) {
      if old.isEmpty {
        return words == MarkerWords() ? [] : Marker.generated(for: kind, words: words, newline: newline)
      }
      let content = Line.all(in: old[...]).first?.content ?? []
      let isKind = Marker.kind(of: content) == kind || kind == .code
      if Marker.isMarker(content), isKind, Marker.words(of: old) == words { return old }
    }
    return Marker.generated(for: kind, words: words, newline: newline)
  }

  /// A string, or the strings that it consists of.
  private static func text(of source: JSON?) -> String {
    source?.text ?? source?.items?.compactMap(\.text).joined() ?? ""
  }
}

extension UInt8 {
  fileprivate var isBlankOrEnding: Bool { isBlank || self == lineFeed || self == carriageReturn }
}
