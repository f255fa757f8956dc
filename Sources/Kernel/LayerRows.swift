// The rows of the layer table, each with the lines of the document that had a part in it.

import Diagnostics
import ModelGraph
import Tensors

/// What a row is in the graph.
struct RowLayer: Sendable {
  let id: LayerRow.ID
  /// The tensor that the row shows.
  let output: TensorID?
  let calls: [CallID]
}

/// Turns layer summaries into the pane's rows.
struct LayerRows {
  let graph: Graph
  let fields: ReceptiveFields
  let sources: CellSources
  let focus: FunctionFocus?
  private(set) var rows: [LayerRow] = []
  private(set) var layers: [RowLayer] = []

  init(
    _ summaries: [LayerSummary], in graph: Graph, fields: ReceptiveFields, sources: CellSources, focus: FunctionFocus?
  ) {
    self.graph = graph
    self.fields = fields
    self.sources = sources
    self.focus = focus
    append(summaries, under: [])
  }

  private mutating func append(_ summaries: [LayerSummary], under parent: LayerRow.ID) {
    var used: [String: Int] = [:]
    for summary in summaries {
      let repetition = used[summary.name, default: 0]
      used[summary.name] = repetition + 1
      let id = parent + [repetition == 0 ? summary.name : "\(summary.name)#\(repetition + 1)"]
      let children = shownChildren(of: summary)
      let origins = [summary.origin] + summary.calls.map { graph[$0].origin }
      rows.append(
        LayerRow(
          id: id, name: summary.name, typeName: summary.typeName,
          window: graph.operation(of: summary.layer)?.windowNotation, hasChildren: !children.isEmpty,
          outputShape: summary.outputShapes.last, parameters: summary.parameters.total,
          multiplyAdds: summary.multiplyAdds, costs: LayerRow.Costs(graph.costs(of: summary, fields: fields)),
          line: sources.line(of: summary.origin),
          lines: Set(origins.flatMap(focus.path).compactMap(sources.lastLine))))
      layers.append(RowLayer(id: id, output: summary.outputs.last, calls: summary.calls))
      append(children, under: id)
    }
  }

  /// A layer whose only part is itself made of parts, as a class around one `Sequential`, shows those at once.
  private func shownChildren(of summary: LayerSummary) -> [LayerSummary] {
    var children = summary.children
    while children.count == 1, !children[0].children.isEmpty { children = children[0].children }
    return children
  }
}

extension LayerRow.Costs {
  init(_ costs: LayerCosts) {
    self.init(
      activationBytes: costs.activationBytes, compression: costs.compression,
      receptiveField: costs.receptiveField?.sizes)
  }
}
