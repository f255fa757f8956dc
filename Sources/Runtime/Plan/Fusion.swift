// Fusing: which steps one kernel can do in a single pass over its output.

import CDNNL
import ModelGraph

/// A step, and the steps after it that its kernel does before it writes the result.
struct FusedStep {
  let step: ExecutionPlan.Step
  /// Folded into the step's weights.
  fileprivate(set) var normalization: ExecutionPlan.Step?
  /// What is added to the result: it lies where the result will.
  fileprivate(set) var summand: TensorID?
  fileprivate(set) var functions: [cdnnl_eltwise] = []
  /// Windows over the result, each over the one before it, that the same walk does: see `link`.
  fileprivate(set) var followers: [FusedStep] = []
  fileprivate(set) var output: TensorID

  fileprivate init(_ step: ExecutionPlan.Step) {
    self.step = step
    output = step.output
  }

  /// What one kernel does, in its order.
  var links: [FusedStep] { [self] + followers }
  var outputShape: [Int] { (followers.last?.step ?? step).outputShape }

  var epilogue: Epilogue {
    Epilogue(
      foldsNormalization: normalization != nil,
      operations: (summand == nil ? [] : [.addDestination]) + functions.map(PostOperation.function))
  }
}

/// Joins the steps of a plan. Outputs that nobody wants, and that only the next step needs, are then never written.
struct Fusion {
  private let steps: [ExecutionPlan.Step]
  private let wanted: Set<TensorID>
  /// The positions of the steps that take a tensor.
  private var users: [TensorID: [Int]] = [:]
  private var makers: [TensorID: Int] = [:]
  private var isTaken: [Bool]

  static func steps(of plan: ExecutionPlan) -> [FusedStep] {
    var fusion = Fusion(plan)
    return fusion.chained(plan.steps.indices.compactMap { fusion.step(at: $0) })
  }

  private init(_ plan: ExecutionPlan) {
    steps = plan.steps
    wanted = Set(plan.outputs)
    isTaken = Array(repeating: false, count: steps.count)
    for (position, step) in steps.enumerated() {
      makers[step.output] = position
      for input in step.inputs { users[input, default: []].append(position) }
    }
  }

  /// The step with all that joins it, or nil if it has joined an earlier one.
  private mutating func step(at position: Int) -> FusedStep? {
    if isTaken[position] { return nil }
    var fused = FusedStep(steps[position])
    guard let product = steps[position].operation.product, product.activation.functions != nil else { return fused }
    while let next = onlyUser(of: fused.output), join(next, to: &fused, at: position) {
      isTaken[next] = true
      fused.output = steps[next].output
    }
    return fused
  }

  /// Windows join the one whose result they slide over, if nobody else needs it.
  private func chained(_ steps: [FusedStep]) -> [FusedStep] {
    var chained: [FusedStep] = []
    // Where in the list the chain is that ends with a tensor.
    var ends: [TensorID: Int] = [:]
    for step in steps {
      let link = step.link
      if let link, link.kind != CDNNL_MIXING, let place = ends[step.step.inputs[0]],
        onlyUser(of: step.step.inputs[0]) != nil, chained[place].links.count < Int(CDNNL_MAXIMUM_LINKS)
      {
        chained[place].followers.append(step)
        chained[place].output = step.output
        ends[step.output] = place
      } else {
        chained.append(step)
        if link != nil { ends[step.output] = chained.count - 1 }
      }
    }
    return chained
  }

  private func onlyUser(of tensor: TensorID) -> Int? {
    guard !wanted.contains(tensor), let users = users[tensor], users.count == 1 else { return nil }
    return users[0]
  }

  private func join(_ next: Int, to fused: inout FusedStep, at position: Int) -> Bool {
    let step = steps[next]
    if let functions = step.operation.functions {
      let own = fused.step.operation.product?.activation.functions ?? []
      guard (own + fused.functions + functions).fitOneKernel else { return false }
      fused.functions += functions
      return true
    }
    // The kernels' sum comes first of what they do to a result.
    guard fused.functions.isEmpty, fused.summand == nil, fused.step.operation.product?.activation == .linear
    else { return false }
    switch step.operation {
    case .batchNormalization(let layer) where fused.normalization == nil:
      let rank = step.outputShape.count
      guard let product = fused.step.operation.product, product.filterAxis(rank: rank) == (layer.axis + rank) % rank
      else { return false }
      fused.normalization = step
      return true
    default:
      guard step.operation.isSum, step.outputShape == fused.step.outputShape,
        let other = step.inputs.first(where: { $0 != fused.output }), canHold(other, sumAt: next, by: position)
      else { return false }
      fused.summand = other
      return true
    }
  }

  /// Whether the kernel at a position may add to a tensor where it lies: it is there by then, of the sum's shape, and nobody
  /// needs it any more.
  private func canHold(_ tensor: TensorID, sumAt sum: Int, by position: Int) -> Bool {
    guard let maker = makers[tensor], maker < position, !wanted.contains(tensor) else { return false }
    guard steps[sum].inputs.count == 2, steps[maker].outputShape == steps[sum].outputShape else { return false }
    let others = users[tensor, default: []].filter { $0 != sum }
    return steps[maker].writesItsOutput && others.allSatisfy { $0 < position && steps[$0].writesItsOutput }
  }
}

extension [cdnnl_eltwise] {
  /// oneDNN 2 keeps the parameters of a kernel's functions by their kind: of two of one kind, the second would be computed
  /// with the first one's.
  var fitOneKernel: Bool {
    allSatisfy { function in
      allSatisfy { $0.kind != function.kind || ($0.alpha, $0.beta) == (function.alpha, function.beta) }
    }
  }
}

extension ExecutionPlan.Step {
  /// Whether the output surely has memory of its own, rather than being the input under another name.
  fileprivate var writesItsOutput: Bool {
    switch operation {
    case .batchNormalization, .reLU, .leakyReLU, .eLU, .pooling, .globalPooling: true
    case .activation(let layer): layer.activation != .linear
    case .merge: inputs.count > 1
    case .tensor: operation.isSum
    default: operation.product != nil
    }
  }
}

extension Operation {
  /// Whether it adds tensors: the layer Add, or `x + y`.
  fileprivate var isSum: Bool {
    switch self {
    case .merge(let layer): layer.kind == .add
    case .tensor(let operation): operation.function == .binary(.add) && operation.operands == [.input, .input]
    default: false
    }
  }
}

/// A layer that multiplies by a kernel, as fusing sees it.
struct Product {
  /// Keras' name of the weight whose last values are the filters.
  let kernel: String
  let activation: Activation
  fileprivate var format = DataFormat.channelsLast

  fileprivate func filterAxis(rank: Int) -> Int { format == .channelsLast ? rank - 1 : 1 }
}

extension Operation {
  var product: Product? {
    switch self {
    case .convolution(let layer): Product(kernel: "kernel", activation: layer.activation, format: layer.dataFormat)
    case .depthwiseConvolution(let layer):
      Product(kernel: "kernel", activation: layer.activation, format: layer.dataFormat)
    case .separableConvolution(let layer):
      Product(kernel: "pointwise_kernel", activation: layer.activation, format: layer.dataFormat)
    case .dense(let layer): Product(kernel: "kernel", activation: layer.activation)
    default: nil
    }
  }
}
