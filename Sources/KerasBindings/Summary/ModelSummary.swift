// `model.summary()`: the rows and totals that Keras prints, in its own words.

import Language
import ModelGraph
import Tensors

struct ModelSummary {
  let text: String

  init(of layer: LayerID, isExpanded: Bool = false, in interpreter: Interpreter) {
    let keras = interpreter.keras
    guard let model = interpreter.model(of: layer) else {
      text = ""
      return
    }
    let isSequence = Self.isSequence(model, of: layer, in: keras.graph)
    var table = SummaryTable(columns: isSequence ? SummaryTable.sequence : SummaryTable.network)
    // Operations are shown where the model itself is functional, and left out of the models within it.
    var isFunctional = false
    if case .functional = keras.graph[layer].kind { isFunctional = true }
    func append(_ rows: [LayerSummary], level: Int) {
      for row in rows where keras.graph[row.layer].role == .layer || isFunctional && level == 0 {
        let prefix = level == 0 ? "" : String(repeating: "   ", count: level) + "└ "
        var cells = ["\(prefix)\(row.name) (\(row.typeName))", Self.shape(row), Self.parameters(row, in: keras.graph)]
        if !isSequence { cells.append(Self.connections(of: row, in: keras.graph)) }
        table.rows.append(cells)
        if isExpanded, keras.layers[row.layer]?.isModel ?? false { append(row.children, level: level + 1) }
      }
    }
    append(model.rows, level: 0)
    let count = keras.graph.parameters(of: model.calls)
    text = """
      Model: "\(model.name)"
      \(table.text)
       Total params: \(Self.size(count.total))
       Trainable params: \(Self.size(count.trainable))
       Non-trainable params: \(Self.size(count.nonTrainable))
      """
  }

  /// Whether Keras shows the model without connections: no call of several tensors, no two at one depth, no layer shared.
  private static func isSequence(_ model: SessionModel, of layer: LayerID, in graph: Graph) -> Bool {
    guard case .functional(let functional) = graph[layer].kind else { return true }
    return functional.isChain && model.rows.allSatisfy { $0.calls.count == 1 }
  }

  /// As Keras prints what the layer's last call gave; `?` for a layer that was never called.
  private static func shape(_ row: LayerSummary) -> String {
    switch row.outputShapes.count {
    case 0: "?"
    case 1: row.outputShapes[0].summary
    default: "[" + row.outputShapes.map(\.summary).joined(separator: ", ") + "]"
    }
  }

  private static func parameters(_ row: LayerSummary, in graph: Graph) -> String {
    graph[row.layer].isBuilt ? row.parameters.total.grouped : "0 (unbuilt)"
  }

  /// `conv2d[0][0]`: the layer, which of its calls, which of that call's outputs.
  private static func connections(of row: LayerSummary, in graph: Graph) -> String {
    let inputs = row.calls.flatMap { graph[$0].inputs }.filter { !graph.isConstant($0) }
    let texts = inputs.map { input in
      let history = graph[input].history
      let layer = graph[history].layer
      let node = graph.calls(of: layer).firstIndex(of: history) ?? 0
      let output = graph[history].outputs.firstIndex(of: input) ?? 0
      return "\(graph[layer].name)[\(node)][\(output)]"
    }
    return texts.isEmpty ? "-" : texts.joined(separator: ", ")
  }

  /// `111,498 (435.54 KB)`, four bytes each.
  private static func size(_ count: Int) -> String {
    var bytes = Double(count) * 4
    var units = ["B", "KB", "MB", "GB", "TB", "PB"][...]
    while bytes >= 1024, units.count > 1 {
      bytes /= 1024
      units = units.dropFirst()
    }
    return "\(count.grouped) (\(bytes.fixed(2)) \(units.first ?? "PB"))"
  }
}

extension Shape {
  /// Keras' summary joins the sizes without Python's comma after a single one.
  fileprivate var summary: String {
    "(" + dimensions.map { $0.map(String.init) ?? "None" }.joined(separator: ", ") + ")"
  }
}

extension Interpreter {
  /// What `model.summary()` prints, without the last newline.
  package func summaryText(of model: LayerID) -> String { ModelSummary(of: model, in: self).text }
}
