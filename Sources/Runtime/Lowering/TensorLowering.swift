// Functions on tensors: which mechanism runs each.

import CDNNL
import ModelGraph
import Tensors

extension Lowering {
  /// The operands stand in for the inputs, so that functions which are layers too run as those.
  mutating func lower(_ operation: TensorOperation) throws(RuntimeProblem) {
    if let functions = operation.functions, !functions.isEmpty {
      return try apply(functions, inputs[0].flat, to: output.flat)
    }
    inputs = try operands(of: operation)
    switch operation.function {
    case .elementwise(.identity), .reshape, .expandDims, .squeeze: try handOn()
    case .elementwise(let function): try apply(function, inputs[0], to: output)
    case .activation(let activation, let parameters): try activate(activation, parameters)
    case .cast(let type): try cast(to: type)
    case .binary(let function): try combine(function)
    case .select: map(selectingRow, inputs, to: output)
    case .clip(let minimum, let maximum): try apply([clipping(minimum, maximum)], inputs[0].flat, to: output.flat)
    case .round(let decimals): map(TensorFunction.rounding(decimals: decimals), [inputs[0].flat], to: output.flat)
    case .likeConstant(let value): fill(output, with: Float(value))
    case .reduce(let function, let axes, _): try reduce(function, axes)
    case .norm(let order, let axes, _): reduce(axes, RowFunctions.norm(order: order))
    case .cumulate(let cumulation, let axis): cumulate(cumulation, axis: axis)
    case .sort(let sorting): try sort(sorting)
    case .normalize(let axes, let order, let leastNorm): normalize(axes, order: order, leastNorm: leastNorm)
    case .batchNormalize(let moments): try normalize(moments)
    case .normalizeLocally(let radius, let bias, let alpha, let beta):
      normalizeLocally(radius: radius, bias: bias, alpha: alpha, beta: beta)
    case .triangle(let isUpper, let diagonal): try triangle(isUpper: isUpper, diagonal: diagonal)
    case .oneHot(let count, let axis): oneHot(count: count, axis: axis)
    case .transpose(let axes): try transpose(axes)
    case .broadcast: broadcast()
    case .tile: tile()
    case .repeat(_, let axis): self.repeat(axis)
    case .flip(let axes): flip(axes)
    case .roll(let shifts, let axes): roll(shifts, axes)
    case .pad(let widths, let mode, let value): pad(widths, mode, value: value)
    case .slice(let indices): try slice(indices)
    case .take(let axis, let batchAxes): try take(axis: axis, batchAxes: batchAxes, operation.operands[1])
    case .depthToSpace(let block, let format): try depthToSpace(block, format)
    case .spaceToDepth(let block, let format): try spaceToDepth(block, format)
    case .resize(_, _, let interpolation, let antialias, let format):
      try resize(interpolation, antialias: antialias, format)
    case .patches(let window, let format): try patches(window, format)
    case .concatenate(let axis): try concatenate(axis: axis)
    case .stack(let axis): try stack(axis: axis)
    case .matmul(let left, let right): try matmul(transposesLeft: left, transposesRight: right)
    case .dot: try dot()
    case .batchDot(let left, let right): try tensordot([left], [right], commonBatch: true)
    case .tensordot(let left, let right): try tensordot(left, right)
    case .einsum(let einsum): try self.einsum(einsum)
    case .convolve(let window, let format): try convolve(window, format, isDepthwise: false)
    case .convolveDepthwise(let window, let format): try convolve(window, format, isDepthwise: true)
    case .pool(let isMaximum, let window, let format): try pool(isMaximum ? .maximum : .average, window, format)
    case .fill(_, let filling): fill(filling)
    // The plan has a step for each of their outputs.
    case .moments, .topK, .split, .unstack: throw refusal(operation.typeName)
    }
  }

  func refusal(_ what: String) -> RuntimeProblem { .unsupported(layer: layer, what: what) }

  /// All that the operation works on: the step's inputs, constants and weights.
  private mutating func operands(of operation: TensorOperation) throws(RuntimeProblem) -> [View] {
    var (views, taken) = ([View](), 0)
    for operand in operation.operands {
      switch operand {
      case .input:
        views.append(inputs[taken])
        taken += 1
      case .constant(let constant):
        views.append(try constants(constant.tensor.values, sizes: constant.tensor.shape))
      case .weight(let weight):
        let (view, _) = try vector(weight.path, weight.specification.count)
        views.append(view.reshaped(weight.specification.shape))
      }
    }
    return views
  }

  private mutating func transpose(_ axes: [Int]?) throws(RuntimeProblem) {
    let order = axes?.map(inputs[0].index(ofAxis:)) ?? inputs[0].sizes.indices.reversed()
    if inputs[0].rank == 0 { return try handOn() }
    try copy(inputs[0].permuted(order), to: output)
  }

  private mutating func fill(_ filling: Filling) {
    switch filling {
    case .value(let value): fill(output, with: Float(value))
    case .random(let distribution, let seed):
      let count = output.count
      call([output]) { distribution.draw(into: UnsafeMutableBufferPointer(start: $0[0], count: count), seed: seed) }
    }
  }
}

extension Filling.Distribution {
  /// Values of our own generator: TensorFlow's cannot be had.
  fileprivate func draw(into values: UnsafeMutableBufferPointer<Float>, seed: Int) {
    var generator = RandomGenerator(seed: UInt64(bitPattern: Int64(seed)), name: "values")
    for index in values.indices {
      switch self {
      case .normal(let mean, let deviation): values[index] = Float(mean + deviation * generator.normal())
      case .truncatedNormal(let mean, let deviation):
        values[index] = Float(mean + deviation * generator.truncatedNormal())
      case .uniform(let minimum, let maximum):
        values[index] = Float(minimum + (maximum - minimum) * generator.uniform())
      }
    }
  }
}
