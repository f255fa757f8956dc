// Tensors within tuples, lists and dicts, as layers take and return them.

import Language
import ModelGraph

extension Interpreter {
  /// No structure of tensors nests deeper; a list may hold itself.
  private static var deepestStructure: Int { 32 }

  /// What a value holds that is no tuple, list or dict: itself, if it is none of these.
  func leaves(of value: Value, depth: Int = 0) -> [Value] {
    guard depth < Self.deepestStructure, let items = items(of: value) else { return [value] }
    return items.flatMap { leaves(of: $0, depth: depth + 1) }
  }

  /// The tensors within a value. Nil if there is a hole in it.
  func tensors(in value: Value) -> [TensorID]? {
    let leaves = leaves(of: value)
    return leaves.contains(where: \.isHole) ? nil : leaves.compactMap { tensor($0) }
  }

  /// The value with its tensors replaced, in order, by others.
  mutating func replaceTensors(
    in value: Value, with tensors: inout ArraySlice<TensorID>, depth: Int = 0
  ) throws(Raised) -> Value {
    if tensor(value) != nil { return tensors.popFirst().map { tensorValue($0) } ?? value }
    guard depth < Self.deepestStructure, let items = items(of: value) else { return value }
    var replaced: [Value] = []
    for item in items { replaced.append(try replaceTensors(in: item, with: &tensors, depth: depth + 1)) }
    switch value {
    case .tuple: return .tuple(replaced)
    case .dict(let dict): return try makeDict(Array(zip(self.items(of: dict).map(\.key), replaced)))
    default: return makeList(replaced)
    }
  }

  /// The shape of a tensor as a tuple; of a structure of tensors, the same structure of shapes.
  mutating func shapes(of value: Value, depth: Int = 0) -> Value {
    if let tensor = tensor(value) { return keras.graph[tensor].shape.value }
    guard depth < Self.deepestStructure, let items = sequence(value) else { return .none }
    var shapes: [Value] = []
    for item in items { shapes.append(self.shapes(of: item, depth: depth + 1)) }
    return makeList(shapes)
  }

  private func items(of value: Value) -> [Value]? {
    if case .dict(let dict) = value { items(of: dict).map(\.value) } else { sequence(value) }
  }

  // MARK: Tensors as values

  /// The object of a tensor.
  mutating func tensorValue(_ tensor: TensorID) -> Value {
    makeInstance(of: TensorClass.hostClass, payload: TensorPayload(tensor: tensor))
  }

  /// One tensor as itself, several as a list.
  mutating func tensorValues(_ tensors: [TensorID]) -> Value {
    var values: [Value] = []
    for tensor in tensors { values.append(tensorValue(tensor)) }
    return values.count == 1 ? values[0] : makeList(values)
  }
}
