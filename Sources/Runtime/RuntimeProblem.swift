// What can stop a forward pass, each in one sentence with the actual figures.

import ModelGraph
import Tensors

/// Why a model is not run, or not to its end.
package enum RuntimeProblem: Error, Hashable, Sendable {
  /// A size is neither in the graph nor given with the inputs.
  case unknownSize(layer: String, shape: Shape)
  /// The layer refuses the concrete sizes.
  case layer(LayerProblem)
  case memoryBudget(MemoryEstimate, limit: Int)
  case missingInput(layer: String)
  case inputShape(layer: String, expected: Shape, got: [Int])
  case weightShape(path: String, expected: [Int], got: [Int])
  /// The kernels cannot do what the layer asks.
  case unsupported(layer: String, what: String)
  /// There is no lowering of this class of layers.
  case notYet(layer: String, type: String)
  case library(operation: String, status: String)
  case outOfMemory(bytes: Int)
  case cancelled

  /// A stable name for programs, such as `memory-budget`.
  package var code: String {
    switch self {
    case .unknownSize: "unknown-size"
    case .layer(let problem): problem.code
    case .memoryBudget: "memory-budget"
    case .missingInput: "missing-input"
    case .inputShape: "input-shape"
    case .weightShape: "weight-shape"
    case .unsupported: "unsupported"
    case .notYet: "not-in-compbook"
    case .library: "kernel-failure"
    case .outOfMemory: "out-of-memory"
    case .cancelled: "cancelled"
    }
  }

  package var message: String {
    switch self {
    case .unknownSize(let layer, let shape):
      "\(layer) is not run: a size of \(shape) is known only with data"
    case .layer(let problem):
      problem.message
    case .memoryBudget(let estimate, let limit):
      "not run: a forward pass needs \(byteCount(estimate.total)) (weights \(byteCount(estimate.weightBytes)), "
        + "activations \(byteCount(estimate.activationBytes))"
        + (estimate.workspaceBytes > 0 ? ", a layer's own \(byteCount(estimate.workspaceBytes))" : "")
        + "), and the memory budget is \(byteCount(limit))"
    case .missingInput(let layer):
      "not run: the input \(layer) has no data"
    case .inputShape(let layer, let expected, let got):
      "the input \(layer) takes \(expected), but the data has shape \(Shape(got))"
    case .weightShape(let path, let expected, let got):
      "the weight \(path) has shape \(Shape(expected)), but the file's has \(Shape(got))"
    case .unsupported(let layer, let what):
      "\(layer) is not run: there is no kernel for \(what)"
    case .notYet(let layer, let type):
      "\(layer) is not run: Compbook cannot run \(type) yet"
    case .library(let operation, let status):
      "oneDNN cannot do this \(operation): \(status)"
    case .outOfMemory(let bytes):
      "not run: \(byteCount(bytes)) of memory are not to be had"
    case .cancelled:
      "the forward pass was cancelled"
    }
  }
}

/// Bytes in binary units with at most one decimal, such as `3.7 TiB`. `Int.max` stands for more than can be counted.
private func byteCount(_ bytes: Int) -> String {
  if bytes == .max { return "more than 8 EiB" }
  var value = Double(bytes)
  var unit = 0
  let units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
  while value >= 1024, unit < units.count - 1 {
    value /= 1024
    unit += 1
  }
  let rounded = (value * 10).rounded() / 10
  return (rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)) + " " + units[unit]
}
