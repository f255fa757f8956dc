// Functions that tell about tensors, and the index brackets.

import Language
import ModelGraph
import Tensors

extension OperationBody {
  /// Softmax along an axis.
  static func softmax(_ typeName: String, _ activation: Activation) -> OperationBody {
    OperationBody { interpreter, arguments throws(Raised) in
      let axis = try interpreter.integer("axis", arguments) ?? -1
      return try interpreter.applied(
        typeName, .activation(activation, parameters: [Double(axis)]), [interpreter.operand("x", arguments)])
    }
  }

  static let getItem = OperationBody { interpreter, arguments throws(Raised) in
    guard interpreter.sequence(arguments["x"]) == nil else {
      return try interpreter.getItem(arguments["key"], of: arguments["x"])
    }
    return try interpreter.item(arguments["key"], of: interpreter.operand("x", arguments))
  }

  /// A tuple of sizes, None where one is known only with data. Within a layer's call such a size is a tensor.
  static let staticShape = OperationBody { interpreter, arguments throws(Raised) in
    let shape = interpreter.shape(of: try interpreter.operand("x", arguments))
    guard interpreter.keras.graph.openCall != nil else { return shape.value }
    var sizes: [Value] = []
    for size in shape.dimensions { sizes.append(interpreter.sizeValue(size)) }
    return .tuple(sizes)
  }

  /// Keras 2's `int_shape`: None where the value has no shape.
  static let intShape = OperationBody { interpreter, arguments throws(Raised) in
    guard let operand = try interpreter.graphOperand(arguments["x"]) else { return .none }
    return interpreter.shape(of: operand).value
  }

  /// The sizes as a tensor of their own.
  static let dynamicShape = OperationBody { interpreter, arguments throws(Raised) in
    let shape = interpreter.shape(of: try interpreter.operand("x", arguments))
    return interpreter.sizesValue(shape.dimensions)
  }

  static let rank = OperationBody { interpreter, arguments throws(Raised) in
    .int(interpreter.shape(of: try interpreter.operand("x", arguments)).rank)
  }

  static let type = OperationBody { interpreter, arguments throws(Raised) in
    .string(interpreter.tensor(arguments["x"]).map { interpreter.keras.graph[$0].type.rawValue } ?? "float32")
  }

  static let isTensor = OperationBody { interpreter, arguments throws(Raised) in
    .bool(interpreter.tensor(arguments["x"]) != nil)
  }

  static let isKerasTensor = OperationBody { interpreter, arguments throws(Raised) in
    .bool(interpreter.tensor(arguments["x"]).map { !interpreter.keras.graph.isConstant($0) } ?? false)
  }

  /// The number of values, where it is known.
  static let countParameters = OperationBody { interpreter, arguments throws(Raised) in
    let shape = interpreter.shape(of: try interpreter.operand("x", arguments))
    return Shape.product(shape.dimensions).map(Value.int) ?? .none
  }
}

extension Interpreter {
  /// `x[…]`.
  mutating func item(_ key: Value, of operand: GraphOperand) throws(Raised) -> Value {
    let parts: [Value]
    if case .tuple(let tuple) = key { parts = tuple.elements } else { parts = sequence(key) ?? [key] }
    var indices: [SliceIndex] = []
    for part in parts { indices.append(try sliceIndex(part)) }
    return try applied("GetItem", .slice(indices), [operand])
  }

  private mutating func sliceIndex(_ value: Value) throws(Raised) -> SliceIndex {
    switch value {
    case .none: return .newAxis
    case .ellipsis: return .ellipsis
    case .int(let index): return .index(index)
    case .slice(let slice):
      let parts = [slice.lower, slice.upper, slice.step]
      if parts.contains(where: { payload(of: $0, as: SizeTensor.self) != nil }) { return .unknownRange }
      var bounds: [Int?] = []
      for part in parts {
        guard part.isNone || part.integer != nil else { throw raise(.notAnIndex(try repr(part))) }
        bounds.append(part.integer)
      }
      if bounds[2] == 0 { throw raise(.zeroStep()) }
      return .range(lower: bounds[0], upper: bounds[1], step: bounds[2] ?? 1)
    default: throw raise(.notAnIndex(try repr(value)))
    }
  }
}
