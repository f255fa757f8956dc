// How much memory a forward pass takes, reckoned before any is allocated.

import ModelGraph
import Tensors

/// Bytes of float32 values; `Int.max` where they pass what can be counted.
package struct MemoryEstimate: Hashable, Sendable {
  /// The inputs and the layers' outputs that are there at the same time, at their most.
  package internal(set) var activationBytes = 0
  /// Each weight once. Running keeps a second copy in the kernels' own layout.
  package internal(set) var weightBytes = 0
  /// What a layer's kernels take for their own while they run. Known when they are compiled, and 0 until then.
  package internal(set) var workspaceBytes = 0

  package init(activationBytes: Int = 0, weightBytes: Int = 0) {
    self.activationBytes = activationBytes
    self.weightBytes = weightBytes
  }

  /// What running takes: the activations, the weights in both layouts, and the kernels' own.
  package var total: Int {
    [activationBytes, weightBytes, weightBytes, workspaceBytes].reduce(0) { $0.addingSaturated($1) }
  }

  mutating func addWeight(_ shape: [Int]) {
    weightBytes = weightBytes.addingSaturated(floatBytes(shape))
  }

  /// The default limit: room for VGG16 (138 million parameters) at batch 1.
  package static let defaultLimit = 2 << 30
}

/// The bytes of a tensor's values.
func floatBytes(_ shape: [Int]) -> Int {
  guard let count = Shape.product(shape.map(Optional.some)) else { return .max }
  let (bytes, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Float>.stride)
  return overflow ? .max : bytes
}
