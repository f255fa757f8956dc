// The operators of tensors: `x + y`, `1 - x`, `-x`, `x[…]`, `x > 0`, each an operation of Keras' name.

import Language
import ModelGraph
import Tensors

enum TensorOperators {
  /// What a layer's weight has too.
  static let arithmetic: [(name: String, member: HostClass.Member)] =
    binaryMembers + comparisons + unary + [("__getitem__", .method(getItem))]

  static let members: [(name: String, member: HostClass.Member)] =
    arithmetic + [
      ("__iter__", .method(refusal("__iter__") { .iteration() })),
      ("__bool__", .method(refusal("__bool__") { .truthOfTensor() })),
      ("__int__", .method(refusal("__int__") { .noValue("an integer") })),
      ("__float__", .method(refusal("__float__") { .noValue("a float") })),
    ]

  private static let binaries: [(name: String, typeName: String, function: Binary)] = [
    ("add", "Add", .add), ("sub", "Subtract", .subtract), ("mul", "Multiply", .multiply),
    ("truediv", "TrueDivide", .divide), ("floordiv", "FloorDivide", .floorDivide), ("mod", "Mod", .mod),
    ("pow", "Power", .power), ("and", "LogicalAnd", .logicalAnd), ("or", "LogicalOr", .logicalOr),
    ("xor", "LogicalXor", .logicalXor),
  ]

  private static let binaryMembers: [(name: String, member: HostClass.Member)] = binaries.flatMap { row in
    [
      ("__\(row.name)__", .method(binary("__\(row.name)__", row.typeName, row.function, isReflected: false))),
      ("__r\(row.name)__", .method(binary("__r\(row.name)__", row.typeName, row.function, isReflected: true))),
    ]
  }

  /// `==` is left out, as in Keras: it compares identities.
  private static let comparisons: [(name: String, member: HostClass.Member)] = [
    ("__lt__", "Less", Binary.less), ("__le__", "LessEqual", .lessEqual), ("__gt__", "Greater", .greater),
    ("__ge__", "GreaterEqual", .greaterEqual), ("__ne__", "NotEqual", .notEqual),
  ].map { name, typeName, function in (name, .method(binary(name, typeName, function, isReflected: false))) }

  private static let unary: [(name: String, member: HostClass.Member)] = [
    ("__neg__", "Negative", Elementwise.negative), ("__abs__", "Absolute", .absolute),
    ("__invert__", "LogicalNot", .logicalNot),
  ].map { name, typeName, function in
    let method = HostFunction.method(name, of: "KerasTensor") { interpreter, arguments throws(Raised) in
      try interpreter.applied(
        typeName, .elementwise(function), [interpreter.requireOperand(arguments[0], of: typeName)])
    }
    return (name, .method(method))
  }

  private static func binary(
    _ name: String, _ typeName: String, _ function: Binary, isReflected: Bool
  ) -> HostFunction {
    .method(name, of: "KerasTensor", [Parameter("other")]) { interpreter, arguments throws(Raised) in
      // Keras 2's `x != None`; what else it cannot be combined with has its own say.
      if function == .notEqual, arguments["other"].isNone { return .bool(true) }
      // Within a layer's call Keras works on TensorFlow's tensors, which take lists.
      if interpreter.sequence(arguments["other"]) != nil, interpreter.keras.graph.openCall == nil {
        throw interpreter.raise(.notAnOperand(typeName, got: try interpreter.repr(arguments["other"])))
      }
      let own = try interpreter.requireOperand(arguments[0], of: typeName)
      guard let other = try interpreter.graphOperand(arguments["other"]) else {
        // Another object may know how to be combined with a tensor.
        if case .instance = arguments["other"] { return .notImplemented }
        throw interpreter.raise(.notAnOperand(typeName, got: try interpreter.repr(arguments["other"])))
      }
      return try interpreter.applied(typeName, .binary(function), isReflected ? [other, own] : [own, other])
    }
  }

  private static let getItem = HostFunction.method("__getitem__", of: "KerasTensor", [Parameter("key")]) {
    interpreter, arguments throws(Raised) in
    if case .slice = arguments["key"], interpreter.keras.graph.openCall == nil {
      throw interpreter.raise(.batchSlice())
    }
    return try interpreter.item(
      arguments["key"], of: try interpreter.requireOperand(arguments[0], of: "GetItem"))
  }

  private static func refusal(_ name: String, _ fault: @escaping @Sendable () -> Fault) -> HostFunction {
    .method(name, of: "KerasTensor") { interpreter, _ throws(Raised) in throw interpreter.raise(fault()) }
  }
}
