// Turns a step's operation into primitives: the one place where each layer meets oneDNN.

import CDNNL
import ModelGraph
import Tensors

/// What a product's kernel does besides the layer's own work.
struct Epilogue {
  /// The weights come with a batch normalisation folded into them, which always leaves a bias.
  var foldsNormalization = false
  /// After the layer's activation.
  var operations: [PostOperation] = []
}

/// Collects the primitives of one operation.
struct Lowering {
  let device: Device
  /// The layer's name, for messages.
  let layer: String
  /// The tensors of the call; for a function on tensors all that it works on.
  var inputs: [View]
  let output: View
  /// Only for operations whose kernels can do it: see `Fusion`.
  let epilogue: Epilogue
  private(set) var compiled = CompiledOperation()

  static func compile(
    _ step: ExecutionPlan.Step, then epilogue: Epilogue = Epilogue(), on device: Device
  ) throws(RuntimeProblem) -> CompiledOperation {
    // Of no values there is nothing to compute.
    if step.outputShape.contains(0) { return CompiledOperation() }
    guard step.outputs.count == 1, !step.inputShapes.joined().contains(0) else {
      throw .unsupported(
        layer: step.name, what: "\(step.operation.definition.typeName) of a tensor without values")
    }
    var lowering = Lowering(
      device: device, layer: step.name,
      inputs: step.inputShapes.enumerated().map { View(.input($0), rowMajor: $1) },
      output: View(.output, rowMajor: step.outputShape), epilogue: epilogue)
    do {
      try lowering.lower(step.operation)
    } catch .library(let operation, String(cString: cdnnl_status_text(CDNNL_UNIMPLEMENTED))) {
      throw .unsupported(layer: step.name, what: "this \(operation)")
    }
    return lowering.compiled
  }

  private mutating func lower(_ operation: Operation) throws(RuntimeProblem) {
    switch operation {
    case .inputLayer, .passing, .reshape: try handOn()
    case .convolution(let layer): try convolve(layer)
    case .depthwiseConvolution(let layer): try convolve(layer)
    case .separableConvolution(let layer): try convolve(layer)
    case .transposedConvolution(let layer): try convolve(layer)
    case .dense(let layer): try multiply(layer)
    case .embedding(let layer): try lookUp(layer)
    case .multiHeadAttention(let layer): try attend(layer)
    case .batchNormalization(let layer): try normalize(layer)
    case .layerNormalization(let layer): try normalize(layer)
    case .groupNormalization(let layer): try normalize(layer)
    case .rmsNormalization(let layer): try normalize(layer)
    case .unitNormalization(let layer): normalize(layer)
    case .rescaling(let layer): try rescale(layer)
    case .normalization(let layer): try normalize(layer)
    case .activation(let layer): try activate(layer.activation, inputs[0], to: output)
    case .reLU(let layer): try rectify(layer)
    case .leakyReLU, .eLU: try apply(operation.functions ?? [], inputs[0].flat, to: output.flat)
    case .pReLU(let layer): try rectify(layer)
    case .softmax(let layer): try softmax(layer)
    case .pooling(let layer): try pool(layer)
    case .globalPooling(let layer): try poolAll(layer)
    case .margins(let layer): try pad(layer)
    case .upSampling(let layer): try enlarge(layer)
    case .resizing(let layer): try resize(layer)
    case .flatten(let layer): try flatten(layer)
    case .permute(let layer): try permute(layer)
    case .repeatVector(let layer): repeatVector(layer)
    case .merge(let layer): try merge(layer)
    case .concatenate(let layer): try concatenate(axis: layer.axis)
    case .dot(let layer): try multiply(layer)
    case .tensor(let operation): try lower(operation)
    }
  }
}

// MARK: - What all layers are made of

extension Lowering {
  /// The output is the first operand's values in their order.
  mutating func handOn() throws(RuntimeProblem) {
    if inputs[0].place == .input(0) {
      compiled.sharesInput = true
    } else {
      try copy(inputs[0].flat, to: output.flat)
    }
  }

  /// The products of matrices: of (batch…, rows, inner) with (batch…, inner, columns), all of one rank. Batch axes of size 1
  /// are repeated.
  mutating func multiply(_ left: View, _ right: View, to destination: View) throws(RuntimeProblem) {
    let (leftLayout, rightLayout, layout) = (try left.layout(), try right.layout(), try destination.layout())
    execute(
      try .matrixProduct(device, left: leftLayout, right: rightLayout, destination: layout),
      [(.source, left, leftLayout), (.weights, right, rightLayout), (.destination, destination, layout)])
  }

  mutating func temporary(_ sizes: [Int]) -> View {
    compiled.temporaries.append(Shape.product(sizes) ?? .max)
    return View(.temporary(compiled.temporaries.count - 1), rowMajor: sizes)
  }

  /// A single value, to be repeated along the axes of another operand of that rank.
  mutating func constant(_ value: Float, rank: Int) throws(RuntimeProblem) -> View {
    try constants([value], sizes: Array(repeating: 1, count: rank))
  }

  mutating func constants(_ values: [Float], sizes: [Int]) throws(RuntimeProblem) -> View {
    compiled.constants.append(try Buffer(copying: values))
    return View(.constant(compiled.constants.count - 1), rowMajor: sizes)
  }

  /// Runs a function of ours, which gets where each view begins. The last one is what it writes.
  mutating func call(_ views: [View], _ body: @escaping @Sendable ([UnsafeMutablePointer<Float>]) -> Void) {
    compiled.actions.append(.call(HostCall(views: views, body: body)))
  }

  /// Only for views without gaps.
  mutating func fill(_ view: View, with value: Float) {
    let count = view.count
    call([view]) { $0[0].update(repeating: value, count: count) }
  }

  mutating func execute(
    _ primitive: Primitive, _ arguments: [(role: Role, view: View, layout: Layout)]
  ) {
    compiled.actions.append(
      .execute(
        primitive,
        arguments.map {
          CompiledOperation.Argument(role: $0.role, place: $0.view.place, offset: $0.view.offset, layout: $0.layout)
        }))
  }

  /// A weight of Keras' name, whose values the view's strides find in Keras' layout; the primitive gets it in its own.
  mutating func weight(_ name: String, _ view: View, as preferred: Layout) throws(RuntimeProblem) -> View {
    let keras = try view.layout()
    compiled.weights.append(
      .init(
        name: name, keras: keras, offset: view.offset, preferred: preferred,
        reorder: try .reorder(device, from: keras, to: preferred)))
    return View(.weight(compiled.weights.count - 1), sizes: view.sizes, strides: view.strides)
  }

  /// A weight that is one value for each channel.
  mutating func vector(_ name: String, _ count: Int) throws(RuntimeProblem) -> (view: View, layout: Layout) {
    let view = View(.weight(compiled.weights.count), rowMajor: [count])
    let layout = try view.layout()
    compiled.weights.append(.init(name: name, keras: layout, offset: 0, preferred: layout, reorder: nil))
    return (view, layout)
  }

  mutating func copy(_ source: View, to destination: View) throws(RuntimeProblem) {
    let (from, to) = (try source.layout(), try destination.layout())
    execute(
      try .reorder(device, from: from, to: to),
      [(.source, source, from), (.destination, destination, to)])
  }

  /// The function of each value, from one view to another of the same layout, or in place.
  mutating func eltwise(
    _ function: cdnnl_eltwise, _ source: View, to destination: View
  ) throws(RuntimeProblem) {
    let layout = try source.layout()
    execute(
      try .eltwise(device, function, data: layout),
      [(.source, source, layout), (.destination, destination, layout)])
  }

  /// The left operand has the destination's sizes; the right one's axes of size 1 are repeated.
  mutating func binary(
    _ kind: cdnnl_binary_kind, _ left: View, _ right: View, to destination: View
  ) throws(RuntimeProblem) {
    guard right.isRepeatedFast(over: left) else {
      return map(kind.rowFunction, [left, right], to: destination)
    }
    let (leftLayout, rightLayout, layout) = (try left.layout(), try right.layout(), try destination.layout())
    execute(
      try .binary(device, kind, left: leftLayout, right: rightLayout, destination: layout),
      [
        (.source, left, leftLayout), (.secondSource, right, rightLayout),
        (.destination, destination, layout),
      ])
  }
}
