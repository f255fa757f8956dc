// A batch of any size as groups that stay in the processor's cache.

import ModelGraph
import Tensors

/// The plans of a model for a batch: as many whole groups of images as there are, and what is left over.
package struct BatchPlan: Sendable {
  /// Images that go through the network together.
  struct Group: Sendable {
    /// The first image.
    let start: Int
    /// The number of the plan; equal sizes share one.
    let plan: Int
  }

  package let batch: Int
  let groups: [Group]
  let plans: [ExecutionPlan]
  package let outputs: [TensorID]

  /// Without a group's size, one that fits the cache. Groups are made only where no image's output comes from another's
  /// input. Throws what a plan throws.
  package init(
    graph: Graph, outputs: [TensorID], batch: Int, group: Int? = nil
  ) throws(RuntimeProblem) {
    self.batch = batch
    self.outputs = outputs
    var size = batch
    if graph.keepsImagesApart(leadingTo: outputs) {
      let cached = try ExecutionPlan(graph: graph, outputs: outputs, batch: 1).cachedImages
      size = min(group ?? cached, batch)
    }
    var plans = [try ExecutionPlan(graph: graph, outputs: outputs, batch: size)]
    var groups = stride(from: 0, through: batch - size, by: size).map { Group(start: $0, plan: 0) }
    if batch % size > 0 {
      plans.append(try ExecutionPlan(graph: graph, outputs: outputs, batch: batch % size))
      groups.append(Group(start: batch - batch % size, plan: 1))
    }
    self.plans = plans
    self.groups = groups
  }

  /// The whole batch in one group, in a plan of any inputs and outputs.
  package init(_ plan: ExecutionPlan) {
    batch = plan.batch
    outputs = plan.outputs
    groups = [Group(start: 0, plan: 0)]
    plans = [plan]
  }

  /// What comes in, with the whole batch.
  package var inputs: [ExecutionPlan.Input] {
    if groups.count == 1 { return plans[0].inputs }
    return plans[0].inputs.map { input in
      ExecutionPlan.Input(tensor: input.tensor, layer: input.layer, shape: [batch] + input.shape.dropFirst())
    }
  }

  /// How many images go through the network together.
  package var groupSize: Int { plans[0].batch }

  /// The multiply-adds of one image that prediction does not leave out.
  package var multiplyAdds: Int {
    plans[0].simplified().steps.reduce(0) { $0.addingSaturated($1.multiplyAdds ?? .max) }
  }

  /// The outputs' shapes, with the whole batch.
  var outputShapes: [TensorID: [Int]] {
    Dictionary(
      outputs.map { output in
        var shape = plans[0].shape(of: output)
        if groups.count > 1 { shape[0] = batch }
        return (output, shape)
      }, uniquingKeysWith: { first, _ in first })
  }
}

extension Graph {
  /// Whether all that leads to the outputs treats each image of a batch by itself.
  fileprivate func keepsImagesApart(leadingTo outputs: [TensorID]) -> Bool {
    neededCalls(in: self, leadingTo: outputs).allSatisfy { id in
      let call = self[id]
      guard let operation = operation(of: call.layer) else { return true }
      return operation.keepsImagesApart(call.inputs.map { self[$0].shape }, call.outputs.map { self[$0].shape })
    } && outputs.allSatisfy { self[$0].shape.isBatch }
  }
}

extension ExecutionPlan {
  /// How many images of this plan's one go through each step within a core's cache. More than eight gain nothing.
  fileprivate var cachedImages: Int {
    let cacheBytes = 2 << 20
    let largest = steps.map { $0.inputShapes.reduce($0.outputBytes) { $0.addingSaturated(floatBytes($1)) } }.max() ?? 1
    return min(max(cacheBytes / max(largest, 1), 1), 8)
  }
}
