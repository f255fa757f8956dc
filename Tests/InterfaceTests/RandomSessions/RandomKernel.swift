// What a kernel may say of any document: the sample's models, and reports of places drawn at random.

import Diagnostics
import Foundation
import Notebook
import Tensors

@testable import Interface
@testable import Kernel

enum RandomKernel {
  // MARK: Snapshots

  /// `models` are what the pane may be about beside the sample's.
  static func snapshot(of request: KernelRequest, seed: UInt64, models: [Subject]) -> KernelSnapshot {
    var random = SplitMix(state: seed)
    // The sample's snapshots are about four cells: some of the document's, and such as are not in it any more.
    let cells =
      request.document.cells.shuffled(using: &random).prefix(4)
      + (0..<4).map { DocumentSnapshot.Cell(id: CellID(1_000_000 + $0), kind: .code, text: "", firstLine: 1) }
    var about = request
    about.document = DocumentSnapshot(
      revision: request.document.revision, path: request.document.path, cells: Array(cells.prefix(4)))
    let make = random.choose([
      SampleSession.snapshot, SampleSession.broken, SampleSession.refused, SampleSession.checked,
      SampleSession.trained, SampleSession.uncalled,
    ])
    var snapshot = make(about)
    switch Int.random(in: 0..<6, using: &random) {
    case 0: snapshot.subject = nil
    case 1: snapshot.subject = models.randomElement(using: &random)
    case 2:
      snapshot.subject?.forward = nil
      snapshot.isForwardPending = true
    default: break
    }
    if Int.random(in: 0..<3, using: &random) > 0 {
      snapshot.cells = [:]
      for cell in request.document.cells where cell.kind == .code {
        snapshot.cells[cell.id] = report(on: cell, &random)
      }
    }
    return snapshot
  }

  /// Of the kernel itself, so that there is something to pin and to explain. It works on the concurrency pool, whose
  /// threads must not wait for it.
  static let models = Task {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        let cells = (1...4).map { DocumentSnapshot.Cell(id: CellID($0), kind: .code, text: "", firstLine: $0) }
        let request = KernelRequest(
          document: DocumentSnapshot(revision: 1, cells: cells), cursor: nil,
          settings: ForwardSettings(input: "random", seed: 0))
        let makers = [SampleSession.compared, SampleSession.explained, SampleSession.explainedGroups]
        continuation.resume(returning: makers.compactMap { $0(request).subject })
      }
    }
  }

  private static func report(on cell: DocumentSnapshot.Cell, _ random: inout SplitMix) -> CellReport {
    let lines = cell.text.split(separator: "\n", omittingEmptySubsequences: false)
    func line(_ random: inout SplitMix) -> Int { Int.random(in: 0..<lines.count, using: &random) }
    var report = CellReport()
    if Int.random(in: 0..<4, using: &random) == 0 { report.output = random.choose(texts) }
    if Int.random(in: 0..<4, using: &random) == 0 { report.result = random.choose(texts) }
    for _ in 0..<Int.random(in: 0...2, using: &random) {
      report.problems.append(problem(of: cell, line: line(&random), lines, &random))
    }
    report.problems.sort { ($0.place.line, $0.columns.lowerBound) < ($1.place.line, $1.columns.lowerBound) }
    report.inlays = Set((0..<2).map { _ in line(&random) }).sorted().map {
      Inlay(line: $0, shape: [nil, 32, 16, 1_048_576], count: Int.random(in: 1...3, using: &random))
    }
    if Int.random(in: 0..<4, using: &random) == 0 {
      report.checks = [LineCheck(line: line(&random), outcome: .fails, actual: random.choose(texts))]
    }
    return report
  }

  private static func problem(
    of cell: DocumentSnapshot.Cell, line: Int, _ lines: [Substring], _ random: inout SplitMix
  ) -> CellProblem {
    let text = lines[line]
    // The kernel's columns are borders of scalars.
    let borders = (text.unicodeScalars.indices + [text.endIndex]).map {
      text.utf8.distance(from: text.startIndex, to: $0)
    }
    let ends = [random.choose(borders), random.choose(borders)].sorted()
    let start = lines[..<line].reduce(0) { $0 + $1.utf8.count + 1 }
    let fix = CellProblem.Fix(
      .spelling,
      edits: [.replaceText(cell: cell.id, range: start + ends[0]..<start + ends[1], text: "中)")],
      offset: start + ends[0] + 4)
    return CellProblem(
      severity: random.choose([.error, .warning, .note]),
      code: random.choose(["syntax", "never-closed", "name-undefined"]),
      message: random.choose(texts), place: CellLine(cell: cell.id, line: line),
      columns: ends[0]..<ends[1], fileLine: cell.firstLine + line,
      calls: Bool.random(using: &random) ? [] : [CellLine(cell: cell.id, line: 0)],
      fix: Bool.random(using: &random) ? fix : nil)
  }

  // MARK: Assistance

  static func answer(to question: AssistanceRequest, seed: UInt64) -> Assistance {
    var random = SplitMix(state: seed)
    let text = question.cells.first { $0.id == question.cell }?.text ?? ""
    let before = String(decoding: Array(text.utf8.prefix(question.offset)), as: UTF8.self)
    let word = String(before.reversed().prefix(while: \.isPartOfName)).utf8.count
    let code = question.cells.first { $0.kind == .code }?.id ?? question.cell
    let completions = ["Conv2D", "Concatenate", "padding=", "model", "中文", "x", "'same'"].map { label in
      Completion(
        random.choose([.layer, .argument, .name, .value]), label,
        documentation: random.choose(texts),
        additions: label == "Conv2D" ? [.replaceText(cell: code, range: 0..<0, text: "import keras\n")] : [])
    }
    let parameters = (1...12).map { SignatureHelp.Parameter(text: "argument\($0)=中", documentation: "What it is.") }
    return Assistance(
      revision: question.revision, cell: question.cell, offset: question.offset,
      word: question.offset - word..<question.offset,
      completions: Int.random(in: 0..<4, using: &random) == 0 ? [] : completions.shuffled(using: &random),
      signature: Bool.random(using: &random)
        ? SignatureHelp(
          name: "Conv2D", parameters: parameters, active: Int.random(in: 0..<12, using: &random),
          documentation: random.choose(texts)) : nil)
  }

  // MARK: Rewriting

  static func answer(to question: RewriteRequest, seed: UInt64) -> RewriteAnswer {
    var random = SplitMix(state: seed)
    guard Int.random(in: 0..<4, using: &random) > 0 else { return RewriteAnswer(question, .failure(.noWay)) }
    let text = question.document.cells.first { $0.id == question.cell }?.text ?? ""
    let rewritings = ["1×3 + 3×1", "中文"].map { name in
      Rewriting(
        name: name, help: random.choose(texts), layers: ["DepthwiseConv2D(3)", random.choose(texts)],
        counts: RewriteOffer.Counts(parameters: 1 << 40, multiplyAdds: nil), outputShape: [nil, 8, 8, 1_048_576],
        edits: [.replaceText(cell: question.cell, range: 0..<text.utf8.count, text: name + "\n" + text)], offset: 0)
    }
    let today = RewriteOffer.Counts(parameters: 18_496, multiplyAdds: 4_718_592)
    return RewriteAnswer(
      question, .success(RewriteOffer(layer: random.choose(texts), today: today, rewritings: rewritings)))
  }

  private static let texts = [
    "", "a short one", "中文 is wide, 👨‍👩‍👧 too", "tabs\there\tand\tthere", "bells \u{7} and \u{1B}[31m escapes\r\n",
    "line\nline\n\nline", String(repeating: "a long sentence that goes on ", count: 20), "e\u{301}\u{301}\u{200D}",
    String(repeating: "row\n", count: 150),
  ]
}
