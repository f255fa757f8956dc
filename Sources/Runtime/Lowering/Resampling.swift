// Images of another size: each pixel is a mixture of neighbours along one axis, then along the other.
//
// The weights are TensorFlow's (tensorflow/core/kernels/image), whose pixels have their centres at halves.

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif
import ModelGraph

/// What one place of the output takes of an axis: neighbours with their weights.
struct Mixture {
  var first: Int
  var weights: [Float]
}

extension Interpolation {
  /// The mixtures along an axis. Antialiasing widens the kernels where an image shrinks, which nearest and area need not.
  func mixtures(from input: Int, to output: Int, antialias: Bool) -> [Mixture] {
    switch self {
    case .nearest:
      places(input, output) { Mixture(first: min(max(Int($0.rounded(.down)), 0), input - 1), weights: [1]) }
    case .bilinear where !antialias: places(input, output) { neighbours(at: $0 - 0.5, of: input) }
    case .bicubic where !antialias: places(input, output) { cubicNeighbours(at: $0 - 0.5, of: input) }
    case .area: areas(input, output)
    case .bilinear: kernelled(input, output, radius: 1, antialias) { max(0, 1 - abs($0)) }
    case .bicubic: kernelled(input, output, radius: 2, antialias, keys)
    case .lanczos3: kernelled(input, output, radius: 3, antialias) { lanczos($0, 3) }
    case .lanczos5: kernelled(input, output, radius: 5, antialias) { lanczos($0, 5) }
    }
  }
}

/// For each place of the output where its centre is in the input.
private func places(_ input: Int, _ output: Int, _ mixture: (Float) -> Mixture) -> [Mixture] {
  let scale = Float(input) / Float(output)
  return (0..<output).map { mixture((Float($0) + 0.5) * scale) }
}

/// The pixels before and after a place, by its distance to them.
private func neighbours(at place: Float, of input: Int) -> Mixture {
  let floor = place.rounded(.down)
  let (lower, upper) = (max(Int(floor), 0), min(Int(place.rounded(.up)), input - 1))
  let share = place - floor
  return lower == upper ? Mixture(first: lower, weights: [1]) : Mixture(first: lower, weights: [1 - share, share])
}

/// Two pixels to each side, by a cubic whose argument is rounded to 1024ths. Those outside of the image count for nothing.
private func cubicNeighbours(at place: Float, of input: Int) -> Mixture {
  let floor = place.rounded(.down)
  let share = ((place - floor) * 1024).rounded(.toNearestOrEven) / 1024
  let first = Int(floor) - 1
  let weights = [1 + share, share, 1 - share, 2 - share].map(keys)
  let inside = weights.indices.filter { (0..<input).contains(first + $0) }
  return Mixture(first: first + inside[0], weights: inside.map { weights[$0] }).normalized
}

/// All pixels that lie under a place's own area, by the share of them that does.
private func areas(_ input: Int, _ output: Int) -> [Mixture] {
  let scale = Float(input) / Float(output)
  return (0..<output).map { place in
    let (start, end) = (Float(place) * scale, Float(place + 1) * scale)
    let first = Int(start.rounded(.down))
    let last = max(first, min(Int(end.rounded(.up)), input) - 1)
    let weights = (first...last).map { pixel in
      (min(end, Float(pixel + 1)) - max(start, Float(pixel))) / scale
    }
    return Mixture(first: first, weights: weights)
  }
}

/// All pixels that a kernel around a place reaches.
private func kernelled(
  _ input: Int, _ output: Int, radius: Float, _ antialias: Bool, _ kernel: (Float) -> Float
) -> [Mixture] {
  let step = Float(input) / Float(output)
  let width = antialias ? max(step, 1) : 1
  return places(input, output) { place in
    let first = max(0, Int((place - radius * width - 0.5).rounded(.up)))
    let last = min(input - 1, Int((place + radius * width - 0.5).rounded(.down)))
    let weights = (first...max(first, last)).map { kernel((Float($0) + 0.5 - place) / width) }
    return Mixture(first: first, weights: weights).normalized
  }
}

/// Keys' cubic with a = -1/2.
private func keys(_ x: Float) -> Float {
  let x = abs(x)
  if x >= 2 { return 0 }
  return x >= 1 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : (1.5 * x - 2.5) * x * x + 1
}

private func lanczos(_ x: Float, _ radius: Float) -> Float {
  let x = abs(x)
  if x > radius { return 0 }
  if x <= 1e-3 { return 1 }
  let angle = Float.pi * x
  return radius * sin(angle) * sin(angle / radius) / (angle * angle)
}

extension Mixture {
  /// With weights that sum to one.
  fileprivate var normalized: Mixture {
    let total = weights.reduce(0, +)
    if abs(total) < 1000 * Float.leastNormalMagnitude { return self }
    return Mixture(first: first, weights: weights.map { $0 / total })
  }
}
