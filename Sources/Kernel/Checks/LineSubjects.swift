// What each line of a session made when it ran last: the things that its checks are about.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Notebook
import Tensors

/// What a check is about, with the measures that it may name.
struct CheckSubject: Sendable {
  /// The calls that a line made, in order, or those of a model.
  private var calls: [CallID]
  /// The last tensor.
  private var output: TensorID?

  init(calls: [CallID], output: TensorID?) {
    self.calls = calls
    self.output = output
  }

  /// The subject that a value of the session is: a model, a layer or a tensor.
  init?(_ value: Value, in interpreter: Interpreter) {
    if let model = interpreter.builtModel(value) {
      self.init(calls: model.calls, output: model.outputs.last)
    } else if let calls = interpreter.calls(of: value), !calls.isEmpty {
      self.init(calls: calls, output: calls.last.flatMap { interpreter.keras.graph[$0].outputs.last })
    } else {
      return nil
    }
  }

  /// A name that an expectation may use.
  struct Measure: Sendable {
    let name: String
    /// As an expression of Python.
    let value: @Sendable (CheckSubject, Graph) -> String
  }

  static let shape = Measure(name: "shape") { $0.output.map($1.shapeText(of:)) ?? "None" }

  static let measures = [
    shape,
    Measure(name: "parameters") { String($1.parameters(of: $0.calls).total) },
    Measure(name: "trainable") { String($1.parameters(of: $0.calls).trainable) },
    Measure(name: "multiply_adds") { $1.multiplyAdds(of: $0.calls).map(String.init) ?? "None" },
    Measure(name: "sees") { $0.output.flatMap($1.receptiveField(of:)) ?? "None" },
  ]
}

extension Graph {
  fileprivate func shapeText(of tensor: TensorID) -> String { self[tensor].shape.description }

  /// What a place of a tensor sees of the input, a size for each axis; nil where the input is no image or sequence.
  fileprivate func receptiveField(of tensor: TensorID) -> String? {
    let inputs = calls(leadingTo: [tensor]).filter { self[$0].inputs.isEmpty }.flatMap { self[$0].outputs }
    return ReceptiveFields(from: inputs, in: self)[tensor].map { field in
      "(" + field.sizes.map { $0.map(String.init) ?? "None" }.map { "\($0)," }.joined(separator: " ") + ")"
    }
  }
}

/// The subject of each line that made something.
struct LineSubjects {
  /// The last running of the code around a line.
  private struct Running {
    /// The calls that led to the line.
    var frame: ArraySlice<SourceRange>
    /// What the line did first: the same again means that a loop came round to it.
    var first: ArraySlice<SourceRange>
    var calls: [CallID] = []
  }

  private let graph: Graph
  private let sources: CellSources
  private var runnings: [CellLine: Running] = [:]
  private var models: [CellLine: FunctionalModel] = [:]

  init(_ graph: Graph, sources: CellSources) {
    self.graph = graph
    self.sources = sources
    for (id, call) in zip(graph.callIDs, graph.calls) where !graph.isReplayed(id) {
      let layer = graph[call.layer]
      guard layer.role != .implicit, !call.outputs.isEmpty else { continue }
      record(id, along: layer.origin)
      if call.origin != layer.origin { record(id, along: call.origin) }
    }
    for layer in graph.layers {
      guard case .functional(let model) = layer.kind else { continue }
      for range in layer.origin.calls + [layer.origin.range] {
        if let line = sources.lastLine(of: range) { models[line] = model }
      }
    }
  }

  private mutating func record(_ call: CallID, along origin: Origin) {
    let path = origin.calls + [origin.range]
    for (index, range) in path.enumerated() {
      guard let line = sources.lastLine(of: range) else { continue }
      let (frame, below) = (path[..<index], path[index...])
      var running = runnings[line] ?? Running(frame: frame, first: below)
      if running.frame != frame || running.first == below && running.calls.last != call {
        running = Running(frame: frame, first: below)
      }
      if !isWithin(call, running.calls) { running.calls.append(call) }
      runnings[line] = running
    }
  }

  /// Whether a call is one of some calls or made by one.
  private func isWithin(_ call: CallID, _ calls: [CallID]) -> Bool {
    guard let last = calls.last else { return false }
    return sequence(first: call, next: { graph[$0].parent }).contains(last)
  }

  /// What a line made when it ran last: the last model, or else all layers that it had a part in calling.
  subscript(line: CellLine) -> CheckSubject? {
    if let model = models[line] { return CheckSubject(calls: model.calls, output: model.outputs.last) }
    return runnings[line].map { running in
      CheckSubject(calls: running.calls, output: running.calls.last.flatMap { graph[$0].outputs.last })
    }
  }

  /// The last line of a cell, above a number of lines, that made something.
  func last(in cell: CellID, above line: Int) -> CellLine? {
    let lines = stride(from: line - 1, through: 0, by: -1).lazy.map { CellLine(cell: cell, line: $0) }
    return lines.first { runnings[$0] != nil || models[$0] != nil }
  }
}
