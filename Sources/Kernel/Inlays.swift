// The shapes at the ends of lines: for each line, the last tensor that it had a part in making.

import Diagnostics
import ModelGraph
import Notebook
import Tensors

/// Collects, for every line, the tensors that were made there: by a layer that the line made or called, itself or
/// through the functions that it called.
struct Inlays {
  private struct Line {
    var shape: Shape
    /// What stood below the line when it first made a tensor: the same again means that the line ran again.
    let firstPath: ArraySlice<SourceRange>
    var count = 1
  }

  private let sources: CellSources
  private var lines: [CellLine: Line] = [:]

  init(_ graph: Graph, sources: CellSources) {
    self.sources = sources
    for call in graph.calls {
      guard let output = call.outputs.last else { continue }
      let shape = graph[output].shape
      let layer = graph[call.layer].origin
      record(shape, along: layer)
      if call.origin != layer { record(shape, along: call.origin) }
    }
  }

  private mutating func record(_ shape: Shape, along origin: Origin) {
    let path = origin.calls + [origin.range]
    var seen: Set<CellLine> = []
    for (index, range) in path.enumerated() {
      guard let line = sources.lastLine(of: range), seen.insert(line).inserted else { continue }
      let below = path[(index + 1)...]
      if lines[line] == nil {
        lines[line] = Line(shape: shape, firstPath: below)
      } else {
        lines[line]?.shape = shape
        if lines[line]?.firstPath == below { lines[line]?.count += 1 }
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
