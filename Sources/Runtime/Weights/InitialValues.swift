// Weights' first values by Keras' initializers (keras/src/initializers/random_initializers.py).

import ModelGraph
import Tensors

extension Weight {
  /// The values that the weight starts with: a function of the seed, the path, the shape and the initializer alone.
  func initialTensor(seed: UInt64) -> Tensor {
    let (count, shape) = (specification.count, specification.shape)
    var generator = RandomGenerator(seed: seed, name: path)
    switch specification.initializer {
    case .orthogonal(let gain): return .orthogonal(shape: shape, gain: gain, &generator)
    case .identity(let gain): return .identity(shape: shape, gain: gain)
    default: break
    }
    guard let draw = specification.initializer.sampler(shape: shape) else {
      return Tensor(shape: shape, repeating: specification.initializer.fixedValue)
    }
    let values = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      for index in 0..<count { buffer.initializeElement(at: index, to: Float(draw(&generator))) }
      initialized = count
    }
    return Tensor(shape: shape, values: values)
  }
}

extension Initializer {
  fileprivate typealias Sampler = (inout RandomGenerator) -> Double

  fileprivate var fixedValue: Float {
    switch self {
    case .ones: 1
    case .constant(let value): Float(value)
    default: 0
    }
  }

  /// How one value is drawn, or nil where all are the same.
  fileprivate func sampler(shape: [Int]) -> Sampler? {
    switch self {
    case .zeros, .ones, .constant, .orthogonal, .identity:
      return nil
    case .randomUniform(let minimum, let maximum):
      return { $0.uniform() * (maximum - minimum) + minimum }
    case .randomNormal(let mean, let deviation, let truncated):
      return { (truncated ? $0.truncatedNormal() : $0.normal()) * deviation + mean }
    case .varianceScaling(let scale, let fan, let distribution):
      let variance = scale / max(1, fan.size(of: shape))
      switch distribution {
      case .uniform:
        let limit = (3 * variance).squareRoot()
        return { $0.uniform() * (2 * limit) - limit }
      case .normal:
        let deviation = variance.squareRoot()
        return { $0.normal() * deviation }
      case .truncatedNormal:
        // The deviation of a normal distribution cut at two deviations, which Keras makes up for.
        let deviation = variance.squareRoot() / 0.87962566103423978
        return { $0.truncatedNormal() * deviation }
      }
    }
  }
}

extension Initializer.Fan {
  /// Keras' `compute_fans`: the last two axes are inputs and outputs, those before them the window.
  fileprivate func size(of shape: [Int]) -> Double {
    let (fanIn, fanOut) =
      switch shape.count {
      case 0: (1.0, 1.0)
      case 1: (Double(shape[0]), Double(shape[0]))
      default:
        (
          shape.dropLast(2).reduce(Double(shape[shape.count - 2])) { $0 * Double($1) },
          shape.dropLast(2).reduce(Double(shape[shape.count - 1])) { $0 * Double($1) }
        )
      }
    switch self {
    case .in: return fanIn
    case .out: return fanOut
    case .average: return (fanIn + fanOut) / 2
    }
  }
}
