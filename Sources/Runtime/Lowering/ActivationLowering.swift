// Activations: most are chains of oneDNN's elementwise functions, the others a few operations more.

import CDNNL
import ModelGraph

func function(_ kind: cdnnl_eltwise_kind, _ alpha: Float = 0, _ beta: Float = 0) -> cdnnl_eltwise {
  cdnnl_eltwise(kind: kind, alpha: alpha, beta: beta)
}

private func affine(_ factor: Float, _ summand: Float = 0) -> cdnnl_eltwise { function(CDNNL_LINEAR, factor, summand) }
private func clip(_ minimum: Float, _ maximum: Float) -> cdnnl_eltwise { function(CDNNL_CLIP, minimum, maximum) }

extension Activation {
  /// The activation as functions of each value, one after the other; nil where it takes more than that.
  /// Constants are the defaults of keras/src/activations/activations.py.
  var functions: [cdnnl_eltwise]? {
    switch self {
    case .linear: []
    case .relu: [function(CDNNL_RELU)]
    case .relu6: [clip(0, 6)]
    case .leakyReLU: [function(CDNNL_RELU, 0.2)]
    case .sigmoid: [function(CDNNL_LOGISTIC)]
    case .tanh: [function(CDNNL_TANH)]
    case .exponential: [function(CDNNL_EXP)]
    case .softplus: [function(CDNNL_SOFT_RELU)]
    case .elu, .celu: [function(CDNNL_ELU, 1)]
    case .selu: [function(CDNNL_ELU, 1.673_263_242_354_377_2), affine(1.050_700_987_355_480_5)]
    case .gelu: [function(CDNNL_GELU_ERF)]
    case .silu: [function(CDNNL_SWISH, 1)]
    case .mish: [function(CDNNL_MISH)]
    // Keras' relu6(x + 3) / 6 with one affine function alone: a kernel cannot do two.
    case .hardSigmoid: [affine(1.0 / 6, 0.5), clip(0, 1)]
    case .hardSilu: [function(CDNNL_HARD_SWISH)]
    case .hardTanh: [clip(-1, 1)]
    case .logSigmoid: [affine(-1), function(CDNNL_SOFT_RELU), affine(-1)]
    case .sparseSigmoid: [affine(0.5, 0.5), clip(0, 1)]
    case .softmax, .logSoftmax, .softsign, .squareplus, .tanhShrink, .softShrink, .hardShrink, .sparsePlus: nil
    case .glu, .sparsemax, .threshold: nil
    }
  }
}

extension Operation {
  /// The layer as functions of each value, one after the other; nil for a layer that is more than that.
  var functions: [cdnnl_eltwise]? {
    switch self {
    case .passing: []
    case .activation(let layer): layer.activation.functions
    case .leakyReLU(let layer): [function(CDNNL_RELU, Float(layer.negativeSlope))]
    case .eLU(let layer): [function(CDNNL_ELU, Float(layer.alpha))]
    case .reLU(let layer): layer.functions
    case .tensor(let operation): operation.functions
    default: nil
    }
  }
}

extension ReLU {
  fileprivate var functions: [cdnnl_eltwise]? {
    if threshold != 0 { return nil }
    guard let maxValue else { return [function(CDNNL_RELU, Float(negativeSlope))] }
    return negativeSlope == 0 ? [clip(0, Float(maxValue))] : nil
  }
}

extension Lowering {
  /// Views are row-major and may be the same.
  mutating func activate(_ activation: Activation, _ source: View, to destination: View) throws(RuntimeProblem) {
    if let functions = activation.functions {
      return try apply(functions, source.flat, to: destination.flat)
    }
    let (x, result) = (source.flat, destination.flat)
    switch activation {
    case .softmax: try softmax(source, axis: source.sizes.count - 1, to: destination)
    case .logSoftmax: try softmax(source, axis: source.sizes.count - 1, logarithm: true, to: destination)
    case .softsign:
      let other = try values([function(CDNNL_ABS), affine(1, 1)], of: x)
      try binary(CDNNL_DIVIDE, x, other, to: result)
    case .squareplus:
      let other = try values([function(CDNNL_SQUARE), affine(1, 4), function(CDNNL_SQUARE_ROOT)], of: x)
      try binary(CDNNL_ADD, x, other, to: result)
      try eltwise(affine(0.5), result, to: result)
    case .tanhShrink:
      try binary(CDNNL_SUBTRACT, x, values([function(CDNNL_TANH)], of: x), to: result)
    case .softShrink:
      try binary(CDNNL_SUBTRACT, x, values([clip(-0.5, 0.5)], of: x), to: result)
    case .hardShrink:
      let magnitude = try values([function(CDNNL_ABS)], of: x)
      try binary(CDNNL_GREATER, magnitude, constant(0.5, rank: 1), to: magnitude)
      try binary(CDNNL_MULTIPLY, x, magnitude, to: result)
    case .sparsePlus:
      // (clip(x, -1, 1) + 1)² / 4 up to 1, and x itself beyond.
      let beyond = try values([affine(1, -1), function(CDNNL_RELU)], of: x)
      try apply([clip(-1, 1), affine(0.5, 0.5), function(CDNNL_SQUARE)], x, to: result)
      try binary(CDNNL_ADD, result, beyond, to: result)
    case .sparsemax:
      let axis = source.rank - 1
      mapRows(source, along: [axis], to: destination, along: [axis], RowFunctions.sparsemax)
    case .glu: throw unsupported(activation, "which gives half of the values that Keras' shapes say")
    case .threshold: throw unsupported(activation, "whose function needs two more arguments than Keras gives it")
    default: preconditionFailure("\(activation) is a chain of functions")
    }
  }

  private func unsupported(_ activation: Activation, _ reason: String) -> RuntimeProblem {
    .unsupported(layer: layer, what: "the activation '\(activation.rawValue)', \(reason)")
  }

  /// Functions of each value, in order. None at all is a copy.
  mutating func apply(_ functions: [cdnnl_eltwise], _ source: View, to destination: View) throws(RuntimeProblem) {
    if functions.isEmpty, source.place != destination.place { return try copy(source, to: destination) }
    var current = source
    for function in functions {
      try eltwise(function, current, to: destination)
      current = destination
    }
  }

  /// Functions of each value, in memory of their own.
  private mutating func values(_ functions: [cdnnl_eltwise], of source: View) throws(RuntimeProblem) -> View {
    let result = temporary(source.sizes)
    try apply(functions, source, to: result)
    return result
  }

  mutating func softmax(
    _ source: View, axis: Int, logarithm: Bool = false, to destination: View
  ) throws(RuntimeProblem) {
    let (source, destination) = (source.split(at: axis), destination.split(at: axis))
    let layout = try source.layout()
    execute(
      try .softmax(device, logarithm: logarithm, data: layout, axis: 1),
      [(.source, source, layout), (.destination, destination, layout)])
  }
}

// MARK: - Layers

extension Lowering {
  /// What is positive, and alpha times what is negative.
  mutating func rectify(_ layer: PReLU) throws(RuntimeProblem) {
    let source = inputs[0]
    var sizes = source.sizes
    sizes[0] = 1
    for axis in layer.sharedAxes { sizes[axis > 0 ? axis : axis + source.rank - 1] = 1 }
    let alpha = View(.weight(0), rowMajor: sizes)
    let slopes = try weight("alpha", alpha, as: alpha.layout())
    let negative = temporary(source.sizes)
    try apply([affine(-1), function(CDNNL_RELU), affine(-1)], source.flat, to: negative.flat)
    try binary(CDNNL_MULTIPLY, negative, slopes, to: negative)
    try eltwise(function(CDNNL_RELU), source.flat, to: output.flat)
    try binary(CDNNL_ADD, output.flat, negative.flat, to: output.flat)
  }

  /// As Keras' `relu` composes it: above the threshold the value, up to the ceiling; below it the slope.
  mutating func rectify(_ layer: ReLU) throws(RuntimeProblem) {
    let (x, result) = (inputs[0].flat, output.flat)
    if let functions = layer.functions { return try apply(functions, x, to: result) }
    let (slope, threshold) = (Float(layer.negativeSlope), Float(layer.threshold))
    let ceiling = layer.maxValue.map { Float($0) }
    let isAbove = temporary(x.sizes)
    try binary(CDNNL_GREATER, x, constant(threshold, rank: 1), to: isAbove)
    try binary(CDNNL_MULTIPLY, x, isAbove, to: result)
    if let ceiling { try eltwise(clip(0, ceiling), result, to: result) }
    if slope != 0 {
      let below = try values([affine(-1, threshold), function(CDNNL_RELU), affine(slope)], of: x)
      try binary(CDNNL_SUBTRACT, result, below, to: result)
    }
  }

  mutating func softmax(_ layer: Softmax) throws(RuntimeProblem) {
    let axes = Set(layer.axes.map { inputs[0].index(ofAxis: $0) })
    if let axis = axes.first, axes.count == 1 { return try softmax(inputs[0], axis: axis, to: output) }
    // Several axes are brought to the end, taken as one, and brought back.
    let order = inputs[0].sizes.indices.filter { !axes.contains($0) } + axes.sorted()
    let moved = inputs[0].permuted(order)
    let together = temporary(moved.sizes)
    try copy(moved, to: together)
    let joined = moved.sizes.suffix(axes.count).reduce(1, *)
    let rows = together.reshaped([together.count / joined, joined])
    try softmax(rows, axis: 1, to: rows)
    try copy(together, to: output.permuted(order))
  }
}
