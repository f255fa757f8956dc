// How far around its own place an output value looks in a layer's inputs: the rule behind receptive fields.

import Tensors

/// What of its inputs' images one place of an output depends on. Places are those of the image's axes: height and width, or a
/// sequence's one axis; a place's channels count as one.
package enum Reach: Hashable, Sendable {
  /// The same place alone.
  case place
  /// A window along each axis of the image.
  case window([Step])
  /// All places along some of the tensor's axes, the batch being axis 0; nil is the whole image.
  case whole(axes: [Int]?)
  /// Single places, that no longer lie as in an image.
  case rearranged

  package struct Step: Hashable, Sendable {
    /// The number of input places from the first to the last that an output place sees, itself included.
    package let extent: Int
    /// How far the window moves, in input places, from one output place to the next.
    package let stride: Double

    init(extent: Int, stride: Double) {
      self.extent = extent
      self.stride = stride
    }
  }
}

extension Reach {
  /// Of axes put in another order: an image stays one where height and width stay the first two, as in the shuffling of
  /// channels.
  static func ofAxes(inOrder order: [Int]) -> Reach {
    order.starts(with: 0..<min(3, order.count)) ? .place : .rearranged
  }
}

extension Window {
  var reach: Reach { .window(axes.map { Reach.Step(extent: $0.extent, stride: Double($0.stride)) }) }
}

extension WindowLayer {
  package func reach(inputs: [Shape], output: Shape) -> Reach { window.reach }
}

extension Shape {
  /// Of what works along axes, each counted from the end where it is negative: the last axis holds the channels.
  func reach(alongAxes axes: [Int]) -> Reach {
    let places = axes.compactMap(index(ofAxis:)).filter { 0 < $0 && $0 < rank - 1 }
    return places.isEmpty ? .place : .whole(axes: places)
  }

  /// Of what gives the same values another shape: an image stays one where batch, height and width stay the first axes.
  func reach(laidOutAs output: Shape) -> Reach {
    let kept = min(3, rank - 1)
    let isImage = output.rank > kept && output.dimensions.starts(with: dimensions.prefix(kept))
    return isImage ? .place : .rearranged
  }
}

/// Pixels between pixels, by the interpolation's name.
func interpolationReach(_ name: String, from sizes: [Int?], to outputs: [Int?]) -> Reach {
  let supports = ["nearest": 1, "bilinear": 2, "bicubic": 4, "mitchellcubic": 4, "lanczos3": 6, "lanczos5": 10]
  var steps: [Reach.Step] = []
  for (size, output) in zip(sizes, outputs) {
    guard let size, let output, output > 0 else { return .whole(axes: nil) }
    let stride = Double(size) / Double(output)
    // Of the others, such as `area`, each pixel takes all that falls into it.
    steps.append(Reach.Step(extent: supports[name] ?? max(1, Int(stride.rounded(.up))), stride: stride))
  }
  return .window(steps)
}

extension TensorFunction {
  /// The reach of a function on tensors of these shapes.
  func reach(of operands: [Shape], output: Shape) -> Reach {
    let input = operands.first ?? []
    switch self {
    case .convolve(let window, _), .convolveDepthwise(let window, _), .pool(_, let window, _), .patches(let window, _):
      return window.reach
    case .resize(_, _, let interpolation, _, let format):
      guard let from = try? ImageShape(input, dimensions: 2, format: format, layer: ""),
        let to = try? ImageShape(output, dimensions: 2, format: format, layer: "")
      else { return .whole(axes: nil) }
      return interpolationReach(interpolation.rawValue, from: from.sizes, to: to.sizes)
    case .depthToSpace(let block, _): return .window(steps(stride: 1 / Double(block)))
    case .spaceToDepth(let block, _): return .window(steps(extent: block, stride: Double(block)))
    case .reduce(_, let axes, _), .normalize(let axes, _, _), .norm(_, let axes, _):
      return input.reach(alongAxes: axes ?? input.allAxes)
    case .moments(let axes, _): return input.reach(alongAxes: axes)
    case .cumulate(_, let axis): return input.reach(alongAxes: axis.map { [$0] } ?? input.allAxes)
    case .sort(let sorting): return input.reach(alongAxes: [sorting.axis])
    case .activation(.softmax, let parameters), .activation(.logSoftmax, let parameters),
      .activation(.sparsemax, let parameters):
      let axis = (parameters.first ?? nil).flatMap { Int(exactly: $0) } ?? -1
      return input.reach(alongAxes: [axis])
    case .matmul, .dot, .batchDot, .tensordot, .einsum: return .whole(axes: nil)
    case .reshape, .expandDims, .squeeze: return input.reach(laidOutAs: output)
    case .transpose(let order):
      return .ofAxes(inOrder: order ?? input.allAxes.reversed())
    case .flip, .roll, .tile, .repeat, .take: return .rearranged
    default: return .place
    }
  }

  private func steps(extent: Int = 1, stride: Double) -> [Reach.Step] {
    Array(repeating: Reach.Step(extent: extent, stride: stride), count: 2)
  }
}

extension Shape {
  fileprivate var allAxes: [Int] { Array(0..<rank) }
}
