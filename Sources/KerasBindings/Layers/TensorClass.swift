// `KerasTensor`: a symbolic tensor as sessions see it.

import Language
import ModelGraph
import Tensors

enum TensorClass {
  static let hostClass = HostClass(
    "KerasTensor", module: "keras",
    members: [
      ("shape", .property(getter: getter("shape") { $0.shape.value })),
      ("ndim", .property(getter: getter("ndim") { .int($0.shape.rank) })),
      ("dtype", .property(getter: getter("dtype") { _ in .string("float32") })),
      ("__repr__", .method(represent)),
      ("__bool__", .method(truth)),
    ] + arithmetic)

  private static func method(
    _ name: String, _ parameters: [Parameter] = [], body: @escaping HostFunction.Body
  ) -> HostFunction {
    .method(name, of: "KerasTensor", parameters, body: body)
  }

  private static func getter(_ name: String, _ read: @escaping @Sendable (GraphTensor) -> Value) -> HostFunction {
    method(name) { interpreter, arguments throws(Raised) in
      interpreter.tensor(arguments[0]).map { read(interpreter.keras.graph[$0]) } ?? .none
    }
  }

  private static let represent = method("__repr__") { interpreter, arguments throws(Raised) in
    let shape = interpreter.tensor(arguments[0]).map { interpreter.keras.graph[$0].shape.description } ?? "()"
    return .string("<KerasTensor shape=\(shape), dtype=float32>")
  }

  private static let truth = method("__bool__") { interpreter, _ throws(Raised) in
    throw interpreter.raise(.truthOfTensor())
  }

  /// Operators on tensors are not there yet; each says so by name.
  private static let arithmetic: [(name: String, member: HostClass.Member)] = [
    ("add", "+"), ("sub", "-"), ("mul", "*"), ("truediv", "/"), ("pow", "**"),
  ].flatMap { name, symbol in
    ["__\(name)__", "__r\(name)__"].map { dunder in
      (
        dunder,
        .method(
          method(dunder, [Parameter("other")]) { interpreter, _ throws(Raised) in
            throw interpreter.raise(.tensorArithmetic(symbol))
          })
      )
    }
  }
}
