// `keras.Variable`: a weight of a layer as sessions see it, and an operand of its operators.

import Language
import ModelGraph
import Tensors

/// What the session's object of a layer's weight carries.
struct WeightPayload: Sendable {
  let weight: Weight
}

enum VariableClass {
  static let hostClass = HostClass(
    "Variable", module: "keras",
    members: [
      ("shape", .property(getter: getter("shape") { Shape($0.specification.shape).value })),
      ("ndim", .property(getter: getter("ndim") { .int($0.specification.shape.count) })),
      ("dtype", .property(getter: getter("dtype") { .string($0.specification.type.rawValue) })),
      ("name", .property(getter: getter("name") { .string($0.name) })),
      ("path", .property(getter: getter("path") { .string($0.path) })),
      ("trainable", .property(getter: getter("trainable") { .bool($0.specification.trainable) })),
      ("__repr__", .method(getter("__repr__", description))),
    ] + TensorOperators.arithmetic)

  private static func getter(_ name: String, _ read: @escaping @Sendable (Weight) -> Value) -> HostFunction {
    .method(name, of: "Variable") { interpreter, arguments throws(Raised) in
      interpreter.payload(of: arguments[0], as: WeightPayload.self).map { read($0.weight) } ?? .none
    }
  }

  /// A weight as sessions see it.
  static func variable(_ weight: Weight, in interpreter: inout Interpreter) -> Value {
    interpreter.makeInstance(of: hostClass, payload: WeightPayload(weight: weight))
  }

  private static func description(of weight: Weight) -> Value {
    let specification = weight.specification
    return .string(
      "<Variable path=\(weight.path), shape=\(Shape(specification.shape)), dtype=\(specification.type.rawValue)>")
  }
}
