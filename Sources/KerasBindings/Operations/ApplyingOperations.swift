// Applying a function to tensors: its operation in the graph, with Keras' name, and the tensors that it makes.

import Diagnostics
import Language
import ModelGraph
import Tensors

/// What the call of a function counts in the interpreter's budget, like that of a layer.
private let stepsPerOperation = 200

extension Interpreter {
  /// Applies a function; what it makes is a row of the model, named as Keras names the operation.
  ///
  /// Within a layer's call Keras names nothing, so that the automatic names outside are as if nothing had been called.
  mutating func applyOperation(
    _ typeName: String, _ function: TensorFunction, _ operands: [GraphOperand] = []
  ) throws(Raised) -> [TensorID] {
    try step(stepsPerOperation)
    let origin = origin
    let operation = Operation.tensor(TensorOperation(typeName, function, operands.map(\.operand)))
    let inputs = operands.compactMap(\.tensor)
    return try withKeras { keras throws(LayerProblem) in
      try keras.graph.checkRoom()
      let isConstant = inputs.allSatisfy { keras.graph.isConstant($0) }
      let layer = keras.graph.addLayer(
        .primitive(operation), name: keras.operationName(typeName, isConstant: isConstant), typeName: typeName,
        origin: origin, role: isConstant ? .implicit : .operation)
      return try keras.graph.apply(operation, of: layer, to: inputs, origin: origin)
    }
  }

  /// Applies a function that makes one tensor.
  mutating func applied(
    _ typeName: String, _ function: TensorFunction, _ operands: [GraphOperand]
  ) throws(Raised) -> Value {
    tensorValue(try applyOperation(typeName, function, operands)[0])
  }

  // MARK: Operands

  /// A value as an operand, nil for what is none.
  mutating func graphOperand(_ value: Value) throws(Raised) -> GraphOperand? {
    if let tensor = tensor(value) { return .tensor(tensor) }
    if let weight = payload(of: value, as: WeightPayload.self) { return .constant(.weight(weight.weight)) }
    if let sizes = payload(of: value, as: SizeTensor.self) { return sizes.constant.map { .constant(.constant($0)) } }
    return try constant(value).map { .constant(.constant($0)) }
  }

  mutating func requireOperand(_ value: Value, of function: String, at range: SourceRange? = nil) throws(Raised)
    -> GraphOperand
  {
    if value.isHole { throw .hole }
    guard let operand = try graphOperand(value) else {
      throw raise(.notAnOperand(function, got: try repr(value)), at: range)
    }
    return operand
  }

  /// A number, an array of numpy's, or numbers in lists or tuples, equally many in each.
  mutating func constant(_ value: Value) throws(Raised) -> ConstantTensor? {
    if let array = payload(of: value, as: NDArray.self) {
      let type = NumberType(rawValue: array.type.rawValue).map { $0.isFloat ? .float32 : $0 }
      return ConstantTensor(
        Tensor(shape: array.shape, values: array.elements.map { Float($0) }), type: array.shape.isEmpty ? nil : type)
    }
    if let number = value.number { return ConstantTensor(Tensor(shape: [], values: [Float(number)]), type: nil) }
    guard sequence(value) != nil else { return nil }
    var shape: [Int] = []
    var level = [value]
    while let first = level.first, let items = sequence(first), shape.count < 8 {
      shape.append(items.count)
      var next: [Value] = []
      for value in level {
        guard let row = sequence(value), row.count == items.count else { return nil }
        next += row
        try step(row.count)
      }
      level = next
    }
    let numbers = level.compactMap(\.number)
    guard numbers.count == level.count, Shape.product(shape.map(Optional.some)) == numbers.count else { return nil }
    let type: NumberType = level.contains { if case .float = $0 { true } else { false } } ? .float32 : .int32
    return ConstantTensor(Tensor(shape: shape, values: numbers.map { Float($0) }), type: type)
  }
}

/// Something that an operation works on: a tensor of the graph, or what stands in the operation itself.
enum GraphOperand {
  case tensor(TensorID)
  case constant(Operand)

  var operand: Operand { if case .constant(let operand) = self { operand } else { .input } }
  var tensor: TensorID? { if case .tensor(let tensor) = self { tensor } else { nil } }
}

extension KerasState {
  /// The name of a new operation: the next automatic one at the top, and one of the call's own within a call.
  fileprivate mutating func operationName(_ typeName: String, isConstant: Bool) -> String {
    if isConstant { return LayerNames.snakeCase(typeName) }
    guard let call = graph.openCall else { return names.next(for: typeName) }
    return innerNames[call, default: LayerNames()].next(for: typeName)
  }
}
