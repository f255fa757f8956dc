// Random input: the same numbers for the same seed on every machine.

import Tensors

package enum RandomInput {
  /// Uniform values from 0 up to, but not, 1, by integer steps only. `stream` tells a model's inputs apart.
  package static func tensor(shape: [Int], seed: UInt64, stream: Int = 0) -> Tensor {
    var generator = SplitMix64(seed: seed)
    // Each stream starts at a place that the seed does not reach by counting.
    for _ in 0..<stream { generator = SplitMix64(seed: generator.next()) }
    let count = shape.reduce(1, *)
    return Tensor(shape: shape, values: (0..<count).map { _ in generator.uniform() })
  }
}
