// Between the language's values and the arguments of layers.

import Language
import ModelGraph
import Tensors

extension Interpreter {
  /// A value as a layer's argument. What no layer reads, as a regularizer, is kept by its `repr`.
  mutating func argumentValue(_ value: Value) throws(Raised) -> ArgumentValue {
    switch value {
    case .none: return .null
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .float(let value): return .float(value)
    case .string(let value): return .string(value)
    case .tuple, .list:
      var items: [ArgumentValue] = []
      for element in try elements(of: value) { items.append(try argumentValue(element)) }
      return .sequence(items)
    case .hostFunction(let id):
      if let activation = Activation(named: heap.hostFunctions[id].name) { return .activation(activation) }
    case .instance(let id):
      if let initializer = heap.instances[id].payload as? Initializer { return .initializer(initializer) }
    default: break
    }
    return .other(try repr(value))
  }

  /// A tuple of sizes, the batch first, as `build` takes it.
  mutating func shape(_ value: Value) throws(Raised) -> Shape {
    guard case .sequence(let items) = try argumentValue(value) else { throw raise(.notAShape(try repr(value))) }
    var sizes: [Int?] = []
    for item in items {
      switch item {
      case .null: sizes.append(nil)
      case .int(let size) where size > 0: sizes.append(size)
      default: throw raise(.notAShape(try repr(value)))
      }
    }
    return Shape(sizes)
  }
}

extension ArgumentValue {
  /// The value as the language writes it: how defaults appear in a signature.
  var value: Value {
    switch self {
    case .null: .none
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .float(let value): .float(value)
    case .string(let value): .string(value)
    case .sequence(let items): .tuple(items.map(\.value))
    case .activation, .initializer, .other: .none
    }
  }
}

extension Shape {
  /// A tuple of integers and None.
  var value: Value { .tuple(dimensions.map { $0.map(Value.int) ?? .none }) }
}
