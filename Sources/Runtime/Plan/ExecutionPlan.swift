// What to compute for the tensors that are wanted: the steps in order, with concrete shapes. No oneDNN here.

import ModelGraph
import Tensors

/// The primitive steps that lead to some tensors of a graph, for one batch size.
package struct ExecutionPlan: Sendable {
  /// A place where data comes in.
  package struct Input: Hashable, Sendable {
    package let tensor: TensorID
    package let layer: String
    package let shape: [Int]
  }

  /// One call of a primitive layer.
  package struct Step: Sendable {
    package let call: CallID
    package let layer: LayerID
    /// The layer's name, for messages.
    package let name: String
    package internal(set) var operation: Operation
    package internal(set) var inputs: [TensorID]
    package internal(set) var outputs: [TensorID]
    package internal(set) var inputShapes: [[Int]]
    package internal(set) var outputShapes: [[Int]]
    /// The layer's own, or those that a function on tensors works on.
    package internal(set) var weights: [Weight]

    /// The first of the outputs, and of most steps the only one.
    package var output: TensorID { outputs[0] }
    package var outputShape: [Int] { outputShapes[0] }
  }

  package private(set) var inputs: [Input] = []
  /// Each after those it needs; calls of composite layers are flattened, and what nobody needs is left out.
  package internal(set) var steps: [Step] = []
  package let outputs: [TensorID]
  /// The tensors that a run keeps to its end.
  package private(set) var kept: Set<TensorID>
  /// The number of images.
  package let batch: Int
  package private(set) var memory = MemoryEstimate()
  /// The bytes that a run must not pass.
  package let memoryLimit: Int
}

extension ExecutionPlan {
  /// What a run keeps to its end.
  package enum Keeping: Sendable {
    /// The inputs, and the output of every step.
    case everything
    /// The inputs and the plan's outputs. All else is let go of as soon as no step needs it any more.
    case outputs
  }

  /// Plans what `outputs` need. Unknown sizes are filled in: the batch by `batch`, others by the data's `inputShapes`.
  ///
  /// Throws where a size stays unknown, where a layer refuses the concrete sizes, and where the memory would pass the limit.
  package init(
    graph: Graph, outputs: [TensorID], batch: Int, inputShapes: [TensorID: [Int]] = [:],
    keeping: Keeping = .everything, memoryLimit: Int = MemoryEstimate.defaultLimit
  ) throws(RuntimeProblem) {
    self.outputs = outputs
    kept = Set(outputs)
    self.batch = batch
    self.memoryLimit = memoryLimit
    var shapes: [TensorID: [Int]] = [:]
    var weights: Set<Weight> = []
    for id in neededCalls(in: graph, leadingTo: outputs) {
      let call = graph[id]
      guard let operation = graph.operation(of: call.layer), let output = call.outputs.first else { continue }
      let layer = graph[call.layer]
      if case .inputLayer = operation {
        let shape = try inputShape(
          of: graph[output].shape, layer: layer.name, batch: batch, given: inputShapes[output])
        inputs.append(Input(tensor: output, layer: layer.name, shape: shape))
        shapes[output] = shape
      } else {
        for step in try Step(id, call, of: layer, operation, batch: batch, shapes: shapes).parts {
          for (output, shape) in zip(step.outputs, step.outputShapes) { shapes[output] = shape }
          steps.append(step)
        }
        for weight in layer.weights + operation.operandWeights where weights.insert(weight).inserted {
          memory.addWeight(weight.specification.shape)
        }
      }
    }
    if case .everything = keeping { kept.formUnion(steps.flatMap(\.outputs)) }
    memory.activationBytes = mostActivationBytes
    if memory.total > memoryLimit { throw .memoryBudget(memory, limit: memoryLimit) }
  }

  /// The bytes of the tensors that are there together, at the step where they are most.
  private var mostActivationBytes: Int {
    var lastUse: [TensorID: Int] = [:]
    for (index, step) in steps.enumerated() {
      for tensor in step.inputs { lastUse[tensor] = index }
    }
    var bytes = inputs.reduce(0) { $0.addingSaturated(floatBytes($1.shape)) }
    var most = bytes
    for (index, step) in steps.enumerated() {
      bytes = bytes.addingSaturated(step.outputBytes)
      most = max(most, bytes)
      // What overflows never comes to an end again, and no budget lets it through.
      guard bytes < .max else { return .max }
      for (tensor, shape) in Dictionary(zip(step.inputs, step.inputShapes), uniquingKeysWith: { first, _ in first })
      where lastUse[tensor] == index && isReleased(tensor) { bytes -= floatBytes(shape) }
    }
    return most
  }

  /// Whether a run lets go of a tensor once the last step has taken it.
  private func isReleased(_ tensor: TensorID) -> Bool {
    !kept.contains(tensor) && !inputs.contains { $0.tensor == tensor }
  }
}

extension ExecutionPlan {
  /// The tensors that need data before these can be computed, in the order of making.
  package static func inputs(of graph: Graph, leadingTo outputs: [TensorID]) -> [TensorID] {
    neededCalls(in: graph, leadingTo: outputs).compactMap { call in
      if case .inputLayer = graph.operation(of: graph[call].layer) { graph[call].outputs.first } else { nil }
    }
  }

  /// The sizes of a tensor of the plan.
  func shape(of tensor: TensorID) -> [Int] {
    if let step = steps.first(where: { $0.output == tensor }) { return step.outputShape }
    guard let input = inputs.first(where: { $0.tensor == tensor }) else { preconditionFailure("not in the plan") }
    return input.shape
  }
}

extension ExecutionPlan.Step {
  /// The multiply-adds of the whole batch, or the values written where those are more.
  var work: Int {
    max(
      Shape.product([multiplyAdds, outputShape.first ?? 1]) ?? .max,
      Shape.product(outputShape.map(Optional.some)) ?? .max)
  }

  var outputBytes: Int { outputShapes.reduce(0) { $0.addingSaturated(floatBytes($1)) } }

  /// Those of one image; nil where they are too many to count.
  var multiplyAdds: Int? {
    operation.definition.multiplyAdds(inputs: inputShapes.map { Shape($0) }, output: Shape(outputShape))
  }

  /// A step for each output; the step itself where it has one.
  fileprivate var parts: [ExecutionPlan.Step] {
    guard case .tensor(let whole) = operation, let parts = whole.parts(of: inputShapes.map { Shape($0) }) else {
      return [self]
    }
    return zip(parts, outputs.indices).map { operation, index in
      var part = self
      part.operation = .tensor(operation)
      part.outputs = [outputs[index]]
      part.outputShapes = [outputShapes[index]]
      return part
    }
  }

  fileprivate init(
    _ id: CallID, _ call: Call, of layer: Layer, _ operation: Operation, batch: Int, shapes: [TensorID: [Int]]
  ) throws(RuntimeProblem) {
    var operation = operation
    if case .tensor(let function) = operation { operation = .tensor(function.with(batch: batch)) }
    inputShapes = call.inputs.map { shapes[$0, default: []] }
    let shapes: [Shape]
    do {
      shapes = try operation.definition.outputShapes(for: inputShapes.map { Shape($0) })
    } catch {
      throw .layer(error)
    }
    outputShapes = try shapes.map { (shape) throws(RuntimeProblem) in
      guard let sizes = shape.known else { throw .unknownSize(layer: layer.name, shape: shape) }
      return sizes
    }
    self.call = id
    self.layer = call.layer
    name = layer.name
    self.operation = operation
    inputs = call.inputs
    outputs = call.outputs
    weights = layer.weights + operation.operandWeights
  }
}

extension Operation {
  /// The weights of other layers that a function on tensors works on.
  fileprivate var operandWeights: [Weight] {
    guard case .tensor(let operation) = self else { return [] }
    return operation.weights
  }
}

/// The primitive calls that the tensors need. A call can only take tensors made before it, so the order of making will do.
func neededCalls(in graph: Graph, leadingTo outputs: [TensorID]) -> [CallID] {
  var needed: Set<CallID> = []
  var pending = outputs
  while let tensor = pending.popLast() {
    let call = graph[tensor].producer
    if needed.insert(call).inserted { pending += graph[call].inputs }
  }
  return needed.sorted { $0.index < $1.index }
}

private func inputShape(
  of declared: Shape, layer: String, batch: Int, given: [Int]?
) throws(RuntimeProblem) -> [Int] {
  if let given {
    guard Shape(given).fits(declared) else { throw .inputShape(layer: layer, expected: declared, got: given) }
    return given
  }
  var shape = declared
  if shape.rank > 0, shape[0] == nil { shape[0] = batch }
  guard let sizes = shape.known else { throw .unknownSize(layer: layer, shape: declared) }
  return sizes
}
