// Random numbers that are the same on every machine: integer steps and IEEE arithmetic, no mathematical library.

import Tensors

/// xoshiro256** (Blackman and Vigna, https://prng.di.unimi.it), started by SplitMix64 as its authors advise.
struct RandomGenerator: RandomNumberGenerator {
  private var state: (UInt64, UInt64, UInt64, UInt64)
  /// Normal values come in pairs.
  private var spareNormal: Double?

  init(seed: UInt64) {
    var mixer = SplitMix64(seed: seed)
    state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
  }

  /// A generator of its own for each name, by the FNV-1a hash of the seed's bytes and the name's.
  init(seed: UInt64, name: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func absorb(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    for shift in stride(from: 0, to: 64, by: 8) { absorb(UInt8(truncatingIfNeeded: seed >> UInt64(shift))) }
    for byte in name.utf8 { absorb(byte) }
    self.init(seed: hash)
  }

  mutating func next() -> UInt64 {
    let result = rotated(state.1 &* 5, by: 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = rotated(state.3, by: 45)
    return result
  }

  /// From 0 up to, but not, 1: the top 53 bits.
  mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Of mean 0 and deviation 1, by Marsaglia's polar method.
  mutating func normal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    while true {
      let (x, y) = (2 * uniform() - 1, 2 * uniform() - 1)
      let square = x * x + y * y
      guard square > 0, square < 1 else { continue }
      let factor = (-2 * naturalLogarithm(square) / square).squareRoot()
      spareNormal = y * factor
      return x * factor
    }
  }

  /// The same, drawn again while further than two deviations from the mean.
  mutating func truncatedNormal() -> Double {
    while true {
      let value = normal()
      if value.magnitude <= 2 { return value }
    }
  }
}

private func rotated(_ word: UInt64, by count: UInt64) -> UInt64 { word << count | word >> (64 - count) }

/// The logarithm of a positive, normal number. Mathematical libraries differ in its last bit; this does not:
/// `ln(2^e m) = e ln 2 + 2 artanh((m - 1) / (m + 1))`, the series ended where its terms vanish.
func naturalLogarithm(_ value: Double) -> Double {
  var (exponent, significand) = (Double(value.exponent), value.significand)
  if significand > 1.414_213_562_373_095 {
    significand /= 2
    exponent += 1
  }
  let ratio = (significand - 1) / (significand + 1)
  let square = ratio * ratio
  // Pairs of terms first, and pairs of those, so that the processor need not wait for each in turn.
  let (fourth, eighth) = (square * square, square * square * square * square)
  let low = (1 + square * (1.0 / 3)) + fourth * (1.0 / 5 + square * (1.0 / 7))
  let middle = (1.0 / 9 + square * (1.0 / 11)) + fourth * (1.0 / 13 + square * (1.0 / 15))
  let high = (1.0 / 17 + square * (1.0 / 19)) + fourth * (1.0 / 21 + square * (1.0 / 23))
  let sum = ratio * (low + eighth * (middle + eighth * high))
  return exponent * 0.693_147_180_559_945_3 + 2 * sum
}

extension RandomGenerator {
  /// Draws a value for each place, in their order.
  mutating func fill(_ values: UnsafeMutableBufferPointer<Float>, from source: ValueSource) {
    // A copy of its own stays in registers.
    var generator = self
    switch source {
    case .constant(let value): values.update(repeating: value)
    case .uniform(let lower, let width):
      for index in values.indices { values[index] = Float(generator.uniform() * width + lower) }
    case .normal(let mean, let deviation):
      for index in values.indices { values[index] = Float(generator.normal() * deviation + mean) }
    case .truncatedNormal(let mean, let deviation):
      for index in values.indices { values[index] = Float(generator.truncatedNormal() * deviation + mean) }
    }
    self = generator
  }
}
