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
      ("dtype", .property(getter: getter("dtype") { .string($0.type.rawValue) })),
      ("sparse", .property(getter: getter("sparse") { _ in .bool(false) })),
      ("name", .property(getter: method("name") { .string($0.keras.tensorName($1)) })),
      ("_keras_shape", .property(getter: getter("_keras_shape") { $0.shape.value })),
      ("_keras_history", .property(getter: history)),
      ("get_shape", .method(method("get_shape") { $0.shapeValue($0.keras.graph[$1].shape) })),
      ("set_shape", .method(method("set_shape", [Parameter("shape")]) { _, _ in .none })),
      ("reshape", .method(reshape)),
      ("squeeze", .method(squeeze)),
      ("__repr__", .method(method("__repr__") { .string($0.keras.description(of: $1)) })),
    ] + TensorOperators.members)

  private static func method(
    _ name: String, _ parameters: [Parameter] = [],
    _ body: @escaping @Sendable (inout Interpreter, TensorID) -> Value
  ) -> HostFunction {
    .method(name, of: "KerasTensor", parameters) { interpreter, arguments throws(Raised) in
      interpreter.tensor(arguments[0]).map { body(&interpreter, $0) } ?? .none
    }
  }

  private static func getter(_ name: String, _ read: @escaping @Sendable (GraphTensor) -> Value) -> HostFunction {
    method(name) { interpreter, tensor in read(interpreter.keras.graph[tensor]) }
  }

  /// The layer that made it, which of its calls, and which of that call's outputs.
  private static let history = method("_keras_history") { interpreter, tensor in
    let graph = interpreter.keras.graph
    let call = graph[tensor].history
    let layer = graph[call].layer
    return .tuple([
      interpreter.keras.layers[layer].map { .instance($0.object) } ?? .none,
      .int(graph.calls(of: layer).firstIndex(of: call) ?? 0), .int(graph[call].outputs.firstIndex(of: tensor) ?? 0),
    ])
  }

  private static let reshape = HostFunction.method("reshape", of: "KerasTensor", [Parameter("newshape")]) {
    interpreter, arguments throws(Raised) in
    let call = OperationArguments("reshape", ["x", "shape"], arguments)
    return try OperationBody.reshape.run(&interpreter, call)
  }

  private static let squeeze = HostFunction.method(
    "squeeze", of: "KerasTensor", [Parameter("axis", default: Value.none)]
  ) { interpreter, arguments throws(Raised) in
    try OperationBody.squeeze.run(&interpreter, OperationArguments("squeeze", ["x", "axis"], arguments))
  }
}

extension KerasState {
  /// Keras numbers the tensors outside of layers' calls in the order of their making.
  func tensorName(_ tensor: TensorID) -> String {
    let number = graph.tensors.prefix(tensor.index).count { other in
      graph[other.history].parent == nil && graph[graph[other.history].layer].role != .implicit
    }
    return number == 0 ? "keras_tensor" : "keras_tensor_\(number)"
  }

  func description(of tensor: TensorID) -> String {
    let (shape, type) = (graph[tensor].shape, graph[tensor].type)
    return
      "<KerasTensor shape=\(shape), dtype=\(type.rawValue), sparse=False, ragged=False, name=\(tensorName(tensor))>"
  }
}
