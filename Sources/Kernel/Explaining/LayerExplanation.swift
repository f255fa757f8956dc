// One layer's own numbers: its counts as formulas, the same job done by a plain convolution, and its window.

import Diagnostics
import ModelGraph
import Tensors

/// What the Explain tab tells of a layer.
package struct LayerExplanation: Hashable, Sendable {
  /// A count and how it comes about.
  package struct Count: Hashable, Sendable {
    /// `64×(3×3×32+1)`.
    package var formula: String
    /// `filters × (kernel + bias)`.
    package var words: String
    /// Nil where a size is unknown.
    package var value: Int?

    init(_ formula: Formula) {
      self.formula = formula.numbers
      words = formula.words
      value = formula.value
    }
  }

  /// Another layer that does the same job.
  package struct Equivalent: Hashable, Sendable {
    /// `Conv2D(64, (3, 3))`.
    package var text: String
    package var parameters: Int
    package var multiplyAdds: Int?
  }

  package var row: LayerRow.ID
  package var name: String
  package var typeName: String
  /// Such as `depthwise convolution`.
  package var kind: String
  /// A sentence or two that teach.
  package var lesson: String
  package var inputShapes: [Shape]
  package var outputShape: Shape
  package var parameters: Count
  /// Of the parameters, those that training leaves alone.
  package var nonTrainable: Int
  package var multiplyAdds: Count
  package var equivalent: Equivalent?
  /// Nil where the layer slides no window over an image whose sizes are known, and where it is too large to be drawn.
  package var window: SlidingWindow?
  let operation: Operation
  let weights: [Weight]
  let input: TensorID?
  let output: TensorID
}

extension LayerExplanation {
  /// Of a row that is a primitive layer; nil for others, and where the layer failed.
  init?(_ row: RowLayer, in graph: Graph) {
    // The input layer of a model within is called by nobody but the model's making.
    guard let call = row.calls.last ?? row.output.map({ graph[$0].producer }), graph[call].children.isEmpty,
      let output = graph[call].outputs.first,
      let operation = graph.operation(of: graph[call].layer)
    else { return nil }
    let layer = graph[graph[call].layer]
    let inputs = graph[call].inputs.map { graph[$0].shape }
    let shape = graph[output].shape
    let lesson = LayerLesson.of(operation.family)
    self.row = row.id
    name = layer.name
    typeName = layer.typeName
    kind = lesson.name
    self.lesson = lesson.text
    inputShapes = inputs
    outputShape = shape
    parameters = Count(
      Formula(of: layer.weights.map(\.specification), outputs: operation.definition.outputName))
    nonTrainable = layer.weights.map(\.specification).filter { !$0.trainable }.reduce(0) {
      $0.addingSaturated($1.count)
    }
    multiplyAdds = Count(operation.definition.cost(inputs: inputs, output: shape))
    equivalent = operation.plainEquivalent(inputs: inputs, output: shape).flatMap { Equivalent($0, inputs, shape) }
    window = inputs.first.flatMap { SlidingWindow(operation, input: $0, output: shape) }
    self.operation = operation
    weights = layer.weights
    input = graph[call].inputs.first
    self.output = output
  }
}

extension LayerExplanation.Equivalent {
  fileprivate init?(_ operation: Operation, _ inputs: [Shape], _ output: Shape) {
    guard case .convolution(let layer) = operation, let weights = try? layer.weights(for: inputs) else { return nil }
    let size = layer.window.size.map(String.init).joined(separator: ", ")
    text = "\(layer.typeName)(\(layer.filters), \(layer.window.size.count > 1 ? "(\(size))" : size))"
    parameters = weights.reduce(0) { $0.addingSaturated($1.count) }
    multiplyAdds = layer.multiplyAdds(inputs: inputs, output: output)
  }
}

extension PaneSubject {
  /// The explanation of the row that is chosen, or of what the cursor's line made, or of the first layer with weights: of
  /// rows that hold others, the first with weights within. A chosen row that failed has none, whatever the cursor is on.
  func explanation(chosen: LayerRow.ID?, cursor: CellLine?) -> LayerExplanation? {
    let rows = subject.rows
    let primitives = rows.indices.filter { !rows[$0].hasChildren }
    func best(_ candidates: [Int]) -> LayerExplanation? {
      let weighted = candidates.filter { rows[$0].parameters > 0 }
      let others = candidates.filter { rows[$0].parameters == 0 }
      return (weighted + others).lazy.compactMap { LayerExplanation(layers[$0], in: graph) }.first
    }
    if let chosen, rows.contains(where: { $0.id == chosen }) {
      return best(primitives.filter { rows[$0].id.starts(with: chosen) })
    }
    let marked = cursor.map { line in primitives.filter { rows[$0].lines.contains(line) } } ?? []
    return best(marked) ?? best(primitives)
  }
}
