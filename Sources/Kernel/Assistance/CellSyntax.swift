// The colours of a cell's text, from the parser's own tree. A part that was seen before is not parsed again.

import Diagnostics
import KerasBindings
import Language
import Synchronization

/// What the parts of texts are. A class, for it remembers: asking twice gives the same, only sooner.
///
/// A long text is taken in pieces of whole statements, so that a key in a file of many thousand lines has the parser
/// read the piece around it alone. Where the pieces part depends on their own lines and on nothing before them.
package final class CellSyntax: Sendable {
  private struct Piece {
    let runs: [SyntaxRun]
    /// Whether it ends within a string over several lines, so that the next piece belongs to it.
    let isOpen: Bool
  }

  /// The pieces that were asked for since the last clearing, and those of the time before.
  private struct Memory {
    var recent: [PieceText: Piece] = [:]
    var former: [PieceText: Piece] = [:]
    var piecesRead = 0
  }

  /// A piece's text, hashed as one block of bytes.
  private struct PieceText: Hashable {
    let bytes: ArraySlice<UInt8>

    func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
  }

  private static let capacity = 4000
  static let names = NameRoles(
    builtins: KerasLibrary.interpreter.builtinNames, layers: Set(LayerReference.all.keys))
  private let memory = Mutex(Memory())

  package init() {}

  /// How many pieces the parser has read.
  var piecesRead: Int { memory.withLock { $0.piecesRead } }

  /// The parts with a role that touch a range of UTF-8 offsets of a text, in order.
  package func runs(of text: [UInt8], in range: Range<Int>) -> [SyntaxRun] {
    var runs: [SyntaxRun] = []
    var start = 0
    while start < text.count, start < range.upperBound {
      var end = CellSyntax.endOfPiece(from: start, in: text)
      var piece = piece(text[start..<end])
      while piece.isOpen, end < text.count {
        end = CellSyntax.endOfPiece(from: end, in: text)
        piece = self.piece(text[start..<end])
      }
      if end > range.lowerBound {
        runs += piece.runs.lazy.map { $0.moved(by: start) }.filter { $0.range.overlaps(range) }
      }
      start = end
    }
    return runs
  }

  private func piece(_ bytes: ArraySlice<UInt8>) -> Piece {
    let text = PieceText(bytes: bytes)
    if let known = memory.withLock({ $0.recent[text] ?? $0.former[text] }) { return known }
    let parsed = parse(SourceText(name: "", text: String(decoding: bytes, as: UTF8.self)))
    let piece = Piece(runs: parsed.highlights(CellSyntax.names), isOpen: parsed.endsWithinString)
    memory.withLock { memory in
      memory.piecesRead += 1
      if memory.recent.count >= CellSyntax.capacity { (memory.former, memory.recent) = (memory.recent, [:]) }
      // A slice would keep the whole text that it is of.
      memory.recent[PieceText(bytes: ArraySlice(Array(bytes)))] = piece
    }
    return piece
  }

  // MARK: Pieces

  private static let leastLength = 1500

  /// The end of the piece that starts at an offset: before a line that begins a statement, and not soon. Which of such
  /// lines it is depends on the line, so that an edit above moves no border.
  private static func endOfPiece(from start: Int, in text: [UInt8]) -> Int {
    guard text.count - start > leastLength else { return text.count }
    var line = start
    while let end = text[line...].firstIndex(of: UInt8(ascii: "\n")), end + 1 < text.count {
      line = end + 1
      if beginsPiece(text[line...]) { return line }
    }
    return text.count
  }

  /// About one in sixteen of the lines that begin a statement.
  private static func beginsPiece(_ text: ArraySlice<UInt8>) -> Bool {
    let line = text.prefix { $0 != UInt8(ascii: "\n") }
    guard let first = line.first, isNameStart(first) || first == UInt8(ascii: "@") else { return false }
    // What goes on with the statement before.
    if continuations.contains(where: { line.starts(with: $0) }) { return false }
    return line.prefix(24).reduce(0) { ($0 &* 31) &+ $1 } & 15 == 0
  }

  private static let continuations = ["else", "elif", "except", "finally"].map { Array($0.utf8) }

  private static func isNameStart(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
  }
}

extension SyntaxRun {
  fileprivate func moved(by count: Int) -> SyntaxRun {
    SyntaxRun(range: range.lowerBound + count..<range.upperBound + count, role: role)
  }
}
