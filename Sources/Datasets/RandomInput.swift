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

/// Steele, Lea and Flood's SplitMix64 (https://prng.di.unimi.it/splitmix64.c).
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  /// The top 24 bits, which a Float holds exactly.
  mutating func uniform() -> Float { Float(next() >> 40) * 0x1p-24 }
}
