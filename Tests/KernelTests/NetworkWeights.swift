// Weights and inputs that Keras' side computes too, by the formula of Tests/Fixtures/generator/networks.py, and what is kept of
// the outputs.

import ModelGraph
import Tensors

extension Tensor {
  /// Values from -1 to 1, times a factor, plus a summand: the FNV-1a hash of the path and the index, mixed; 24 bits of it,
  /// so that float32 holds them.
  static func formula(_ path: String, shape: [Int], times factor: Float = 1, plus summand: Float = 0) -> Tensor {
    var seed: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in path.utf8 { seed = (seed ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let count = shape.reduce(1, *)
    let values = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      // Tens of millions of values in unoptimised code: pointers and wrapping arithmetic alone.
      guard var next = buffer.baseAddress else { return }
      let end = next + count
      var counter = seed
      while next < end {
        var bits = (counter ^ (counter &>> 32)) &* 0xd6e8_feb8_6659_fd93
        bits = (bits ^ (bits &>> 32)) &>> 40
        next.pointee = summand + factor * (Float(Int32(truncatingIfNeeded: bits)) / 0x1p23 - 1)
        counter = counter &+ 0x9e37_79b9_7f4a_7c15
        next += 1
      }
      initialized = count
    }
    return Tensor(shape: shape, values: values)
  }

  /// A weight: kernels whose sums keep the size of what goes in, normalisations that differ from none, small other ones.
  static func formula(_ weight: Weight, gain: Float) -> Tensor {
    // Keras 3 ignores what a session renames by `_name`.
    let path = weight.unrenamedPath ?? weight.path
    let shape = weight.specification.shape
    if weight.name.hasSuffix("kernel") {
      // A kernel with one output for each input is a depthwise one.
      let fanIn = shape.dropLast(shape.last == 1 ? 2 : 1).reduce(1, *)
      return formula(path, shape: shape, times: (3 * gain / Float(fanIn)).squareRoot())
    }
    if weight.name == "gamma" || weight.name.hasSuffix("variance") {
      return formula(path, shape: shape, times: 0.5, plus: 1)
    }
    return formula(path, shape: shape, times: 0.1)
  }

  /// Images before channels first: N, C, H, W.
  var channelsFirst: Tensor { permuted([0, 3, 1, 2]) }
  /// And the way back.
  var channelsLast: Tensor { permuted([0, 2, 3, 1]) }

  private func permuted(_ axes: [Int]) -> Tensor {
    guard shape.count == 4 else { return self }
    var strides = [1, 1, 1, 1]
    for axis in [2, 1, 0] { strides[axis] = strides[axis + 1] * shape[axis + 1] }
    let (sizes, steps) = (axes.map { shape[$0] }, axes.map { strides[$0] })
    var result = Tensor(shape: sizes)
    result.values.withUnsafeMutableBufferPointer { target in
      values.withUnsafeBufferPointer { source in
        var index = 0
        for first in 0..<sizes[0] {
          for second in 0..<sizes[1] {
            for third in 0..<sizes[2] {
              var position = first * steps[0] + second * steps[1] + third * steps[2]
              for _ in 0..<sizes[3] {
                target[index] = source[position]
                index += 1
                position += steps[3]
              }
            }
          }
        }
      }
    }
    return result
  }
}

/// What the fixture has of one output.
struct OutputNumbers: Decodable, Sendable {
  let shape: [Int]
  /// The largest magnitude.
  let largest: Float
  let mean: Float
  /// Values spread over it.
  let samples: [Float]

  /// How far an output is from this, relative to the largest magnitude; infinite for another shape.
  func error(of output: Tensor) -> Float {
    guard output.shape == shape else { return .infinity }
    let found = output.extent
    var errors = [(found.largest - largest).magnitude, (found.mean - mean).magnitude]
    for (index, value) in samples.enumerated() {
      // An odd step, so that no channel of a power of two is left out.
      errors.append((output.values[index * 2_654_435_761 % output.count] - value).magnitude)
    }
    // A value that is none makes the error none too, and no comparison holds for that.
    let error = errors.contains(where: \.isNaN) ? .nan : errors.max() ?? 0
    return largest > 0 ? error / largest : error
  }
}

extension Tensor {
  /// The largest magnitude and the mean.
  var extent: (largest: Float, mean: Float) {
    values.withUnsafeBufferPointer { values in
      var (largest, sum): (Float, Double) = (0, 0)
      var index = 0
      while index < values.count {
        let value = values[index]
        if !(value.magnitude <= largest) { largest = value.magnitude }
        sum += Double(value)
        index &+= 1
      }
      return (largest, Float(sum / Double(values.count)))
    }
  }
}
