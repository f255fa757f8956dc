// Weights' first values by Keras' initializers (keras/src/initializers/random_initializers.py).

import ModelGraph
import Tensors

extension Weight {
  /// The values that the weight starts with: a function of the seed, the path, the shape and the initializer alone.
  func initialTensor(seed: UInt64, _ account: inout WorkAccount) throws(RuntimeProblem) -> Tensor {
    let shape = specification.shape
    var generator = RandomGenerator(seed: seed, name: path)
    switch specification.initializer {
    case .orthogonal(let gain): return try .orthogonal(shape: shape, gain: gain, &generator, &account)
    case .identity(let gain): return try .identity(shape: shape, gain: gain, &account)
    default:
      let source = specification.initializer.source(of: shape)
      return try Tensor(shape: shape, &account) { values, _ in generator.fill(values, from: source) }
    }
  }
}

extension Tensor {
  /// A tensor whose values are written piece by piece: `write` gets each piece and the index of its first value.
  init(
    shape: [Int], _ account: inout WorkAccount, write: (UnsafeMutableBufferPointer<Float>, Int) -> Void
  ) throws(RuntimeProblem) {
    var problem: RuntimeProblem?
    let count = shape.reduce(1, *)
    let values = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      do throws(RuntimeProblem) {
        while initialized < count {
          let end = min(initialized + WorkAccount.pace, count)
          write(UnsafeMutableBufferPointer(rebasing: buffer[initialized..<end]), initialized)
          try account.enter(steps: end - initialized)
          initialized = end
        }
      } catch {
        problem = error
      }
    }
    if let problem { throw problem }
    self.init(shape: shape, values: values)
  }
}

/// Where single values come from.
enum ValueSource {
  case constant(Float)
  case uniform(lower: Double, width: Double)
  case normal(mean: Double, deviation: Double)
  /// Cut at two deviations.
  case truncatedNormal(mean: Double, deviation: Double)
}

extension Initializer {
  fileprivate func source(of shape: [Int]) -> ValueSource {
    switch self {
    case .zeros, .orthogonal, .identity: return .constant(0)
    case .ones: return .constant(1)
    case .constant(let value): return .constant(Float(value))
    case .randomUniform(let minimum, let maximum): return .uniform(lower: minimum, width: maximum - minimum)
    case .randomNormal(let mean, let deviation, let truncated):
      return truncated
        ? .truncatedNormal(mean: mean, deviation: deviation) : .normal(mean: mean, deviation: deviation)
    case .varianceScaling(let scale, let fan, let distribution):
      let variance = scale / max(1, fan.size(of: shape))
      switch distribution {
      case .uniform:
        let limit = (3 * variance).squareRoot()
        return .uniform(lower: -limit, width: 2 * limit)
      case .normal: return .normal(mean: 0, deviation: variance.squareRoot())
      case .truncatedNormal:
        // The deviation of a normal distribution cut at two deviations, which Keras makes up for.
        return .truncatedNormal(mean: 0, deviation: variance.squareRoot() / 0.87962566103423978)
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
