// How values flow from a model's inputs to its outputs: what must be held at once, where all paths meet, how deep it is.

import Tensors

/// The primitive calls that some outputs need, in the order in which they were made.
package struct DataFlow: Sendable {
  /// A tensor through which every path from the inputs to the outputs leads.
  package struct Waist: Hashable, Sendable {
    package let tensor: TensorID
    /// For one image.
    package let values: Int
  }

  /// In order, the input first if there is but one. None where a size is unknown.
  package private(set) var waists: [Waist] = []
  /// The largest sum, over all calls, of a call's outputs and what is still to be read then, as float32, for one image;
  /// nil where a size is unknown.
  package private(set) var peakBytes: Int? = 0
  /// How many layers with a kernel, such as convolutions and dense layers, lie on the longest path.
  package private(set) var depth = 0
  /// All tensors that the calls give, in order.
  package private(set) var tensors: [TensorID] = []

  package init(to outputs: [TensorID], in graph: Graph) {
    let calls = DataFlow.calls(leadingTo: outputs, in: graph)
    var lastReader: [TensorID: Int] = [:]
    for (index, call) in calls.enumerated() {
      for tensor in graph[call].inputs { lastReader[tensor] = index }
    }
    for output in outputs { lastReader[output] = .max }
    var held: [TensorID: Int] = [:]
    var depths: [TensorID: Int] = [:]
    for (index, call) in calls.enumerated() {
      let step = graph[call]
      let below = step.inputs.reduce(0) { max($0, depths[$1, default: 0]) }
      for output in step.outputs {
        tensors.append(output)
        depths[output] = below + (graph.multipliesByKernel(call) ? 1 : 0)
        held[output] = graph[output].shape.elementsPerImage ?? .max
      }
      peakBytes = DataFlow.larger(peakBytes, held.values)
      for tensor in step.inputs where lastReader[tensor] == index { held[tensor] = nil }
      if held.count == 1, let (tensor, values) = held.first, values < .max {
        waists.append(Waist(tensor: tensor, values: values))
      }
    }
    depth = outputs.reduce(0) { max($0, depths[$1, default: 0]) }
    if peakBytes == nil { waists = [] }
  }

  private static func calls(leadingTo outputs: [TensorID], in graph: Graph) -> [CallID] {
    var open = outputs
    var found: Set<CallID> = []
    while let tensor = open.popLast() {
      let call = graph[tensor].producer
      if graph.isConstant(tensor) || !found.insert(call).inserted { continue }
      open += graph[call].inputs
    }
    return found.sorted { $0.index < $1.index }
  }

  /// Nil where a size is unknown, which stands as `Int.max`, or where the sum overflows.
  private static func larger(_ bytes: Int?, _ values: some Collection<Int>) -> Int? {
    let sum = values.reduce(0) { $0.addingSaturated($1) }
    guard let bytes, let now = Shape.product([sum, MemoryLayout<Float>.stride]) else { return nil }
    return max(bytes, now)
  }

  /// Where the flow narrows most: of the waists that are still an image or a sequence of several places, the first one
  /// that holds the least share of the values of the waist before it. A classifier makes few values of many in any case,
  /// so what comes after the last image does not count; nor does a layer that another path goes around. Where there is no
  /// image at all, the waists before the last count.
  package func narrowest(in graph: Graph) -> (waist: Waist, share: Double)? {
    let later = waists.dropFirst()
    let images = later.filter { graph[$0.tensor].shape.isImage }
    let candidates = Set((images.isEmpty ? Array(later.dropLast()) : Array(images)).map(\.tensor))
    let shares = zip(waists, later).filter { candidates.contains($1.tensor) && $0.values > 0 }
      .map { (waist: $1, share: Double($1.values) / Double($0.values)) }
    return shares.min { $0.share < $1.share }
  }
}

extension Shape {
  /// Whether it has several places between the batch and the channels.
  fileprivate var isImage: Bool { rank > 2 && (Shape.product(dimensions.dropFirst().dropLast()) ?? 0) > 1 }
}

extension Graph {
  /// Whether a call multiplies its input by weights.
  fileprivate func multipliesByKernel(_ call: CallID) -> Bool {
    guard let operation = operation(of: self[call].layer), multiplyAdds(of: call) != 0 else { return false }
    if case .tensor(let function) = operation { return !function.weights.isEmpty }
    return !self[self[call].layer].weights.isEmpty
  }

  /// The names from the outermost layer to the one that made a tensor, such as `block1/conv2d`.
  package func path(of tensor: TensorID) -> String {
    let calls = sequence(first: self[tensor].producer) { self[$0].parent }
    return calls.map { self[self[$0].layer] }.filter { $0.role != .implicit }.map(\.name).reversed()
      .joined(separator: "/")
  }
}
