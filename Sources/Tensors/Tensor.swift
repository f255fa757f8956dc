// The host tensor: float32, row-major, batch first and channels last.

/// A dense float32 tensor in row-major order; images are NHWC.
package struct Tensor: Sendable, Hashable {
  /// The sizes along the axes; their product is the number of values.
  package let shape: [Int]
  package var values: [Float]

  package init(shape: [Int], values: [Float]) {
    precondition(shape.reduce(1, *) == values.count, "a tensor needs as many values as its shape says")
    self.shape = shape
    self.values = values
  }

  package init(shape: [Int], repeating value: Float = 0) {
    self.init(shape: shape, values: Array(repeating: value, count: shape.reduce(1, *)))
  }

  package var count: Int { values.count }
}
