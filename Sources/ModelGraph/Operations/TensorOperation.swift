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
    try function.outputShapes(for: operandShapes(inputs), name: typeName)
  }

  package func outputTypes(for inputs: [NumberType], count: Int) -> [NumberType] {
    var rest = inputs[...]
    let types = operands.map { operand in
      if case .input = operand { rest.popFirst() } else { operand.type }
    }
    return function.outputTypes(for: types, count: count)
  }

  package func multiplyAdds(inputs: [Shape], output: Shape) -> Int? {
    guard function.isProduct else { return 0 }
    return Shape.product([output.elementsPerImage, function.productDepth(of: operandShapes(inputs))])
  }

  private func operandShapes(_ inputs: [Shape]) -> [Shape] {
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
