// The shapes at the ends of lines: for each line, the last tensor that it had a part in making.

import Diagnostics
import ModelGraph
import Notebook
import Tensors

/// Collects, for every line, the tensors that were made there: by a layer that the line made or called, itself or
/// through the functions that it called.
struct Inlays {
  /// One running of the code around a line.
  private struct Activation {
    /// What the line did first: the same again means that a loop came round to it.
    let first: ArraySlice<SourceRange>
    var count = 1
  }

  private struct Line {
    var shape: Shape
    /// By the calls that led to the line.
    var activations: [ArraySlice<SourceRange>: Activation] = [:]

    var count: Int { activations.values.reduce(0) { $0 + $1.count } }
  }

  private let sources: CellSources
  private let focus: FunctionFocus?
  private var lines: [CellLine: Line] = [:]

  init(_ graph: Graph, sources: CellSources, focus: FunctionFocus?) {
    self.sources = sources
    self.focus = focus
    var counted: Set<LayerID> = []
    for (id, call) in zip(graph.callIDs, graph.calls) where !graph.isReplayed(id) {
      guard let output = call.outputs.last else { continue }
      let shape = graph[output].shape
      let layer = graph[call.layer].origin
      let isNew = counted.insert(call.layer).inserted
      record(shape, along: layer, counts: isNew)
      // What a composite layer calls within the bindings stands where it was called itself.
      let isWithin = call.parent.map { graph[$0].origin == call.origin } ?? false
      if call.origin != layer { record(shape, along: call.origin, counts: !isWithin) }
    }
  }

  private mutating func record(_ shape: Shape, along origin: Origin, counts: Bool) {
    let path = origin.path
    for (index, range) in path.enumerated() {
      guard let line = sources.lastLine(of: range), focus?.hides(origin, at: index) != true else { continue }
      lines[line, default: Line(shape: shape)].shape = shape
      guard counts else { continue }
      let (frame, below) = (path[..<index], path[index...])
      if let known = lines[line]?.activations[frame] {
        if known.first == below { lines[line]?.activations[frame]?.count += 1 }
      } else {
        lines[line]?.activations[frame] = Activation(first: below)
      }
    }
  }

  /// The inlays of each cell, in the order of its lines.
  var byCell: [CellID: [Inlay]] {
    Dictionary(grouping: lines, by: \.key.cell).mapValues { entries in
      entries.map { Inlay(line: $0.key.line, shape: $0.value.shape, count: $0.value.count) }
        .sorted { $0.line < $1.line }
    }
  }
}

extension Graph {
  /// Whether a functional model's call made this one again: it stands where it was made first.
  func isReplayed(_ call: CallID) -> Bool {
    guard let parent = self[call].parent else { return false }
    if case .functional = self[self[parent].layer].kind { return true }
    return isReplayed(parent)
  }
}
