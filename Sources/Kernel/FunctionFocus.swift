// The function in whose body the cursor is, its calls, and the one of them that is shown.

import Diagnostics
import KerasBindings
import Language
import ModelGraph

struct FunctionFocus: Sendable {
  let span: FunctionSpan
  /// Where it begins.
  let line: CellLine
  /// The functions within it: what they do is not its own.
  private let inner: [SourceRange]
  private let isCalled: Bool
  /// The runnings that made or called a layer, in order.
  private(set) var invocations: [Int] = []
  /// Which of them is shown, from 0; nil for all of them, the last one being told of.
  private(set) var shown: Int?
  /// Of a function that nothing calls.
  private(set) var trial: FunctionTrial?

  /// Nil where the cursor is in no function.
  init?(_ evaluation: DocumentEvaluation, sources: CellSources, cursor: CellLine?, call: FunctionCall?) {
    guard let cursor, let stage = evaluation.stages.first(where: { $0.cell.id == cursor.cell }) else { return nil }
    let around = stage.functions.filter { $0.name != nil && sources.covers($0.range, cursor) }
    guard let span = around.last, let line = sources.line(of: span.range.lowerBound) else { return nil }
    self.span = span
    self.line = line
    inner = stage.functions.map(\.range).filter { $0 != span.range && span.range.contains($0.lowerBound) }
    isCalled = evaluation.interpreter.calledFunctions.contains(span.range)
    invocations = invocations(in: evaluation.interpreter.keras.graph)
    if !isCalled, span.isTopLevel {
      trial = evaluation.trial(of: span)
      if let trial, invocations(in: trial.interpreter.keras.graph).isEmpty { self.trial = nil }
    }
    if let call, call.name == span.name, invocations.indices.contains(call.number) { shown = call.number }
  }

  private func invocations(in graph: Graph) -> [Int] {
    var found: Set<Int> = []
    for call in graph.calls {
      for origin in [call.origin, graph[call.layer].origin] {
        for index in origin.invocations.indices {
          if let own = invocation(of: origin, at: index + 1) { found.insert(own) }
        }
      }
    }
    return found.sorted()
  }

  /// The running of the function to which a place in an origin's path belongs; nil where it is no place of its body.
  private func invocation(of origin: Origin, at index: Int) -> Int? {
    guard index > 0, origin.invocations.indices.contains(index - 1) else { return nil }
    let place = index < origin.calls.count ? origin.calls[index] : origin.range
    guard span.range.contains(place.lowerBound), !inner.contains(where: { $0.contains(place.lowerBound) }) else {
      return nil
    }
    return origin.invocations[index - 1]
  }

  /// Whether a place in an origin's path belongs to a call of the function that is not the one shown.
  func hides(_ origin: Origin, at index: Int) -> Bool {
    guard let shown, let own = invocation(of: origin, at: index) else { return false }
    return own != invocations[shown]
  }

  var report: FunctionReport {
    FunctionReport(
      name: span.name ?? "", parameters: span.parameters.map(\.name.identifier), line: line,
      isTopLevel: span.isTopLevel,
      isCalled: isCalled, isTried: trial != nil, calls: invocations.count, shown: shown)
  }
}

extension FunctionFocus? {
  /// The places in an origin's path that are not of a hidden call.
  func path(of origin: Origin) -> [SourceRange] {
    guard let self, self.shown != nil else { return origin.path }
    return origin.path.enumerated().filter { !self.hides(origin, at: $0.offset) }.map(\.element)
  }
}
