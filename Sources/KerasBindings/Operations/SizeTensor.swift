// What `tf.shape(x)` gives: sizes, of which some are known only with data.

import Language
import ModelGraph
import Tensors

/// Sizes along axes, nil where they are known only with data, or one of them.
struct SizeTensor: Sendable {
  var sizes: [Int?]
  var isScalar = false

  /// The values, where all are known.
  var constant: ConstantTensor? {
    guard let known = Shape(sizes).known else { return nil }
    return ConstantTensor(Tensor(shape: isScalar ? [] : [known.count], values: known.map { Float($0) }), type: .int32)
  }
}

extension SizeTensor {
  static let hostClass = HostClass(
    "SizeTensor", module: "tensorflow",
    members: [
      ("__getitem__", .method(getItem)),
      ("__len__", .method(length)),
      ("__repr__", .method(represent)),
      ("shape", .property(getter: method("shape") { $0.isScalar ? .tuple([]) : .tuple([.int($0.sizes.count)]) })),
    ] + arithmetic)

  private static func method(
    _ name: String, _ body: @escaping @Sendable (SizeTensor) -> Value
  ) -> HostFunction {
    .method(name, of: "SizeTensor") { interpreter, arguments throws(Raised) in
      interpreter.payload(of: arguments[0], as: SizeTensor.self).map(body) ?? .none
    }
  }

  private static let length = method("__len__") { .int($0.sizes.count) }

  private static let represent = method("__repr__") { sizes in
    .string("<SizeTensor \(sizes.isScalar ? sizes.sizes[0].map(String.init) ?? "None" : "\(Shape(sizes.sizes))")>")
  }

  private static let getItem = HostFunction.method("__getitem__", of: "SizeTensor", [Parameter("index")]) {
    interpreter, arguments throws(Raised) in
    guard let tensor = interpreter.payload(of: arguments[0], as: SizeTensor.self) else { return .none }
    let list = Value.tuple(tensor.sizes.indices.map { .int($0) })
    let chosen = try interpreter.getItem(arguments["index"], of: list)
    if let index = chosen.integer { return interpreter.sizeValue(tensor.sizes[index]) }
    let indices = interpreter.sequence(chosen)?.compactMap(\.integer) ?? []
    return interpreter.sizesValue(indices.map { tensor.sizes[$0] })
  }

  private static let operators: [(name: String, operation: BinaryOperator)] = [
    ("add", .add), ("sub", .subtract), ("mul", .multiply), ("floordiv", .floorDivide), ("truediv", .divide),
    ("mod", .modulo),
  ]

  private static let arithmetic: [(name: String, member: HostClass.Member)] = operators.flatMap { name, operation in
    [("__\(name)__", false), ("__r\(name)__", true)].map { dunder, isReflected in
      let function = HostFunction.method(dunder, of: "SizeTensor", [Parameter("other")]) {
        interpreter, arguments throws(Raised) in
        try interpreter.combineSizes(operation, arguments[0], arguments["other"], isReflected: isReflected)
      }
      return (dunder, .method(function))
    }
  }
}

extension Interpreter {
  /// A size as a value: a number where it is known.
  mutating func sizeValue(_ size: Int?) -> Value {
    if let size { return .int(size) }
    return makeInstance(of: SizeTensor.hostClass, payload: SizeTensor(sizes: [nil], isScalar: true))
  }

  mutating func sizesValue(_ sizes: [Int?]) -> Value {
    makeInstance(of: SizeTensor.hostClass, payload: SizeTensor(sizes: sizes))
  }

  /// Arithmetic size by size. What depends on an unknown size is unknown.
  fileprivate mutating func combineSizes(
    _ operation: BinaryOperator, _ left: Value, _ right: Value, isReflected: Bool
  ) throws(Raised) -> Value {
    guard let own = payload(of: left, as: SizeTensor.self) else { return .notImplemented }
    let other: SizeTensor
    if let number = right.integer {
      other = SizeTensor(sizes: [number], isScalar: true)
    } else if let sizes = payload(of: right, as: SizeTensor.self) {
      other = sizes
    } else if tensor(right) == nil, let items = sequence(right), !items.contains(where: { $0.integer == nil }) {
      other = SizeTensor(sizes: items.map(\.integer))
    } else if right.number != nil {
      other = SizeTensor(sizes: [nil], isScalar: true)
    } else {
      return .notImplemented
    }
    let count = max(own.sizes.count, other.sizes.count)
    guard [own, other].allSatisfy({ $0.isScalar || $0.sizes.count == count }) else { return .notImplemented }
    var results: [Int?] = []
    for index in 0..<count {
      let (one, two) = (own.sizes[own.isScalar ? 0 : index], other.sizes[other.isScalar ? 0 : index])
      guard let one, let two else {
        results.append(nil)
        continue
      }
      let (first, second) = isReflected ? (two, one) : (one, two)
      results.append(try binary(operation, .int(first), .int(second)).integer)
    }
    return own.isScalar && other.isScalar ? sizeValue(results[0]) : sizesValue(results)
  }
}
