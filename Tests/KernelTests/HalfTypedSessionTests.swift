// A session while it is typed: cut anywhere, or with a token wrong, it is evaluated without a trap and within the step
// budget, and the pane keeps the rows that stand before the cut.

import Diagnostics
import Foundation
import Language
import Notebook
import Tensors
import Testing

@testable import Kernel

/// A session file, with the evaluation of what stands before each of its cells.
private struct TypedSession: Sendable {
  let name: String
  let cells: [CodeCell]
  private let before: [DocumentEvaluation]

  /// All files of the folder `sessions`.
  static func all() throws -> [TypedSession] {
    let folder = root.appending(path: "sessions")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).sorted()
    return try names.filter { $0.hasSuffix(".py") }.map { try TypedSession(at: folder.appending(path: $0)) }
  }

  /// EffNet, and nothing else: where a session makes several networks, what is typed may turn the pane to another.
  static func oneNetwork() throws -> TypedSession {
    try TypedSession(at: root.appending(path: "Tests/Fixtures/networks/one_network.py"))
  }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

  private init(at file: URL) throws {
    let cells = try SessionFile.open(file.path(percentEncoded: false)).document.snapshot.codeCells
    self.init(name: file.lastPathComponent, cells: cells)
  }

  private init(name: String, cells: [CodeCell]) {
    self.name = name
    self.cells = cells
    before = withLargeStack {
      cells.indices.map { index in
        var evaluation = DocumentEvaluation()
        _ = evaluation.update(to: Array(cells[..<index]), fileName: name)
        return evaluation
      }
    }
  }

  /// The session up to a cell, or to its end, with another text in that cell.
  func evaluated(_ text: String, in cell: Int, toTheEnd: Bool = false) -> DocumentEvaluation {
    var edited = toTheEnd ? cells : Array(cells[...cell])
    edited[cell].text = text
    var limits = Limits()
    limits.steps = 100_000
    var evaluation = before[cell]
    _ = evaluation.update(to: edited, fileName: name, limits: limits)
    return evaluation
  }

  /// The tokens of a cell, each with what stands before it.
  func tokens(of cell: Int) -> [String] {
    let source = SourceText(name: name, text: cells[cell].text)
    return parse(source).tokens.map { source[$0.fullRange] }.filter { !$0.isEmpty }
  }
}

extension DocumentEvaluation {
  fileprivate var messages: [String] { stages.flatMap(\.diagnostics).map(\.message) }
  fileprivate var isWithinBudget: Bool { !stages.flatMap(\.diagnostics).contains { $0.code == "step-limit" } }

  fileprivate func rows(at cursor: CellLine? = nil) -> [LayerRow] {
    PaneSubject(self, sources: sources, cursor: cursor)?.subject.rows ?? []
  }
}

extension LayerRow {
  fileprivate var told: String { "\(id.joined(separator: "/")) \(outputShape?.description ?? "?")" }
}

struct HalfTypedSessionTests {
  /// Each prefix of a session: what its whole statements make is in the pane.
  @Test func thePaneKeepsWhatTheStatementsBeforeTheCutMake() throws {
    let session = try TypedSession.oneNetwork()
    let outcomes = withLargeStack { session.cells.indices.flatMap { Self.prefixes(of: $0, in: session) } }
    let failed = outcomes.filter { !$0.isKept }
    print(
      "\(session.name): the pane keeps all rows at \(outcomes.count - failed.count) of \(outcomes.count) prefixes")
    for outcome in failed.prefix(20) { print("  not at: \(outcome.text.suffix(60))") }
    #expect(failed.isEmpty)
    #expect(outcomes.count > 100)
  }

  private struct Outcome: Sendable {
    let text: String
    let isKept: Bool
  }

  private static func prefixes(of cell: Int, in session: TypedSession) -> [Outcome] {
    let text = session.cells[cell].text
    let source = SourceText(name: session.name, text: text)
    let starts = parse(source).tree.statements.map(\.range.lowerBound)
    var whole: (end: Int, rows: [LayerRow]) = (-1, [])
    var cut = text.startIndex
    var outcomes: [Outcome] = []
    while true {
      let offset = text.utf8.distance(from: text.startIndex, to: cut)
      let end = starts.last { $0 <= offset } ?? 0
      if end != whole.end {
        whole = (end, session.evaluated(source[SourceRange(0, end)], in: cell).rows())
      }
      let evaluation = session.evaluated(String(text[..<cut]), in: cell)
      let rows = evaluation.rows().map(\.told)
      let isKept = evaluation.isWithinBudget && rows.starts(with: whole.rows.map(\.told))
      outcomes.append(Outcome(text: String(text[..<cut]), isKept: isKept))
      guard cut < text.endIndex else { return outcomes }
      cut = text.index(after: cut)
    }
  }

  /// A line of a whole session is typed anew: the rows before the first that the line had a part in stay, however much
  /// of it is there.
  @Test func theRowsBeforeALineStayWhileItIsTyped() throws {
    let session = try TypedSession.oneNetwork()
    let rows = withLargeStack {
      session.evaluated(session.cells[session.cells.count - 1].text, in: session.cells.count - 1).rows()
    }
    try #require(!rows.isEmpty)
    let outcomes = withLargeStack { session.cells.indices.flatMap { Self.lines(of: $0, in: session, making: rows) } }
    let failed = outcomes.filter { !$0.isKept }
    print(
      "\(session.name): the rows before a line stay at \(outcomes.count - failed.count) of \(outcomes.count) cuts in it"
    )
    for outcome in failed.prefix(40) { print("  not at: \(outcome.text)") }
    #expect(failed.isEmpty)
  }

  private static func lines(of cell: Int, in session: TypedSession, making rows: [LayerRow]) -> [Outcome] {
    let lines = session.cells[cell].text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return lines.indices.flatMap { index in
      let place = CellLine(cell: session.cells[cell].id, line: index)
      // What nothing follows from, or all, has no rows before it.
      guard let first = rows.firstIndex(where: { $0.lines.contains(place) }), first > 0 else { return [Outcome]() }
      let kept = rows[..<first].map(\.told)
      return cuts(of: lines[index]).map { typed in
        var edited = lines
        edited[index] = typed
        let evaluation = session.evaluated(edited.joined(separator: "\n"), in: cell, toTheEnd: true)
        let found = evaluation.rows(at: place).map(\.told)
        return Outcome(text: typed + "▌", isKept: evaluation.isWithinBudget && found.starts(with: kept))
      }
    }
  }

  /// A line cut at each of its characters.
  private static func cuts(of line: String) -> [String] { (0...line.count).map { String(line.prefix($0)) } }

  /// A token left out, doubled, swapped with the next, or another in its place: each token of one session, and a share of
  /// the others'.
  @Test func aWrongTokenNeverTraps() throws {
    let others = [" (", " )", " ,", " None", " '", "\n", " def", " =", " 0", " keras", ".", " [", ":", " **"]
    for session in try [TypedSession.oneNetwork()] + TypedSession.all() {
      let step = session.name == "one_network.py" ? 1 : 7
      var count = 0
      for cell in session.cells.indices {
        let tokens = session.tokens(of: cell)
        var texts: [String] = []
        for index in stride(from: 0, to: tokens.count, by: step) {
          var (left, doubled, swapped, replaced) = (tokens, tokens, tokens, tokens)
          left.remove(at: index)
          doubled.insert(tokens[index], at: index)
          if index + 1 < tokens.count { swapped.swapAt(index, index + 1) }
          replaced[index] = others[index % others.count]
          texts += [left, doubled, swapped, replaced].map { $0.joined() }
        }
        count += texts.count
        let failed = withLargeStack { [texts] in texts.filter { !session.evaluated($0, in: cell).isWithinBudget } }
        #expect(failed.isEmpty)
      }
      print("\(session.name): \(count) wrong tokens")
      #expect(count > 50)
    }
  }
}
