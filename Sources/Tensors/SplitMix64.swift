// Random words that are the same for the same seed on every machine.

/// Steele, Lea and Flood's SplitMix64 (https://prng.di.unimi.it/splitmix64.c).
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  /// From 0 up to, but not, 1: the top 24 bits, which a Float holds exactly.
  package mutating func uniform() -> Float { Float(next() >> 40) * 0x1p-24 }
}
