// Functions on tensors: what `x + y`, `keras.ops`, `keras.backend` and `tf` come to.

import Tensors

/// A function with all that it is given but the tensors of its call.
package struct TensorOperation: Computation {
  /// Keras' name of the operation's class, such as `GetItem`.
  package let typeName: String
  package let function: TensorFunction
  /// What it works on, in order.
  package let operands: [Operand]

  package init(_ typeName: String, _ function: TensorFunction, _ operands: [Operand] = [.input]) {
    self.typeName = typeName
    self.function = function
    self.operands = operands
  }

  package var operation: Operation { .tensor(self) }

  package var inputCount: ClosedRange<Int> {
    let count = operands.count { $0 == .input }
    return count...count
  }

  package func outputShapes(for inputs: [Shape]) throws(LayerProblem) -> [Shape] {
    let operands = operandShapes(inputs)
    let shapes = try function.outputShapes(for: operands, name: typeName)
    for shape in shapes where shape.dimensions.contains(where: { $0 ?? 0 < 0 }) {
      throw .negativeSize(shape, in: typeName)
    }
    return shapes
  }

  package func outputTypes(for inputs: [NumberType], count: Int) -> [NumberType] {
    var rest = inputs[...]
    let types = operands.map { operand in
      if case .input = operand { rest.popFirst() } else { operand.type }
    }
    return function.outputTypes(for: types, count: count)
  }

  package func cost(inputs: [Shape], output: Shape) -> Formula {
    guard function.isProduct else { return .zero }
    return .product([
      .size(output.elementsPerImage, "values"), .size(function.productDepth(of: operandShapes(inputs)), "products"),
    ])
  }

  package func reach(inputs: [Shape], output: Shape) -> Reach {
    function.reach(of: operandShapes(inputs), output: output)
  }

  /// The weights among the operands.
  package var weights: [Weight] {
    operands.compactMap { operand in
      if case .weight(let weight) = operand { weight } else { nil }
    }
  }

  /// The operations that give one output each, where a function has several; nil where it has but one.
  package func parts(of inputs: [Shape]) -> [TensorOperation]? {
    guard let shape = operandShapes(inputs).first, let outputs = try? outputShapes(for: inputs) else { return nil }
    func slice(_ index: SliceIndex, along axis: Int) -> TensorOperation {
      let whole = SliceIndex.range(lower: nil, upper: nil, step: 1)
      return TensorOperation(typeName, .slice(Array(repeating: whole, count: axis) + [index]), operands)
    }
    func part(_ function: TensorFunction) -> TensorOperation { TensorOperation(typeName, function, operands) }
    switch function {
    case .moments(let axes, let keepsAxes):
      return [Reduction.mean, .var].map { part(.reduce($0, axes: axes, keepsAxes: keepsAxes)) }
    case .topK(let count):
      return [false, true].map {
        part(.sort(Sorting(axis: -1, isDescending: true, givesIndices: $0, count: count)))
      }
    case .split(_, let axis):
      guard let axis = shape.index(ofAxis: axis) else { return nil }
      var start = 0
      return outputs.map { output in
        let end = start.addingSaturated(output[axis] ?? 0)
        defer { start = end }
        return slice(.range(lower: start, upper: end, step: 1), along: axis)
      }
    case .unstack(_, let axis):
      return shape.index(ofAxis: axis).map { axis in outputs.indices.map { slice(.index($0), along: axis) } }
    default: return nil
    }
  }

  /// The operation for so many images: what was known only with data is.
  ///
  /// A size that the batch decides is the first of a shape, or what the number of values leaves over.
  package func with(batch: Int) -> TensorOperation {
    func known(_ sizes: [Int?]) -> [Int?] { sizes.first == .some(nil) ? [batch] + sizes.dropFirst() : sizes }
    let function: TensorFunction
    switch self.function {
    case .fill(let sizes, let filling): function = .fill(known(sizes), filling)
    case .broadcast(let sizes): function = .broadcast(known(sizes))
    case .tile(let counts): function = .tile(known(counts))
    case .repeat(nil, axis: .some(0)): function = .repeat(batch, axis: 0)
    case .reshape(let sizes):
      let open = sizes.count { $0 == nil || $0 == -1 }
      let rest = open > 1 ? known(sizes) : sizes
      function = .reshape(rest.contains(-1) ? rest : rest.replacingFirstNil(by: -1))
    default: return self
    }
    return TensorOperation(typeName, function, operands)
  }

  func operandShapes(_ inputs: [Shape]) -> [Shape] {
    var rest = inputs[...]
    return operands.map { operand in
      switch operand {
      case .input: rest.popFirst() ?? []
      case .constant(let constant): Shape(constant.tensor.shape)
      case .weight(let weight): Shape(weight.specification.shape)
      }
    }
  }
}

extension [Int?] {
  fileprivate func replacingFirstNil(by size: Int) -> [Int?] {
    guard let index = firstIndex(of: nil) else { return self }
    var sizes = self
    sizes[index] = size
    return sizes
  }
}

/// Something that an operation works on.
package enum Operand: Hashable, Sendable {
  /// The next tensor of the call.
  case input
  case constant(ConstantTensor)
  /// A weight of the layer in whose call the operation is.
  case weight(Weight)

  /// Nil where the other operands decide.
  var type: NumberType? {
    switch self {
    case .input: nil
    case .constant(let constant): constant.type
    case .weight: .float32
    }
  }
}

/// Values that a session wrote.
package struct ConstantTensor: Hashable, Sendable {
  package let tensor: Tensor
  /// Nil for a Python number, which takes the type of what it is combined with.
  package let type: NumberType?

  package init(_ tensor: Tensor, type: NumberType?) {
    self.tensor = tensor
    self.type = type
  }
}
