// Pixels that nobody reads: before a 1×1 window of stride 2, three of four. They need not be computed.

import ModelGraph

/// Makes the strides of windows of size 1 those of what comes before them, as far as nobody else reads the pixels between.
private struct PixelThinning {
  /// How far apart along each axis of a tensor are the places that somebody reads, in places of the untouched plan.
  private var read: [TensorID: [Int]] = [:]
  /// The same for the places that are computed.
  private var computed: [TensorID: [Int]] = [:]
  private var shapes: [TensorID: [Int]] = [:]
  private var steps: [ExecutionPlan.Step] = []
  /// Steps that thin a tensor: they follow what makes it, so that a kernel may add to their output.
  private var followers: [TensorID: [ExecutionPlan.Step]] = [:]
  private var ownTensors = 0

  fileprivate static func steps(of plan: ExecutionPlan) -> [ExecutionPlan.Step] {
    var thinning = PixelThinning()
    for output in plan.outputs { thinning.read[output] = ones(plan.shape(of: output)) }
    for input in plan.inputs { thinning.shapes[input.tensor] = input.shape }
    for step in plan.steps.reversed() { thinning.noteReading(step) }
    for step in plan.steps { thinning.add(step) }
    let followers = thinning.followers
    return plan.inputs.flatMap { followers[$0.tensor] ?? [] }
      + thinning.steps.flatMap { step in [step] + step.outputs.flatMap { followers[$0] ?? [] } }
  }

  private static func ones(_ shape: [Int]) -> [Int] { Array(repeating: 1, count: shape.count) }

  // MARK: Who reads what

  private mutating func noteReading(_ step: ExecutionPlan.Step) {
    let distances = read[step.output] ?? PixelThinning.ones(step.outputShape)
    for (input, shape) in zip(step.inputs, step.inputShapes) {
      let these = step.distancesRead(of: shape, for: distances)
      read[input] = read[input].map { zip($0, these).map(greatestCommonDivisor) } ?? these
    }
  }

  // MARK: What is computed

  private mutating func add(_ step: ExecutionPlan.Step) {
    var step = step
    let distances = step.outputs.count == 1 ? read[step.output] ?? [] : []
    if distances.contains(where: { $0 > 1 }) {
      if let layer = step.operation.definition as? any WindowLayer {
        slide(&step, layer, at: distances)
      } else if step.isValueByValue(at: distances),
        step.inputs.contains(where: { computed[$0]?.contains { $0 > 1 } == true })
      {
        step.inputs = step.inputs.map { thin($0, to: distances, for: step) }
        computed[step.output] = distances
        step.outputShapes = [thinned(step.outputShape, distances)]
      }
    } else if let layer = step.operation.definition as? any WindowLayer {
      slide(&step, layer, at: PixelThinning.ones(step.outputShape))
    }
    step.inputShapes = zip(step.inputs, step.inputShapes).map { shapes[$0] ?? $1 }
    for (output, shape) in zip(step.outputs, step.outputShapes) { shapes[output] = shape }
    steps.append(step)
  }

  /// Lets a window take larger steps, or smaller ones over what is thinner already.
  private mutating func slide(_ step: inout ExecutionPlan.Step, _ layer: any WindowLayer, at distances: [Int]) {
    var layer = layer
    let shape = step.inputShapes[0]
    let given = computed[step.inputs[0]] ?? PixelThinning.ones(shape)
    guard zip(given, distances).contains(where: { $0 > 1 || $1 > 1 }) else { return }
    layer.window = Window(
      zip(layer.window.axes, layer.imageAxes(rank: shape.count)).map { axis, index in
        let pads = axis.pads(shape[index])
        return Window.Axis(
          size: axis.size, stride: axis.stride * distances[index] / given[index], dilation: axis.dilation,
          margin: Margin(before: pads.before, after: pads.after))
      })
    step.operation = layer.operation
    step.outputShapes = [thinned(step.outputShape, distances)]
    computed[step.output] = distances
  }

  /// The tensor with no more places than these, which takes a step of its own unless it has been computed like that.
  private mutating func thin(_ tensor: TensorID, to distances: [Int], for reader: ExecutionPlan.Step) -> TensorID {
    let given = computed[tensor] ?? PixelThinning.ones(distances)
    guard given != distances, let shape = shapes[tensor] else { return tensor }
    let ratios = zip(distances, given).map { $0 / $1 }
    var step = reader
    step.operation = Pooling(thinningBy: ratios).operation
    step.inputs = [tensor]
    step.inputShapes = [shape]
    step.outputs = [TensorID(own: ownTensors)]
    step.outputShapes = [thinned(shape, ratios)]
    step.weights = []
    ownTensors += 1
    followers[tensor, default: []].append(step)
    shapes[step.output] = step.outputShape
    return step.output
  }
}

extension ExecutionPlan {
  /// The plan without pixels that nobody reads. Tensors that are not its outputs may be smaller.
  func withoutUnreadPixels() -> ExecutionPlan {
    var plan = self
    plan.steps = PixelThinning.steps(of: self)
    return plan
  }

  /// The same outputs by less work: what prediction runs.
  func simplified() -> ExecutionPlan { absorbingPadding().withoutUnreadPixels() }
}

/// Beyond this, strides are left alone: nothing is gained, and products would overflow.
private let largestStride = 1 << 10

private func thinned(_ shape: [Int], _ distances: [Int]) -> [Int] {
  zip(shape, distances).map { size, distance in (size - 1) / distance + 1 }
}

private func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
  right == 0 ? left : greatestCommonDivisor(right, left % right)
}

extension Pooling {
  /// Windows of one pixel, at these distances along the axes of a tensor.
  fileprivate init(thinningBy distances: [Int]) {
    let format = distances.last == 1 ? DataFormat.channelsLast : .channelsFirst
    let steps = format == .channelsLast ? distances.dropFirst().dropLast() : distances.dropFirst(2)
    self.init(.maximum, Window(steps.map { Window.Axis(size: 1, stride: $0) }), format)
  }
}

extension WindowLayer {
  /// The axes of a tensor that are the image's.
  fileprivate func imageAxes(rank: Int) -> [Int] {
    let first = dataFormat == .channelsLast ? 1 : 2
    return Array(first..<(first + window.axes.count))
  }
}

extension ExecutionPlan.Step {
  /// How far apart are the places of an input that are read for places of the output.
  fileprivate func distancesRead(of shape: [Int], for distances: [Int]) -> [Int] {
    if isValueByValue(at: distances) { return distances }
    var read = Array(repeating: 1, count: shape.count)
    guard let layer = operation.definition as? any WindowLayer else { return read }
    for (axis, index) in zip(layer.window.axes, layer.imageAxes(rank: shape.count)) {
      if axis.size == 1, axis.pads(shape[index]) == (0, 0), axis.stride <= largestStride,
        distances[index] <= largestStride
      {
        read[index] = axis.stride * distances[index]
      }
    }
    return read
  }

  /// Whether each of these values of the output is made of the inputs' values at the same place.
  fileprivate func isValueByValue(at distances: [Int]) -> Bool {
    guard outputs.count == 1, inputShapes.allSatisfy({ $0 == outputShape }) else { return false }
    switch operation {
    case .merge: return true
    case .batchNormalization(let layer): return distances[(layer.axis + distances.count) % distances.count] == 1
    default: return operation.functions != nil
    }
  }
}
