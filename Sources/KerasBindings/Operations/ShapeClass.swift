// `TensorShape`: what `x.get_shape()` gives, a tuple of sizes with TensorFlow's methods.

import Language
import ModelGraph
import Tensors

enum ShapeClass {
  static let hostClass = HostClass(
    "TensorShape", module: "tensorflow",
    members: [
      ("as_list", .method(method("as_list") { interpreter, shape in interpreter.makeList(Self.sizes(shape)) })),
      ("num_elements", .method(method("num_elements") { Shape.product($1.dimensions).map(Value.int) ?? .none })),
      ("ndims", .property(getter: method("ndims") { .int($1.rank) })),
      ("rank", .property(getter: method("rank") { .int($1.rank) })),
      ("dims", .property(getter: method("dims") { $0.makeList(Self.sizes($1)) })),
      ("__len__", .method(method("__len__") { .int($1.rank) })),
      ("__repr__", .method(method("__repr__") { .string("TensorShape(\($1.listed))") })),
      ("__str__", .method(method("__str__") { .string("\($1)") })),
      ("__getitem__", .method(getItem)),
    ])

  /// `x.shape.as_list()`: in TensorFlow's Keras, `shape` was a `TensorShape`; in Keras 3 it is a tuple.
  static let tupleAsList = HostFunction.method("as_list", of: "tuple") { interpreter, arguments throws(Raised) in
    interpreter.makeList(try interpreter.elements(of: arguments[0]))
  }

  static func sizes(_ shape: Shape) -> [Value] { shape.dimensions.map { $0.map(Value.int) ?? .none } }

  private static func method(
    _ name: String, _ body: @escaping @Sendable (inout Interpreter, Shape) -> Value
  ) -> HostFunction {
    .method(name, of: "TensorShape") { interpreter, arguments throws(Raised) in
      interpreter.payload(of: arguments[0], as: Shape.self).map { body(&interpreter, $0) } ?? .none
    }
  }

  private static let getItem = HostFunction.method("__getitem__", of: "TensorShape", [Parameter("key")]) {
    interpreter, arguments throws(Raised) in
    let shape = interpreter.payload(of: arguments[0], as: Shape.self) ?? []
    let part = try interpreter.getItem(arguments["key"], of: shape.value)
    guard case .tuple = part else { return part }
    return interpreter.shapeValue(try interpreter.shape(part))
  }
}

extension Shape {
  fileprivate var listed: String {
    "[" + dimensions.map { $0.map(String.init) ?? "None" }.joined(separator: ", ") + "]"
  }
}

extension Interpreter {
  mutating func shapeValue(_ shape: Shape) -> Value { makeInstance(of: ShapeClass.hostClass, payload: shape) }
}
