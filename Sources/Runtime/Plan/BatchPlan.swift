// A batch of any size as groups that stay in the processor's cache.

import ModelGraph
import Tensors

/// The plans of a model for a batch: as many whole groups of images as there are, and what is left over.
package struct BatchPlan: Sendable {
  package let batch: Int
  /// The first image and the plan of each group. Equal sizes share a plan.
  let groups: [(start: Int, plan: Int)]
  let plans: [ExecutionPlan]
  package let outputs: [TensorID]

  /// Groups are made only where no image's output comes from another's input. Throws what a plan throws.
  package init(
    graph: Graph, outputs: [TensorID], batch: Int, group: Int
  ) throws(RuntimeProblem) {
    self.batch = batch
    self.outputs = outputs
    let size = graph.keepsImagesApart(leadingTo: outputs) ? min(group, batch) : batch
    var plans = [try ExecutionPlan(graph: graph, outputs: outputs, batch: size)]
    var groups = stride(from: 0, through: batch - size, by: size).map { (start: $0, plan: 0) }
    if batch % size > 0 {
      plans.append(try ExecutionPlan(graph: graph, outputs: outputs, batch: batch % size))
      groups.append((batch - batch % size, 1))
    }
    self.plans = plans
    self.groups = groups
  }

  /// The whole batch in one group, in a plan of any inputs and outputs.
  package init(_ plan: ExecutionPlan) {
    batch = plan.batch
    outputs = plan.outputs
    groups = [(start: 0, plan: 0)]
    plans = [plan]
  }

  /// What comes in, with the whole batch.
  package var inputs: [ExecutionPlan.Input] {
    if groups.count == 1 { return plans[0].inputs }
    return plans[0].inputs.map { input in
      ExecutionPlan.Input(tensor: input.tensor, layer: input.layer, shape: [batch] + input.shape.dropFirst())
    }
  }

  /// The outputs' tensors before a run.
  var emptyOutputs: [TensorID: Tensor] {
    Dictionary(
      outputs.map { output in
        var shape = plans[0].shape(of: output)
        if groups.count > 1 { shape[0] = batch }
        return (output, Tensor(shape: shape))
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
